use super::made_up::{assert_none, assert_one, findings, manifest, tidy_tree, with_crate, with_row};

fn depends_on(package: &str) -> String {
    format!("[dependencies]\n{package}.workspace = true")
}

#[test]
fn a_crate_may_name_what_lies_below_it() {
    let tree = with_crate(tidy_tree(), "keys", &depends_on("byline-types"));
    let tree = with_crate(tree, "ledger", &depends_on("byline-keys"));
    let tree = with_crate(tree, "store", &depends_on("byline-ledger"));
    let tree = with_crate(
        tree,
        "node",
        "[dependencies]\nbyline-store = { path = \"../store\" }\nbyline-vault = { path = \"../vault\" }",
    );
    assert_none(&tree);
}

#[test]
fn types_names_no_crate_of_ours() {
    assert_one(
        &with_crate(tidy_tree(), "types", &depends_on("byline-keys")),
        &["layers", "byline-types names byline-keys"],
    );
}

#[test]
fn a_pure_crate_names_no_edge() {
    let tree = with_crate(tidy_tree(), "ledger", &depends_on("byline-store"));
    assert_one(
        &tree,
        &["layers: core/ledger/Cargo.toml", "byline-ledger names byline-store"],
    );
}

#[test]
fn a_pure_crate_names_no_pure_crate_beside_or_after_it() {
    assert_one(
        &with_crate(tidy_tree(), "keys", &depends_on("byline-ledger")),
        &["byline-keys names byline-ledger"],
    );
    assert_one(
        &with_crate(tidy_tree(), "keys", &depends_on("byline-work")),
        &["byline-keys names byline-work"],
    );
}

#[test]
fn edges_do_not_name_each_other() {
    assert_one(
        &with_crate(tidy_tree(), "store", &depends_on("byline-vault")),
        &["byline-store names byline-vault", "another edge"],
    );
}

#[test]
fn an_edge_does_not_name_the_node() {
    assert_one(
        &with_crate(tidy_tree(), "vault", &depends_on("byline-node")),
        &["byline-vault names byline-node"],
    );
}

#[test]
fn the_faces_reach_the_edges_through_the_node_alone() {
    let face = |name: &str, named: &str| {
        let manifest = manifest("face", &depends_on(named)).replace("byline-face", name);
        with_row(tidy_tree(), "core/face", name)
            .with("core/face/Cargo.toml", manifest)
            .with("core/face/src/lib.rs", "//! What a face shows.\n")
    };
    assert_none(&face("byline", "byline-node"));
    assert_one(&face("byline", "byline-store"), &["byline names byline-store"]);
    assert_one(&face("byline-api", "byline-vault"), &["byline-api names byline-vault"]);
    assert_one(
        &face("byline-monitor", "byline-node"),
        &["byline-monitor names byline-node", "HTTP API alone"],
    );
    assert_one(&face("xtask", "byline-types"), &["xtask names byline-types"]);
}

#[test]
fn build_dependencies_and_those_of_one_platform_count() {
    let build = "[build-dependencies]\nbyline-vault.workspace = true";
    assert_one(
        &with_crate(tidy_tree(), "store", build),
        &["byline-store names byline-vault"],
    );
    let platform = "[target.'cfg(unix)'.dependencies]\nbyline-vault.workspace = true";
    assert_one(
        &with_crate(tidy_tree(), "store", platform),
        &["byline-store names byline-vault"],
    );
}

#[test]
fn a_renamed_crate_is_still_that_crate() {
    let renamed = "[dependencies]\nseed = { package = \"byline-vault\", path = \"../vault\" }";
    assert_one(
        &with_crate(tidy_tree(), "store", renamed),
        &["byline-store names byline-vault"],
    );
}

#[test]
fn tests_may_name_any_crate_but_not_in_a_circle() {
    let tree = with_crate(
        tidy_tree(),
        "keys",
        "[dev-dependencies]\nbyline-ledger.workspace = true",
    );
    assert_none(&tree);
    let tree = with_crate(tree, "ledger", &depends_on("byline-keys"));
    let found = findings(&tree);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(
        found[0].contains("circle: byline-keys → byline-ledger → byline-keys"),
        "{found:#?}"
    );
}

#[test]
fn a_crate_without_a_layer_is_found() {
    let tree = with_row(with_crate(tidy_tree(), "gossip", ""), "core/gossip", "byline-gossip");
    assert_one(&tree, &["byline-gossip has no layer"]);
}
