//! Why a work cannot be registered or changed.

use byline_royalty::PayeesError;
use byline_types::{Digest32, Height, WorkId};
use byline_work::manifest::MAX_PARENTS;
use thiserror::Error;

/// Why a work cannot be registered or changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WorksError {
    /// No such work.
    #[error("the work {work} is not registered on this ledger")]
    UnknownWork {
        /// The id given.
        work: WorkId,
    },
    /// The sender does not own it.
    #[error("the work {work} belongs to another account: only its owner can change it")]
    NotOwner {
        /// The work.
        work: WorkId,
    },
    /// The sender already registered this text.
    #[error("this account already registered the same text as {work}")]
    AlreadyRegistered {
        /// The work.
        work: WorkId,
    },
    /// It was withdrawn.
    #[error("the work {work} was withdrawn: register it again to bring it back")]
    WorkWithdrawn {
        /// The work.
        work: WorkId,
    },
    /// It has no leaves.
    #[error("a work without a single sentence or row cannot be registered")]
    NoLeaves,
    /// The payees cannot stand.
    #[error(transparent)]
    BadPayees(#[from] PayeesError),
    /// Too many parents, not in order, one twice, or more than the whole among them.
    #[error(
        "a work has at most {MAX_PARENTS} parents, once each in order of their ids, sharing no more than the whole"
    )]
    BadParents,
    /// A parent is not registered.
    #[error("the work {work}, on which this one is said to build, is not registered")]
    UnknownParent {
        /// The parent.
        work: WorkId,
    },
    /// A parent's terms forbid derived works, or ask for more.
    #[error("the terms of {work} do not allow a work to build on it for this share")]
    ParentForbids {
        /// The parent.
        work: WorkId,
    },
    /// Neither text nor manifest is new.
    #[error("this is the latest version already")]
    SameVersion,
    /// Versions are used up.
    #[error("the work has as many versions as can be counted")]
    TooManyVersions,
    /// The same commitment stands already.
    #[error("this commitment was already made: reveal it, or draw another salt")]
    CommitmentExists {
        /// The commitment.
        commitment: Digest32,
    },
    /// No such commitment of the sender.
    #[error("the sender made no commitment to this text with this salt")]
    UnknownCommitment {
        /// The commitment that was looked for.
        commitment: Digest32,
    },
    /// It was made in this very block.
    #[error("a commitment can be revealed from the block after it on")]
    CommitmentTooFresh,
    /// Its time is over.
    #[error("the commitment could be revealed until height {until}: cancel it and register without it")]
    CommitmentExpired {
        /// The last height.
        until: Height,
    },
}

impl WorksError {
    /// A stable name of the reason, in snake case.
    pub fn code(&self) -> &'static str {
        match self {
            WorksError::UnknownWork { .. } => "unknown_work",
            WorksError::NotOwner { .. } => "not_owner",
            WorksError::AlreadyRegistered { .. } => "already_registered",
            WorksError::WorkWithdrawn { .. } => "work_withdrawn",
            WorksError::NoLeaves => "no_leaves",
            WorksError::BadPayees(_) => "bad_payees",
            WorksError::BadParents => "bad_parents",
            WorksError::UnknownParent { .. } => "unknown_parent",
            WorksError::ParentForbids { .. } => "parent_forbids",
            WorksError::SameVersion => "same_version",
            WorksError::TooManyVersions => "too_many_versions",
            WorksError::CommitmentExists { .. } => "commitment_exists",
            WorksError::UnknownCommitment { .. } => "unknown_commitment",
            WorksError::CommitmentTooFresh => "commitment_too_fresh",
            WorksError::CommitmentExpired { .. } => "commitment_expired",
        }
    }
}
