//! Names for a work and for a run of its leaves.

use borsh::{BorshDeserialize, BorshSerialize};
use byline_types::{AccountId, Digest32, WorkId, hash};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// The id of the work that `owner` published first with the Merkle root `first_root`.
///
/// It stays the same through all versions; publishing the same text twice gives the same work.
pub fn work_id(owner: &AccountId, first_root: &Digest32) -> WorkId {
    WorkId::from_bytes(hash("byline/work/1", &[owner.as_bytes(), first_root.as_bytes()]))
}

/// The leaves `from..to` of a work (half-open). Text form `12-19`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct LeafRange {
    /// The first leaf, from 0.
    pub from: u32,
    /// One past the last leaf.
    pub to: u32,
}

/// A run of leaves of one version of a work. Text form `work1…@1:12-19`, the version always written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct PassageId {
    /// The work.
    pub work: WorkId,
    /// Its version, from 1.
    pub version: u32,
    /// The leaves.
    pub range: LeafRange,
}

/// A string does not name a passage.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not a passage: write work1…@VERSION:FROM-TO, such as work1…@1:12-19")]
pub struct ParsePassageError(String);

impl LeafRange {
    /// The leaves `from..to`, or `None` when the range would be empty.
    pub fn new(from: u32, to: u32) -> Option<LeafRange> {
        (from < to).then_some(LeafRange { from, to })
    }

    /// How many leaves there are; 0 for a range that ends before it begins.
    pub const fn count(self) -> u32 {
        self.to.saturating_sub(self.from)
    }

    /// Whether `leaf` is one of them.
    pub const fn contains(self, leaf: u32) -> bool {
        self.from <= leaf && leaf < self.to
    }

    /// Whether the two have a leaf in common.
    pub const fn overlaps(self, other: LeafRange) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// The positions, to index a slice of leaves with.
    pub const fn positions(self) -> std::ops::Range<usize> {
        self.from as usize..self.to as usize
    }
}

impl fmt::Display for LeafRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from, self.to)
    }
}

impl FromStr for LeafRange {
    type Err = ParsePassageError;

    fn from_str(text: &str) -> Result<LeafRange, ParsePassageError> {
        parse_range(text).ok_or_else(|| ParsePassageError(shorten(text)))
    }
}

impl fmt::Display for PassageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}:{}", self.work, self.version, self.range)
    }
}

impl FromStr for PassageId {
    type Err = ParsePassageError;

    fn from_str(text: &str) -> Result<PassageId, ParsePassageError> {
        parse_passage(text).ok_or_else(|| ParsePassageError(shorten(text)))
    }
}

fn parse_passage(text: &str) -> Option<PassageId> {
    let (work, rest) = text.split_once('@')?;
    let (version, range) = rest.split_once(':')?;
    Some(PassageId {
        work: work.parse().ok()?,
        version: parse_number(version).filter(|&version| version > 0)?,
        range: parse_range(range)?,
    })
}

fn parse_range(text: &str) -> Option<LeafRange> {
    let (from, to) = text.split_once('-')?;
    LeafRange::new(parse_number(from)?, parse_number(to)?)
}

/// Digits without sign or leading zero, so that each number has one spelling.
fn parse_number(digits: &str) -> Option<u32> {
    let number: u32 = digits.parse().ok()?;
    (number.to_string() == digits).then_some(number)
}

fn shorten(text: &str) -> String {
    text.chars().take(120).collect()
}
