use super::made_up::{assert_one, findings, manifest, tidy_tree};

#[test]
fn a_crate_without_the_lints_of_the_workspace_is_found() {
    let own_lints = manifest("node", "").replace("workspace = true", "rust.unused = \"allow\"");
    assert_one(
        &tidy_tree().with("core/node/Cargo.toml", own_lints),
        &["manifests: core/node/Cargo.toml", "lints"],
    );
}

#[test]
fn a_manifest_outside_of_the_workspace_is_found() {
    let tree = tidy_tree().with("ui/monitor/Cargo.toml", manifest("monitor", ""));
    assert_one(&tree, &["ui/monitor/Cargo.toml", "no member"]);
}

#[test]
fn a_manifest_that_is_no_toml_is_found() {
    let found = findings(&tidy_tree().with("core/node/Cargo.toml", "[package"));
    assert!(
        found[0].contains("core/node/Cargo.toml: is not valid TOML"),
        "{found:#?}"
    );
}
