//! A copy of a piece of text, of the same length, in which the sentence segmenter sees no markup.
//!
//! Line ends become blanks, so that wrapped lines are one sentence. Code spans and addresses become capital letters, so
//! that their points and question marks end nothing and a sentence can begin with them. Marks that close after a full
//! stop (emphasis, link targets, footnote marks) become closing brackets, which stay with the sentence before them.

use std::borrow::Cow;

/// What stands for a byte of code or of an address.
const WORD: u8 = b'X';
/// What stands for a byte of markup: a closing mark to the segmenter, and not used for anything else.
pub(super) const CLOSER: u8 = b'}';
/// Bytes of a link target, tag or footnote mark at most: beyond, the bracket is no markup.
const MAX_MARKUP: usize = 300;

/// The masked copy of `text`.
pub(super) fn mask(text: &str) -> Cow<'_, str> {
    if !text
        .bytes()
        .any(|byte| matches!(byte, b'\n' | b'`' | b'*' | b'_' | b'<' | b']' | b'/' | b'}'))
    {
        return Cow::Borrowed(text);
    }
    let mut masked = Mask {
        bytes: text.as_bytes().to_vec(),
        text: text.as_bytes(),
    };
    masked.cover_line_ends();
    masked.cover_code_spans();
    masked.cover_brackets();
    masked.cover_addresses();
    masked.cover_emphasis();
    // Only whole characters were replaced, each byte by an ASCII one.
    Cow::Owned(String::from_utf8(masked.bytes).unwrap_or_else(|_| text.replace('\n', " ")))
}

struct Mask<'a> {
    text: &'a [u8],
    bytes: Vec<u8>,
}

