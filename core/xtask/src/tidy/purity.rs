//! What a pure crate's code must not contain: whatever makes its answer depend on more than its arguments.
//!
//! Test code is free: `tests` folders, benches, examples and everything under `#[cfg(test)]`.

use super::layers::{Layer, layer_of};
use super::manifests::{Crate, Workspace};
use super::rust_code::{NamedPath, RustCode, paths};
use super::tree::is_test_code;
use super::{Finding, Tree};

const RULE: &str = "purity";

/// Paths, and all below them.
const PATHS: &[(&str, &str)] = &[
    ("std::fs", "does I/O"),
    ("std::net", "does I/O"),
    ("std::io::stdin", "does I/O"),
    ("std::io::stdout", "does I/O"),
    ("std::io::stderr", "does I/O"),
    ("std::env", "reads the machine's settings"),
    ("std::process", "spawns"),
    ("std::thread", "spawns"),
    ("std::time::SystemTime", "reads a clock: time is a parameter"),
    ("std::time::Instant", "reads a clock: time is a parameter"),
];

/// Words, wherever they stand.
const WORDS: &[(&str, &str)] = &[
    ("SystemTime", "reads a clock: time is a parameter"),
    ("Instant", "reads a clock: time is a parameter"),
    ("async", "is async"),
    ("await", "is async"),
    ("HashMap", "has an order that differs from run to run: use BTreeMap"),
    ("HashSet", "has an order that differs from run to run: use BTreeSet"),
    ("println", "does I/O"),
    ("eprintln", "does I/O"),
];

/// Packages that a pure crate is not built with.
const PACKAGES: &[(&str, &str)] = &[
    ("async-trait", "is async"),
    ("fastrand", "draws randomness: it is a parameter"),
    ("futures", "is async"),
    ("getrandom", "draws randomness: it is a parameter"),
    ("rand", "draws randomness: it is a parameter"),
    ("rand_core", "draws randomness: it is a parameter"),
    ("rayon", "spawns"),
    ("reqwest", "does I/O"),
    ("tempfile", "does I/O"),
    ("tokio", "is async"),
];

/// Pure crates that compute with integers alone. Attribution is where floats end; work estimates likeness.
const INTEGERS_ALONE: [&str; 5] = [
    "byline-types",
    "byline-keys",
    "byline-royalty",
    "byline-ledger",
    "byline-light",
];

/// Checks manifests and sources of the pure crates.
pub(super) fn check(tree: &Tree, workspace: &Workspace) -> Vec<Finding> {
    let pure = workspace
        .crates
        .iter()
        .filter(|one| matches!(layer_of(&one.name), Some(Layer::Types | Layer::Pure(_))));
    pure.flat_map(|one| check_packages(one).into_iter().chain(check_sources(one, tree)))
        .collect()
}

fn check_packages(one: &Crate) -> Vec<Finding> {
    let banned = one
        .built_with()
        .filter_map(|package| PACKAGES.iter().find(|(name, _)| *name == package));
    banned
        .map(|(name, why)| finding(one, one.manifest(), name, why))
        .collect()
}

fn check_sources(one: &Crate, tree: &Tree) -> Vec<Finding> {
    let sources = format!("{}/src/", one.folder);
    let files = tree
        .rust_files()
        .filter(|(path, _)| path.starts_with(&sources) && !is_test_code(path));
    files.flat_map(|(path, text)| check_source(one, path, text)).collect()
}

fn check_source(one: &Crate, file: &str, text: &str) -> Vec<Finding> {
    let code = RustCode::new(text);
    let named = paths(&code.tokens());
    let banned = named.iter().filter_map(|named| Some((named, why_not(one, named)?)));
    banned
        .map(|(named, why)| finding(one, format!("{file}:{}", named.line), &named.path, why))
        .collect()
}

/// Why a pure crate must not name this; none where it may.
fn why_not(one: &Crate, named: &NamedPath) -> Option<&'static str> {
    let path = |(banned, _): &&(&str, &str)| {
        named
            .path
            .strip_prefix(banned)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    let word = |(banned, _): &&(&str, &str)| named.path.split("::").any(|part| part == *banned);
    let package = |(banned, _): &&(&str, &str)| named.path.split_once("::").is_some_and(|(first, _)| first == *banned);
    let listed = PATHS
        .iter()
        .find(path)
        .or_else(|| WORDS.iter().find(word))
        .or_else(|| PACKAGES.iter().find(package));
    let is_float = named.path.split("::").any(|part| matches!(part, "f32" | "f64"));
    match listed {
        Some((_, why)) => Some(why),
        None if is_float && INTEGERS_ALONE.contains(&one.name.as_str()) => Some("is not exact: use integers"),
        None => None,
    }
}

fn finding(one: &Crate, place: String, what: &str, why: &str) -> Finding {
    Finding {
        rule: RULE,
        place,
        message: format!("{} is pure, and {what} {why}", one.name),
    }
}
