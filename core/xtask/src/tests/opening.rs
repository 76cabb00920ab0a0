use super::made_up::{assert_none, assert_one, manifest, tidy_tree};

#[test]
fn a_file_without_a_first_line_is_found() {
    for text in [
        "",
        "fn main() {}\n",
        "// A comment of five words.\n",
        "\n//! Too late by one line.\n",
        "//! Accounts.\n",
    ] {
        assert_one(
            &tidy_tree().with("core/node/src/ask.rs", text),
            &["opening: core/node/src/ask.rs:1"],
        );
    }
}

#[test]
fn a_placeholder_is_no_first_line() {
    assert_one(
        &tidy_tree().with("core/node/src/ask.rs", "//! TODO: say what this is.\n"),
        &["ask.rs:1"],
    );
}

#[test]
fn tests_beside_the_code_need_no_first_line() {
    let tree = tidy_tree().with("core/node/src/tests/prop.rs", "#[test]\nfn it_holds() {}\n");
    assert_none(&tree.with("core/node/src/usage/tests/mod.rs", "mod prop;\n"));
}

#[test]
fn other_targets_need_a_first_line() {
    for path in [
        "core/node/build.rs",
        "core/node/tests/it.rs",
        "core/node/benches/speed.rs",
    ] {
        assert_one(&tidy_tree().with(path, "fn main() {}\n"), &[path]);
    }
}

#[test]
fn a_crate_without_a_real_description_is_found() {
    for description in ["", "pending", "pending for now, sorry", "The node"] {
        let text = manifest("node", "").replace("What it is for", description);
        assert_one(
            &tidy_tree().with("core/node/Cargo.toml", text),
            &["opening: core/node/Cargo.toml", "description"],
        );
    }
}
