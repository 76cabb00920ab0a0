//! Stable codes for the errors of the crates below, which do not speak to programs themselves.

use byline_store::StoreError;
use byline_vault::VaultError;
use byline_work::TextError;
use byline_work::document::{DocumentError, DocumentWarning};
use std::io;

/// The code of an input or output error.
pub(crate) fn of_io(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "disk_full",
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => "not_writable",
        io::ErrorKind::NotFound => "not_found",
        io::ErrorKind::AlreadyExists => "file_exists",
        _ => "io",
    }
}

pub(crate) fn of_vault(error: &VaultError) -> &'static str {
    match error {
        VaultError::AlreadyExists(_) => "file_exists",
        VaultError::NotFound(_) => "no_wallet",
        VaultError::WrongPassword => "wrong_password",
        VaultError::Damaged { .. } => "vault_damaged",
        VaultError::TooNew { .. } => "vault_too_new",
        VaultError::OutOfMemory { .. } => "out_of_memory",
        VaultError::Io { source, .. } => of_io(source),
        VaultError::Password(_) => "password_unusable",
        VaultError::NoPassword => "no_password",
        VaultError::NotInKeychain | VaultError::Keychain(_) => "keychain",
    }
}

pub(crate) fn of_store(error: &StoreError) -> &'static str {
    match error {
        StoreError::TooNew { .. } => "database_too_new",
        StoreError::File { source, .. } => of_io(source),
        StoreError::Damaged(_) => "damaged",
        _ => "database",
    }
}

pub(crate) fn of_document(error: &DocumentError) -> &'static str {
    match error {
        DocumentError::Empty | DocumentError::NoBody => "empty_file",
        DocumentError::TooLarge { .. } => "too_large",
        DocumentError::NotUtf8 { .. } | DocumentError::Utf16 => "not_utf8",
        DocumentError::Binary { .. } => "binary_file",
    }
}

pub(crate) fn of_text(error: &TextError) -> &'static str {
    match error {
        TextError::Empty => "empty_file",
        TextError::TooLong { .. } | TextError::TooManyLeaves { .. } => "too_large",
    }
}

pub(crate) fn of_warning(warning: &DocumentWarning) -> &'static str {
    match warning {
        DocumentWarning::FrontMatter { .. } => "front_matter",
        DocumentWarning::Licence(_) => "unknown_licence",
        DocumentWarning::Price(_) => "unreadable_price",
        DocumentWarning::Language(_) => "unknown_language",
        DocumentWarning::Authors { .. } => "too_many_authors",
    }
}
