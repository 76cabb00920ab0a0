//! Just enough of Rust's lexis to look for paths and functions: comments, literals and tests left out.

/// One token: a word (identifier, keyword, number), `::`, or a single other character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) text: &'a str,
    /// Counted from 1.
    pub(crate) line: usize,
}

/// Rust source with blanks in place of its comments and literals. Line ends stay, so that lines keep their numbers.
pub(crate) struct RustCode {
    text: String,
}

/// A path as it is meant, and where it stands: `use std::{fs, io::Read}` holds `std::fs` and `std::io::Read`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NamedPath {
    pub(crate) path: String,
    pub(crate) line: usize,
}

impl RustCode {
    pub(crate) fn new(source: &str) -> RustCode {
        let bytes = source.as_bytes();
        let mut text = String::with_capacity(bytes.len());
        let mut at = 0;
        while at < bytes.len() {
            if let Some(end) = opaque_end(bytes, at) {
                text.extend(bytes[at..end].iter().map(|byte| blank(*byte)));
                at = end;
            } else {
                text.push(plain(bytes[at]));
                at += 1;
            }
        }
        RustCode { text }
    }

    /// The tokens of everything that is not under `#[cfg(test)]`.
    pub(crate) fn tokens(&self) -> Vec<Token<'_>> {
        without_tests(&tokens(&self.text))
    }
}

/// What stands for a byte of a comment or literal.
fn blank(byte: u8) -> char {
    if byte == b'\n' { '\n' } else { ' ' }
}

/// What stands for a byte of code. Letters beyond ASCII occur in names alone, where which letter it is does not matter.
fn plain(byte: u8) -> char {
    if byte.is_ascii() { char::from(byte) } else { '_' }
}

/// Every path in the tokens, those in groups of `use` with what stands before the group.
pub(crate) fn paths(tokens: &[Token<'_>]) -> Vec<NamedPath> {
    let mut found = Vec::new();
    let mut before_group: Vec<String> = Vec::new();
    let mut path = String::new();
    for (index, token) in tokens.iter().enumerate() {
        let goes_on = token.text == "::" || is_word(token.text) && path.ends_with("::");
        match token.text {
            "{" if path.ends_with("::") => before_group.push(std::mem::take(&mut path)),
            "{" => before_group.push(String::new()),
            "}" => drop(before_group.pop()),
            _ if goes_on => path.push_str(token.text),
            word if is_word(word) => path = format!("{}{word}", before_group.last().map_or("", String::as_str)),
            _ => path.clear(),
        }
        let next = tokens.get(index + 1).map(|next| next.text);
        if is_word(token.text) && next != Some("::") {
            let whole = std::mem::take(&mut path);
            found.push(NamedPath {
                path: whole.trim_start_matches("::").to_owned(),
                line: token.line,
            });
        }
    }
    found
}

/// The index of the `}` that closes the `{` at `open`; the last token where none does.
pub(crate) fn closing_brace(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.text {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return index;
        }
    }
    tokens.len().saturating_sub(1)
}

/// Where the item that begins at `start` has its body, if it has one before its `;`. Brackets are stepped over whole.
pub(crate) fn body_or_end(tokens: &[Token<'_>], start: usize) -> (usize, bool) {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(start) {
        match token.text {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            "{" if depth == 0 => return (index, true),
            ";" if depth == 0 => return (index, false),
            _ => {}
        }
    }
    (tokens.len().saturating_sub(1), false)
}

fn without_tests<'a>(all: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut kept = Vec::with_capacity(all.len());
    let mut index = 0;
    while index < all.len() {
        if begins_with(&all[index..], &["#", "!", "[", "cfg", "(", "test", ")", "]"]) {
            return kept;
        }
        if begins_with(&all[index..], &["#", "[", "cfg", "(", "test", ")", "]"]) {
            index = item_end(all, index + 7) + 1;
        } else {
            kept.push(all[index]);
            index += 1;
        }
    }
    kept
}

fn begins_with(tokens: &[Token<'_>], wanted: &[&str]) -> bool {
    tokens.len() >= wanted.len() && tokens.iter().zip(wanted).all(|(token, text)| token.text == *text)
}

fn item_end(tokens: &[Token<'_>], start: usize) -> usize {
    match body_or_end(tokens, start) {
        (open, true) => closing_brace(tokens, open),
        (end, false) => end,
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut rest = line.trim_start();
        while !rest.is_empty() {
            let (token, after) = rest.split_at(token_length(rest));
            found.push(Token {
                text: token,
                line: index + 1,
            });
            rest = after.trim_start();
        }
    }
    found
}

fn token_length(text: &str) -> usize {
    let word = text.find(|next: char| !is_word_character(next)).unwrap_or(text.len());
    if word > 0 {
        word
    } else if text.starts_with("::") {
        2
    } else {
        1
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(is_word_character)
}

fn is_word_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

/// The end of the comment or literal that begins at `at`, if one does.
fn opaque_end(bytes: &[u8], at: usize) -> Option<usize> {
    match &bytes[at..] {
        [b'/', b'/', ..] => Some(line_end(bytes, at)),
        [b'/', b'*', ..] => Some(block_comment_end(bytes, at)),
        [b'"', ..] => Some(string_end(bytes, at)),
        [b'\'', ..] => character_end(bytes, at),
        [b'r' | b'b' | b'c', ..] if !follows_a_word(bytes, at) => raw_string_end(bytes, at),
        _ => None,
    }
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(bytes.len(), |length| at + length)
}

/// Block comments may stand inside each other.
fn block_comment_end(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while at < bytes.len() {
        match &bytes[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    at
}

fn string_end(bytes: &[u8], quote: usize) -> usize {
    let mut at = quote + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

/// A character literal; none where the quote begins a lifetime.
fn character_end(bytes: &[u8], quote: usize) -> Option<usize> {
    let rest = bytes.get(quote + 1..)?;
    if rest.first() == Some(&b'\\') {
        let closing = rest.iter().skip(2).position(|byte| *byte == b'\'')?;
        return Some(quote + 1 + 2 + closing + 1);
    }
    let character = std::str::from_utf8(&rest[..rest.len().min(4)]).map_or_else(|error| error.valid_up_to(), str::len);
    let length = std::str::from_utf8(&rest[..character]).ok()?.chars().next()?.len_utf8();
    (rest.get(length) == Some(&b'\'')).then_some(quote + 1 + length + 1)
}

fn follows_a_word(bytes: &[u8], at: usize) -> bool {
    at > 0 && is_word_character(char::from(bytes[at - 1]))
}

/// `r"…"`, `r#"…"#` and the like, with or without `b` or `c` before; none where no such literal begins.
fn raw_string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let prefix = usize::from(bytes[at] != b'r');
    let after_r = bytes.get(at + prefix..)?.strip_prefix(b"r")?;
    let hashes = after_r.iter().take_while(|byte| **byte == b'#').count();
    after_r.get(hashes).filter(|byte| **byte == b'"')?;
    let inside = at + prefix + 1 + hashes + 1;
    let closing: Vec<u8> = std::iter::once(b'"').chain(std::iter::repeat_n(b'#', hashes)).collect();
    let length = bytes[inside..]
        .windows(closing.len())
        .position(|window| window == closing);
    Some(length.map_or(bytes.len(), |length| inside + length + closing.len()))
}
