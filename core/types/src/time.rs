//! Places in the ledger's order, and moments in time.

use borsh::{BorshDeserialize, BorshSerialize};
use std::fmt;

/// A block's position: 0 is the genesis, 1 the first block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct Height(pub u64);

/// How many transactions an account has had accepted: each must carry the next number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct Nonce(pub u64);

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct Timestamp(pub u64);

impl Height {
    /// The height `blocks` later, at most the last one.
    pub const fn after(self, blocks: u64) -> Height {
        Height(self.0.saturating_add(blocks))
    }
}

impl Nonce {
    /// The number that comes next.
    pub const fn next(self) -> Nonce {
        Nonce(self.0.saturating_add(1))
    }
}

impl fmt::Display for Height {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
