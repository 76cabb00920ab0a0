//! From a state and a list of transactions to a change set: the state machine itself.
//!
//! A transaction that is refused changes nothing and is in no block: neither its fee nor its nonce is used. A block
//! that contains one is invalid as a whole.

use crate::accounts::apply as accounts;
use crate::error::Failure;
use crate::state::Scratch;
use crate::usage::apply as usage;
use crate::works::apply as works;
use crate::{
    Body, ChangeSet, CheckedTransaction, EnvelopeError, Event, Params, SignedTransaction, StateRead, StateReadError,
    Transaction, TransactionError,
};
use byline_types::{AccountId, ChainId, Height, Nonce, Timestamp, TxId};
use thiserror::Error;

/// Where and when transactions are executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockContext {
    /// The ledger.
    pub chain: ChainId,
    /// The height of the block that the transactions are for.
    pub height: Height,
    /// The block's time.
    pub time: Timestamp,
    /// The parameters in force: [`read_params`](crate::read_params) of the state.
    pub params: Params,
}

/// What executing a list of transactions gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Executed {
    /// What changes in the state.
    pub changes: ChangeSet,
    /// What became of each transaction that was given, in that order.
    pub outcomes: Vec<TransactionOutcome>,
    /// The transactions that were not refused, in order: a block's.
    pub transactions: Vec<SignedTransaction>,
}

/// What became of one transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransactionOutcome {
    /// The transaction.
    pub id: TxId,
    /// What it did, or why it was refused.
    pub result: Result<Vec<Event>, TransactionError>,
}

/// A block's transactions cannot be executed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum InvalidTransaction {
    /// One of them is refused.
    #[error("transaction {index} ({id}) of the block is invalid: {error}")]
    Refused {
        /// Its place in the block.
        index: usize,
        /// The transaction.
        id: TxId,
        /// Why it is refused.
        error: TransactionError,
    },
    /// The store failed: nothing is said about the block.
    #[error(transparent)]
    State(#[from] StateReadError),
}

/// One body's execution: where, by whom, with which nonce.
pub(crate) struct Call<'a> {
    pub block: &'a BlockContext,
    pub sender: AccountId,
    pub nonce: Nonce,
}

/// Executes `transactions` in order, leaving out those that are refused.
///
/// # Errors
/// The store failed. Whatever the transactions are, there is no other error and no panic.
pub fn execute(
    state: &dyn StateRead,
    context: &BlockContext,
    transactions: Vec<SignedTransaction>,
) -> Result<Executed, StateReadError> {
    let mut run = Run::new(state, context);
    for signed in transactions {
        let id = signed.id();
        match signed.check(&context.chain) {
            Ok(checked) => run.include(checked)?,
            Err(error) => run.outcomes.push(TransactionOutcome {
                id,
                result: Err(error.into()),
            }),
        }
    }
    Ok(run.finish())
}

/// As [`execute`], for transactions whose signatures were verified before, as a mempool does.
///
/// # Errors
/// The store failed.
pub fn execute_checked(
    state: &dyn StateRead,
    context: &BlockContext,
    transactions: Vec<CheckedTransaction>,
) -> Result<Executed, StateReadError> {
    let mut run = Run::new(state, context);
    for checked in transactions {
        // A transaction may have been checked for another ledger.
        if checked.transaction().chain == context.chain {
            run.include(checked)?;
        } else {
            let result = Err(EnvelopeError::WrongChain.into());
            run.outcomes.push(TransactionOutcome {
                id: checked.id(),
                result,
            });
        }
    }
    Ok(run.finish())
}

/// Executes the transactions of a block, all of which must pass.
///
/// # Errors
/// The first transaction that is refused, or a failing store.
pub fn replay(
    state: &dyn StateRead,
    context: &BlockContext,
    transactions: Vec<SignedTransaction>,
) -> Result<Executed, InvalidTransaction> {
    let executed = execute(state, context, transactions)?;
    let refused = |(index, outcome): (usize, &TransactionOutcome)| {
        let error = outcome.result.as_ref().err()?.clone();
        Some(InvalidTransaction::Refused {
            index,
            id: outcome.id,
            error,
        })
    };
    match executed.outcomes.iter().enumerate().find_map(refused) {
        Some(invalid) => Err(invalid),
        None => Ok(executed),
    }
}

/// A block in the making.
struct Run<'a> {
    scratch: Scratch<'a>,
    context: &'a BlockContext,
    outcomes: Vec<TransactionOutcome>,
    transactions: Vec<SignedTransaction>,
    bytes: usize,
}

