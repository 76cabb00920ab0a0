//! Front matter: found, cut off, and understood.

use super::fields::{Fields, from_header, from_toml, from_yaml};
use super::{DocumentWarning, Format, FrontMatter, FrontMatterSource, Licence, authors};
use crate::manifest::{MAX_AUTHORS, MAX_TAG_BYTES, MAX_TITLE_BYTES};
use byline_types::Amount;

/// Bytes of front matter at most; a longer one is text.
const MAX_FRONT_MATTER_BYTES: usize = 64 << 10;

/// The front matter of `text` and the text after it.
pub(super) fn split<'a>(text: &'a str, format: Format, warnings: &mut Vec<DocumentWarning>) -> (FrontMatter, &'a str) {
    let fenced = |fence| between_fences(text, fence);
    let found = if let Some((inside, body)) = fenced("---") {
        Some((FrontMatterSource::Yaml, from_yaml(inside), body))
    } else if let Some((inside, body)) = fenced("+++") {
        Some((FrontMatterSource::Toml, from_toml(inside), body))
    } else {
        header(text, format).map(|(fields, body)| (FrontMatterSource::Header, Ok(fields), body))
    };
    match found {
        None => (FrontMatter::default(), text),
        Some((source, Ok(fields), body)) => (understand(source, &fields, warnings), body),
        Some((_, Err(problem), _)) => {
            let line = problem.line.map(|line| line + 1);
            warnings.push(DocumentWarning::FrontMatter {
                line,
                reason: problem.reason,
            });
            (FrontMatter::default(), text)
        }
    }
}

/// The lines between a first line `fence` and the next such line, and the text after it.
fn between_fences<'a>(text: &'a str, fence: &str) -> Option<(&'a str, &'a str)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == fence)?;
    let start = first.len();
    let mut end = start;
    for line in lines {
        if line.trim_end() == fence {
            return Some((&text[start..end], &text[end + line.len()..]));
        }
        end += line.len();
        if end - start > MAX_FRONT_MATTER_BYTES {
            return None;
        }
    }
    None
}

/// A block of `Name: value` lines at the top, as PEPs and RFC 822 messages have it. It names a title or an author, so
/// that a text which happens to begin with "Note: …" is left alone.
fn header(text: &str, format: Format) -> Option<(Fields, &str)> {
    if format == Format::Markdown {
        return None;
    }
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() || end > MAX_FRONT_MATTER_BYTES {
            break;
        }
        end += line.len();
    }
    let fields = from_header(&text[..end])?;
    let named = fields
        .iter()
        .any(|(name, _)| matches!(name.as_str(), "title" | "author" | "authors"));
    (named && fields.len() >= 2).then_some((fields, &text[end..]))
}

fn understand(source: FrontMatterSource, fields: &Fields, warnings: &mut Vec<DocumentWarning>) -> FrontMatter {
    let first = |names: &[&str]| {
        let values = fields.iter().filter(|(name, _)| names.contains(&name.as_str()));
        values
            .flat_map(|(_, values)| values)
            .map(|value| value.trim())
            .find(|value| !value.is_empty())
    };
    FrontMatter {
        source,
        title: first(&["title"]).map(|title| shorten(&squeeze(title), MAX_TITLE_BYTES)),
        authors: authors_of(fields, warnings),
        language: first(&["language", "lang"]).and_then(|tag| language_of(tag, warnings)),
        licence: first(&["licence", "license"]).and_then(|licence| licence_of(licence, warnings)),
        price: first(&["price"]).and_then(|price| price_of(price, warnings)),
        created: first(&["created", "date"]).map(|date| shorten(&squeeze(date), MAX_TAG_BYTES)),
    }
}

fn authors_of(fields: &Fields, warnings: &mut Vec<DocumentWarning>) -> Vec<String> {
    let named = fields
        .iter()
        .find(|(name, _)| matches!(name.as_str(), "author" | "authors" | "by"));
    let mut names = authors::names(named.map_or(&[], |(_, values)| values));
    if names.len() > MAX_AUTHORS {
        warnings.push(DocumentWarning::Authors {
            count: names.len(),
            limit: MAX_AUTHORS,
        });
        names.truncate(MAX_AUTHORS);
    }
    names
}

fn language_of(tag: &str, warnings: &mut Vec<DocumentWarning>) -> Option<String> {
    let parts_fit = tag
        .split('-')
        .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    let begins = tag
        .split('-')
        .next()
        .is_some_and(|part| part.len() >= 2 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    if parts_fit && begins && tag.len() <= 35 {
        return Some(tag.to_owned());
    }
    warnings.push(DocumentWarning::Language(shorten(tag, MAX_TAG_BYTES)));
    None
}

fn licence_of(licence: &str, warnings: &mut Vec<DocumentWarning>) -> Option<Licence> {
    match licence.to_ascii_lowercase().as_str() {
        "attribution" => Some(Licence::Attribution),
        "paid" => Some(Licence::Paid),
        _ => {
            warnings.push(DocumentWarning::Licence(shorten(licence, MAX_TAG_BYTES)));
            None
        }
    }
}

fn price_of(price: &str, warnings: &mut Vec<DocumentWarning>) -> Option<Amount> {
    let amount = price.parse().ok();
    if amount.is_none() {
        warnings.push(DocumentWarning::Price(shorten(price, MAX_TAG_BYTES)));
    }
    amount
}

/// Runs of white space as one blank.
pub(super) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first characters of `text`, at most `bytes` bytes of them.
pub(super) fn shorten(text: &str, bytes: usize) -> String {
    text[..text.floor_char_boundary(bytes)].trim_end().to_owned()
}
