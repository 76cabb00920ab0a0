//! What works caused: each use in an answer, what it paid, and which passages it was for.

use crate::accounts::party;
use crate::ask::payouts_of_sources;
use crate::error::NodeError;
use crate::node::Node;
use crate::party::Party;
use crate::receipts::{Settlement, question_of, settlement};
use crate::works::entry;
use byline_royalty::{MAX_RECEIPT_BYTES, Receipt, SignedReceipt, Source};
use byline_store::{Passage, ReceiptEntry};
use byline_types::{AccountId, Amount, ReceiptId, Share, Timestamp, WorkId, apportion, decode};
use byline_work::LeafRange;
use byline_work::segment::word_count;
use std::collections::{BTreeMap, VecDeque};

/// Uses of a work that are listed one by one; all count in the sums.
const MAX_LISTED: usize = 500;

/// What a work caused.
#[derive(Clone, Debug)]
pub struct Uses {
    /// The work.
    pub work: WorkId,
    /// Answers that quote it.
    pub uses: u64,
    /// What all its payees got for it.
    pub earned: Amount,
    /// The passages of its latest version; none once it is withdrawn.
    pub passages: Vec<PassageUse>,
    /// The latest uses, newest first.
    pub entries: Vec<Use>,
}

/// What a passage caused.
#[derive(Clone, Debug)]
pub struct PassageUse {
    /// Its leaves.
    pub range: LeafRange,
    /// Where it begins in the work's text, in bytes.
    pub byte_from: u64,
    /// Where it ends.
    pub byte_to: u64,
    /// Its words.
    pub words: u32,
    /// Answers that quote it.
    pub uses: u64,
    /// Its part of what the work got: each use is divided by quoted words.
    pub earned: Amount,
}

/// One answer that quotes a work.
#[derive(Clone, Debug)]
pub struct Use {
    /// The answer's receipt.
    pub receipt: ReceiptId,
    /// When.
    pub made_at: Timestamp,
    /// What was asked.
    pub question: String,
    /// The work's part of the answer.
    pub weight: Share,
    /// What all payees of the work got.
    pub earned: Amount,
    /// The version that was quoted.
    pub version: u32,
    /// The quoted leaves of that version.
    pub leaves: Vec<u32>,
    /// Whether it is paid.
    pub settlement: Settlement,
}

/// What works of this wallet earned.
#[derive(Clone, Debug, Default)]
pub struct Earnings {
    /// One for each work that was used.
    pub works: Vec<WorkEarnings>,
    /// Each payment, oldest first.
    pub entries: Vec<Earning>,
}

/// What one work earned.
#[derive(Clone, Debug)]
pub struct WorkEarnings {
    /// The work.
    pub work: WorkId,
    /// Answers that quote it.
    pub uses: u64,
    /// What the accounts that were asked about got for it.
    pub earned: Amount,
}

/// What an account got for a work in one answer.
#[derive(Clone, Debug)]
pub struct Earning {
    /// The work.
    pub work: WorkId,
    /// When.
    pub made_at: Timestamp,
    /// Who was paid.
    pub party: Party,
    /// How much.
    pub earned: Amount,
}

impl Node {
    /// What a work caused, in all its versions.
    pub fn uses(&self, id: &str) -> Result<Uses, NodeError> {
        let view = self.chain.view()?;
        let known = entry(&view, id)?;
        let passages = view.tables().passages(&known.work, known.version)?;
        let mut uses = Uses {
            work: known.work,
            uses: 0,
            earned: Amount::ZERO,
            passages: passages.iter().map(unused).collect(),
            entries: Vec::new(),
        };
        let mut kept = VecDeque::new();
        view.tables().each_receipt(|row| {
            let receipt = content(&row)?;
            let Some(at) = receipt.sources.iter().position(|source| source.work == known.work) else {
                return Ok(());
            };
            let source = &receipt.sources[at];
            let earned = paid_to(&receipt, at, None)?;
            uses.uses += 1;
            uses.earned = uses.earned.plus(earned)?;
            if source.version == known.version {
                credit_passages(&mut uses.passages, &passages, source, earned)?;
            }
            let row = ReceiptEntry {
                bytes: Vec::new(),
                ..row
            };
            kept.push_back((row, source.weight, earned, source.version, leaves(source)));
            if kept.len() > MAX_LISTED {
                kept.pop_front();
            }
            Ok::<_, NodeError>(())
        })?;
        for (row, weight, earned, version, leaves) in kept.into_iter().rev() {
            uses.entries.push(Use {
                receipt: row.receipt,
                made_at: row.created,
                question: question_of(&view, &row.receipt)?,
                weight,
                earned,
                version,
                leaves,
                settlement: settlement(&view, &row)?,
            });
        }
        Ok(uses)
    }

