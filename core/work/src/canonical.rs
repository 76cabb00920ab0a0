//! The canonical form of a text: the bytes that are published, and that every position refers to.
//!
//! Format 1, in this order:
//!
//! 1. U+FEFF is dropped. CR LF, CR, VT, FF, NEL, U+2028 and U+2029 become a newline; all other C0 and C1 controls but
//!    tab and newline are dropped.
//! 2. Unicode NFC.
//! 3. In each line, blanks (tab and the characters of category Zs) at the end are dropped, a run of them between other
//!    characters becomes one space, and each one at the start becomes a space (a tab becomes four), so that code keeps
//!    its shape.
//! 4. Three or more newlines become two; newlines at the start and at the end are dropped.

use crate::manifest::MAX_TEXT_BYTES;
use icu_normalizer::ComposingNormalizerBorrowed;
use std::borrow::Cow;
use thiserror::Error;

/// A tab at the start of a line stands for this many spaces.
const TAB: &str = "    ";

/// A text in canonical form; never empty, at most [`MAX_TEXT_BYTES`] bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CanonicalText(String);

/// A text that cannot be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextError {
    /// Nothing is left of the text but blanks.
    #[error("there is no text: write something first")]
    Empty,
    /// The text is above [`MAX_TEXT_BYTES`].
    #[error("the text has {bytes} bytes where {limit} are allowed: publish it in parts")]
    TooLong {
        /// Bytes of the text.
        bytes: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The text falls into more leaves than a work may have.
    #[error("the text falls into {leaves} pieces where {limit} are allowed: publish it in parts")]
    TooManyLeaves {
        /// Leaves of the text.
        leaves: usize,
        /// Leaves allowed.
        limit: usize,
    },
}

impl CanonicalText {
    /// The canonical form of `text`. Canonical text is its own canonical form.
    ///
    /// # Errors
    /// Nothing but blanks, or too long before or after.
    pub fn new(text: &str) -> Result<CanonicalText, TextError> {
        check_length(text)?;
        let canonical = fold_blanks(&compose(&drop_controls(text)));
        if canonical.is_empty() {
            return Err(TextError::Empty);
        }
        check_length(&canonical)?;
        Ok(CanonicalText(canonical))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, taken out.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl AsRef<str> for CanonicalText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

fn check_length(text: &str) -> Result<(), TextError> {
    if text.len() <= MAX_TEXT_BYTES {
        return Ok(());
    }
    Err(TextError::TooLong {
        bytes: text.len(),
        limit: MAX_TEXT_BYTES,
    })
}

/// Step 1.
fn drop_controls(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(is_control_or_separator) else {
        return Cow::Borrowed(text);
    };
    let mut clean = String::with_capacity(text.len());
    clean.push_str(&text[..first]);
    let mut characters = text[first..].chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                clean.push('\n');
            }
            '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            other if is_control_or_separator(other) => {}
            other => clean.push(other),
        }
    }
    Cow::Owned(clean)
}

fn is_control_or_separator(character: char) -> bool {
    match character {
        '\t' | '\n' => false,
        '\u{2028}' | '\u{2029}' | '\u{FEFF}' => true,
        other => other.is_control(),
    }
}

/// Step 2.
fn compose(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// Steps 3 and 4.
fn fold_blanks(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut newlines = 0;
    for line in text.split('\n') {
        let line = line.trim_end_matches(is_blank);
        if !line.is_empty() {
            let first = folded.is_empty();
            (0..if first { 0 } else { newlines.min(2) }).for_each(|_| folded.push('\n'));
            newlines = 0;
            fold_line(line, &mut folded);
        }
        newlines += 1;
    }
    folded
}

fn fold_line(line: &str, folded: &mut String) {
    let body = line.trim_start_matches(is_blank);
    for blank in line[..line.len() - body.len()].chars() {
        folded.push_str(if blank == '\t' { TAB } else { " " });
    }
    let mut rest = body;
    while let Some(at) = rest.find(is_blank) {
        folded.push_str(&rest[..at]);
        folded.push(' ');
        rest = rest[at..].trim_start_matches(is_blank);
    }
    folded.push_str(rest);
}

/// Tab, and the characters of general category Zs (space separators), which have not changed since Unicode 6.3.
pub(crate) fn is_blank(character: char) -> bool {
    matches!(
        character,
        '\t' | ' ' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}
