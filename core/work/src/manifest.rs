//! The manifest of one version of a work: kept off the ledger, named there by its hash.
//!
//! It says how the text was cut, so that anyone can recompute the Merkle root from text and manifest without our
//! segmenter: hash the bytes between consecutive `leaf_ends` and combine them as RFC 9162 says.

use crate::merkle::{leaf_hash, root, salted_leaf_hash};
use borsh::{BorshDeserialize, BorshSerialize};
use byline_types::{DecodeError, Digest32, ManifestId, Share, WorkId, decode, encode, hash};
use thiserror::Error;

/// The manifest format written here; it also names the canonical form of text (see `canonical`).
pub const MANIFEST_FORMAT: u16 = 1;
/// Leaves in one work at most.
pub const MAX_LEAVES: usize = 1 << 22;
/// Bytes of text in one work at most.
pub const MAX_TEXT_BYTES: usize = 64 << 20;
/// Bytes of a title at most.
pub const MAX_TITLE_BYTES: usize = 512;
/// Authors of one work at most.
pub const MAX_AUTHORS: usize = 64;
/// Bytes of one author's name at most.
pub const MAX_AUTHOR_BYTES: usize = 256;
/// Bytes of a language tag, media type, date or data version at most.
pub const MAX_TAG_BYTES: usize = 64;
/// Works that one work may build on at most.
pub const MAX_PARENTS: usize = 8;
/// Bytes of an encoded manifest at most: the leaf ends, and room for the names.
pub const MAX_MANIFEST_BYTES: usize = 4 * MAX_LEAVES + (64 << 10);

/// What one version of a work is made of.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Manifest {
    /// [`MANIFEST_FORMAT`].
    pub format: u16,
    /// Text or records.
    pub kind: WorkKind,
    /// How a leaf is hashed.
    pub leaf_hashing: LeafHashing,
    /// What cut the text into leaves.
    pub segmentation: Segmentation,
    /// The Merkle root over the leaves.
    pub root: Digest32,
    /// How many leaves there are.
    pub leaf_count: u32,
    /// Bytes of the canonical text.
    pub byte_length: u64,
    /// Words of the text.
    pub word_count: u64,
    /// The title, at most [`MAX_TITLE_BYTES`] bytes.
    pub title: String,
    /// The authors' names, at most [`MAX_AUTHORS`].
    pub authors: Vec<String>,
    /// The language of the text (BCP 47), `und` when it is not known.
    pub language: String,
    /// The media type of the text, such as `text/markdown`.
    pub media_type: String,
    /// When the work was made, as its author wrote it.
    pub created: Option<String>,
    /// The works that this one builds on.
    pub parents: Vec<Parent>,
    /// The manifest of the version before.
    pub previous: Option<ManifestId>,
    /// The byte offset of each leaf's end.
    pub leaf_ends: Vec<u32>,
    /// Random bytes, so that the manifest's hash on the ledger cannot confirm a guessed title after the manifest is erased.
    pub salt: [u8; 32],
}

/// What the leaves of a work are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum WorkKind {
    /// Sentences of a text.
    Text,
    /// Rows of a table, which may grow.
    Records,
}

/// How a leaf is hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum LeafHashing {
    /// [`leaf_hash`] of its bytes.
    Plain,
    /// [`salted_leaf_hash`] under [`leaf_salt`] of a secret seed, so that a hidden leaf cannot be guessed from its hash.
    Salted,
}

/// What cut a text into leaves and counted its words.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Segmentation {
    /// The version of our rules.
    pub rules: u16,
    /// The version of the Unicode data they ran on.
    pub data: String,
}

/// A work that another builds on, and the share of its earnings that it gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct Parent {
    /// The work.
    pub work: WorkId,
    /// Its share of what the derived work earns.
    pub share: Share,
}

/// Why a manifest cannot be used, or does not fit a text.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ManifestError {
    /// The bytes are no manifest.
    #[error("the manifest cannot be read: {0}")]
    Malformed(#[from] DecodeError),
    /// A format of a later version of Byline.
    #[error("the manifest has format {0}, which this version of Byline does not know: update it")]
    UnknownFormat(u16),
    /// A field is above its bound.
    #[error("the manifest's {field} is too long: {length} where {limit} are allowed")]
    TooLong {
        /// The field.
        field: &'static str,
        /// Bytes or items given.
        length: usize,
        /// Bytes or items allowed.
        limit: usize,
    },
    /// The leaf ends do not rise from above 0 to the text's length, or are not as many as the leaves.
    #[error("the manifest's leaf ends do not divide its text")]
    BadLeafEnds,
    /// The parents' shares are above the whole, or a parent is named twice.
    #[error("the manifest's parents are named twice or take more than the whole")]
    BadParents,
    /// The text has another length.
    #[error("the text has {actual} bytes where the manifest says {expected}")]
    WrongLength {
        /// Bytes in the manifest.
        expected: u64,
        /// Bytes given.
        actual: u64,
    },
    /// The text gives another root.
    #[error("the text is not the one that was published: its root is {actual}, not {expected}")]
    WrongRoot {
        /// The root in the manifest.
        expected: Digest32,
        /// The root of the text given.
        actual: Digest32,
    },
    /// The leaves are salted, and the seed of the salts was not given (or given for unsalted leaves).
    #[error("the leaves of this work are hashed {}: check it that way", match .0 { LeafHashing::Plain => "without salt", LeafHashing::Salted => "with salts" })]
    WrongHashing(LeafHashing),
}

