//! How works come, change and go.

use super::{
    CancelCommitment, Commit, CommitmentRecord, NewVersion, RegisterWork, SetTerms, VersionRecord, WithdrawWork,
    WorkRecord, WorksError, WorksEvent, commitment_to, read_commitment, read_work,
};
use crate::accounts::{credit, debit};
use crate::error::Failure;
use crate::execute::Call;
use crate::state::Scratch;
use crate::{Event, StateKey};
use byline_royalty::check_payees;
use byline_types::{Amount, Digest32, Height, ManifestId, Share, WorkId};
use byline_work::manifest::MAX_PARENTS;
use byline_work::{Derivatives, Parent, work_id};

pub(crate) fn commit(scratch: &mut Scratch, call: &Call, tx: &Commit) -> Result<Event, Failure> {
    let (owner, commitment) = (call.sender, tx.commitment);
    if read_commitment(scratch, &owner, &commitment)?.is_some() {
        return Err(WorksError::CommitmentExists { commitment }.into());
    }
    let deposit = call.block.params.work_deposit;
    debit(scratch, owner, deposit)?;
    scratch.put(
        StateKey::Commitment(owner, commitment),
        &CommitmentRecord {
            height: call.block.height,
            deposit,
        },
    );
    Ok(WorksEvent::Committed { owner, commitment }.into())
}

pub(crate) fn cancel_commitment(scratch: &mut Scratch, call: &Call, tx: &CancelCommitment) -> Result<Event, Failure> {
    let (owner, commitment) = (call.sender, tx.commitment);
    take_commitment(scratch, call, commitment)?;
    Ok(WorksEvent::CommitmentCancelled { owner, commitment }.into())
}

/// Removes a commitment of the sender and returns its deposit.
fn take_commitment(scratch: &mut Scratch, call: &Call, commitment: Digest32) -> Result<CommitmentRecord, Failure> {
    let record = read_commitment(scratch, &call.sender, &commitment)?;
    let record = record.ok_or(WorksError::UnknownCommitment { commitment })?;
    scratch.remove(StateKey::Commitment(call.sender, commitment));
    credit(scratch, call.sender, record.deposit)?;
    Ok(record)
}

pub(crate) fn register(scratch: &mut Scratch, call: &Call, tx: &RegisterWork) -> Result<Event, Failure> {
    check_payees(&tx.payees).map_err(WorksError::from)?;
    let id = work_id(&call.sender, &tx.root);
    check_parents(scratch, call, &id, &tx.parents)?;
    let before = read_work(scratch, &id)?;
    if before.as_ref().is_some_and(|work| work.withdrawn.is_none()) {
        return Err(WorksError::AlreadyRegistered { work: id }.into());
    }
    let since = match &tx.reveal {
        Some(salt) => reveal(scratch, call, &tx.root, salt)?,
        None => call.block.height,
    };
    let work = new_record(call, tx, since, before.as_ref());
    let version = add_version(
        scratch,
        call,
        id,
        work,
        version_record(call, tx.root, tx.manifest, tx.leaf_count),
    )?;
    Ok(WorksEvent::WorkRegistered {
        work: id,
        owner: call.sender,
        version,
    }
    .into())
}

/// The record of a work that has no version yet, or that comes back: it then keeps its place in time and its versions.
fn new_record(call: &Call, tx: &RegisterWork, since: Height, before: Option<&WorkRecord>) -> WorkRecord {
    WorkRecord {
        owner: call.sender,
        payees: tx.payees.clone(),
        versions: before.map_or(0, |work| work.versions),
        root: tx.root,
        manifest: tx.manifest,
        leaf_count: tx.leaf_count,
        terms: tx.terms,
        priority: before.map_or(since, |work| work.priority.min(since)),
        registered: before.map_or(call.block.height, |work| work.registered),
        changed: call.block.height,
        withdrawn: None,
        parents: tx.parents.clone(),
        deposit: Amount::ZERO,
        origin: before.and_then(|work| work.origin),
    }
}

/// The height of the commitment that `salt` opens.
fn reveal(scratch: &mut Scratch, call: &Call, root: &Digest32, salt: &[u8; 32]) -> Result<Height, Failure> {
    let commitment = commitment_to(root, &call.sender, salt);
    let record = take_commitment(scratch, call, commitment)?;
    let until = record.height.after(call.block.params.reveal_window);
    if call.block.height > until {
        return Err(WorksError::CommitmentExpired { until }.into());
    }
    // Whoever sees a reveal can commit in the same block at the earliest, and reveal that in the next one.
    if call.block.height <= record.height {
        return Err(WorksError::CommitmentTooFresh.into());
    }
    Ok(record.height)
}

