//! Proofs that a record is in the state, or that there is none, against a state root.

use crate::StateKey;
use borsh::{BorshDeserialize, BorshSerialize};
use byline_types::{DecodeError, Digest32, decode, encode};
use jmt::proof::SparseMerkleProof;
use jmt::{KeyHash, RootHash};
use sha2_10::Sha256;
use thiserror::Error;

/// The most bytes of a proof: 256 siblings of 65 bytes, and the leaf.
pub const MAX_PROOF_BYTES: usize = 256 * 65 + 128;

/// A path of the state tree from one leaf, or from where it would be, to the root.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct StateProof(SparseMerkleProof<Sha256>);

/// The proof does not lead from this record to this root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "the proof does not lead from this record to the block's state: the record, the proof or the block was changed"
)]
pub struct ProofError;

impl StateProof {
    pub(crate) fn new(path: SparseMerkleProof<Sha256>) -> StateProof {
        StateProof(path)
    }

    /// Checks that the state under `state_root` has exactly `record` under `key`, or none.
    ///
    /// # Errors
    /// The proof shows something else, or nothing.
    pub fn verify(&self, state_root: &Digest32, key: &StateKey, record: Option<&[u8]>) -> Result<(), ProofError> {
        self.0
            .verify(RootHash(state_root.0), KeyHash(key.hash()), record)
            .map_err(|_| ProofError)
    }

    /// Reads a proof from its canonical bytes, at most [`MAX_PROOF_BYTES`].
    ///
    /// # Errors
    /// Too many bytes, or bytes that are not one proof.
    pub fn decode(bytes: &[u8]) -> Result<StateProof, DecodeError> {
        decode(bytes, MAX_PROOF_BYTES)
    }

    /// The canonical bytes.
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }
}
