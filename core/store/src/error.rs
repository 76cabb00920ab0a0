//! What can go wrong in the store, and what to do about it.

use byline_types::WorkId;
use std::path::PathBuf;
use thiserror::Error;

/// The store could not do what was asked.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The file was written by a newer Byline.
    #[error("{path} has data format {found}, and this Byline knows formats up to {known}: install the newer Byline that wrote it", path = .path.display())]
    TooNew {
        /// The file.
        path: PathBuf,
        /// The format of the file.
        found: i64,
        /// The newest format known here.
        known: i64,
    },
    /// SQLite refused.
    #[error("the database could not be read or written: {0}")]
    Database(#[from] rusqlite::Error),
    /// The file system refused.
    #[error("{path} could not be opened: {source}", path = .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A row does not hold what was written; the file is damaged.
    #[error("the database is damaged: {0}; restore it from a backup")]
    Damaged(String),
    /// A block does not follow on the last one.
    #[error("block {height} does not follow on the last block, {latest:?}")]
    NotNext {
        /// The height of the block that was to be written.
        height: u64,
        /// The height of the last block.
        latest: Option<u64>,
    },
    /// A work was not found.
    #[error("{0} is not in this library")]
    UnknownWork(WorkId),
    /// A version is not the one after the last.
    #[error("version {version} of {work} does not follow on version {latest}")]
    NotNextVersion {
        /// The work.
        work: WorkId,
        /// The version that was to be written.
        version: u32,
        /// The last version there is; 0 for a new work.
        latest: u32,
    },
    /// Leaves, passages and text of a work do not fit together.
    #[error("the passages of {work} do not cover its text: {reason}")]
    BadPassages {
        /// The work.
        work: WorkId,
        /// What does not fit.
        reason: &'static str,
    },
    /// A name that is taken.
    #[error("the name `{0}` is taken: choose another")]
    NameTaken(String),
    /// Not a name.
    #[error("`{name}` is no name: {reason}")]
    BadName {
        /// What was given.
        name: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Another value is kept under the same id.
    #[error("{0} is already kept with other content")]
    Conflict(String),
}
