//! Which foreign package may be named where, so that each big thing stays behind one crate.

use super::Finding;
use super::manifests::{Crate, Workspace};

const RULE: &str = "placement";

/// Packages and the folders whose crates may name them, for whatever use. A `*` at the end stands for any rest.
const PLACES: &[(&str, &[&str])] = &[
    ("tauri", &["src-tauri"]),
    ("tauri-*", &["src-tauri"]),
    ("egui", &["ui/monitor"]),
    ("egui_*", &["ui/monitor"]),
    ("eframe", &["ui/monitor"]),
    ("wgpu", &["ui/monitor"]),
    ("rusqlite", &["core/store"]),
    ("libsqlite3-sys", &["core/store"]),
    ("rust-stemmers", &["core/store"]),
    ("libp2p", &["core/network"]),
    ("libp2p-*", &["core/network"]),
    ("arc-malachitebft-core-types", &["core/validator", "core/light"]),
    ("arc-malachitebft-signing*", &["core/validator", "core/light"]),
    ("arc-malachitebft-app*", &["core/validator"]),
    ("jmt", &["core/ledger", "core/store"]),
    // The errors of jmt's own traits; everything else has errors that a caller can match.
    ("anyhow", &["core/ledger", "core/store"]),
    ("bip39", &["core/keys"]),
    ("ed25519-dalek", &["core/keys"]),
    ("icu_segmenter", &["core/work"]),
    ("argon2", &["core/vault"]),
    ("chacha20poly1305", &["core/vault"]),
    ("keyring", &["core/vault"]),
    ("keyring-core", &["core/vault"]),
    ("llama-cpp-2", &["core/engine"]),
    ("llama-cpp-sys-2", &["core/engine"]),
    ("axum", &["core/api"]),
    ("utoipa", &["core/api"]),
    ("utoipa-*", &["core/api"]),
    ("clap", &["core/cli"]),
];

/// Checks that each package of the table is named only where it may be.
pub(super) fn check(workspace: &Workspace) -> Vec<Finding> {
    workspace.crates.iter().flat_map(check_crate).collect()
}

fn check_crate(one: &Crate) -> Vec<Finding> {
    let packages = one.dependencies.iter().map(|dependency| dependency.package.as_str());
    packages
        .filter_map(|package| Some((package, places_of(package)?)))
        .filter(|(_, places)| !places.contains(&one.folder.as_str()))
        .map(|(package, places)| Finding {
            rule: RULE,
            place: one.manifest(),
            message: format!("names {package}, which may be named in {} alone", places.join(" and ")),
        })
        .collect()
}

fn places_of(package: &str) -> Option<&'static [&'static str]> {
    PLACES
        .iter()
        .find(|(pattern, _)| is_meant(package, pattern))
        .map(|(_, places)| *places)
}

fn is_meant(package: &str, pattern: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => package.starts_with(beginning),
        None => package == pattern,
    }
}
