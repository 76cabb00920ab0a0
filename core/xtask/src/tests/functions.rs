use super::made_up::{assert_none, assert_one, tidy_tree};
use crate::tidy::{MAX_FUNCTION_LINES, Tree};

/// A source with one function of so many lines.
fn source(signature: &str, lines: usize) -> String {
    let body = "    // It goes on { and on.\n".repeat(lines - 2);
    format!("//! A file with one function.\n\n{signature} {{\n{body}}}\n\nfn short() {{}}\n")
}

fn node_source(text: &str) -> Tree {
    tidy_tree().with("core/node/src/ask.rs", text)
}

#[test]
fn a_function_above_the_limit_is_found() {
    for signature in [
        "fn ask()",
        "pub(crate) async fn ask(x: [u8; 4])",
        "    pub fn ask<T>(x: T) -> [u8; 4] where T: Copy",
    ] {
        let tree = node_source(&source(signature, MAX_FUNCTION_LINES + 1));
        assert_one(&tree, &["functions: core/node/src/ask.rs:3", "fn ask has 101 lines"]);
    }
}

#[test]
fn a_function_at_the_limit_is_not_found() {
    assert_none(&node_source(&source("fn ask()", MAX_FUNCTION_LINES)));
}

#[test]
fn a_declaration_and_a_function_type_have_no_body() {
    let many = "\n".repeat(MAX_FUNCTION_LINES + 1);
    assert_none(&node_source(&format!(
        "//! A file with a trait.\ntrait T {{ fn f(x: fn(u8) -> u8) -> [u8; 4]; {many} }}\n"
    )));
}

#[test]
fn a_brace_in_a_literal_is_not_a_brace() {
    let after = "\n".repeat(MAX_FUNCTION_LINES + 1);
    assert_none(&node_source(&format!(
        "//! A file with braces.\nfn f() {{ g('{{', \"{{\", r#\"{{\"{{\"#); }}\n{after}"
    )));
}

#[test]
fn test_code_may_be_long() {
    let long = source("fn ask()", MAX_FUNCTION_LINES + 1);
    assert_none(&tidy_tree().with("core/node/tests/it.rs", &long));
    assert_none(&node_source(&format!(
        "//! A file with tests.\n#[cfg(test)]\nmod tests {{\n{}\n}}\n",
        &long[30..]
    )));
}
