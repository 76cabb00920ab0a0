//! What is believed so far, and from which the next header is judged.

use crate::{LightError, VerifiedHeader};
use borsh::{BorshDeserialize, BorshSerialize};
use byline_ledger::{Genesis, Header, ValidatorSet};
use byline_types::{BlockId, ChainId, Height, Timestamp};

/// The newest block that is believed, and who signs the one after it. It can be stored between runs; whoever can change
/// the store can then change what is believed.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct TrustedState {
    pub(crate) chain: ChainId,
    pub(crate) height: Height,
    pub(crate) block: BlockId,
    pub(crate) time: Timestamp,
    pub(crate) next_validators: ValidatorSet,
}

impl TrustedState {
    /// Trust in the genesis, and so in the ledger that is named by its hash.
    ///
    /// # Errors
    /// No ledger can start from it.
    pub fn from_genesis(genesis: &Genesis) -> Result<TrustedState, LightError> {
        Ok(VerifiedHeader::from_genesis(genesis)?.trust())
    }

    /// Trust in a header that the caller knows to be good from elsewhere, such as a checkpoint compared by fingerprint.
    ///
    /// # Errors
    /// The set is not the one that the header names as the next.
    pub fn from_checkpoint(header: &Header, next_validators: ValidatorSet) -> Result<TrustedState, LightError> {
        if next_validators.hash() != header.next_validators {
            return Err(LightError::WrongNextValidators);
        }
        let Header {
            chain, height, time, ..
        } = *header;
        Ok(TrustedState {
            chain,
            height,
            block: header.id(),
            time,
            next_validators,
        })
    }

    /// The header of the trusted block itself, from wherever it comes: its hash says that it is the one.
    ///
    /// # Errors
    /// It is another block's.
    pub fn header(&self, header: &Header) -> Result<VerifiedHeader, LightError> {
        if header.id() == self.block {
            Ok(VerifiedHeader::trusted(*header, self.next_validators.clone()))
        } else {
            Err(LightError::NotTrusted)
        }
    }

    /// The ledger.
    pub fn chain(&self) -> ChainId {
        self.chain
    }

    /// The newest height that is believed.
    pub fn height(&self) -> Height {
        self.height
    }

    /// The block at that height.
    pub fn block(&self) -> BlockId {
        self.block
    }

    /// That block's time.
    pub fn time(&self) -> Timestamp {
        self.time
    }

    /// Who signs the block after it.
    pub fn next_validators(&self) -> &ValidatorSet {
        &self.next_validators
    }
}
