//! The title of a document whose front matter has none.

use super::Format;
use super::front_matter::{shorten, squeeze};
use crate::manifest::MAX_TITLE_BYTES;

/// Characters of a first line that can be a title.
const MAX_TITLE_CHARACTERS: usize = 80;
/// Lines at the top among which a heading is looked for.
const TOP_LINES: usize = 400;

/// The first `# ` heading of a Markdown text, else the first line with words if it is short, else `stem`.
pub(super) fn of_body(body: &str, format: Format, stem: &str) -> String {
    let heading = || first_heading(body).filter(|_| format == Format::Markdown);
    let title = heading()
        .or_else(|| first_line(body))
        .map(plain)
        .filter(|title| !title.is_empty());
    shorten(&title.unwrap_or_else(|| stem.to_owned()), MAX_TITLE_BYTES)
}

fn first_heading(body: &str) -> Option<&str> {
    let mut in_code = false;
    for line in body.lines().take(TOP_LINES) {
        in_code ^= line.trim_start().starts_with("```");
        if let Some(heading) = line.strip_prefix("# ").filter(|_| !in_code) {
            return Some(heading);
        }
    }
    None
}

fn first_line(body: &str) -> Option<&str> {
    let with_words = |line: &&str| line.chars().any(char::is_alphanumeric) && !line.starts_with(".. ");
    let line = body.lines().take(TOP_LINES).map(str::trim).find(with_words)?;
    (line.chars().count() <= MAX_TITLE_CHARACTERS).then_some(line)
}

/// Without the marks of headings and emphasis around it.
fn plain(title: &str) -> String {
    let unmarked = title.trim_matches(['#', '*', '_', '`', '=', ' ']);
    squeeze(unmarked)
}
