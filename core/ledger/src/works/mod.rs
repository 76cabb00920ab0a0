//! Works: commitments, registrations, versions, terms, withdrawal. Hashes, keys and terms only.

pub(crate) mod apply;
mod error;
mod event;
mod state;
mod tx;

pub use error::WorksError;
pub use event::WorksEvent;
pub use state::{CommitmentRecord, VersionRecord, WorkRecord, commitment_to, read_commitment, read_version, read_work};
pub use tx::{CancelCommitment, Commit, NewVersion, RegisterWork, SetTerms, WithdrawWork};
