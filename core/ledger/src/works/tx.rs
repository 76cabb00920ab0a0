//! What can be done with works.

use borsh::{BorshDeserialize, BorshSerialize};
use byline_royalty::Payee;
use byline_types::{Digest32, ManifestId, WorkId};
use byline_work::{Parent, Terms};

/// Fixes the height from which a root counts as published, without showing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Commit {
    /// [`commitment_to`](super::commitment_to) root, author and salt.
    pub commitment: Digest32,
}

/// Takes back a commitment that will not be revealed, for its deposit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct CancelCommitment {
    /// The commitment.
    pub commitment: Digest32,
}

/// Registers a work of the sender, or brings back one that the sender had withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct RegisterWork {
    /// Merkle root of the leaves. With the sender it gives the work's id.
    pub root: Digest32,
    /// Hash of the manifest.
    pub manifest: ManifestId,
    /// Number of leaves; not zero.
    pub leaf_count: u32,
    /// What may be done with the work.
    pub terms: Terms,
    /// Who shares the income: 1 to 16 accounts in order, shares adding up to the whole.
    pub payees: Vec<Payee>,
    /// Registered works it builds on: at most 8, in order.
    pub parents: Vec<Parent>,
    /// The salt of a commitment that was made in an earlier block.
    pub reveal: Option<[u8; 32]>,
}

/// Adds a version to a work of the sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct NewVersion {
    /// The work.
    pub work: WorkId,
    /// Merkle root of the new version's leaves.
    pub root: Digest32,
    /// Hash of its manifest.
    pub manifest: ManifestId,
    /// Number of its leaves; not zero.
    pub leaf_count: u32,
}

/// Changes the terms of a work of the sender, from the next answer on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SetTerms {
    /// The work.
    pub work: WorkId,
    /// The new terms.
    pub terms: Terms,
}

/// Withdraws a work of the sender and returns its deposit. What was paid for it stays paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct WithdrawWork {
    /// The work.
    pub work: WorkId,
}
