//! Receipts as they are shown: who asked what, who was credited, what was paid, and whether it is settled.

use crate::accounts::party;
use crate::ask::{CreditLine, QuotedSentence, credit_lines};
use crate::chain::View;
use crate::error::NodeError;
use crate::node::Node;
use crate::party::Party;
use byline_ledger::StateKey;
use byline_ledger::usage::Channel;
use byline_light::export::Evidence;
use byline_royalty::{MAX_RECEIPT_BYTES, Receipt, SignedReceipt, VerifiedReceipt};
use byline_store::ReceiptEntry;
use byline_types::{Amount, ChainId, ChannelId, ReceiptId, Timestamp, WorkId, decode};
use std::collections::BTreeMap;

/// The most bytes of what is kept beside a receipt.
const MAX_EVIDENCE_BYTES: usize = 256 << 20;
/// The most receipts of one list.
const MAX_LISTED: usize = 100_000;

/// Whether a receipt is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// It costs nothing.
    Free,
    /// Signed by asker and server, not settled.
    Pending,
    /// Paid on the ledger.
    Settled,
}

/// A receipt as a list shows it.
#[derive(Clone, Debug)]
pub struct ReceiptSummary {
    /// Its id.
    pub id: ReceiptId,
    /// The question.
    pub question: String,
    /// When the answer was made.
    pub made_at: Timestamp,
    /// Who asked.
    pub asker: Party,
    /// What it cost.
    pub price: Amount,
    /// Whether it is paid.
    pub settlement: Settlement,
}

/// A receipt with what it says.
#[derive(Clone, Debug)]
pub struct ReceiptDetail {
    /// What lists show too.
    pub summary: ReceiptSummary,
    /// The answer.
    pub answer: String,
    /// The quoted sentences, by work and place.
    pub sentences: Vec<QuotedSentence>,
    /// Who is credited and paid.
    pub credits: Vec<CreditLine>,
    /// What it could have cost at most.
    pub hold: Amount,
    /// The ledger.
    pub chain: ChainId,
    /// The channel that pays.
    pub channel: Option<ChannelId>,
    /// Its number in the channel.
    pub sequence: u64,
}

/// A stored receipt, read and verified again.
pub(crate) struct Kept {
    pub(crate) receipt: VerifiedReceipt,
    pub(crate) evidence: Evidence,
}

impl Node {
    /// The receipts that are here, newest first; of one account if it is given.
    pub fn receipts(&self, account: Option<&str>, limit: usize) -> Result<Vec<ReceiptSummary>, NodeError> {
        let asker = account.map(|given| self.own_account(Some(given))).transpose()?;
        let view = self.chain.view()?;
        let entries = view
            .tables()
            .receipts(None, u32::try_from(limit.min(MAX_LISTED)).unwrap_or(u32::MAX))?;
        let mine = entries
            .into_iter()
            .filter(|entry| asker.as_ref().is_none_or(|asker| asker.id == entry.asker));
        mine.map(|entry| summary(&view, &entry, &read_evidence(&entry)?))
            .collect()
    }

    /// A receipt with what it says.
    pub fn receipt(&self, id: &str) -> Result<ReceiptDetail, NodeError> {
        // What cannot be settled now stays owed and is shown as it stands.
        let _ = self.settler.settle();
        let view = self.chain.view()?;
        let entry = entry(&view, id)?;
        let Kept { receipt, evidence } = read(&entry)?;
        let content = receipt.receipt();
        let title = |source: usize| evidence.sources[source].manifest.title.clone();
        Ok(ReceiptDetail {
            summary: summary(&view, &entry, &evidence)?,
            sentences: sentences(&view, content, &evidence)?,
            credits: credit_lines(content, title, |account| party(view.tables(), account))?,
            answer: evidence.answer.text.clone(),
            hold: content.hold,
            chain: content.chain,
            channel: content.channel,
            sequence: content.sequence,
        })
    }
}

