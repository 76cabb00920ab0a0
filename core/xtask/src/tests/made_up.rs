//! A small tree in which every rule holds, for the tests to spoil.

use crate::tidy::{Tree, check};

const ROOT: &str = r#"
[workspace]
members = ["core/*"]

[workspace.dependencies]
byline-types = { path = "core/types" }
curve = { package = "ed25519-dalek", version = "3" }
"#;

const MAP: &str = "\
# The code map

| folder | crate | what |
|---|---|---|
| `core/types` | `byline-types` | ids and amounts |
| `core/keys` | `byline-keys` | keys |
| `core/ledger` | `byline-ledger` | the state |
| `core/store` | `byline-store` | the database |
| `core/vault` | `byline-vault` | the seed at rest |
| `core/node` | `byline-node` | the use cases |

After the table.
";

/// The tree.
pub(super) fn tidy_tree() -> Tree {
    let tree = Tree::default()
        .with("Cargo.toml", ROOT)
        .with("core/README.md", MAP)
        .with("README.md", "# Byline\n");
    ["types", "keys", "ledger", "store", "vault", "node"]
        .iter()
        .fold(tree, |tree, name| with_crate(tree, name, ""))
}

/// The tree with a crate `byline-NAME` in `core/NAME`, whose manifest ends with `sections`.
pub(super) fn with_crate(tree: Tree, name: &str, sections: &str) -> Tree {
    tree.with(&format!("core/{name}/Cargo.toml"), manifest(name, sections))
        .with(&format!("core/{name}/src/lib.rs"), "//! What this crate is for.\n")
}

/// The tree with one more row in its crate table.
pub(super) fn with_row(tree: Tree, folder: &str, name: &str) -> Tree {
    let row = format!("\n| `{folder}` | `{name}` | something |\n\nAfter");
    let map = tree
        .text("core/README.md")
        .unwrap_or_default()
        .replace("\n\nAfter", &row);
    tree.with("core/README.md", map)
}

/// A manifest that breaks no rule.
pub(super) fn manifest(name: &str, sections: &str) -> String {
    format!(
        "[package]\nname = \"byline-{name}\"\ndescription = \"What it is for\"\n\n[lints]\nworkspace = true\n\n{sections}\n"
    )
}

/// What the rules find, each as one line.
pub(super) fn findings(tree: &Tree) -> Vec<String> {
    check(tree).iter().map(ToString::to_string).collect()
}

/// Asserts that there is exactly one finding, and that it says all of `parts`.
#[track_caller]
pub(super) fn assert_one(tree: &Tree, parts: &[&str]) {
    let found = findings(tree);
    assert_eq!(found.len(), 1, "{found:#?}");
    for part in parts {
        assert!(found[0].contains(part), "{:?} does not say {part:?}", found[0]);
    }
}

/// Asserts that every rule holds.
#[track_caller]
pub(super) fn assert_none(tree: &Tree) {
    let found = findings(tree);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_rule_holds_in_the_made_up_tree() {
    assert_none(&tidy_tree());
}
