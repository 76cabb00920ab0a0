//! Exporting: a receipt with everything that proves it, in one file for anybody.

use crate::chain::View;
use crate::error::NodeError;
use crate::node::Node;
use crate::receipts::{Settlement, entry, read, settlement};
use byline_ledger::StateKey;
use byline_ledger::usage::Channel;
use byline_light::export::{ChannelEvidence, Export, ExportError, VerifiedFile, parties};
use byline_royalty::Receipt;
use byline_types::decode;
use byline_work::merkle::{leaf_hash, prove_range};
use byline_work::segment::word_count;

/// Checks an exported receipt: no node, no home, no network.
pub fn verify_file(bytes: &[u8]) -> Result<VerifiedFile, ExportError> {
    byline_light::export::verify_file(bytes, &word_count)
}

impl Node {
    /// The proof file of a receipt. What it owes is settled first, so that the file can prove the payment.
    pub fn export_receipt(&self, id: &str) -> Result<Vec<u8>, NodeError> {
        // What cannot be settled now leaves the receipt pending, and the file says so.
        let _ = self.settler.settle();
        let view = self.chain.view()?;
        let entry = entry(&view, id)?;
        let kept = read(&entry)?;
        let receipt = kept.receipt.receipt();
        let channel = match settlement(&view, &entry)? {
            Settlement::Settled => channel_evidence(&view, receipt)?,
            Settlement::Free | Settlement::Pending => None,
        };
        let export = Export {
            genesis: self.chain.genesis().clone(),
            header: view.signed_header().clone(),
            channel,
            balances: parties(receipt)
                .into_iter()
                .map(|account| Ok((account, view.proved(&StateKey::Account(account))?)))
                .collect::<Result<_, NodeError>>()?,
            receipt: kept.receipt.signed().clone(),
            evidence: kept.evidence,
        };
        let bytes = export.to_bytes();
        // What does not verify here must not be handed out.
        verify_file(&bytes).map_err(|e| NodeError::Proof(e.to_string()))?;
        Ok(bytes)
    }
}

fn channel_evidence(view: &View<'_>, receipt: &Receipt) -> Result<Option<ChannelEvidence>, NodeError> {
    let Some(id) = receipt.channel else { return Ok(None) };
    let channel = view.proved(&StateKey::Channel(id))?;
    let record: Option<Channel> = channel
        .record
        .as_deref()
        .and_then(|r| decode(r, byline_ledger::MAX_RECORD_BYTES).ok());
    let record = record.ok_or_else(|| NodeError::Proof(format!("{id} is not on the ledger")))?;
    // The ledger's root is over the receipts that were settled; answers since then are not among them.
    let settled = usize::try_from(record.receipt_count).unwrap_or(usize::MAX);
    let receipts = view.tables().channel_receipts(&id)?;
    let hashes: Vec<_> = receipts
        .iter()
        .take(settled)
        .map(|receipt| leaf_hash(receipt.as_bytes()))
        .collect();
    let at = u32::try_from(receipt.sequence.saturating_sub(1)).unwrap_or(u32::MAX);
    let place = prove_range(&hashes, at, at.saturating_add(1));
    let place = place.ok_or_else(|| NodeError::Damaged(format!("the receipts of {id} are not whole")))?;
    Ok(Some(ChannelEvidence {
        paid: view.proved(&StateKey::Paid(id))?,
        channel,
        place,
    }))
}