/// The stored row of a receipt.
pub(crate) fn entry(view: &View<'_>, id: &str) -> Result<ReceiptEntry, NodeError> {
    let receipt: ReceiptId = id.parse()?;
    view.tables()
        .receipt(&receipt)?
        .ok_or_else(|| NodeError::UnknownReceipt(receipt.to_string()))
}

/// The receipt of a row, its signatures verified.
pub(crate) fn read(entry: &ReceiptEntry) -> Result<Kept, NodeError> {
    let damaged = |e: &dyn std::fmt::Display| NodeError::Damaged(format!("{}: {e}", entry.receipt));
    let signed: SignedReceipt = decode(&entry.bytes, MAX_RECEIPT_BYTES).map_err(|e| damaged(&e))?;
    let receipt = signed.verify().map_err(|e| damaged(&e))?;
    let evidence = read_evidence(entry)?;
    if evidence.sources.len() != receipt.receipt().sources.len() {
        return Err(damaged(&"its evidence is not whole"));
    }
    Ok(Kept { receipt, evidence })
}

fn read_evidence(entry: &ReceiptEntry) -> Result<Evidence, NodeError> {
    decode(&entry.openings, MAX_EVIDENCE_BYTES).map_err(|e| NodeError::Damaged(format!("{}: {e}", entry.receipt)))
}

/// What was asked, of a receipt that is here.
pub(crate) fn question_of(view: &View<'_>, receipt: &ReceiptId) -> Result<String, NodeError> {
    let entry = view.tables().receipt(receipt)?;
    let entry = entry.ok_or_else(|| NodeError::UnknownReceipt(receipt.to_string()))?;
    Ok(read_evidence(&entry)?.question.text)
}

fn summary(view: &View<'_>, entry: &ReceiptEntry, evidence: &Evidence) -> Result<ReceiptSummary, NodeError> {
    Ok(ReceiptSummary {
        id: entry.receipt,
        question: evidence.question.text.clone(),
        made_at: entry.created,
        asker: party(view.tables(), entry.asker)?,
        price: entry.price,
        settlement: settlement(view, entry)?,
    })
}

/// A receipt is settled when the ledger settled a voucher of its channel with its number or a higher one.
pub(crate) fn settlement(view: &View<'_>, entry: &ReceiptEntry) -> Result<Settlement, NodeError> {
    let Some(channel) = entry.channel else {
        return Ok(Settlement::Free);
    };
    let channel: Option<Channel> = view.value(&StateKey::Channel(channel))?;
    let settled = channel.is_some_and(|channel| channel.nonce >= entry.nonce);
    Ok(if settled {
        Settlement::Settled
    } else {
        Settlement::Pending
    })
}

fn sentences(view: &View<'_>, receipt: &Receipt, evidence: &Evidence) -> Result<Vec<QuotedSentence>, NodeError> {
    let mut numbers: BTreeMap<WorkId, usize> = BTreeMap::new();
    let mut sentences = Vec::new();
    for (source, evidence) in receipt.sources.iter().zip(&evidence.sources) {
        let next = numbers.len() + 1;
        let number = *numbers.entry(source.work).or_insert(next);
        let owner = source
            .payees
            .first()
            .map(|payee| party(view.tables(), payee.account))
            .transpose()?;
        let Some(owner) = owner else { continue };
        for (leaf, text) in evidence
            .quotes
            .iter()
            .flat_map(|quote| (quote.range.from..).zip(&quote.leaves))
        {
            let start = leaf
                .checked_sub(1)
                .and_then(|before| evidence.manifest.leaf_ends.get(before as usize));
            let from = u64::from(start.copied().unwrap_or_default()) + (text.len() - text.trim_start().len()) as u64;
            let text = text.trim();
            sentences.push(QuotedSentence {
                text: text.to_owned(),
                work: source.work,
                version: source.version,
                leaf,
                bytes: from..from + text.len() as u64,
                title: evidence.manifest.title.clone(),
                owner: owner.clone(),
                source: number,
            });
        }
    }
    Ok(sentences)
}
