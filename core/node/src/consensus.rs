//! The boundary at which blocks are put in order: today one validator that agrees with itself, later a BFT engine.

use byline_keys::SigningKey;
use byline_ledger::{Block, Certificate, Precommit};
use byline_types::AccountId;
use thiserror::Error;

/// A block that more than two thirds of the voting power signed.
#[derive(Clone, Debug)]
pub struct DecidedBlock {
    /// The block. It need not be the one that was proposed: another validator's may have been decided.
    pub block: Block,
    /// The signatures.
    pub certificate: Certificate,
}

/// No block was decided.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("no block was decided: {0}")]
pub struct ConsensusError(pub String);

/// Decides which block is the next one.
///
/// The node calls it with a block that it has executed; it verifies the certificate of whatever comes back, executes that
/// block if it is another one, and stores it before anybody is told.
pub trait Consensus: Send + Sync {
    /// The validator in whose name blocks are proposed.
    fn proposer(&self) -> AccountId;

    /// Proposes `block` and waits until the next block is decided.
    fn decide(&self, block: Block) -> Result<DecidedBlock, ConsensusError>;
}

/// One validator alone: it signs what it proposes.
#[derive(Debug)]
pub struct SoleValidator(SigningKey);

impl SoleValidator {
    /// The validator with this key.
    pub fn new(key: SigningKey) -> SoleValidator {
        SoleValidator(key)
    }
}

impl Consensus for SoleValidator {
    fn proposer(&self) -> AccountId {
        self.0.account_id()
    }

    fn decide(&self, block: Block) -> Result<DecidedBlock, ConsensusError> {
        let header = &block.header;
        let precommit = Precommit {
            height: header.height,
            round: 0,
            block: header.id(),
        };
        let signature = precommit.sign(&header.chain, &self.0);
        Ok(DecidedBlock {
            certificate: Certificate::new(precommit, vec![signature]),
            block,
        })
    }
}
