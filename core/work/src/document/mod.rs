//! A file into its front matter and its body.
//!
//! The body that is published is the text after the front matter, as it was written: Markdown stays Markdown.

mod authors;
mod fields;
mod front_matter;
mod title;

use crate::manifest::MAX_TEXT_BYTES;
use byline_types::Amount;
use thiserror::Error;

/// Bytes of a file at most.
pub const MAX_DOCUMENT_BYTES: usize = MAX_TEXT_BYTES;
/// The endings of files that a folder is searched for, in lower case.
pub const IMPORTABLE_EXTENSIONS: [&str; 5] = ["md", "markdown", "txt", "text", "rst"];

/// One control character in so many bytes makes a file binary.
const CONTROL_RATE: usize = 100;
/// Beginnings of files that hold no text, with what they are.
const MAGIC: [(&[u8], &str); 16] = [
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"\x7fELF", "a program"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "a sound, image or film"),
    (b"OggS", "a sound or film"),
    (b"fLaC", "a sound"),
    (b"ID3", "a sound"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "an archive"),
    (b"SQLite format 3\0", "a database"),
    (b"GGUF", "a model"),
];

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// How it is written, judged by its name.
    pub format: Format,
    /// What its author says of it.
    pub front: FrontMatter,
    /// The title: that of the front matter, else the first `# ` heading, else a short first line, else the file's name.
    pub title: String,
    /// The text to publish.
    pub body: String,
    /// What was not understood. Nothing is lost by it.
    pub warnings: Vec<DocumentWarning>,
}

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Without markup.
    PlainText,
    /// Markdown.
    Markdown,
    /// reStructuredText.
    ReStructuredText,
}

/// What an author says at the top of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// How it was written.
    pub source: FrontMatterSource,
    /// The title.
    pub title: Option<String>,
    /// The authors' names.
    pub authors: Vec<String>,
    /// The language (BCP 47).
    pub language: Option<String>,
    /// Free or paid.
    pub licence: Option<Licence>,
    /// The price per use.
    pub price: Option<Amount>,
    /// The date, as written.
    pub created: Option<String>,
}

/// How front matter was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FrontMatterSource {
    /// There is none.
    #[default]
    None,
    /// Between lines of `---`.
    Yaml,
    /// Between lines of `+++`.
    Toml,
    /// `Name: value` lines before the first blank line.
    Header,
}

/// The terms that front matter can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Licence {
    /// Free, credited.
    Attribution,
    /// For a price per use.
    Paid,
}

/// Something in a document that was not understood.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DocumentWarning {
    /// The lines between the fences are no YAML or TOML; they stay in the text.
    #[error("the front matter cannot be read and stays in the text: {reason}{}", line.map(|line| format!(" (line {line})")).unwrap_or_default())]
    FrontMatter {
        /// The line of the file, from 1.
        line: Option<usize>,
        /// What is wrong.
        reason: String,
    },
    /// A licence that Byline has no terms for.
    #[error("the licence `{0}` is not known here: write `attribution` or `paid`")]
    Licence(String),
    /// A price that is no amount of coins.
    #[error("the price `{0}` is not an amount of coins: write digits with up to six decimals, such as 0.05")]
    Price(String),
    /// A language that is no tag.
    #[error("the language `{0}` is not a language tag such as `en` or `pt-BR`")]
    Language(String),
    /// Authors past the number that a work may have.
    #[error("only the first {limit} of {count} authors are named")]
    Authors {
        /// Authors in the front matter.
        count: usize,
        /// Authors allowed.
        limit: usize,
    },
}

