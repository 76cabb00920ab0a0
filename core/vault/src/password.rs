//! Passwords: typed, read from a file, or generated.

use crate::{Cost, private_file};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// The longest password, in bytes.
const MAX_PASSWORD_BYTES: usize = 1024;
/// Letters of a generated password: 256 bits in hex.
const GENERATED_LETTERS: usize = 64;

/// Text or a file is not a password.
#[derive(Debug, Error)]
pub enum PasswordError {
    /// No character at all.
    #[error("the password is empty; type at least one character")]
    Empty,
    /// More than a kibibyte.
    #[error("the password is longer than {MAX_PASSWORD_BYTES} bytes; is this the right file?")]
    TooLong,
    /// Not UTF-8.
    #[error("the password is not UTF-8 text; is this the right file?")]
    NotText,
    /// The password file cannot be read.
    #[error("the password file {} cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

/// A password: 1 to 1,024 bytes of text in NFC (RFC 8265, so that every keyboard gives the same bytes). Overwritten when
/// dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// The password that someone typed.
    ///
    /// # Errors
    /// No text, or too much.
    pub fn new(text: &str) -> Result<Password, PasswordError> {
        // NFC never has more than three times the bytes; with the room reserved, growing leaves no copies behind.
        let mut normal = Zeroizing::new(String::with_capacity(text.len().min(MAX_PASSWORD_BYTES) * 3));
        if text.len() > MAX_PASSWORD_BYTES {
            return Err(PasswordError::TooLong);
        }
        normal.extend(text.nfc());
        match normal.len() {
            0 => Err(PasswordError::Empty),
            1..=MAX_PASSWORD_BYTES => Ok(Password(normal)),
            _ => Err(PasswordError::TooLong),
        }
    }

    /// The password in a file: its text without the line end at the end.
    ///
    /// # Errors
    /// The file cannot be read, or holds no password.
    pub fn from_file(path: &Path) -> Result<Password, PasswordError> {
        // One more for a line end of two bytes.
        let bytes = private_file::read(path, MAX_PASSWORD_BYTES + 2).map_err(|source| PasswordError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        let bytes = Zeroizing::new(bytes);
        let text = std::str::from_utf8(&bytes).map_err(|_| PasswordError::NotText)?;
        let line = text.strip_suffix('\n').unwrap_or(text);
        Password::new(line.strip_suffix('\r').unwrap_or(line))
    }

    /// The password of these random bytes: 64 hex digits.
    pub fn generate(random: &[u8; 32]) -> Password {
        Password(Zeroizing::new(hex::encode(random)))
    }

    /// What it should cost to try this password: little where it is a generated one, since its 256 bits cannot be guessed.
    pub fn cost(&self) -> Cost {
        let hex_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if self.0.len() == GENERATED_LETTERS && self.0.bytes().all(hex_digit) {
            Cost::GENERATED
        } else {
            Cost::INTERACTIVE
        }
    }

    /// The secret text.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(secret)")
    }
}