/// The salt of the leaf at `index`, drawn from the work's secret seed.
pub fn leaf_salt(seed: &[u8; 32], index: u32) -> [u8; 32] {
    hash("byline/leaf-salt/1", &[seed, &index.to_be_bytes()])
}

impl Manifest {
    /// The hash of the manifest's canonical bytes.
    pub fn id(&self) -> ManifestId {
        ManifestId::from_bytes(hash("byline/manifest/1", &[&encode(self)]))
    }

    /// Reads and checks a manifest from its canonical bytes.
    ///
    /// # Errors
    /// Bytes that are no manifest, or one that [`Manifest::check`] refuses.
    pub fn decode(bytes: &[u8]) -> Result<Manifest, ManifestError> {
        let manifest: Manifest = decode(bytes, MAX_MANIFEST_BYTES)?;
        manifest.check()?;
        Ok(manifest)
    }

    /// Checks format, bounds, and that the leaf ends divide the text.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), ManifestError> {
        if self.format != MANIFEST_FORMAT {
            return Err(ManifestError::UnknownFormat(self.format));
        }
        self.check_bounds()?;
        self.check_parents()?;
        self.check_leaf_ends()
    }

    /// Checks that `text` is the published one, by recomputing the root.
    ///
    /// # Errors
    /// A manifest that is wrong in itself, another text, or salted leaves.
    pub fn check_text(&self, text: &[u8]) -> Result<(), ManifestError> {
        self.expect_hashing(LeafHashing::Plain)?;
        self.check_root(text, |_, leaf| leaf_hash(leaf))
    }

    /// As [`Manifest::check_text`] for salted leaves, with the seed of their salts.
    ///
    /// # Errors
    /// A manifest that is wrong in itself, another text or seed, or leaves without salt.
    pub fn check_salted_text(&self, text: &[u8], seed: &[u8; 32]) -> Result<(), ManifestError> {
        self.expect_hashing(LeafHashing::Salted)?;
        self.check_root(text, |index, leaf| salted_leaf_hash(&leaf_salt(seed, index), leaf))
    }

    fn expect_hashing(&self, hashing: LeafHashing) -> Result<(), ManifestError> {
        if self.leaf_hashing == hashing {
            Ok(())
        } else {
            Err(ManifestError::WrongHashing(self.leaf_hashing))
        }
    }

    fn check_root(&self, text: &[u8], leaf_hash: impl Fn(u32, &[u8]) -> Digest32) -> Result<(), ManifestError> {
        self.check()?;
        if text.len() as u64 != self.byte_length {
            return Err(ManifestError::WrongLength {
                expected: self.byte_length,
                actual: text.len() as u64,
            });
        }
        let starts = std::iter::once(0).chain(self.leaf_ends.iter().copied());
        let hashes: Vec<Digest32> = (0..)
            .zip(starts.zip(&self.leaf_ends))
            .map(|(index, (start, &end))| leaf_hash(index, &text[start as usize..end as usize]))
            .collect();
        let actual = root(&hashes);
        if actual == self.root {
            return Ok(());
        }
        Err(ManifestError::WrongRoot {
            expected: self.root,
            actual,
        })
    }

    fn check_bounds(&self) -> Result<(), ManifestError> {
        within("title", self.title.len(), MAX_TITLE_BYTES)?;
        within("list of authors", self.authors.len(), MAX_AUTHORS)?;
        for author in &self.authors {
            within("author's name", author.len(), MAX_AUTHOR_BYTES)?;
        }
        within("language", self.language.len(), MAX_TAG_BYTES)?;
        within("media type", self.media_type.len(), MAX_TAG_BYTES)?;
        within("date", self.created.as_ref().map_or(0, String::len), MAX_TAG_BYTES)?;
        within("data version", self.segmentation.data.len(), MAX_TAG_BYTES)?;
        within("list of parents", self.parents.len(), MAX_PARENTS)?;
        within("list of leaves", self.leaf_ends.len(), MAX_LEAVES)?;
        let length = usize::try_from(self.byte_length).unwrap_or(usize::MAX);
        within("text", length, MAX_TEXT_BYTES)
    }

    fn check_parents(&self) -> Result<(), ManifestError> {
        let total: u64 = self.parents.iter().map(|parent| u64::from(parent.share.ppm())).sum();
        let repeated = (1..self.parents.len()).any(|i| {
            self.parents[..i]
                .iter()
                .any(|before| before.work == self.parents[i].work)
        });
        if repeated || total > u64::from(Share::ONE.ppm()) {
            return Err(ManifestError::BadParents);
        }
        Ok(())
    }

    fn check_leaf_ends(&self) -> Result<(), ManifestError> {
        let counted = self.leaf_ends.len() == self.leaf_count as usize;
        let rising = self.leaf_ends.windows(2).all(|pair| pair[0] < pair[1]);
        let first_has_bytes = self.leaf_ends.first().is_none_or(|&end| end > 0);
        let last = self.leaf_ends.last().map_or(0, |&end| u64::from(end));
        if counted && rising && first_has_bytes && last == self.byte_length {
            Ok(())
        } else {
            Err(ManifestError::BadLeafEnds)
        }
    }
}

fn within(field: &'static str, length: usize, limit: usize) -> Result<(), ManifestError> {
    if length <= limit {
        return Ok(());
    }
    Err(ManifestError::TooLong { field, length, limit })
}
