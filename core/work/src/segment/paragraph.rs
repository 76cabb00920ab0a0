//! A run of lines without a blank line between: one paragraph, or several with titles between them.
//!
//! An editor that wraps text breaks a line where the next word would not fit. A line that ends long before that was
//! ended on purpose, so that what follows is something else: a title and its text, a term and its definition.

use super::block::Block;
use super::kind::LeafKind;
use super::line::{ItemMark, Line, columns};
use super::properties::{is_dense, is_mark, is_small};

/// Columns of a line that can still be a title.
const MAX_TITLE_WIDTH: usize = 80;
/// Characters that can end a title.
const CLOSING: &str = "`)]*'\"”’»〉》】」』）";
/// Columns of a title that is a word and a number.
const MAX_NUMBERED_WIDTH: usize = 30;
/// Full stops of many scripts.
const STOPS: [char; 9] = ['.', '!', '?', '。', '।', '؟', '۔', '።', '։'];
/// Words of a line that can still be a title.
const MAX_TITLE_WORDS: usize = 12;
/// Columns of a title in a script that writes a word with few characters and no blanks.
const MAX_DENSE_TITLE_WIDTH: usize = 36;
/// Characters that a wrapped line has at least: a line that would stay below this with the next word was ended on purpose.
const LEAST_WRAP_WIDTH: usize = 66;

/// Characters of a line from which on it is a clause of its own although it ends with a comma.
const LEAST_CLAUSE_WIDTH: usize = 30;
/// Words that begin a sentence rather than a title.
const SENTENCE_OPENERS: [&str; 28] = [
    "Also",
    "And",
    "Because",
    "But",
    "For",
    "He",
    "Hence",
    "However",
    "I",
    "I'm",
    "I've",
    "If",
    "It",
    "Nevertheless",
    "See",
    "She",
    "So",
    "That",
    "The",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Thus",
    "We",
    "When",
    "You",
];
/// Words of a line with such a beginning from which on it is a sentence without a full stop.
const OPENED_SENTENCE_WORDS: usize = 6;

/// English words that no title or sentence ends with.
const JOINING_WORDS: [&str; 40] = [
    "a", "about", "an", "and", "are", "as", "at", "be", "because", "been", "but", "by", "can", "for", "from", "has",
    "have", "if", "in", "into", "is", "like", "may", "not", "of", "on", "or", "our", "see", "that", "the", "their",
    "this", "to", "via", "was", "were", "which", "will", "with",
];

/// What a line of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrapping {
    /// A part of a paragraph: an editor wrapped it.
    Wrapped,
    /// A paragraph, as a word processor writes it.
    Unwrapped,
}

