use super::made_up::{assert_none, assert_one, tidy_tree, with_crate};
use crate::tidy::Tree;

fn pure_source(code: &str) -> Tree {
    tidy_tree().with("core/ledger/src/apply.rs", format!("//! Applies a block.\n\n{code}\n"))
}

#[test]
fn what_a_pure_crate_must_not_do_is_found() {
    for (code, named) in [
        ("use std::fs;", "std::fs does I/O"),
        ("use std::{collections::BTreeMap, fs::File};", "std::fs::File does I/O"),
        ("fn f() { let _ = std::net::TcpListener::bind(()); }", "std::net"),
        ("fn f() { ::std::process::abort() }", "std::process"),
        (
            "use std::time::{Duration, SystemTime};",
            "std::time::SystemTime reads a clock",
        ),
        ("fn f() { let now = time::Instant::now(); }", "reads a clock"),
        ("fn f() { std::thread::yield_now() }", "std::thread"),
        ("fn f() -> Option<String> { std::env::var(\"HOME\").ok() }", "std::env"),
        ("fn f() { tokio::spawn(g()); }", "tokio::spawn is async"),
        ("async fn f() {}", "async is async"),
        (
            "fn f() { getrandom::fill(&mut []) }",
            "getrandom::fill draws randomness",
        ),
        ("fn f() -> u8 { rand::random() }", "rand::random draws randomness"),
        ("fn f(m: &Vec<HashMap<u8, u8>>) {}", "use BTreeMap"),
        ("use std::collections::{BTreeMap, HashSet};", "use BTreeSet"),
        ("fn f() { println!(\"paid\") }", "println does I/O"),
        ("fn f(share: f64) {}", "use integers"),
    ] {
        assert_one(
            &pure_source(code),
            &["purity: core/ledger/src/apply.rs:3", "byline-ledger is pure", named],
        );
    }
}

#[test]
fn what_a_pure_crate_may_do_is_not_found() {
    for code in [
        "/// Not like `std::fs`, nor a HashMap.\nfn f() -> &'static str { \"std::fs; async fn; HashMap\" }",
        "use std::{collections::BTreeMap, time::Duration};",
        "fn f(rand: u8, fs: u8) -> u8 { rand + fs }",
        "struct InstantNoodles; mod filesystem { pub fn fs() {} }",
        "fn f<'a>(x: &'a str) -> char { '\"' } // std::fs",
    ] {
        assert_none(&pure_source(code));
    }
}

#[test]
fn the_tests_of_a_pure_crate_are_free() {
    assert_none(&pure_source(
        "#[cfg(test)]\nmod tests {\n    use std::fs;\n    fn f() { fs::read(\"x\"); }\n}\n",
    ));
    assert_none(&tidy_tree().with("core/ledger/src/tests/vectors.rs", "use std::fs;\n"));
    assert_none(&tidy_tree().with(
        "core/ledger/benches/apply.rs",
        "//! Measures how fast.\nuse std::time::Instant;\n",
    ));
}

#[test]
fn what_follows_the_tests_is_not_free() {
    let tree = pure_source("#[cfg(test)]\nmod tests;\nuse std::fs;");
    assert_one(&tree, &["core/ledger/src/apply.rs:5", "std::fs"]);
}

#[test]
fn an_edge_is_free() {
    assert_none(&tidy_tree().with(
        "core/store/src/open.rs",
        "//! Opens the database.\nuse std::fs;\nasync fn f() {}\n",
    ));
}

#[test]
fn a_pure_crate_is_not_built_with_a_source_of_randomness() {
    let tree = with_crate(tidy_tree(), "keys", "[dependencies]\ngetrandom = \"0.4\"");
    assert_one(&tree, &["purity: core/keys/Cargo.toml", "getrandom"]);
    assert_none(&with_crate(
        tidy_tree(),
        "keys",
        "[dev-dependencies]\ngetrandom = \"0.4\"",
    ));
}
