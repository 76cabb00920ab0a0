//! The ledger: transactions, state, and the rules that lead from one state to the next.
//!
//! ```text
//! SignedTransaction ─check→ CheckedTransaction ─execute→ ChangeSet ─tree::update→ state root → Header → Block
//! ```
//!
//! Nothing here does I/O, reads a clock or draws randomness: state comes through [`StateRead`] and
//! [`tree::TreeReader`], time through [`BlockContext`]. Every machine that executes the same transactions on the same
//! state comes to the same root. Coins are made in the genesis and nowhere else.

pub mod accounts;
mod block;
mod certificate;
mod error;
mod event;
mod execute;
mod genesis;
mod params;
mod produce;
mod proof;
mod state;
mod supply;
#[cfg(test)]
mod tests;
mod transaction;
pub mod tree;
pub mod usage;
mod validators;
pub mod works;

pub use block::{Block, HEADER_VERSION, Header, MAX_BLOCK_BYTES, MAX_HEADER_BYTES, transactions_root};
pub use certificate::{Certificate, CommitSignature, MAX_CERTIFICATE_BYTES, PRECOMMIT_DOMAIN, Precommit};
pub use error::{EnvelopeError, TransactionError};
pub use event::Event;
pub use execute::{BlockContext, Executed, InvalidTransaction, TransactionOutcome, execute, execute_checked, replay};
pub use genesis::{Genesis, GenesisError, MAX_GENESIS_BYTES, NetworkMode, genesis_state};
pub use params::{Params, ParamsError, treasury};
pub use produce::{BuildError, BuiltBlock, InvalidBlock, Slot, build_block, check_block};
pub use proof::{MAX_PROOF_BYTES, ProofError, StateProof};
pub use state::{ChangeSet, MAX_RECORD_BYTES, StateKey, StateRead, StateReadError, read_params, read_validators};
pub use supply::{coins_held, read_supply};
pub use transaction::{
    Body, CheckedTransaction, MAX_TRANSACTION_BYTES, SignedTransaction, TRANSACTION_DOMAIN, Transaction,
};
pub use validators::{MAX_VALIDATORS, Validator, ValidatorSet, ValidatorSetError};
