//! Why a transaction is refused. Each reason has a stable code.

use crate::StateReadError;
use crate::accounts::AccountsError;
use crate::usage::UsageError;
use crate::works::WorksError;
use byline_keys::{KeyError, SignatureError};
use byline_types::{Amount, Height, Nonce};
use thiserror::Error;

/// Why a transaction is refused. It then changes nothing: no fee is taken and the nonce stays.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TransactionError {
    /// Its envelope: chain, signature, nonce, expiry, fee, size.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// Its coins.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
    /// Its work.
    #[error(transparent)]
    Works(#[from] WorksError),
    /// Its channel.
    #[error(transparent)]
    Usage(#[from] UsageError),
}

/// Why the envelope of a transaction is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EnvelopeError {
    /// For another ledger.
    #[error("the transaction is for another ledger: sign it again for this one")]
    WrongChain,
    /// More bytes than a transaction may have.
    #[error("the transaction has {length} bytes, and {limit} are allowed: divide what it does")]
    TooLarge {
        /// Bytes of the signed transaction.
        length: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The key may not sign at all.
    #[error("the sender's key cannot be used: {0}")]
    BadKey(KeyError),
    /// The signature is not the sender's.
    #[error("the signature is not the sender's, or the transaction was changed after signing")]
    BadSignature,
    /// It was already executed, or another of the sender's with the same nonce was.
    #[error(
        "nonce {given} is used up, the account's next one is {expected}: this transaction was replayed or overtaken"
    )]
    NonceUsed {
        /// The account's next nonce.
        expected: u64,
        /// The transaction's.
        given: u64,
    },
    /// An earlier transaction of the sender is missing.
    #[error("nonce {given} is ahead of the account's next one, {expected}: send the transactions before it first")]
    NonceAhead {
        /// The account's next nonce.
        expected: u64,
        /// The transaction's.
        given: u64,
    },
    /// Its last height is past.
    #[error("the transaction expired at height {expires}, and this is block {height}: sign it again")]
    Expired {
        /// The last height at which it was good.
        expires: Height,
        /// The block's height.
        height: Height,
    },
    /// Its last height is too far away.
    #[error("the transaction's expiry, height {expires}, is after {latest}: choose a nearer one")]
    ExpiryTooFar {
        /// The last height at which it would be good.
        expires: Height,
        /// The farthest expiry allowed now.
        latest: Height,
    },
    /// The fee is below what its bytes cost.
    #[error("the fee of {offered} is below the {needed} that a transaction of this size costs")]
    FeeTooLow {
        /// What its bytes cost.
        needed: Amount,
        /// What it offers.
        offered: Amount,
    },
    /// No room is left in this block; the next one may have it.
    #[error("the block is full: the transaction can go into the next one")]
    BlockFull,
}

impl From<SignatureError> for EnvelopeError {
    fn from(error: SignatureError) -> EnvelopeError {
        match error {
            SignatureError::Key(key) => EnvelopeError::BadKey(key),
            SignatureError::Mismatch => EnvelopeError::BadSignature,
        }
    }
}

impl TransactionError {
    /// A stable name of the reason, in snake case.
    pub fn code(&self) -> &'static str {
        match self {
            TransactionError::Envelope(error) => error.code(),
            TransactionError::Accounts(error) => error.code(),
            TransactionError::Works(error) => error.code(),
            TransactionError::Usage(error) => error.code(),
        }
    }

    /// Whether the very same bytes may still go into a later block, so that a mempool does not drop them.
    pub fn may_pass_later(&self) -> bool {
        use EnvelopeError::{BlockFull, ExpiryTooFar, NonceAhead};
        matches!(
            self,
            TransactionError::Envelope(BlockFull | NonceAhead { .. } | ExpiryTooFar { .. })
        )
    }
}

impl EnvelopeError {
    /// A stable name of the reason, in snake case.
    pub fn code(&self) -> &'static str {
        match self {
            EnvelopeError::WrongChain => "wrong_chain",
            EnvelopeError::TooLarge { .. } => "transaction_too_large",
            EnvelopeError::BadKey(_) => "bad_key",
            EnvelopeError::BadSignature => "bad_signature",
            EnvelopeError::NonceUsed { .. } => "nonce_used",
            EnvelopeError::NonceAhead { .. } => "nonce_ahead",
            EnvelopeError::Expired { .. } => "transaction_expired",
            EnvelopeError::ExpiryTooFar { .. } => "expiry_too_far",
            EnvelopeError::FeeTooLow { .. } => "fee_too_low",
            EnvelopeError::BlockFull => "block_full",
        }
    }

    /// Compares a transaction's nonce with the account's next one.
    pub(crate) fn check_nonce(expected: Nonce, given: Nonce) -> Result<(), EnvelopeError> {
        let (expected, given) = (expected.0, given.0);
        match given.cmp(&expected) {
            std::cmp::Ordering::Equal => Ok(()),
            std::cmp::Ordering::Less => Err(EnvelopeError::NonceUsed { expected, given }),
            std::cmp::Ordering::Greater => Err(EnvelopeError::NonceAhead { expected, given }),
        }
    }
}

/// Why a transaction was not executed: it is refused, or the store failed and nothing can be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    Refused(TransactionError),
    State(StateReadError),
}

impl<E: Into<TransactionError>> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure::Refused(error.into())
    }
}

impl From<StateReadError> for Failure {
    fn from(error: StateReadError) -> Failure {
        Failure::State(error)
    }
}
