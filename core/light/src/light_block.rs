//! What a light client is sent: headers with their certificates, and the validator sets that these name by hash.

use borsh::{BorshDeserialize, BorshSerialize};
use byline_ledger::{Certificate, Header, MAX_CERTIFICATE_BYTES, MAX_HEADER_BYTES, MAX_VALIDATORS, ValidatorSet};
use byline_types::{DecodeError, decode, encode};

/// The most bytes of a light block: a header, a certificate, and two sets of 40 bytes a validator.
pub const MAX_LIGHT_BLOCK_BYTES: usize = MAX_HEADER_BYTES + MAX_CERTIFICATE_BYTES + 2 * (40 * MAX_VALIDATORS + 4);

/// A header with the signatures under it, not yet verified.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SignedHeader {
    /// The header.
    pub header: Header,
    /// The signatures.
    pub certificate: Certificate,
}

/// A signed header with the validator sets that it names, not yet verified.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct LightBlock {
    /// The header and the signatures.
    pub signed: SignedHeader,
    /// The set that signs this block.
    pub validators: ValidatorSet,
    /// The set that signs the next block.
    pub next_validators: ValidatorSet,
}

impl LightBlock {
    /// Reads a light block from its canonical bytes, at most [`MAX_LIGHT_BLOCK_BYTES`].
    ///
    /// # Errors
    /// Too many bytes, or bytes that are not one light block.
    pub fn decode(bytes: &[u8]) -> Result<LightBlock, DecodeError> {
        decode(bytes, MAX_LIGHT_BLOCK_BYTES)
    }

    /// The canonical bytes.
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }
}