/// A file that cannot be published.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// Nothing but blanks.
    #[error("the file is empty: write something first")]
    Empty,
    /// Nothing but front matter.
    #[error("the file has front matter but no text after it")]
    NoBody,
    /// Above [`MAX_DOCUMENT_BYTES`].
    #[error("the file has {bytes} bytes where {limit} are allowed: split it")]
    TooLarge {
        /// Bytes of the file.
        bytes: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// Text in another encoding.
    #[error("the file is not UTF-8 text (byte {offset}): save it as UTF-8")]
    NotUtf8 {
        /// The first byte that is wrong.
        offset: usize,
    },
    /// Text that says it is UTF-16.
    #[error("the file is UTF-16 text: save it as UTF-8")]
    Utf16,
    /// A file of another kind.
    #[error("the file is {kind}, not text (byte {offset})")]
    Binary {
        /// What it seems to be.
        kind: &'static str,
        /// The first byte that shows it.
        offset: usize,
    },
}

impl Format {
    /// The format that a file of this name has.
    pub fn of(name: &str) -> Format {
        match extension(name).as_str() {
            "md" | "markdown" => Format::Markdown,
            "rst" => Format::ReStructuredText,
            _ => Format::PlainText,
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Format::PlainText => "text/plain",
            Format::Markdown => "text/markdown",
            Format::ReStructuredText => "text/x-rst",
        }
    }
}

/// Whether a file of this name is taken when a folder is published: a known ending, and not hidden.
pub fn is_importable(name: &str) -> bool {
    !file_name(name).starts_with('.') && IMPORTABLE_EXTENSIONS.contains(&extension(name).as_str())
}

/// Refuses a file by its length, before it is read.
///
/// # Errors
/// Above [`MAX_DOCUMENT_BYTES`].
pub fn check_length(bytes: u64) -> Result<(), DocumentError> {
    let limit = MAX_DOCUMENT_BYTES as u64;
    if bytes <= limit {
        return Ok(());
    }
    Err(DocumentError::TooLarge { bytes, limit })
}

/// Reads the file `name` with the content `bytes`.
///
/// # Errors
/// An empty file, one that is too large, not text, or not UTF-8. Front matter that cannot be read is a warning, and
/// then part of the text.
pub fn parse(name: &str, bytes: &[u8]) -> Result<Document, DocumentError> {
    let text = text_of(bytes)?;
    let format = Format::of(name);
    let mut warnings = Vec::new();
    let (front, body) = front_matter::split(text, format, &mut warnings);
    if body.trim().is_empty() {
        return Err(DocumentError::NoBody);
    }
    let title = front
        .title
        .clone()
        .unwrap_or_else(|| title::of_body(body, format, stem(name)));
    Ok(Document {
        format,
        front,
        title,
        body: body.to_owned(),
        warnings,
    })
}

/// The text that `bytes` are.
fn text_of(bytes: &[u8]) -> Result<&str, DocumentError> {
    check_length(bytes.len() as u64)?;
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(DocumentError::Utf16);
    }
    refuse_binary(bytes)?;
    let text = std::str::from_utf8(bytes).map_err(|e| DocumentError::NotUtf8 {
        offset: e.valid_up_to(),
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text
        .trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}')
        .is_empty()
    {
        return Err(DocumentError::Empty);
    }
    Ok(text)
}

fn refuse_binary(bytes: &[u8]) -> Result<(), DocumentError> {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(DocumentError::Binary { kind, offset: 0 });
    }
    let kind = "a binary file";
    if let Some(offset) = bytes.iter().position(|byte| *byte == 0) {
        return Err(DocumentError::Binary { kind, offset });
    }
    let controls = bytes.iter().filter(|byte| is_control(**byte)).count();
    match bytes.iter().position(|byte| is_control(*byte)) {
        Some(offset) if controls * CONTROL_RATE > bytes.len() => Err(DocumentError::Binary { kind, offset }),
        _ => Ok(()),
    }
}

/// C0 controls other than those that lay out text, and escape sequences of terminals.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b)
}

fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

fn stem(name: &str) -> &str {
    let name = file_name(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn extension(name: &str) -> String {
    file_name(name)
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
        .unwrap_or_default()
}
