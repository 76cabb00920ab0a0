//! Making blocks and checking those of others: the boundary at which a consensus engine stands.
//!
//! Both read the state of the parent from the tree and write nothing: what is decided is stored by the caller.

use crate::execute::{BlockContext, Executed, InvalidTransaction, execute_checked, replay};
use crate::tree::{TreeError, TreeReader, TreeState, TreeUpdate, update};
use crate::{
    Block, ChangeSet, CheckedTransaction, HEADER_VERSION, Header, StateKey, StateRead, StateReadError, ValidatorSet,
    read_params, read_validators, transactions_root,
};
use byline_types::{AccountId, Digest32, Timestamp};
use thiserror::Error;

/// When and by whom a block is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The block's time; later than its parent's.
    pub time: Timestamp,
    /// The validator that proposes it.
    pub proposer: AccountId,
}

/// A block with everything that storing it needs.
#[derive(Clone, Debug)]
pub struct BuiltBlock {
    /// The block.
    pub block: Block,
    /// Its changes, and what became of each transaction that was given.
    pub executed: Executed,
    /// What it adds to the state tree.
    pub tree: TreeUpdate,
}

/// A block cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BuildError {
    /// The time is not after the parent's.
    #[error("the block's time is not later than its parent's: the clock went back")]
    TimeNotLater,
    /// The proposer does not sign this block.
    #[error("{0} is not a validator of this block")]
    NotValidator(AccountId),
    /// The store failed.
    #[error(transparent)]
    State(#[from] StateReadError),
    /// The store of the tree failed.
    #[error(transparent)]
    Tree(#[from] TreeError),
}

/// Why a block of somebody else is not one of this ledger.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum InvalidBlock {
    /// A later release made it.
    #[error("the block has version {0}, which is newer than this release understands: update Byline")]
    Version(u16),
    /// It does not follow its parent: chain, height or parent's id.
    #[error("the block does not follow the one it is said to follow")]
    Link,
    /// Its time is not after its parent's.
    #[error("the block's time is not later than its parent's")]
    Time,
    /// Its proposer is no validator, or it names another set.
    #[error("the block names other validators than this ledger has")]
    Validators,
    /// A transaction is refused.
    #[error(transparent)]
    Transaction(#[from] InvalidTransaction),
    /// The header names other transactions.
    #[error("the block's transactions are not those that its header names")]
    TransactionsRoot,
    /// The header names another state.
    #[error("the block's header names the state {named}, and its transactions lead to {actual}")]
    StateRoot {
        /// In the header.
        named: Digest32,
        /// By execution.
        actual: Digest32,
    },
    /// The store failed: nothing is said about the block.
    #[error(transparent)]
    State(#[from] StateReadError),
    /// The store of the tree failed: nothing is said about the block.
    #[error(transparent)]
    Tree(#[from] TreeError),
}

/// Makes the block after `parent` from those of `transactions` that are not refused.
///
/// # Errors
/// A clock that went back, a proposer that may not propose, or a failing store.
pub fn build_block<R: TreeReader>(
    reader: &R,
    parent: &Header,
    slot: &Slot,
    transactions: Vec<CheckedTransaction>,
) -> Result<BuiltBlock, BuildError> {
    if slot.time <= parent.time {
        return Err(BuildError::TimeNotLater);
    }
    let state = TreeState::new(reader, parent.height);
    let validators = read_validators(&state)?;
    if validators.get(&slot.proposer).is_none() {
        return Err(BuildError::NotValidator(slot.proposer));
    }
    let context = context_after(parent, slot.time, &state)?;
    let executed = execute_checked(&state, &context, transactions)?;
    let tree = update(reader, context.height, &executed.changes)?;
    let header = Header {
        version: HEADER_VERSION,
        chain: parent.chain,
        height: context.height,
        time: slot.time,
        parent: parent.id(),
        transactions_root: transactions_root(&executed.transactions),
        state_root: tree.root,
        validators: validators.hash(),
        next_validators: validators_after(&state, &executed.changes)?.hash(),
        proposer: slot.proposer,
    };
    let block = Block {
        header,
        transactions: executed.transactions.clone(),
    };
    Ok(BuiltBlock { block, executed, tree })
}

/// Checks that `block` follows `parent`, by executing it. Its certificate is `byline-light`'s to verify.
///
/// # Errors
/// The first thing that is wrong.
pub fn check_block<R: TreeReader>(reader: &R, parent: &Header, block: &Block) -> Result<BuiltBlock, InvalidBlock> {
    let header = &block.header;
    check_link(parent, header)?;
    let state = TreeState::new(reader, parent.height);
    let validators = read_validators(&state)?;
    if validators.hash() != header.validators || validators.get(&header.proposer).is_none() {
        return Err(InvalidBlock::Validators);
    }
    if transactions_root(&block.transactions) != header.transactions_root {
        return Err(InvalidBlock::TransactionsRoot);
    }
    let context = context_after(parent, header.time, &state)?;
    let executed = replay(&state, &context, block.transactions.clone())?;
    if validators_after(&state, &executed.changes)?.hash() != header.next_validators {
        return Err(InvalidBlock::Validators);
    }
    let tree = update(reader, context.height, &executed.changes)?;
    if tree.root != header.state_root {
        return Err(InvalidBlock::StateRoot {
            named: header.state_root,
            actual: tree.root,
        });
    }
    Ok(BuiltBlock {
        block: block.clone(),
        executed,
        tree,
    })
}

fn check_link(parent: &Header, header: &Header) -> Result<(), InvalidBlock> {
    if header.version != HEADER_VERSION {
        return Err(InvalidBlock::Version(header.version));
    }
    let expected = (parent.chain, parent.height.after(1), parent.id());
    if (header.chain, header.height, header.parent) != expected {
        return Err(InvalidBlock::Link);
    }
    if header.time <= parent.time {
        Err(InvalidBlock::Time)
    } else {
        Ok(())
    }
}

fn context_after(parent: &Header, time: Timestamp, state: &dyn StateRead) -> Result<BlockContext, StateReadError> {
    Ok(BlockContext {
        chain: parent.chain,
        height: parent.height.after(1),
        time,
        params: read_params(state)?,
    })
}

/// The set that signs the block after one with these changes.
fn validators_after(state: &dyn StateRead, changes: &ChangeSet) -> Result<ValidatorSet, StateReadError> {
    match changes.get(&StateKey::Validators) {
        Some(Some(bytes)) => byline_types::decode(bytes, bytes.len()).map_err(|e| StateReadError(e.to_string())),
        _ => read_validators(state),
    }
}