impl Mask<'_> {
    /// Newlines, and the marks of a block quote after them.
    fn cover_line_ends(&mut self) {
        let mut at = 0;
        while let Some(newline) = find(&self.bytes, at, b'\n') {
            self.bytes[newline] = b' ';
            at = newline + 1;
            while matches!(self.bytes.get(at), Some(b'>' | b' ')) {
                self.bytes[at] = b' ';
                at += 1;
            }
        }
    }

    /// `` `…` ``, ``` ``…`` ```: from a run of backticks to the next run of the same length.
    fn cover_code_spans(&mut self) {
        let mut at = 0;
        let mut missing = 0_u64;
        while let Some(open) = find(&self.bytes, at, b'`') {
            let length = run(self.text, open, b'`');
            at = open + length;
            let bit = 1_u64 << length.min(63);
            if missing & bit != 0 {
                continue;
            }
            match self.closing_run(at, length) {
                Some(end) => {
                    self.fill(open, end, WORD);
                    at = end;
                }
                None => missing |= bit,
            }
        }
    }

    fn closing_run(&self, mut at: usize, length: usize) -> Option<usize> {
        while let Some(close) = find(self.text, at, b'`') {
            let found = run(self.text, close, b'`');
            at = close + found;
            if found == length {
                return Some(at);
            }
        }
        None
    }

    /// Link targets `](…)` and `][…]`, footnote marks `[1]_`, tags `<b>`.
    fn cover_brackets(&mut self) {
        for at in 0..self.bytes.len() {
            match self.bytes[at] {
                b']' => self.cover_link_target(at),
                b'[' => self.cover_footnote_mark(at),
                b'<' => self.cover_tag(at),
                _ => {}
            }
        }
    }

    fn cover_link_target(&mut self, at: usize) {
        let close = match self.bytes.get(at + 1) {
            Some(b'(') => b')',
            Some(b'[') => b']',
            _ => return,
        };
        if let Some(end) = self.close_within(at + 2, close) {
            self.fill(at, end + 1, CLOSER);
        }
    }

    /// A footnote mark right after a word or full stop belongs to it. After a blank it belongs to the sentence before if
    /// that one has ended and another begins.
    fn cover_footnote_mark(&mut self, at: usize) {
        let Some(close) = self.close_within(at + 1, b']') else {
            return;
        };
        let underscored = self.bytes.get(close + 1) == Some(&b'_');
        let end = close + 1 + usize::from(underscored);
        let label = &self.bytes[at + 1..close];
        let numbered = !label.is_empty() && label.len() <= 4 && label.iter().all(u8::is_ascii_digit);
        if at == 0 || !(underscored || numbered || label.starts_with(b"^")) {
            return;
        }
        if self.bytes[at - 1] != b' ' {
            self.fill(at, end, CLOSER);
        } else if at >= 2 && matches!(self.bytes[at - 2], b'.' | b'!' | b'?' | CLOSER) && self.begins_sentence(end) {
            self.fill(at - 1, end, CLOSER);
        }
    }

    fn begins_sentence(&self, at: usize) -> bool {
        let next = self.bytes[at..].iter().find(|byte| **byte != b' ');
        next.is_none_or(|byte| byte.is_ascii_uppercase() || *byte == b'[')
    }

    fn cover_tag(&mut self, at: usize) {
        let named = matches!(self.bytes.get(at + 1), Some(b'/' | b'a'..=b'z' | b'A'..=b'Z'));
        if let Some(end) = self.close_within(at + 1, b'>').filter(|_| named) {
            let address = self.bytes[at..end].contains(&b':') && !self.bytes[at..end].contains(&b' ');
            self.fill(at, end + 1, if address { WORD } else { CLOSER });
        }
    }

    /// The position of `close` within reach of `from`, brackets of the same kind between them paired.
    fn close_within(&self, from: usize, close: u8) -> Option<usize> {
        let open = match close {
            b')' => b'(',
            b']' => b'[',
            _ => 0,
        };
        let mut depth = 0;
        for (at, &byte) in self.bytes.iter().enumerate().skip(from).take(MAX_MARKUP) {
            if byte == close && depth == 0 {
                return Some(at);
            }
            depth += i32::from(byte == open) - i32::from(byte == close);
        }
        None
    }

    /// Words with `://` in them.
    fn cover_addresses(&mut self) {
        let mut from = 0;
        while let Some(colon) = find(&self.bytes, from, b':') {
            from = colon + 1;
            if self.bytes[colon..].starts_with(b"://") {
                let start = self.bytes[..colon]
                    .iter()
                    .rposition(|b| !b.is_ascii_alphanumeric())
                    .map_or(0, |at| at + 1);
                let end = colon
                    + self.bytes[colon..]
                        .iter()
                        .position(|b| ends_address(*b))
                        .unwrap_or(self.bytes.len() - colon);
                let trimmed = self.bytes[..end]
                    .iter()
                    .rposition(|b| !b".,;:!?)'\"*_".contains(b))
                    .map_or(end, |at| at + 1);
                self.fill(start, trimmed, WORD);
                from = end;
            }
        }
    }

    /// `*`, `_` and `~` where they touch a word's edge.
    fn cover_emphasis(&mut self) {
        for at in 0..self.bytes.len() {
            let covered = match self.bytes[at] {
                b'*' | b'~' => !(self.is_blank_at(at.wrapping_sub(1)) && self.is_blank_at(at + 1)),
                b'_' => self.is_edge(at.wrapping_sub(1)) || self.is_edge(at + 1),
                _ => false,
            };
            if covered {
                self.bytes[at] = CLOSER;
            }
        }
    }

    fn is_blank_at(&self, at: usize) -> bool {
        self.bytes.get(at).is_none_or(|byte| *byte == b' ')
    }

    fn is_edge(&self, at: usize) -> bool {
        self.bytes
            .get(at)
            .is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric())
    }

    fn fill(&mut self, from: usize, to: usize, with: u8) {
        self.bytes[from..to].fill(with);
    }
}

fn find(bytes: &[u8], from: usize, byte: u8) -> Option<usize> {
    bytes[from..].iter().position(|b| *b == byte).map(|at| from + at)
}

fn run(bytes: &[u8], at: usize, byte: u8) -> usize {
    bytes[at..].iter().take_while(|b| **b == byte).count()
}

fn ends_address(byte: u8) -> bool {
    byte <= b' ' || matches!(byte, b'<' | b'>' | b'"' | b'`' | CLOSER) || !byte.is_ascii()
}
