//! What happened to works.

use borsh::{BorshDeserialize, BorshSerialize};
use byline_types::{AccountId, Digest32, WorkId};

/// Something that happened to a work or a commitment.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum WorksEvent {
    /// A root was committed to.
    Committed {
        /// By whom.
        owner: AccountId,
        /// The commitment.
        commitment: Digest32,
    },
    /// A commitment was taken back.
    CommitmentCancelled {
        /// By whom.
        owner: AccountId,
        /// The commitment.
        commitment: Digest32,
    },
    /// A work was registered, or brought back after its withdrawal.
    WorkRegistered {
        /// The work.
        work: WorkId,
        /// By whom.
        owner: AccountId,
        /// The version it now has: 1 unless it was brought back.
        version: u32,
    },
    /// A work has a new version.
    VersionAdded {
        /// The work.
        work: WorkId,
        /// Whose it is.
        owner: AccountId,
        /// The version's number.
        version: u32,
    },
    /// A work has other terms.
    TermsChanged {
        /// The work.
        work: WorkId,
        /// Whose it is.
        owner: AccountId,
    },
    /// A work was withdrawn.
    WorkWithdrawn {
        /// The work.
        work: WorkId,
        /// Whose it is.
        owner: AccountId,
    },
}

impl WorksEvent {
    pub(crate) fn owner(&self) -> AccountId {
        match self {
            WorksEvent::Committed { owner, .. }
            | WorksEvent::CommitmentCancelled { owner, .. }
            | WorksEvent::WorkRegistered { owner, .. }
            | WorksEvent::VersionAdded { owner, .. }
            | WorksEvent::TermsChanged { owner, .. }
            | WorksEvent::WorkWithdrawn { owner, .. } => *owner,
        }
    }
}
