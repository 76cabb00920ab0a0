//! Withdrawing: a work leaves every index and its text is erased here; hashes and receipts already paid remain.

use crate::error::NodeError;
use crate::node::Node;
use crate::works::{WorkSummary, entry, record};
use byline_ledger::Body;
use byline_ledger::works::WithdrawWork;

impl Node {
    /// Withdraws a work of this wallet. Withdrawing it again changes nothing.
    pub fn withdraw(&self, id: &str) -> Result<WorkSummary, NodeError> {
        let view = self.chain.view()?;
        let entry = entry(&view, id)?;
        let record = record(&view, &entry.work)?;
        let owner = view.tables().local_account(&record.owner)?;
        drop(view);
        let owner = owner.ok_or_else(|| NodeError::NotYours(record.owner.to_string()))?;
        if record.withdrawn.is_none() {
            let (key, work, now) = (self.key(owner.derivation)?, entry.work, self.now());
            self.chain.submit(
                |next| next.sign(&key, Body::WithdrawWork(WithdrawWork { work })),
                |transaction, _| Ok(transaction.withdraw_work(&work, now)?),
            )?;
            // The erased text must not live on in the write-ahead log. A reader under way delays that to the next time.
            let _ = self.store.checkpoint();
        }
        self.work_summary(id)
    }
}
