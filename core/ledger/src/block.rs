//! Blocks: a header that binds transactions, the state after them, and the validators that sign.

use crate::SignedTransaction;
use crate::params::MAX_BLOCK_TRANSACTION_BYTES;
use borsh::{BorshDeserialize, BorshSerialize};
use byline_types::{AccountId, BlockId, ChainId, DecodeError, Digest32, Height, Timestamp, decode, encode, hash};
use byline_work::merkle;

/// The version of the headers that this release makes and understands.
pub const HEADER_VERSION: u16 = 1;

/// The most bytes of a header, which has a fixed length.
pub const MAX_HEADER_BYTES: usize = 2 + 2 * 8 + 7 * 32;

/// The most bytes of a block: what parameters may allow for its transactions, and its header.
pub const MAX_BLOCK_BYTES: usize = MAX_BLOCK_TRANSACTION_BYTES as usize + 1024;

/// What validators sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Header {
    /// [`HEADER_VERSION`].
    pub version: u16,
    /// The ledger.
    pub chain: ChainId,
    /// The block's place: 0 is the genesis.
    pub height: Height,
    /// When it was proposed; later than its parent.
    pub time: Timestamp,
    /// The block before; zero for the genesis.
    pub parent: BlockId,
    /// [`transactions_root`] of its transactions.
    pub transactions_root: Digest32,
    /// Root of the state tree after its transactions.
    pub state_root: Digest32,
    /// Hash of the validator set that signs this block.
    pub validators: Digest32,
    /// Hash of the set that signs the next block.
    pub next_validators: Digest32,
    /// The validator that proposed it.
    pub proposer: AccountId,
}

/// A header with its transactions.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Block {
    /// The header.
    pub header: Header,
    /// The transactions, in the order in which they were executed.
    pub transactions: Vec<SignedTransaction>,
}

impl Block {
    /// Reads a block from its canonical bytes, at most [`MAX_BLOCK_BYTES`].
    ///
    /// # Errors
    /// Too many bytes, or bytes that are not one block.
    pub fn decode(bytes: &[u8]) -> Result<Block, DecodeError> {
        decode(bytes, MAX_BLOCK_BYTES)
    }

    /// The canonical bytes.
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }
}

impl Header {
    /// The hash of the header.
    pub fn id(&self) -> BlockId {
        BlockId::from_bytes(hash("byline/block/1", &[&encode(self)]))
    }

    /// Reads a header from its canonical bytes, at most [`MAX_HEADER_BYTES`].
    ///
    /// # Errors
    /// Bytes that are not one header.
    pub fn decode(bytes: &[u8]) -> Result<Header, DecodeError> {
        decode(bytes, MAX_HEADER_BYTES)
    }

    /// The canonical bytes.
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }
}

/// The Merkle root (RFC 9162) over the canonical bytes of each transaction.
pub fn transactions_root(transactions: &[SignedTransaction]) -> Digest32 {
    let leaves: Vec<Digest32> = transactions.iter().map(|tx| merkle::leaf_hash(&tx.encode())).collect();
    merkle::root(&leaves)
}
