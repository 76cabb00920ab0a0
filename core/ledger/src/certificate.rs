//! Certificates: the signatures by which validators decided a block. `byline-light` verifies them.

use borsh::{BorshDeserialize, BorshSerialize};
use byline_keys::SigningKey;
use byline_types::{AccountId, BlockId, ChainId, DecodeError, Height, SignatureBytes, decode, encode};

use crate::MAX_VALIDATORS;

/// The domain in which precommits are signed.
pub const PRECOMMIT_DOMAIN: &str = "byline/precommit";

/// The most bytes of a certificate: one signature (96 bytes with its signer) of each of the most validators.
pub const MAX_CERTIFICATE_BYTES: usize = 96 * MAX_VALIDATORS + 64;

/// A validator's vote that decides a block: what its signature is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Precommit {
    /// The block's height.
    pub height: Height,
    /// The consensus round in which it was decided, from 0.
    pub round: u32,
    /// The block.
    pub block: BlockId,
}

/// One validator's signature under a [`Precommit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct CommitSignature {
    /// Who signed.
    pub validator: AccountId,
    /// Over the precommit, in [`PRECOMMIT_DOMAIN`].
    pub signature: SignatureBytes,
}

/// The signatures that decided one block, in order of their validators, each once. Not yet verified.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Certificate {
    /// The block's height.
    pub height: Height,
    /// The consensus round.
    pub round: u32,
    /// The block.
    pub block: BlockId,
    /// The signatures.
    pub signatures: Vec<CommitSignature>,
}

impl Precommit {
    /// Signs as a validator.
    pub fn sign(&self, chain: &ChainId, key: &SigningKey) -> CommitSignature {
        CommitSignature {
            validator: key.account_id(),
            signature: key.sign(PRECOMMIT_DOMAIN, chain, self),
        }
    }
}

impl Certificate {
    /// A certificate of these signatures under one precommit, put in order.
    pub fn new(precommit: Precommit, mut signatures: Vec<CommitSignature>) -> Certificate {
        signatures.sort_by_key(|signature| signature.validator);
        let Precommit { height, round, block } = precommit;
        Certificate {
            height,
            round,
            block,
            signatures,
        }
    }

    /// What every signature is over.
    pub fn precommit(&self) -> Precommit {
        Precommit {
            height: self.height,
            round: self.round,
            block: self.block,
        }
    }

    /// Reads a certificate from its canonical bytes, at most [`MAX_CERTIFICATE_BYTES`].
    ///
    /// # Errors
    /// Too many bytes, or bytes that are not one certificate.
    pub fn decode(bytes: &[u8]) -> Result<Certificate, DecodeError> {
        decode(bytes, MAX_CERTIFICATE_BYTES)
    }

    /// The canonical bytes.
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }
}
