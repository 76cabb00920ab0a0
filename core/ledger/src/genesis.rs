//! The genesis: where a ledger's coins, rules and validators come from.

use crate::accounts::Account;
use crate::tree::{MemoryTree, TreeError, update};
use crate::{
    ChangeSet, HEADER_VERSION, Header, Params, ParamsError, StateKey, ValidatorSet, ValidatorSetError,
    transactions_root,
};
use borsh::{BorshDeserialize, BorshSerialize};
use byline_types::{
    AccountId, Amount, AmountError, BlockId, ChainId, DecodeError, Digest32, Height, Nonce, Timestamp, decode, encode,
    hash,
};
use thiserror::Error;

/// The most bytes of a genesis.
pub const MAX_GENESIS_BYTES: usize = 4 << 20;

/// How a ledger starts.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Genesis {
    /// The rules' numbers.
    pub params: Params,
    /// All coins that there will ever be, in order of account; no zero amounts.
    pub balances: Vec<(AccountId, Amount)>,
    /// Who signs the first block.
    pub validators: ValidatorSet,
    /// When it starts.
    pub time: Timestamp,
    /// Random bytes, so that no two ledgers have one id.
    pub salt: [u8; 32],
    /// What the ledger is for.
    pub mode: NetworkMode,
}

/// What a ledger is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum NetworkMode {
    /// One machine's own, with test coins: signed by its owner alone, so it proves nothing to others.
    Local,
    /// Shared by many.
    Network,
}

/// A genesis from which no ledger can start.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GenesisError {
    /// The parameters are out of range.
    #[error(transparent)]
    Params(#[from] ParamsError),
    /// A validator's key is unusable.
    #[error(transparent)]
    Validators(#[from] ValidatorSetError),
    /// Balances are not in order, one stands twice, or one is zero.
    #[error("the genesis lists each account once, in order of its id, with more than nothing")]
    Balances,
    /// More coins than can be counted.
    #[error(transparent)]
    Supply(#[from] AmountError),
    /// The state tree could not be made.
    #[error(transparent)]
    Tree(#[from] TreeError),
}

impl Genesis {
    /// The ledger's id: the hash of its genesis, salt included.
    pub fn chain_id(&self) -> ChainId {
        ChainId::from_bytes(hash("byline/chain/1", &[&encode(self)]))
    }

    /// Checks that a ledger can start from this.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), GenesisError> {
        self.params.check()?;
        self.validators.check_keys()?;
        let in_order = self.balances.windows(2).all(|pair| pair[0].0 < pair[1].0);
        if !in_order || self.balances.iter().any(|(_, amount)| amount.is_zero()) {
            return Err(GenesisError::Balances);
        }
        self.supply().map(|_| ())
    }

    /// All coins.
    ///
    /// # Errors
    /// More than can be counted.
    pub fn supply(&self) -> Result<Amount, GenesisError> {
        Ok(Amount::sum(self.balances.iter().map(|(_, amount)| *amount))?)
    }

    /// The header of block 0. Nobody signs it: it follows from the genesis, which names the ledger.
    ///
    /// # Errors
    /// As [`Genesis::check`].
    pub fn header(&self) -> Result<Header, GenesisError> {
        let state_root = update(&MemoryTree::default(), Height(0), &genesis_state(self)?)?.root;
        let validators = self.validators.hash();
        Ok(Header {
            version: HEADER_VERSION,
            chain: self.chain_id(),
            height: Height(0),
            time: self.time,
            parent: BlockId::from_bytes(*Digest32::ZERO.as_bytes()),
            transactions_root: transactions_root(&[]),
            state_root,
            validators,
            next_validators: validators,
            proposer: AccountId::from_bytes(*Digest32::ZERO.as_bytes()),
        })
    }

    /// Reads a genesis from its canonical bytes, at most [`MAX_GENESIS_BYTES`].
    ///
    /// # Errors
    /// Too many bytes, or bytes that are not one genesis.
    pub fn decode(bytes: &[u8]) -> Result<Genesis, DecodeError> {
        decode(bytes, MAX_GENESIS_BYTES)
    }

    /// The canonical bytes.
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }
}

/// The state at height 0.
///
/// # Errors
/// As [`Genesis::check`].
pub fn genesis_state(genesis: &Genesis) -> Result<ChangeSet, GenesisError> {
    genesis.check()?;
    let mut state = ChangeSet::default();
    state.put(StateKey::Supply, &genesis.supply()?);
    state.put(StateKey::Params, &genesis.params);
    state.put(StateKey::Validators, &genesis.validators);
    for (account, balance) in &genesis.balances {
        state.put(
            StateKey::Account(*account),
            &Account {
                balance: *balance,
                nonce: Nonce(0),
            },
        );
    }
    Ok(state)
}
