//! A command that did not do what was asked: a stable code, a sentence and a hint.

use byline_api::{ErrorDetail, HostError};
use byline_node::NodeError;
use serde::Serialize;
use std::sync::Arc;

/// Why a command stopped.
#[derive(Clone, Debug, Serialize)]
pub struct Failure {
    /// Stable, in snake case.
    pub code: String,
    /// A sentence for people.
    pub message: String,
    /// What to do about it; may be empty.
    pub hint: String,
}

impl Failure {
    /// A failure without a hint.
    pub fn new(code: &str, message: impl Into<String>) -> Failure {
        Failure {
            code: code.to_owned(),
            message: message.into(),
            hint: String::new(),
        }
    }

    /// With what to do about it.
    pub fn hint(self, hint: &str) -> Failure {
        Failure {
            hint: hint.to_owned(),
            ..self
        }
    }

    /// A file could not be read or written.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Failure {
        let code = match error.kind() {
            std::io::ErrorKind::NotFound => "not_found",
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => "not_permitted",
            std::io::ErrorKind::StorageFull => "disk_full",
            std::io::ErrorKind::AlreadyExists => "file_exists",
            _ => "io",
        };
        Failure::new(code, format!("{}: {error}", path.display())).hint("Check the path and try again.")
    }

    /// The process's exit code: 2 for mistakes in the arguments, 1 otherwise.
    pub fn exit_code(&self) -> u8 {
        if self.code == "usage" { 2 } else { 1 }
    }
}

impl From<NodeError> for Failure {
    fn from(error: NodeError) -> Failure {
        Failure::new(error.code(), error.to_string()).hint(error.hint())
    }
}

impl From<HostError> for Failure {
    fn from(error: HostError) -> Failure {
        Failure::new(error.code(), error.to_string()).hint(error.hint())
    }
}

impl From<Arc<HostError>> for Failure {
    fn from(error: Arc<HostError>) -> Failure {
        Failure::new(error.code(), error.to_string()).hint(error.hint())
    }
}

impl From<ErrorDetail> for Failure {
    fn from(error: ErrorDetail) -> Failure {
        Failure::new(&error.code, error.message).hint(&error.hint)
    }
}
