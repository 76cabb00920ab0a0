//! What can stop a command of the house.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why a command of the house stopped. Written by hand: a derive would double the time that `cargo xtask` takes to build.
#[derive(Debug)]
pub enum XtaskError {
    /// The arguments name no command; holds the usage.
    Usage(&'static str),
    /// A program could not be started.
    NotStarted {
        /// Its name.
        program: String,
        /// What the system said.
        source: io::Error,
    },
    /// A program ran and failed.
    Failed {
        /// What it was doing.
        what: String,
    },
    /// Something that has to be on the machine is not.
    Missing {
        /// What is missing and what for.
        what: String,
        /// How to get it.
        hint: String,
    },
    /// A file of the tree could not be read.
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file could not be written.
    Unwritable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Some of the tests failed; the others ran.
    Red {
        /// Which.
        what: Vec<String>,
    },
    /// The tree breaks rules, which were printed.
    Untidy {
        /// How many findings.
        findings: usize,
    },
}

impl fmt::Display for XtaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            XtaskError::Usage(usage) => f.write_str(usage),
            XtaskError::NotStarted { program, source } => write!(f, "{program} could not be started: {source}"),
            XtaskError::Failed { what } => write!(f, "{what} failed; its own output above says why"),
            XtaskError::Missing { what, hint } => write!(f, "{what}. {hint}"),
            XtaskError::Unreadable { path, source } => write!(f, "{} could not be read: {source}", path.display()),
            XtaskError::Unwritable { path, source } => write!(f, "{} could not be written: {source}", path.display()),
            XtaskError::Red { what } => write!(f, "failed: {}; their own output above says why", what.join(", ")),
            XtaskError::Untidy { findings } => write!(f, "{findings} findings; CONTRIBUTING.md explains the rules"),
        }
    }
}

impl std::error::Error for XtaskError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            XtaskError::NotStarted { source, .. }
            | XtaskError::Unreadable { source, .. }
            | XtaskError::Unwritable { source, .. } => Some(source),
            _ => None,
        }
    }
}
