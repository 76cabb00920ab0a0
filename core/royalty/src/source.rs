//! A source of an answer, and who is paid for it.

use borsh::{BorshDeserialize, BorshSerialize};
use byline_types::{AccountId, Amount, Digest32, Share, WorkId};
use byline_work::LeafRange;
use thiserror::Error;

/// The most accounts among which one work's income is divided.
pub const MAX_WORK_PAYEES: usize = 16;

/// An account and its part of a work's income.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct Payee {
    /// Who is paid.
    pub account: AccountId,
    /// Which part of the income.
    pub share: Share,
}

/// A list of payees that cannot stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PayeesError {
    /// None, or more than [`MAX_WORK_PAYEES`].
    #[error("a work has between 1 and {MAX_WORK_PAYEES} payees")]
    Count,
    /// Not sorted by account, or an account stands twice.
    #[error("payees are listed once each, in order of their account ids")]
    Order,
    /// Shares do not add up to the whole.
    #[error("the payees' shares add up to {0} parts per million; they must add up to 1,000,000")]
    Sum(u64),
}

/// Checks that `payees` are 1 to [`MAX_WORK_PAYEES`] distinct accounts in rising order whose shares add up to the whole.
pub fn check_payees(payees: &[Payee]) -> Result<(), PayeesError> {
    if payees.is_empty() || payees.len() > MAX_WORK_PAYEES {
        return Err(PayeesError::Count);
    }
    if payees.windows(2).any(|pair| pair[0].account >= pair[1].account) {
        return Err(PayeesError::Order);
    }
    let sum: u64 = payees.iter().map(|p| u64::from(p.share.ppm())).sum();
    if sum == u64::from(Share::ONE.ppm()) {
        Ok(())
    } else {
        Err(PayeesError::Sum(sum))
    }
}

/// Why a source is credited. The channels are shown apart and never silently mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum CreditChannel {
    /// Its sentences stand in the answer as quotes.
    Quoted,
    /// It changed what the model answered, as measured by ablation.
    Causal,
    /// The adapter that answered declares to be trained on it.
    Training,
    /// The answer repeats a long run of it word for word.
    Verbatim,
}

/// One work's part in one answer.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Source {
    /// The work.
    pub work: WorkId,
    /// Which version of it, counted from 1.
    pub version: u32,
    /// Merkle root of that version's leaves.
    pub root: Digest32,
    /// Number of leaves under the root.
    pub leaf_count: u32,
    /// Who is paid, as the ledger had it when the answer was made.
    pub payees: Vec<Payee>,
    /// Works with one number have a beneficiary in common and count as one.
    pub cluster: u16,
    /// Why it is credited.
    pub channel: CreditChannel,
    /// What its terms ask for an answer that rests on it alone.
    pub rate: Amount,
    /// Its part of the answer.
    pub weight: Share,
    /// Standard error of the weight; zero where the method is exact.
    pub error: Share,
    /// The leaves that were used, rising and disjoint.
    pub leaves: Vec<LeafRange>,
}
