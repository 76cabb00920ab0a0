//! What a newcomer reads first: the first line of each source file, and the description of each crate.
//!
//! Every `.rs` file begins with a `//!` line that says what the file is for. Files in a `tests` folder below `src` need none:
//! their tests are named as sentences, and the folder stands beside what it tests.

use super::manifests::{Crate, Workspace};
use super::{Finding, Tree};

const RULE: &str = "opening";
/// Fewer words than this say nothing.
const MIN_WORDS: usize = 3;
const PLACEHOLDERS: [&str; 4] = ["pending", "todo", "tbd", "fixme"];

/// Checks first lines and descriptions.
pub(super) fn check(tree: &Tree, workspace: &Workspace) -> Vec<Finding> {
    let files = tree.rust_files().filter(|(path, _)| needs_first_line(path));
    let silent = files.filter(|(_, text)| !says_something(first_line(text)));
    let first_lines = silent.map(|(path, _)| {
        finding(
            format!("{path}:1"),
            "begins without a `//!` line that says what the file is for (3 words at least)",
        )
    });
    first_lines
        .chain(workspace.crates.iter().filter_map(check_description))
        .collect()
}

fn needs_first_line(path: &str) -> bool {
    let inside = path.split_once("/src/").map_or("", |(_, inside)| inside);
    !inside.split('/').any(|part| part == "tests")
}

fn first_line(text: &str) -> &str {
    text.lines()
        .next()
        .and_then(|line| line.strip_prefix("//!"))
        .unwrap_or_default()
}

fn check_description(one: &Crate) -> Option<Finding> {
    let message = "has no description that says what the crate is for (3 words at least)";
    (!says_something(&one.description)).then(|| finding(one.manifest(), message))
}

fn says_something(text: &str) -> bool {
    let letters = text.to_lowercase();
    let words: Vec<&str> = letters
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.len() >= MIN_WORDS && !words.iter().any(|word| PLACEHOLDERS.contains(word))
}

fn finding(place: String, message: &str) -> Finding {
    Finding {
        rule: RULE,
        place,
        message: message.to_owned(),
    }
}
