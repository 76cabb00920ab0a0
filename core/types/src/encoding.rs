//! The canonical encoding (borsh) and the bytes that signatures are made over.

use crate::ChainId;
use borsh::{BorshDeserialize, BorshSerialize};
use thiserror::Error;

/// Version byte of everything that is signed.
const SIGNING_VERSION: u8 = 1;

/// Bytes that are not one canonical value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// More bytes than this kind of value may have.
    #[error("{length} bytes are more than the {limit} allowed here")]
    TooLong {
        /// Bytes given.
        length: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// Not the encoding of such a value, or bytes are left over.
    #[error("these bytes are not a valid encoding: {0}")]
    Malformed(String),
}

/// The canonical bytes of `value`: borsh.
pub fn encode<T: BorshSerialize>(value: &T) -> Vec<u8> {
    // borsh fails only when the writer fails or a collection is longer than u32::MAX; a Vec never fails to take bytes,
    // and every collection in our types is bounded far below.
    #[expect(clippy::expect_used, reason = "writing to memory cannot fail")]
    borsh::to_vec(value).expect("borsh encodes to memory")
}

/// Reads exactly one value from at most `limit` bytes.
///
/// # Errors
/// Too many bytes, a malformed value, or bytes left over. Accepted bytes are exactly `encode` of the value returned.
pub fn decode<T: BorshDeserialize + BorshSerialize>(bytes: &[u8], limit: usize) -> Result<T, DecodeError> {
    if bytes.len() > limit {
        return Err(DecodeError::TooLong {
            length: bytes.len(),
            limit,
        });
    }
    let value = T::try_from_slice(bytes).map_err(|e| DecodeError::Malformed(e.to_string()))?;
    if encode(&value) != bytes {
        return Err(DecodeError::Malformed("not in canonical form".into()));
    }
    Ok(value)
}

/// What a signature covers: `domain ‖ chain ‖ version ‖ borsh(value)`, where the domain is prefixed by its length (one
/// byte) and the value by its length (eight bytes, big-endian).
///
/// The domain names the kind of value (`byline/tx`, `byline/voucher`, …), so that a signature over one kind can never be
/// shown as a signature over another, nor on another chain.
pub fn signing_bytes<T: BorshSerialize>(domain: &'static str, chain: &ChainId, value: &T) -> Vec<u8> {
    let body = encode(value);
    let mut bytes = Vec::with_capacity(domain.len() + body.len() + 42);
    bytes.push(u8::try_from(domain.len()).unwrap_or(u8::MAX));
    bytes.extend_from_slice(domain.as_bytes());
    bytes.extend_from_slice(chain.as_bytes());
    bytes.push(SIGNING_VERSION);
    bytes.extend_from_slice(&(body.len() as u64).to_be_bytes());
    bytes.extend_from_slice(&body);
    bytes
}