impl<'a> Run<'a> {
    fn new(state: &'a dyn StateRead, context: &'a BlockContext) -> Run<'a> {
        Run {
            scratch: Scratch::new(state),
            context,
            outcomes: Vec::new(),
            transactions: Vec::new(),
            bytes: 0,
        }
    }

    fn include(&mut self, checked: CheckedTransaction) -> Result<(), StateReadError> {
        let result = match self.attempt(&checked) {
            Ok((changes, events)) => {
                self.scratch.merge(changes);
                self.bytes += checked.length();
                Ok(events)
            }
            Err(Failure::Refused(error)) => Err(error),
            Err(Failure::State(error)) => return Err(error),
        };
        self.outcomes.push(TransactionOutcome {
            id: checked.id(),
            result,
        });
        if self.outcomes.last().is_some_and(|outcome| outcome.result.is_ok()) {
            self.transactions.push(checked.into_signed());
        }
        Ok(())
    }

    /// What `checked` would do, without doing it.
    fn attempt(&self, checked: &CheckedTransaction) -> Result<(ChangeSet, Vec<Event>), Failure> {
        let (transaction, sender) = (checked.transaction(), checked.sender());
        let mut scratch = Scratch::new(&self.scratch);
        self.check_size(checked.length())?;
        check_expiry(self.context, transaction)?;
        accounts::check_nonce(&scratch, &sender, transaction.nonce)?;
        check_fee(self.context, transaction, checked.length())?;
        let fee = accounts::charge_fee(&mut scratch, sender, transaction.fee)?;
        let call = Call {
            block: self.context,
            sender,
            nonce: transaction.nonce,
        };
        let event = apply_body(&mut scratch, &call, &transaction.body)?;
        accounts::use_nonce(&mut scratch, sender)?;
        Ok((scratch.into_changes(), fee.into_iter().chain([event]).collect()))
    }

    fn check_size(&self, length: usize) -> Result<(), EnvelopeError> {
        let params = &self.context.params;
        let limit = params.max_transaction_bytes as usize;
        if length > limit {
            return Err(EnvelopeError::TooLarge { length, limit });
        }
        let count_left = self.transactions.len() < params.max_block_transactions as usize;
        let bytes_left = self.bytes + length <= params.max_block_bytes as usize;
        if count_left && bytes_left {
            Ok(())
        } else {
            Err(EnvelopeError::BlockFull)
        }
    }

    fn finish(self) -> Executed {
        Executed {
            changes: self.scratch.into_changes(),
            outcomes: self.outcomes,
            transactions: self.transactions,
        }
    }
}

fn check_expiry(context: &BlockContext, transaction: &Transaction) -> Result<(), EnvelopeError> {
    let (height, expires) = (context.height, transaction.expires);
    if height > expires {
        return Err(EnvelopeError::Expired { expires, height });
    }
    let latest = height.after(context.params.max_expiry);
    if expires > latest {
        Err(EnvelopeError::ExpiryTooFar { expires, latest })
    } else {
        Ok(())
    }
}

/// least fee = bytes of the signed transaction × fee per byte
fn check_fee(context: &BlockContext, transaction: &Transaction, length: usize) -> Result<(), EnvelopeError> {
    let needed = context.params.fee_for(length);
    let offered = transaction.fee;
    if offered < needed {
        Err(EnvelopeError::FeeTooLow { needed, offered })
    } else {
        Ok(())
    }
}

fn apply_body(scratch: &mut Scratch, call: &Call, body: &Body) -> Result<Event, Failure> {
    match body {
        Body::Transfer(tx) => accounts::transfer(scratch, call, tx),
        Body::Commit(tx) => works::commit(scratch, call, tx),
        Body::CancelCommitment(tx) => works::cancel_commitment(scratch, call, tx),
        Body::RegisterWork(tx) => works::register(scratch, call, tx),
        Body::NewVersion(tx) => works::new_version(scratch, call, tx),
        Body::SetTerms(tx) => works::set_terms(scratch, call, tx),
        Body::WithdrawWork(tx) => works::withdraw(scratch, call, tx),
        Body::OpenChannel(tx) => usage::open(scratch, call, tx),
        Body::TopUpChannel(tx) => usage::top_up(scratch, call, tx),
        Body::Settle(tx) => usage::settle(scratch, call, tx),
        Body::CloseChannel(tx) => usage::close(scratch, call, tx),
        Body::ReclaimChannel(tx) => usage::reclaim(scratch, call, tx),
        Body::ClaimHold(tx) => usage::claim_hold(scratch, call, tx),
    }
}
