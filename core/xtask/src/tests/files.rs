use super::made_up::{assert_none, assert_one, tidy_tree};
use crate::tidy::MAX_FILE_BYTES;

#[test]
fn a_folder_that_the_layout_does_not_have_is_found() {
    assert_one(
        &tidy_tree().with("scripts/build.sh", "true\n"),
        &["files: scripts", "no folder of the layout"],
    );
    assert_none(&tidy_tree().with("assets/library/essay.md", "# An essay\n"));
}

#[test]
fn a_file_that_does_not_belong_at_the_top_is_found() {
    assert_one(&tidy_tree().with("notes.txt", "x\n"), &["files: notes.txt"]);
    assert_none(&tidy_tree().with("deny.toml", "").with("LICENSE-MIT", "MIT\n"));
}

#[test]
fn a_file_above_the_limit_is_found() {
    let at_most = usize::try_from(MAX_FILE_BYTES).unwrap();
    assert_none(&tidy_tree().with("assets/a.bin", vec![0xff; at_most]));
    assert_one(
        &tidy_tree().with("assets/a.bin", vec![0xff; at_most + 1]),
        &["files: assets/a.bin", "1048577 bytes"],
    );
}

#[test]
fn model_weights_are_found_by_name_and_by_what_they_begin_with() {
    assert_one(
        &tidy_tree().with("assets/tiny.safetensors", [1, 2]),
        &["assets/tiny.safetensors", "model weights"],
    );
    assert_one(
        &tidy_tree().with("assets/tiny.dat", b"GGUF\x03\0\0\0"),
        &["assets/tiny.dat", "model weights"],
    );
}

#[test]
fn a_vague_name_is_found_for_files_and_folders() {
    assert_one(
        &tidy_tree().with("core/node/src/utils.rs", "//! Things of many kinds.\n"),
        &["names: core/node/src/utils.rs"],
    );
    assert_one(
        &tidy_tree().with("core/node/src/common/ask.rs", "//! Asks a question.\n"),
        &["names: core/node/src/common"],
    );
    assert_none(&tidy_tree().with("core/node/src/ask.rs", "//! Asks a question.\n"));
}
