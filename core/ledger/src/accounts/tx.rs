//! What can be done with coins.

use borsh::{BorshDeserialize, BorshSerialize};
use byline_types::{AccountId, Amount, Digest32};

/// Moves coins from the sender to another account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Transfer {
    /// Who receives; it need not exist yet.
    pub to: AccountId,
    /// How much; not zero.
    pub amount: Amount,
    /// Hash of a note that sender and recipient keep.
    pub memo: Option<Digest32>,
}
