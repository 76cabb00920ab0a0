//! State as keys and records: how it is named, read, and changed as a set.

use crate::{Params, ValidatorSet};
use borsh::{BorshDeserialize, BorshSerialize};
use byline_royalty::MAX_PAYEES;
use byline_types::{AccountId, ChannelId, Digest32, WorkId, decode, encode, hash};
use std::collections::BTreeMap;
use thiserror::Error;

/// The most bytes of one record: the cumulative payouts of a channel with the most payees (40 bytes each).
pub const MAX_RECORD_BYTES: usize = 40 * MAX_PAYEES + 64;

/// The name of one record of the state. New kinds are appended, never inserted: the order is part of the state root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum StateKey {
    /// All coins there are, an `Amount`.
    Supply,
    /// The rules' numbers: [`Params`].
    Params,
    /// Who signs the next block: [`ValidatorSet`].
    Validators,
    /// An [`Account`](crate::accounts::Account).
    Account(AccountId),
    /// A [`WorkRecord`](crate::works::WorkRecord).
    Work(WorkId),
    /// A [`VersionRecord`](crate::works::VersionRecord); versions count from 1.
    WorkVersion(WorkId, u32),
    /// A [`CommitmentRecord`](crate::works::CommitmentRecord), by who made it, so that nobody can take another's.
    Commitment(AccountId, Digest32),
    /// A [`Channel`](crate::usage::Channel).
    Channel(ChannelId),
    /// The [`CumulativePayouts`](byline_royalty::CumulativePayouts) paid out of a channel so far.
    Paid(ChannelId),
}

/// Read access to the state as it was after one block.
pub trait StateRead {
    /// The bytes of the record under `key`, or none where there is no such record.
    ///
    /// # Errors
    /// The store failed, or holds something that the ledger did not write.
    fn read(&self, key: &StateKey) -> Result<Option<Vec<u8>>, StateReadError>;
}

/// The state cannot be read. This is a fault of the store, never of a transaction.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the ledger's state cannot be read: {0}")]
pub struct StateReadError(pub String);

/// What a block changes: the new bytes of each record, none where it is removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeSet(BTreeMap<StateKey, Option<Vec<u8>>>);

/// State with changes on top that nobody else sees yet.
pub(crate) struct Scratch<'a> {
    base: &'a dyn StateRead,
    changes: ChangeSet,
}

/// The parameters in force.
///
/// # Errors
/// The store failed, or holds none: this is no ledger.
pub fn read_params(state: &dyn StateRead) -> Result<Params, StateReadError> {
    required(state, &StateKey::Params)
}

/// The validators that sign the next block.
///
/// # Errors
/// The store failed, or holds none: this is no ledger.
pub fn read_validators(state: &dyn StateRead) -> Result<ValidatorSet, StateReadError> {
    required(state, &StateKey::Validators)
}

/// The record under `key`, which every ledger has from its genesis on.
pub(crate) fn required<T>(state: &dyn StateRead, key: &StateKey) -> Result<T, StateReadError>
where
    T: BorshDeserialize + BorshSerialize,
{
    read_record(state, key)?.ok_or_else(|| StateReadError(format!("{key:?} is missing")))
}

/// The record under `key`.
pub(crate) fn read_record<T>(state: &dyn StateRead, key: &StateKey) -> Result<Option<T>, StateReadError>
where
    T: BorshDeserialize + BorshSerialize,
{
    let Some(bytes) = state.read(key)? else { return Ok(None) };
    let record = decode(&bytes, MAX_RECORD_BYTES).map_err(|e| StateReadError(format!("{key:?}: {e}")))?;
    Ok(Some(record))
}

impl StateKey {
    /// The canonical bytes of the key: its kind, then its ids.
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(self)
    }

    /// Where the record stands in the state tree.
    pub fn hash(&self) -> [u8; 32] {
        hash("byline/state/1", &[&self.to_bytes()])
    }
}

impl ChangeSet {
    /// Keys and new records, in order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&StateKey, Option<&[u8]>)> {
        self.0.iter().map(|(key, value)| (key, value.as_deref()))
    }

    /// The change to `key`: none where it is not changed, `Some(None)` where it is removed.
    pub fn get(&self, key: &StateKey) -> Option<Option<&[u8]>> {
        self.0.get(key).map(Option::as_deref)
    }

    /// Number of changed records.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds `later` changes, which win.
    pub fn merge(&mut self, later: ChangeSet) {
        self.0.extend(later.0);
    }

    pub(crate) fn put<T: BorshSerialize>(&mut self, key: StateKey, record: &T) {
        self.0.insert(key, Some(encode(record)));
    }

    pub(crate) fn remove(&mut self, key: StateKey) {
        self.0.insert(key, None);
    }
}

impl<'a> Scratch<'a> {
    pub(crate) fn new(base: &'a dyn StateRead) -> Scratch<'a> {
        Scratch {
            base,
            changes: ChangeSet::default(),
        }
    }

    pub(crate) fn put<T: BorshSerialize>(&mut self, key: StateKey, record: &T) {
        self.changes.put(key, record);
    }

    pub(crate) fn remove(&mut self, key: StateKey) {
        self.changes.remove(key);
    }

    pub(crate) fn merge(&mut self, later: ChangeSet) {
        self.changes.merge(later);
    }

    pub(crate) fn into_changes(self) -> ChangeSet {
        self.changes
    }
}

impl StateRead for Scratch<'_> {
    fn read(&self, key: &StateKey) -> Result<Option<Vec<u8>>, StateReadError> {
        match self.changes.get(key) {
            Some(change) => Ok(change.map(<[u8]>::to_vec)),
            None => self.base.read(key),
        }
    }
}
