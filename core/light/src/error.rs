//! Why something that was sent is not believed. Each reason has a stable code.

use byline_keys::SignatureError;
use byline_ledger::{GenesisError, ProofError};
use byline_types::{AccountId, DecodeError, Height, Timestamp};
use byline_work::MerkleError;
use thiserror::Error;

/// Why a header, certificate, record or proof is not believed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LightError {
    /// The genesis cannot be the start of a ledger.
    #[error(transparent)]
    Genesis(#[from] GenesisError),
    /// A later release made the header.
    #[error("the header has version {0}, which is newer than this release understands: update Byline")]
    Version(u16),
    /// Of another ledger.
    #[error("the header is of another ledger")]
    WrongChain,
    /// Not above what is trusted.
    #[error("the header has height {height}, and {trusted} is trusted already")]
    HeightNotHigher {
        /// The header's.
        height: Height,
        /// The trusted one.
        trusted: Height,
    },
    /// Not later than what is trusted.
    #[error("the header is higher than the trusted one, but not later")]
    TimeNotLater,
    /// What is trusted is too old to vouch for anything.
    #[error("the trusted header is too old to go on from: join again from a recent checkpoint")]
    TrustExpired,
    /// The header's time has not come.
    #[error("the header is from the future: its time is {time:?}, and it is {now:?}. Check the clock")]
    FromTheFuture {
        /// The header's.
        time: Timestamp,
        /// The caller's.
        now: Timestamp,
    },
    /// Not the header of the trusted block.
    #[error("this is not the header of the trusted block")]
    NotTrusted,
    /// The certificate is for another block.
    #[error("the signatures are under another block than this header")]
    WrongBlock,
    /// The validators given are not those that the header names.
    #[error("the validators given are not those that the header names")]
    WrongValidators,
    /// The next validators given are not those that the header names.
    #[error("the next validators given are not those that the header names")]
    WrongNextValidators,
    /// The header's validators are not those that its trusted parent announced.
    #[error("the header's validators are not those that the block before it announced")]
    UnexpectedValidators,
    /// The header has another parent than the trusted block.
    #[error("the header does not follow the trusted block")]
    BrokenLink,
    /// Signers are not in order, or one stands twice.
    #[error("the certificate lists its signers out of order or twice")]
    SignerOrder,
    /// A signer is no validator of the block.
    #[error("{0} signed but is no validator of this block")]
    UnknownSigner(AccountId),
    /// A signature is wrong.
    #[error("the signature of validator {validator} is wrong: {error}")]
    BadSignature {
        /// Whose it is said to be.
        validator: AccountId,
        /// What is wrong.
        error: SignatureError,
    },
    /// Validators that are trusted signed with no more than a third of their power: try a header that is nearer.
    #[error(
        "trusted validators with {signed} of {total} power signed, which is not more than a third: try a nearer header"
    )]
    NotEnoughTrust {
        /// Power that signed.
        signed: u64,
        /// Power of all.
        total: u64,
    },
    /// No more than two thirds of the block's validators signed.
    #[error("validators with {signed} of {total} voting power signed, which is not more than two thirds")]
    NotEnoughPower {
        /// Power that signed.
        signed: u64,
        /// Power of all.
        total: u64,
    },
    /// A proof does not lead to the header.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The transaction is not in the block.
    #[error("the transaction is not at this place of the block: {0}")]
    NotInBlock(#[from] MerkleError),
    /// A proved record that this release cannot read.
    #[error("the record is proved but cannot be read: {0}")]
    Record(#[from] DecodeError),
}

impl LightError {
    /// A stable name of the reason, in snake case.
    pub fn code(&self) -> &'static str {
        match self {
            LightError::Genesis(_) => "bad_genesis",
            LightError::Version(_) => "unknown_version",
            LightError::WrongChain => "wrong_chain",
            LightError::HeightNotHigher { .. } => "height_not_higher",
            LightError::TimeNotLater => "time_not_later",
            LightError::TrustExpired => "trust_expired",
            LightError::FromTheFuture { .. } => "from_the_future",
            LightError::NotTrusted => "not_trusted",
            LightError::WrongBlock => "wrong_block",
            LightError::WrongValidators => "wrong_validators",
            LightError::WrongNextValidators => "wrong_next_validators",
            LightError::UnexpectedValidators => "unexpected_validators",
            LightError::BrokenLink => "broken_link",
            LightError::SignerOrder => "signer_order",
            LightError::UnknownSigner(_) => "unknown_signer",
            LightError::BadSignature { .. } => "bad_signature",
            LightError::NotEnoughTrust { .. } => "not_enough_trust",
            LightError::NotEnoughPower { .. } => "not_enough_power",
            LightError::Proof(_) => "bad_proof",
            LightError::NotInBlock(_) => "not_in_block",
            LightError::Record(_) => "bad_record",
        }
    }
}
