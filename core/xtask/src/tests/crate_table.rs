use super::made_up::{assert_one, findings, tidy_tree, with_crate, with_row};
use crate::tidy::Tree;

fn with_map(change: impl Fn(&str) -> String) -> Tree {
    let map = change(tidy_tree().text("core/README.md").unwrap());
    tidy_tree().with("core/README.md", map)
}

#[test]
fn a_crate_without_a_row_is_found() {
    let tree = with_map(|map| map.replace("| `core/vault` | `byline-vault` | the seed at rest |\n", ""));
    assert_one(
        &tree,
        &["crate table: core/README.md", "no row `core/vault` | `byline-vault`"],
    );
}

#[test]
fn a_new_crate_needs_a_row() {
    assert_one(
        &with_crate(tidy_tree(), "light", ""),
        &["no row `core/light` | `byline-light`"],
    );
}

#[test]
fn a_row_without_a_crate_is_found() {
    let tree = with_row(tidy_tree(), "core/ghost", "byline-ghost");
    assert_one(
        &tree,
        &["core/README.md:11", "there is no crate byline-ghost in core/ghost"],
    );
}

#[test]
fn a_row_with_the_wrong_folder_is_found() {
    let found = findings(&with_map(|map| map.replace("`core/vault`", "`core/safe`")));
    assert_eq!(found.len(), 2, "{found:#?}");
}

#[test]
fn a_row_that_says_nothing_is_found() {
    assert_one(
        &with_map(|map| map.replace("the seed at rest", "")),
        &["does not say what byline-vault is for"],
    );
}

#[test]
fn a_row_written_twice_is_found() {
    let row = "| `core/node` | `byline-node` | the use cases |\n";
    assert_one(
        &with_map(|map| map.replace(row, &row.repeat(2))),
        &["more than one row for byline-node"],
    );
}

#[test]
fn without_a_map_every_crate_is_missing() {
    assert_eq!(findings(&tidy_tree().without("core/README.md")).len(), 6);
}
