//! Cumulative payouts of a channel: who has been promised how much, over all its answers.

use crate::Payout;
use borsh::{BorshDeserialize, BorshSerialize, io};
use byline_types::{AccountId, Amount, AmountError, Digest32, encode};
use byline_work::merkle;
use std::collections::BTreeMap;
use thiserror::Error;

/// The most payees of one channel; a node opens a new channel before it is reached.
pub const MAX_PAYEES: usize = 4096;

/// How much each payee has been promised in a channel, from its first answer on. Sorted by account, no zero amounts.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize)]
pub struct CumulativePayouts(Vec<(AccountId, Amount)>);

/// Payouts that cannot be added or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PayoutsError {
    /// More than [`MAX_PAYEES`].
    #[error("a channel has at most {MAX_PAYEES} payees")]
    TooMany,
    /// Not rising by account.
    #[error("payees are listed once each, in order of their account ids")]
    Order,
    /// An amount of zero.
    #[error("a payee is listed with nothing to receive")]
    Zero,
    /// A sum left the range of money.
    #[error(transparent)]
    Amount(#[from] AmountError),
}

impl CumulativePayouts {
    /// Payouts from a list that is already in canonical order.
    pub fn from_sorted(entries: Vec<(AccountId, Amount)>) -> Result<CumulativePayouts, PayoutsError> {
        if entries.len() > MAX_PAYEES {
            return Err(PayoutsError::TooMany);
        }
        if entries.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
            return Err(PayoutsError::Order);
        }
        if entries.iter().any(|(_, amount)| amount.is_zero()) {
            return Err(PayoutsError::Zero);
        }
        Amount::sum(entries.iter().map(|(_, amount)| *amount))?;
        Ok(CumulativePayouts(entries))
    }

    /// These payouts and one more answer's.
    pub fn with(&self, payouts: &[Payout]) -> Result<CumulativePayouts, PayoutsError> {
        let mut merged: BTreeMap<AccountId, Amount> = self.0.iter().copied().collect();
        for payout in payouts {
            let sum = merged.entry(payout.account).or_default();
            *sum = sum.plus(payout.amount)?;
        }
        merged.retain(|_, amount| !amount.is_zero());
        CumulativePayouts::from_sorted(merged.into_iter().collect())
    }

    /// What `account` has been promised.
    pub fn get(&self, account: &AccountId) -> Amount {
        self.0
            .binary_search_by_key(account, |(a, _)| *a)
            .map_or(Amount::ZERO, |at| self.0[at].1)
    }

    /// Whether every payee of `earlier` has at least as much here.
    pub fn covers(&self, earlier: &CumulativePayouts) -> bool {
        earlier.0.iter().all(|(account, amount)| self.get(account) >= *amount)
    }

    /// Everything promised together, in µ.
    pub fn total(&self) -> Amount {
        // Every constructor has summed the amounts without overflow.
        Amount::sum(self.0.iter().map(|(_, amount)| *amount)).unwrap_or(Amount::MAX)
    }

    /// The Merkle root (RFC 9162) over the entries, one leaf each: borsh of account and amount.
    pub fn root(&self) -> Digest32 {
        let leaves: Vec<Digest32> = self.0.iter().map(|entry| merkle::leaf_hash(&encode(entry))).collect();
        merkle::root(&leaves)
    }

    /// Accounts and amounts, in order.
    pub fn iter(&self) -> impl Iterator<Item = (AccountId, Amount)> + '_ {
        self.0.iter().copied()
    }

    /// Number of payees.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nobody is promised anything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Refuses what is not in canonical order, so that decoded payouts are always valid.
impl BorshDeserialize for CumulativePayouts {
    fn deserialize_reader<R: io::Read>(reader: &mut R) -> io::Result<CumulativePayouts> {
        let entries = Vec::deserialize_reader(reader)?;
        CumulativePayouts::from_sorted(entries).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e.to_string()))
    }
}
