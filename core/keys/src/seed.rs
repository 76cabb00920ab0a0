//! The seed from which every key is derived.

use std::fmt;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The longest seed, in bytes, and the length that BIP-39 gives.
const MAX_SEED_BYTES: usize = 64;
/// The shortest seed, in bytes, that SLIP-0010 allows.
const MIN_SEED_BYTES: usize = 16;

/// A byte string of the wrong length for a seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a seed has {MIN_SEED_BYTES} to {MAX_SEED_BYTES} bytes, not {length}")]
pub struct SeedError {
    /// Bytes given.
    pub length: usize,
}

/// Secret bytes, 16 to 64 of them, that all keys of a wallet are derived from (SLIP-0010). Overwritten when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Seed {
    bytes: [u8; MAX_SEED_BYTES],
    length: usize,
}

impl Seed {
    /// The seed with these bytes, from 16 to 64.
    ///
    /// # Errors
    /// Fewer or more bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Seed, SeedError> {
        let length = bytes.len();
        if !(MIN_SEED_BYTES..=MAX_SEED_BYTES).contains(&length) {
            return Err(SeedError { length });
        }
        let mut seed = Seed::empty(length);
        seed.bytes[..length].copy_from_slice(bytes);
        Ok(seed)
    }

    /// The seed of 64 bytes that `fill` writes in place, so that no copy is left behind.
    pub(crate) fn filled_by(fill: impl FnOnce(&mut [u8; MAX_SEED_BYTES])) -> Seed {
        let mut seed = Seed::empty(MAX_SEED_BYTES);
        fill(&mut seed.bytes);
        seed
    }

    /// The secret bytes.
    pub fn expose(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    fn empty(length: usize) -> Seed {
        Seed {
            bytes: [0; MAX_SEED_BYTES],
            length,
        }
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(secret)")
    }
}
