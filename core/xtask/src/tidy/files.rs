//! What may lie in the repository: known places at the top, nothing large, no model weights.

use super::{Finding, Tree};
use std::collections::BTreeSet;

const RULE: &str = "files";

/// The longest file: 1 MiB. What is larger is made by a command, or fetched by the app.
pub const MAX_FILE_BYTES: u64 = 1 << 20;

const FOLDERS: &[&str] = &[
    ".cargo",
    ".ci",
    "assets",
    "core",
    "installers",
    "shaders",
    "src-tauri",
    "ui",
];

const FILES: &[&str] = &[
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "NOTICE",
    "README.md",
    "SECURITY.md",
    "clippy.toml",
    "deny.toml",
    "rust-toolchain.toml",
    "rustfmt.toml",
];

/// Endings of files that hold model weights.
const WEIGHTS: &[&str] = &[
    "ckpt",
    "ggml",
    "gguf",
    "h5",
    "onnx",
    "pt",
    "pth",
    "safetensors",
    "tflite",
];
/// How a GGUF file begins, whatever it is called.
const GGUF: &[u8] = b"GGUF";

/// Checks places, sizes and kinds.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = strangers_at_the_top(tree);
    for (path, file) in tree.files() {
        if file.bytes > MAX_FILE_BYTES {
            findings.push(finding(
                path,
                format!("has {} bytes; {MAX_FILE_BYTES} is the most", file.bytes),
            ));
        }
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        if WEIGHTS.contains(&ending) || file.starts_with(GGUF) {
            findings.push(finding(
                path,
                "holds model weights: they are fetched or made, never committed".into(),
            ));
        }
    }
    findings
}

fn strangers_at_the_top(tree: &Tree) -> Vec<Finding> {
    let folders: BTreeSet<&str> = tree
        .files()
        .filter_map(|(path, _)| Some(path.split_once('/')?.0))
        .collect();
    let files = tree.files().map(|(path, _)| path).filter(|path| !path.contains('/'));
    let strange_folders = folders.into_iter().filter(|folder| !FOLDERS.contains(folder));
    let strange_files = files.filter(|file| !FILES.contains(file));
    strange_folders
        .map(|folder| finding(folder, format!("is no folder of the layout ({})", FOLDERS.join(", "))))
        .chain(strange_files.map(|file| finding(file, "is no file of the top level: put it where it belongs".into())))
        .collect()
}

fn finding(place: &str, message: String) -> Finding {
    Finding {
        rule: RULE,
        place: place.to_owned(),
        message,
    }
}