    /// What the accounts of this wallet, or the one that is named, got for works.
    pub fn earnings(&self, account: Option<&str>) -> Result<Earnings, NodeError> {
        let asked = account.map(|given| self.own_account(Some(given))).transpose()?;
        let view = self.chain.view()?;
        let own: Vec<AccountId> = match asked {
            Some(account) => vec![account.id],
            None => view.tables().accounts()?.into_iter().map(|own| own.account).collect(),
        };
        let mut parties: BTreeMap<AccountId, Party> = BTreeMap::new();
        for account in &own {
            parties.insert(*account, party(view.tables(), *account)?);
        }
        let mut works: BTreeMap<WorkId, WorkEarnings> = BTreeMap::new();
        let mut entries = Vec::new();
        view.tables().each_receipt(|row| {
            let receipt = content(&row)?;
            for at in 0..receipt.sources.len() {
                add_earnings(&receipt, at, row.created, &parties, &mut works, &mut entries)?;
            }
            Ok::<_, NodeError>(())
        })?;
        Ok(Earnings {
            works: works.into_values().collect(),
            entries,
        })
    }

    /// The versions of a work that are here, newest first.
    pub fn versions(&self, id: &str) -> Result<Vec<byline_store::EditionEntry>, NodeError> {
        let view = self.chain.view()?;
        let known = entry(&view, id)?;
        Ok(view.tables().editions(&known.work)?)
    }
}

/// What a kept receipt says. Its signatures were verified before it was kept.
fn content(row: &ReceiptEntry) -> Result<Receipt, NodeError> {
    let signed: SignedReceipt =
        decode(&row.bytes, MAX_RECEIPT_BYTES).map_err(|e| NodeError::Damaged(format!("{}: {e}", row.receipt)))?;
    Ok(signed.receipt)
}

/// What the payees of source `at` got in all, or one of them alone.
fn paid_to(receipt: &Receipt, at: usize, payee: Option<&AccountId>) -> Result<Amount, NodeError> {
    let mut sum = Amount::ZERO;
    for (source, account, amount) in payouts_of_sources(receipt)? {
        if source == at && payee.is_none_or(|payee| *payee == account) {
            sum = sum.plus(amount)?;
        }
    }
    Ok(sum)
}

fn leaves(source: &Source) -> Vec<u32> {
    source.leaves.iter().flat_map(|range| range.from..range.to).collect()
}

fn unused(passage: &Passage) -> PassageUse {
    PassageUse {
        range: passage.range,
        byte_from: u64::from(passage.byte_from),
        byte_to: u64::from(passage.byte_from) + passage.text.len() as u64,
        words: passage.words,
        uses: 0,
        earned: Amount::ZERO,
    }
}

/// Divides what a use earned among the passages it quotes, by quoted words, in parts that sum to it.
fn credit_passages(
    credited: &mut [PassageUse],
    passages: &[Passage],
    source: &Source,
    earned: Amount,
) -> Result<(), NodeError> {
    let quoted = |passage: &Passage| {
        let of_passage = leaves(source).into_iter().filter_map(|leaf| passage.leaf(leaf));
        of_passage.map(|text| word_count(text.trim())).sum::<u64>()
    };
    let words: Vec<u64> = passages.iter().map(quoted).collect();
    if words.iter().all(|words| *words == 0) {
        return Ok(());
    }
    let parts = apportion(earned.micros(), &words, &[0; 32]);
    for ((passage, words), part) in credited.iter_mut().zip(words).zip(parts) {
        passage.uses += u64::from(words > 0);
        passage.earned = passage.earned.plus(Amount::from_micros(part))?;
    }
    Ok(())
}

fn add_earnings(
    receipt: &Receipt,
    at: usize,
    made_at: Timestamp,
    parties: &BTreeMap<AccountId, Party>,
    works: &mut BTreeMap<WorkId, WorkEarnings>,
    entries: &mut Vec<Earning>,
) -> Result<(), NodeError> {
    let work = receipt.sources[at].work;
    let mine = payouts_of_sources(receipt)?;
    let mine: Vec<_> = mine
        .into_iter()
        .filter_map(|(source, account, amount)| Some((parties.get(&account)?, amount)).filter(|_| source == at))
        .collect();
    if mine.is_empty() {
        return Ok(());
    }
    let sums = works.entry(work).or_insert(WorkEarnings {
        work,
        uses: 0,
        earned: Amount::ZERO,
    });
    sums.uses += 1;
    for (party, earned) in mine {
        sums.earned = sums.earned.plus(earned)?;
        entries.push(Earning {
            work,
            made_at,
            party: party.clone(),
            earned,
        });
    }
    Ok(())
}
