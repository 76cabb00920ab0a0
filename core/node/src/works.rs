//! Works as they are shown: the library's words, the ledger's word for each of them.

use crate::accounts::party;
use crate::chain::{ProofState, View};
use crate::error::NodeError;
use crate::node::Node;
use crate::party::Party;
use crate::publish::licence_name;
use byline_ledger::StateKey;
use byline_ledger::works::WorkRecord;
use byline_store::WorkEntry;
use byline_types::{Amount, Digest32, Height, ManifestId, WorkId};
use byline_work::{Manifest, PassageId};

/// The most works of one list.
const MAX_LISTED: u32 = 1_000_000;

/// A work.
#[derive(Clone, Debug)]
pub struct WorkSummary {
    /// Its id.
    pub id: WorkId,
    /// Its title; empty once it is withdrawn.
    pub title: String,
    /// Names of the authors; none once it is withdrawn.
    pub authors: Vec<String>,
    /// Whose work it is.
    pub owner: Party,
    /// Everyone who is paid for it.
    pub payees: Vec<Party>,
    /// `attribution`, `paid`, `granted` or `none`.
    pub licence: &'static str,
    /// For an answer that rests on it alone.
    pub price: Amount,
    /// BCP-47 tag.
    pub language: String,
    /// Latest version, from 1.
    pub version: u32,
    /// Sentences.
    pub leaves: u32,
    /// Passages.
    pub passages: u32,
    /// Merkle root of the sentences.
    pub root: Digest32,
    /// When it was registered.
    pub registered: Height,
    /// From when its priority counts.
    pub priority: Height,
    /// When it was withdrawn.
    pub withdrawn: Option<Height>,
    /// How the registration was verified.
    pub proof: ProofState,
}

/// A work with its text.
#[derive(Clone, Debug)]
pub struct WorkDetail {
    /// What lists show too.
    pub summary: WorkSummary,
    /// Hash of the manifest, as on the ledger.
    pub manifest: ManifestId,
    /// The canonical text; absent once it is withdrawn.
    pub text: Option<String>,
    /// For each leaf the offset of the byte after its last.
    pub leaf_ends: Vec<u32>,
    /// The passages.
    pub passage_ids: Vec<PassageId>,
    /// Words.
    pub words: u64,
    /// What the text was written in, such as `text/markdown`; absent once the work is withdrawn.
    pub media_type: Option<String>,
}

impl Node {
    /// The works that are here, in order of registration.
    pub fn works(&self) -> Result<Vec<WorkSummary>, NodeError> {
        let view = self.chain.view()?;
        let entries = view.tables().works(0, MAX_LISTED)?;
        entries.into_iter().map(|entry| summary(&view, entry)).collect()
    }

    /// A work with its text.
    pub fn work(&self, id: &str) -> Result<WorkDetail, NodeError> {
        let view = self.chain.view()?;
        let entry = entry(&view, id)?;
        let (work, version) = (entry.work, entry.version);
        let tables = view.tables();
        let manifest = tables.manifest(&work, version)?.map(|bytes| Manifest::decode(&bytes));
        let manifest = manifest
            .transpose()
            .map_err(|e| NodeError::Damaged(format!("the manifest of {work}: {e}")))?;
        let passages = tables.passages(&work, version)?;
        Ok(WorkDetail {
            manifest: entry.manifest_id,
            text: tables.text(&work, version)?,
            words: manifest.as_ref().map_or(entry.words, |manifest| manifest.word_count),
            media_type: manifest.as_ref().map(|manifest| manifest.media_type.clone()),
            leaf_ends: manifest.map(|manifest| manifest.leaf_ends).unwrap_or_default(),
            passage_ids: passages
                .iter()
                .map(|p| PassageId {
                    work,
                    version,
                    range: p.range,
                })
                .collect(),
            summary: summary(&view, entry)?,
        })
    }

    /// The list's line for one work.
    pub(crate) fn work_summary(&self, id: &str) -> Result<WorkSummary, NodeError> {
        let view = self.chain.view()?;
        let entry = entry(&view, id)?;
        summary(&view, entry)
    }
}

/// The library's row of a work.
pub(crate) fn entry(view: &View<'_>, id: &str) -> Result<WorkEntry, NodeError> {
    let work: WorkId = id.parse()?;
    view.tables()
        .work(&work)?
        .ok_or_else(|| NodeError::UnknownWork(work.to_string()))
}

/// What the ledger says of a work, proved.
pub(crate) fn record(view: &View<'_>, work: &WorkId) -> Result<WorkRecord, NodeError> {
    let record = view.value(&StateKey::Work(*work))?;
    record.ok_or_else(|| NodeError::Proof(format!("{work} is in the library and not on the ledger")))
}

fn summary(view: &View<'_>, entry: WorkEntry) -> Result<WorkSummary, NodeError> {
    let record = record(view, &entry.work)?;
    let payees = record.payees.iter().map(|payee| party(view.tables(), payee.account));
    Ok(WorkSummary {
        id: entry.work,
        owner: party(view.tables(), record.owner)?,
        payees: payees.collect::<Result<_, _>>()?,
        licence: licence_name(&record.terms),
        price: record.terms.price(),
        language: entry.language,
        version: entry.version,
        leaves: record.leaf_count,
        passages: entry.passages,
        root: record.root,
        registered: record.registered,
        priority: record.priority,
        withdrawn: record.withdrawn,
        proof: view.proof_state(),
        title: entry.title,
        authors: entry.authors,
    })
}
