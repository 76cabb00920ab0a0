//! Authors' names out of what front matter says.

use super::front_matter::{shorten, squeeze};
use crate::manifest::MAX_AUTHOR_BYTES;

/// What belongs to the name before the comma.
const SUFFIXES: [&str; 9] = ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d."];

/// The names in `values`: `Guido van Rossum <mail>, Barry Warsaw and others` are three. A group's name is one, whatever
/// words it has: `The core team and community`.
pub(super) fn names(values: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in values.iter().flat_map(|value| value.split([',', ';', '&'])) {
        for name in split_at_and(&without_address(part)) {
            add(name, &mut names);
        }
    }
    names
}

fn add(name: &str, names: &mut Vec<String>) {
    let name = before_mandate(name).trim_matches(['"', '\'', ' ']);
    if name.is_empty() {
        return;
    }
    if let Some(last) = names
        .last_mut()
        .filter(|_| SUFFIXES.contains(&name.to_lowercase().as_str()))
    {
        last.push_str(", ");
        last.push_str(name);
        return;
    }
    let name = shorten(name, MAX_AUTHOR_BYTES);
    if !names.contains(&name) {
        names.push(name);
    }
}

/// Without `<mail>` and `(remark)`, white space squeezed.
fn without_address(part: &str) -> String {
    let mut name = String::new();
    let mut depth = 0_usize;
    for character in part.chars() {
        match character {
            '<' | '(' => depth += 1,
            '>' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => name.push(character),
            _ => {}
        }
    }
    squeeze(&name)
}

fn split_at_and(names: &str) -> Vec<&str> {
    let names = names.strip_prefix("and ").unwrap_or(names);
    let group = names.starts_with("The ") || names.starts_with("the ");
    if group {
        vec![names]
    } else {
        names.split(" and ").collect()
    }
}

/// Who wrote `on behalf of` others is the author.
fn before_mandate(name: &str) -> &str {
    let end = name
        .find("on behalf of ")
        .filter(|&at| at == 0 || name[..at].ends_with(' '));
    &name[..end.unwrap_or(name.len())]
}
