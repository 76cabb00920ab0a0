//! No room whose name could hold anything.

use super::{Finding, Tree};
use std::collections::BTreeSet;

const RULE: &str = "names";

/// Names that say nothing of what is inside.
const VAGUE: &[&str] = &[
    "common", "core", "helper", "helpers", "misc", "shared", "stuff", "util", "utils",
];

/// Checks the names of source files, and of folders below a `src`.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let modules: BTreeSet<&str> = tree.rust_files().flat_map(|(path, _)| modules_on(path)).collect();
    let vague = modules.into_iter().filter(|path| VAGUE.contains(&name_of(path)));
    vague
        .map(|path| Finding {
            rule: RULE,
            place: path.to_owned(),
            message: format!(
                "`{}` does not say what is inside: name it by what it does",
                name_of(path)
            ),
        })
        .collect()
}

/// The file and each folder between it and its `src`.
fn modules_on(path: &str) -> impl Iterator<Item = &str> {
    let start = path.find("/src/").map_or(path.len(), |at| at + "/src/".len());
    let folders = path
        .match_indices('/')
        .filter(move |(at, _)| *at >= start)
        .map(|(at, _)| &path[..at]);
    folders.chain([path])
}

fn name_of(path: &str) -> &str {
    let last = path.rsplit('/').next().unwrap_or(path);
    last.strip_suffix(".rs").unwrap_or(last)
}
