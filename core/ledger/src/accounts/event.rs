//! What happened to coins.

use borsh::{BorshDeserialize, BorshSerialize};
use byline_types::{AccountId, Amount, Digest32};

/// Something that happened to coins.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum AccountsEvent {
    /// A fee went to the treasury.
    FeePaid {
        /// Who paid.
        account: AccountId,
        /// How much.
        amount: Amount,
    },
    /// Coins moved.
    Transferred {
        /// Who paid.
        from: AccountId,
        /// Who received.
        to: AccountId,
        /// How much.
        amount: Amount,
        /// Hash of a note.
        memo: Option<Digest32>,
    },
}

impl AccountsEvent {
    pub(crate) fn accounts(&self) -> Vec<AccountId> {
        match self {
            AccountsEvent::FeePaid { account, .. } => vec![*account],
            AccountsEvent::Transferred { from, to, .. } => vec![*from, *to],
        }
    }
}