fn check_parents(scratch: &Scratch, call: &Call, child: &WorkId, parents: &[Parent]) -> Result<(), Failure> {
    let in_order = parents.windows(2).all(|pair| pair[0].work < pair[1].work);
    let total: u64 = parents.iter().map(|parent| u64::from(parent.share.ppm())).sum();
    let itself = parents.iter().any(|parent| parent.work == *child);
    if parents.len() > MAX_PARENTS || !in_order || itself || total > u64::from(Share::ONE.ppm()) {
        return Err(WorksError::BadParents.into());
    }
    parents
        .iter()
        .try_for_each(|parent| check_parent(scratch, call, parent))
}

fn check_parent(scratch: &Scratch, call: &Call, parent: &Parent) -> Result<(), Failure> {
    let work = parent.work;
    let record = read_work(scratch, &work)?.ok_or(WorksError::UnknownParent { work })?;
    let allowed = match record.terms.derivatives {
        Derivatives::Forbidden => false,
        Derivatives::Attribution => true,
        Derivatives::Share { share } => parent.share >= share,
    };
    if allowed || record.owner == call.sender {
        Ok(())
    } else {
        Err(WorksError::ParentForbids { work }.into())
    }
}

pub(crate) fn new_version(scratch: &mut Scratch, call: &Call, tx: &NewVersion) -> Result<Event, Failure> {
    let work = owned(scratch, call, &tx.work)?;
    if (work.root, work.manifest) == (tx.root, tx.manifest) {
        return Err(WorksError::SameVersion.into());
    }
    let record = version_record(call, tx.root, tx.manifest, tx.leaf_count);
    let version = add_version(scratch, call, tx.work, work, record)?;
    Ok(WorksEvent::VersionAdded {
        work: tx.work,
        owner: call.sender,
        version,
    }
    .into())
}

fn version_record(call: &Call, root: Digest32, manifest: ManifestId, leaf_count: u32) -> VersionRecord {
    VersionRecord {
        root,
        manifest,
        leaf_count,
        height: call.block.height,
    }
}

/// Writes `version` as the next one of `work`, takes the deposit for it, and gives its number.
fn add_version(
    scratch: &mut Scratch,
    call: &Call,
    id: WorkId,
    mut work: WorkRecord,
    version: VersionRecord,
) -> Result<u32, Failure> {
    if version.leaf_count == 0 {
        return Err(WorksError::NoLeaves.into());
    }
    let deposit = call.block.params.work_deposit;
    debit(scratch, work.owner, deposit)?;
    work.versions = work.versions.checked_add(1).ok_or(WorksError::TooManyVersions)?;
    work.deposit = work.deposit.plus(deposit).map_err(|_| WorksError::TooManyVersions)?;
    (work.root, work.manifest, work.leaf_count) = (version.root, version.manifest, version.leaf_count);
    work.changed = call.block.height;
    scratch.put(StateKey::WorkVersion(id, work.versions), &version);
    scratch.put(StateKey::Work(id), &work);
    Ok(work.versions)
}

pub(crate) fn set_terms(scratch: &mut Scratch, call: &Call, tx: &SetTerms) -> Result<Event, Failure> {
    let mut work = owned(scratch, call, &tx.work)?;
    (work.terms, work.changed) = (tx.terms, call.block.height);
    scratch.put(StateKey::Work(tx.work), &work);
    Ok(WorksEvent::TermsChanged {
        work: tx.work,
        owner: work.owner,
    }
    .into())
}

pub(crate) fn withdraw(scratch: &mut Scratch, call: &Call, tx: &WithdrawWork) -> Result<Event, Failure> {
    let mut work = owned(scratch, call, &tx.work)?;
    credit(scratch, work.owner, work.deposit)?;
    work.deposit = Amount::ZERO;
    work.changed = call.block.height;
    work.withdrawn = Some(call.block.height);
    scratch.put(StateKey::Work(tx.work), &work);
    Ok(WorksEvent::WorkWithdrawn {
        work: tx.work,
        owner: work.owner,
    }
    .into())
}

/// A work that stands and is the sender's.
fn owned(scratch: &Scratch, call: &Call, id: &WorkId) -> Result<WorkRecord, Failure> {
    let work = read_work(scratch, id)?.ok_or(WorksError::UnknownWork { work: *id })?;
    if work.owner != call.sender {
        return Err(WorksError::NotOwner { work: *id }.into());
    }
    if work.withdrawn.is_some() {
        return Err(WorksError::WorkWithdrawn { work: *id }.into());
    }
    Ok(work)
}
