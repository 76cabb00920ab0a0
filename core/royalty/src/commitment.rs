//! Salted commitments: a receipt names a question and an answer without containing them.

use byline_types::{Digest32, encode};
use byline_work::PassageId;

/// Thirty-two random bytes that keep a commitment from confirming a guess.
pub type Salt = [u8; 32];

/// The commitment to `content` under `salt`: H(salt ‖ content), length-prefixed.
pub fn commit(salt: &Salt, content: &[u8]) -> Digest32 {
    Digest32::of("byline/commitment/1", &[salt, content])
}

/// The commitment to the ordered passages that were retrieved.
pub fn commit_passages(salt: &Salt, passages: &[PassageId]) -> Digest32 {
    commit(salt, &encode(&passages))
}
