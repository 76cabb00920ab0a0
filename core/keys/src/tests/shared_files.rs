//! The official vector files, which lie beside the repository and not in it.

use std::path::PathBuf;

/// The text of `shared/data/vectors/<name>`, or nothing, said aloud, where the file is not here.
pub fn read_vectors(name: &str) -> Option<String> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/vectors")).join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("skipped: {name} is not here; only the vectors embedded in the test were checked");
    }
    text
}

/// The JSON of `shared/data/vectors/<name>`.
pub fn read_json(name: &str) -> Option<serde_json::Value> {
    read_vectors(name).map(|text| serde_json::from_str(&text).unwrap())
}
