//! Why coins cannot move.

use byline_types::{AccountId, Amount};
use thiserror::Error;

/// Why coins cannot move.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AccountsError {
    /// The account that pays never received anything.
    #[error("the account {account} is not known to this ledger: it has to receive coins before it can pay")]
    UnknownAccount {
        /// The account.
        account: AccountId,
    },
    /// The account that pays has too little.
    #[error("the balance of {balance} does not cover {needed}: add coins or spend less")]
    InsufficientBalance {
        /// What it has.
        balance: Amount,
        /// What it would need.
        needed: Amount,
    },
    /// A transfer or top-up of nothing.
    #[error("an amount of zero moves nothing: give an amount")]
    ZeroAmount,
}

impl AccountsError {
    /// A stable name of the reason, in snake case.
    pub fn code(&self) -> &'static str {
        match self {
            AccountsError::UnknownAccount { .. } => "unknown_account",
            AccountsError::InsufficientBalance { .. } => "insufficient_balance",
            AccountsError::ZeroAmount => "zero_amount",
        }
    }
}
