//! The records of works, their versions and the commitments before them.

use crate::state::read_record;
use crate::{StateKey, StateRead, StateReadError};
use borsh::{BorshDeserialize, BorshSerialize};
use byline_royalty::Payee;
use byline_types::{AccountId, Amount, Digest32, Height, ManifestId, WorkId};
use byline_work::{Parent, Terms};

/// What the ledger knows of a work.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct WorkRecord {
    /// Who registered it and may change it.
    pub owner: AccountId,
    /// Who shares its income, in order of account; shares add up to the whole.
    pub payees: Vec<Payee>,
    /// How many versions there are; the latest has this number.
    pub versions: u32,
    /// Merkle root of the latest version's leaves.
    pub root: Digest32,
    /// Hash of the latest version's manifest.
    pub manifest: ManifestId,
    /// Leaves of the latest version.
    pub leaf_count: u32,
    /// What may be done with it and for how much.
    pub terms: Terms,
    /// Since when it counts as published: the height of its commitment, or of its registration.
    pub priority: Height,
    /// When it was first registered.
    pub registered: Height,
    /// When this record last changed.
    pub changed: Height,
    /// When it was withdrawn, if it is.
    pub withdrawn: Option<Height>,
    /// The works it builds on, in order.
    pub parents: Vec<Parent>,
    /// What its owner gets back on withdrawal.
    pub deposit: Amount,
    /// Hash of a proof that binds the work to a site of its author. Nothing sets it yet.
    pub origin: Option<Digest32>,
}

/// What the ledger knows of one version of a work. It stays when the work is withdrawn, so that old receipts can be
/// proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct VersionRecord {
    /// Merkle root of the leaves.
    pub root: Digest32,
    /// Hash of the manifest.
    pub manifest: ManifestId,
    /// Number of leaves.
    pub leaf_count: u32,
    /// When it was registered.
    pub height: Height,
}

/// A commitment that waits to be revealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct CommitmentRecord {
    /// When it was made.
    pub height: Height,
    /// What its maker gets back when it is revealed or cancelled.
    pub deposit: Amount,
}

/// What [`Commit`](super::Commit) carries: it hides `root` behind 32 random bytes and binds it to its author.
pub fn commitment_to(root: &Digest32, author: &AccountId, salt: &[u8; 32]) -> Digest32 {
    Digest32::of("byline/work-commitment/1", &[root.as_bytes(), author.as_bytes(), salt])
}

/// The work, withdrawn or not.
///
/// # Errors
/// The store failed.
pub fn read_work(state: &dyn StateRead, id: &WorkId) -> Result<Option<WorkRecord>, StateReadError> {
    read_record(state, &StateKey::Work(*id))
}

/// One version of a work, counted from 1.
///
/// # Errors
/// The store failed.
pub fn read_version(state: &dyn StateRead, id: &WorkId, version: u32) -> Result<Option<VersionRecord>, StateReadError> {
    read_record(state, &StateKey::WorkVersion(*id, version))
}

/// A commitment of `author` that was not revealed yet.
///
/// # Errors
/// The store failed.
pub fn read_commitment(
    state: &dyn StateRead,
    author: &AccountId,
    commitment: &Digest32,
) -> Result<Option<CommitmentRecord>, StateReadError> {
    read_record(state, &StateKey::Commitment(*author, *commitment))
}
