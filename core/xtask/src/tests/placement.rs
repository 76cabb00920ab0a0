use super::made_up::{assert_none, assert_one, tidy_tree, with_crate};

#[test]
fn a_package_may_be_named_in_its_place() {
    assert_none(&with_crate(tidy_tree(), "store", "[dependencies]\nrusqlite = \"0.42\""));
}

#[test]
fn a_package_out_of_its_place_is_found() {
    let tree = with_crate(tidy_tree(), "node", "[dependencies]\nrusqlite = \"0.42\"");
    assert_one(
        &tree,
        &["placement: core/node/Cargo.toml", "rusqlite", "core/store alone"],
    );
}

#[test]
fn tests_are_held_to_it_too() {
    let tree = with_crate(tidy_tree(), "node", "[dev-dependencies]\nlibp2p = \"0.56\"");
    assert_one(&tree, &["libp2p", "core/network alone"]);
}

#[test]
fn a_package_of_a_family_is_found() {
    let tree = with_crate(tidy_tree(), "node", "[build-dependencies]\ntauri-build = \"2\"");
    assert_one(&tree, &["tauri-build", "src-tauri alone"]);
}

#[test]
fn a_package_renamed_in_the_workspace_is_found() {
    let tree = with_crate(tidy_tree(), "ledger", "[dependencies]\ncurve.workspace = true");
    assert_one(&tree, &["ed25519-dalek", "core/keys alone"]);
}