/// Adds the blocks that `lines` are made of; the first line begins with `mark` if it is a list item.
pub(super) fn divide(lines: &[Line<'_>], mark: Option<ItemMark>, wrapping: Wrapping, blocks: &mut Vec<Block>) {
    let mut rest = lines;
    while mark.is_none() && !rest.is_empty() {
        let end = end_of_definition(rest);
        if end == 0 {
            break;
        }
        blocks.push(Block::whole(rest[0].body_start(), LeafKind::Heading));
        divide_text(&rest[1..end], None, wrapping, blocks);
        rest = &rest[end..];
    }
    divide_text(rest, mark, wrapping, blocks);
}

fn divide_text(lines: &[Line<'_>], mark: Option<ItemMark>, wrapping: Wrapping, blocks: &mut Vec<Block>) {
    let width = wrap_width(lines);
    let mut first = 0;
    for next in 1..=lines.len() {
        if next == lines.len() || was_ended(&lines[first..next], lines[next], width, wrapping) {
            blocks.push(block_of(&lines[first..next], mark.filter(|_| first == 0)));
            first = next;
        }
    }
}

fn block_of(lines: &[Line<'_>], mark: Option<ItemMark>) -> Block {
    let start = lines[0].body_start();
    match (mark, lines) {
        (Some(mark), _) => Block::prose(start, LeafKind::ListItem, mark.length),
        (None, [line]) if is_title(line) => Block::whole(start, LeafKind::Heading),
        (None, [line]) if is_bare_link(line) => Block::whole(start, LeafKind::Other),
        (None, [line, ..]) if line.is_numbered_reference() => Block::whole(start, LeafKind::Other),
        _ => Block::prose(start, LeafKind::Sentence, quote_mark(lines[0].body)),
    }
}

/// The mark of a block quote.
fn quote_mark(body: &str) -> usize {
    body.len() - body.trim_start_matches(['>', ' ']).len()
}

/// The widest line that an editor may have wrapped: one with a very long word was not wrapped by choice.
fn wrap_width(lines: &[Line<'_>]) -> usize {
    let wrappable = |line: &&Line<'_>| line.body.split(' ').all(|word| word.len() <= 40) || !line.body.is_ascii();
    lines.iter().filter(wrappable).map(Line::width).max().unwrap_or(0)
}

/// How many lines a term and its definition take: one short line, then lines set in more; 0 if there is no term.
fn end_of_definition(lines: &[Line<'_>]) -> usize {
    let [term, definition, rest @ ..] = lines else { return 0 };
    let ended = term.width() + 1 + first_word_width(definition) <= LEAST_WRAP_WIDTH || term.body.starts_with("``");
    if definition.indent <= term.indent || ends_open(term.body) || term.body.ends_with(',') || !ended {
        return 0;
    }
    2 + rest.iter().take_while(|line| line.indent > term.indent).count()
}

/// Whether the piece of `lines` was ended on purpose before `next`.
fn was_ended(lines: &[Line<'_>], next: Line<'_>, width: usize, wrapping: Wrapping) -> bool {
    let last = lines[lines.len() - 1];
    if last.is_quote() || next.is_quote() {
        return next.without_quote_mark().item_mark().is_some();
    }
    if last.body.ends_with('\\') {
        // Markdown's mark for a line that ends here.
        return true;
    }
    if wrapping == Wrapping::Unwrapped && is_numbered_title(last.body) {
        return true;
    }
    if ends_open(last.body) {
        return false;
    }
    if is_numbered_title(next.body) && last.body.ends_with(STOPS) {
        return true;
    }
    match wrapping {
        Wrapping::Unwrapped => begins_paragraph(&last, &next),
        Wrapping::Wrapped => {
            let room = (last.width() + 1 + first_word_width(&next)) * 10 <= width * 6;
            room && lines.len() == 1 && !last.body.ends_with(',') && !begins_low(&next)
        }
    }
}

/// Whether `next` is a paragraph of its own in a text whose lines are paragraphs. Some writers break such lines inside a
/// sentence all the same, after a comma or before a link.
fn begins_paragraph(last: &Line<'_>, next: &Line<'_>) -> bool {
    let begins = next.body.chars().next().unwrap_or_default();
    if begins_low(next) || !(begins.is_alphanumeric() || "\"'“‘«¿¡—–„「『《".contains(begins)) {
        return last.body.ends_with([';', '؛']);
    }
    let clause = last.body.ends_with([',', '،', '、', '，']);
    !clause || last.width() > LEAST_CLAUSE_WIDTH
}

/// Whether a line begins with a small letter or with code, so that it may well go on with a sentence.
fn begins_low(line: &Line<'_>) -> bool {
    let first = line.body.chars().find(|c| c.is_alphanumeric() || *c == '`');
    first.is_some_and(|c| is_small(c) || c == '`')
}

/// Whether a line ends so that something must follow.
fn ends_open(body: &str) -> bool {
    let last_word = body.rsplit(' ').next().unwrap_or_default().to_ascii_lowercase();
    body.ends_with(['-', '—', '–', '(', '[', '/']) || JOINING_WORDS.contains(&last_word.as_str())
}

/// Columns of what must stand on one line: a word, or a character of a script without blanks.
fn first_word_width(line: &Line<'_>) -> usize {
    let end = line.body.find(|c| c == ' ' || is_dense(c)).unwrap_or(line.body.len());
    columns(&line.body[..end]).max(2)
}

fn is_title(line: &Line<'_>) -> bool {
    is_bold_line(line.body) || is_numbered_title(line.body) || reads_as_title(line)
}

/// `Article 1.`, `11-madda`: a few words, first or last a number or a letter, without a comma.
fn is_numbered_title(body: &str) -> bool {
    let stem = body.trim_end_matches(['.', ':', '-', '։', '።', '፤', '།', '।', '۔', '၊', '။', ' ']);
    let mut words = stem
        .split(|c: char| !c.is_alphanumeric() && !is_mark(c))
        .filter(|word| !word.is_empty());
    let (first, last) = (words.next().unwrap_or_default(), words.next_back());
    let is_number = |word: &str| word.chars().all(char::is_numeric);
    let is_letter = |word: &str| stem.len() < body.len() && word.chars().count() == 1;
    let numbered = last.is_some_and(|last| is_number(first) || is_number(last) || is_letter(last));
    numbered
        && columns(body) <= MAX_NUMBERED_WIDTH
        && stem.split(' ').count() <= 4
        && !body.ends_with(',')
        && !body.ends_with("::")
}

/// A whole line of strong emphasis.
fn is_bold_line(body: &str) -> bool {
    let inner = |mark: &str| {
        body.strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark).map(|inner| !inner.contains(mark)))
    };
    body.len() <= 120 && (inner("**") == Some(true) || inner("__") == Some(true))
}

fn reads_as_title(line: &Line<'_>) -> bool {
    let body = line.body;
    let letters = body.chars().filter(|c| c.is_alphabetic());
    let dense = letters.clone().filter(|&c| is_dense(c)).count() * 2 > letters.clone().count();
    let limit = if dense { MAX_DENSE_TITLE_WIDTH } else { MAX_TITLE_WIDTH };
    let ends_like_one = body
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || is_mark(c) || CLOSING.contains(c));
    let begins_like_one = body
        .chars()
        .next()
        .is_some_and(|c| !is_small(c) && c != '>' && c != '|');
    line.width() <= limit
        && body.split(' ').count() <= MAX_TITLE_WORDS
        && letters.clone().next().is_some_and(|c| !is_small(c))
        && begins_like_one
        && ends_like_one
        && !(body.split(' ').count() >= OPENED_SENTENCE_WORDS && is_opened(body))
        && !body.contains(". ")
        && !body.trim_end_matches(|c| CLOSING.contains(c)).ends_with(STOPS)
        && !ends_open(body)
        && !body.ends_with(',')
        && !is_bare_link(line)
}

fn is_opened(body: &str) -> bool {
    body.split(' ')
        .next()
        .is_some_and(|word| SENTENCE_OPENERS.contains(&word.trim_end_matches(',')))
}

/// A line that is nothing but an address or an image.
fn is_bare_link(line: &Line<'_>) -> bool {
    let body = line.body.trim_matches(['<', '>']);
    !body.contains(' ') && (body.starts_with("http://") || body.starts_with("https://"))
}
