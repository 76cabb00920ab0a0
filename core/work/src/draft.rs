//! A text made ready for publishing.

use crate::canonical::{CanonicalText, TextError};
use crate::manifest::{LeafHashing, MANIFEST_FORMAT, MAX_LEAVES, Manifest, Parent, WorkKind};
use crate::merkle::{self, RangeProof, leaf_hash};
use crate::passage_id::LeafRange;
use crate::segment::{self, LeafKind};
use byline_types::{Digest32, ManifestId};

/// A canonical text with its leaves, their hashes and Merkle root, and its passages.
#[derive(Clone, Debug)]
pub struct Draft {
    text: CanonicalText,
    ends: Vec<u32>,
    kinds: Vec<LeafKind>,
    words: Vec<u64>,
    leaf_hashes: Vec<Digest32>,
    root: Digest32,
    passages: Vec<LeafRange>,
}

/// What a manifest says of a work beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    /// The title.
    pub title: String,
    /// The authors' names.
    pub authors: Vec<String>,
    /// The language (BCP 47), or `und`.
    pub language: String,
    /// The media type.
    pub media_type: String,
    /// When it was made, as its author wrote it.
    pub created: Option<String>,
    /// The works that it builds on.
    pub parents: Vec<Parent>,
    /// The manifest of the version before.
    pub previous: Option<ManifestId>,
}

impl Draft {
    /// Cuts and hashes `text`.
    ///
    /// # Errors
    /// More leaves than a work may have.
    pub fn new(text: CanonicalText) -> Result<Draft, TextError> {
        let ends = segment::leaves(&text);
        if ends.len() > MAX_LEAVES {
            return Err(TextError::TooManyLeaves {
                leaves: ends.len(),
                limit: MAX_LEAVES,
            });
        }
        let kinds = segment::kinds(text.as_str(), &ends);
        let words = segment::leaf_words(text.as_str(), &ends);
        let leaf_hashes: Vec<Digest32> = segment::leaf_texts(text.as_str(), &ends)
            .map(|leaf| leaf_hash(leaf.as_bytes()))
            .collect();
        let root = merkle::root(&leaf_hashes);
        let passages = segment::divide(text.as_str(), &ends, &kinds, &words);
        Ok(Draft {
            text,
            ends,
            kinds,
            words,
            leaf_hashes,
            root,
            passages,
        })
    }

    /// The canonical text.
    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    /// The byte offsets at which the leaves end.
    pub fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// How many leaves there are.
    pub fn leaf_count(&self) -> u32 {
        // At most 2²², checked when the draft was made.
        self.ends.len() as u32
    }

    /// The leaf at `index`, or `None` past the last.
    pub fn leaf(&self, index: u32) -> Option<&str> {
        self.range_text(LeafRange {
            from: index,
            to: index.checked_add(1)?,
        })
    }

    /// What the leaf at `index` is, or `None` past the last.
    pub fn kind(&self, index: u32) -> Option<LeafKind> {
        self.kinds.get(index as usize).copied()
    }

    /// What each leaf is.
    pub fn kinds(&self) -> &[LeafKind] {
        &self.kinds
    }

    /// The hash of each leaf.
    pub fn leaf_hashes(&self) -> &[Digest32] {
        &self.leaf_hashes
    }

    /// The Merkle root over the leaves.
    pub fn root(&self) -> Digest32 {
        self.root
    }

    /// The passages, which together are all leaves.
    pub fn passages(&self) -> &[LeafRange] {
        &self.passages
    }

    /// How many words the text has: the sum of its leaves' words.
    pub fn word_count(&self) -> u64 {
        self.words.iter().sum()
    }

    /// How many words the leaves of `range` have; those past the last count nothing.
    pub fn range_words(&self, range: LeafRange) -> u64 {
        self.words
            .iter()
            .take(range.to as usize)
            .skip(range.from as usize)
            .sum()
    }

    /// The bytes `from..to` of the text that the leaves of `range` are, or `None` where there are no such leaves.
    pub fn range_bytes(&self, range: LeafRange) -> Option<std::ops::Range<usize>> {
        range_bytes(&self.ends, range)
    }

    /// The text of the leaves of `range`, or `None` where there are no such leaves.
    pub fn range_text(&self, range: LeafRange) -> Option<&str> {
        self.text().get(self.range_bytes(range)?)
    }

    /// The proof that the leaves of `range` are in the work, or `None` where there are no such leaves.
    pub fn prove(&self, range: LeafRange) -> Option<RangeProof> {
        merkle::prove_range(&self.leaf_hashes, range.from, range.to)
    }

    /// The manifest of the work. `salt` is random.
    pub fn manifest(&self, description: Description, salt: [u8; 32]) -> Manifest {
        Manifest {
            format: MANIFEST_FORMAT,
            kind: WorkKind::Text,
            leaf_hashing: LeafHashing::Plain,
            segmentation: segment::segmentation(),
            root: self.root,
            leaf_count: self.leaf_count(),
            byte_length: self.text().len() as u64,
            word_count: self.word_count(),
            title: description.title,
            authors: description.authors,
            language: description.language,
            media_type: description.media_type,
            created: description.created,
            parents: description.parents,
            previous: description.previous,
            leaf_ends: self.ends.clone(),
            salt,
        }
    }
}

/// The bytes `from..to` that the leaves of `range` are, given where the leaves end; `None` where there are no such leaves.
pub fn range_bytes(ends: &[u32], range: LeafRange) -> Option<std::ops::Range<usize>> {
    let last = range.to.checked_sub(1).filter(|last| *last >= range.from)?;
    let start = match range.from.checked_sub(1) {
        None => 0,
        Some(before) => *ends.get(before as usize)? as usize,
    };
    Some(start..*ends.get(last as usize)? as usize)
}
