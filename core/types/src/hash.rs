//! Domain-separated SHA-256.

use borsh::{BorshDeserialize, BorshSerialize};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

use crate::ParseIdError;
use crate::id::parse_hex;

/// A SHA-256 digest that is not an id of its own: a root, a commitment, a content hash. Shown as 64 lower-case hex digits.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct Digest32(pub [u8; 32]);

/// SHA-256 of `domain` and `parts`, each prefixed by its length (eight bytes, big-endian), so that no two different lists
/// of parts give the same input.
pub fn hash(domain: &'static str, parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in std::iter::once(&domain.as_bytes()).chain(parts) {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

impl Digest32 {
    /// Thirty-two zero bytes: "no value" where a digest must stand.
    pub const ZERO: Digest32 = Digest32([0; 32]);

    /// [`hash`] as a digest.
    pub fn of(domain: &'static str, parts: &[&[u8]]) -> Digest32 {
        Digest32(hash(domain, parts))
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Digest32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Digest32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest32 {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Digest32, ParseIdError> {
        parse_hex(text, "a hash").map(Digest32)
    }
}
