//! Text that ties the tree to one machine or one mirror: hosts of package registries, paths of somebody's computer.
//!
//! Where packages come from is cargo's, pip's and npm's own setting, and differs between machines. The lists are kept in
//! pieces, because this file is checked too.

use super::{Finding, Tree};

const RULE: &str = "mentions";

/// Domains of package registries, as name and ending.
pub(crate) const REGISTRY_DOMAINS: &[(&str, &str)] = &[
    ("crates", "io"),
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("debian", "org"),
];

/// Folders at the root of a machine under which people keep their checkouts.
pub(crate) const MACHINE_FOLDERS: &[&str] = &["home", "root", "Users", "work"];

/// Written by cargo, which puts the registry's name into each entry.
const GENERATED: &[&str] = &["Cargo.lock"];

/// Checks every text file, line by line.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let written = tree.texts().filter(|(path, _)| !GENERATED.contains(path));
    let lines = written.flat_map(|(path, text)| {
        text.lines()
            .enumerate()
            .map(move |(index, line)| (path, index + 1, line))
    });
    lines
        .filter_map(|(path, number, line)| {
            let message = registry_in(line).or_else(|| machine_path_in(line))?;
            Some(Finding {
                rule: RULE,
                place: format!("{path}:{number}"),
                message,
            })
        })
        .collect()
}

fn registry_in(line: &str) -> Option<String> {
    let domains = REGISTRY_DOMAINS.iter().map(|(name, ending)| format!("{name}.{ending}"));
    domains
        .into_iter()
        .find(|domain| stands_alone(line, domain))
        .map(|domain| format!("names {domain}: where packages come from is a setting of the machine"))
}

/// Whether the domain stands in the line as a domain: not as the end of another name, nor as the start of a longer one.
fn stands_alone(line: &str, domain: &str) -> bool {
    line.match_indices(domain).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + domain.len()..]);
        !before.ends_with(|last: char| last.is_alphanumeric() || last == '-')
            && !after.starts_with(|first: char| first.is_alphanumeric())
    })
}

fn machine_path_in(line: &str) -> Option<String> {
    let folders = MACHINE_FOLDERS.iter().map(|folder| format!("/{folder}/"));
    folders
        .into_iter()
        .find(|folder| begins_a_path(line, folder))
        .map(|folder| format!("names a path of one machine ({folder}…)"))
}

/// Whether an absolute path in the line begins so. `core/work/` and `../work/` do not, nor does `/home/` with nothing or a
/// placeholder behind it.
fn begins_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + folder.len()..]);
        !before.ends_with(|last: char| last.is_alphanumeric() || "._-~/)]}>*".contains(last))
            && after.starts_with(|first: char| first.is_alphanumeric() || first == '.')
    })
}
