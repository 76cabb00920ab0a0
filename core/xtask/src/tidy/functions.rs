//! No function that does not fit two screens.
//!
//! Counted from the line of `fn` to the line of its closing brace, signature, blanks and comments included. Test code is
//! free, and a function inside another counts for both.

use super::rust_code::{RustCode, Token, body_or_end, closing_brace};
use super::tree::is_test_code;
use super::{Finding, Tree};

const RULE: &str = "functions";

/// The most lines of one function.
pub const MAX_FUNCTION_LINES: usize = 100;

/// Checks the length of every function.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let files = tree.rust_files().filter(|(path, _)| !is_test_code(path));
    files.flat_map(|(path, text)| check_file(path, text)).collect()
}

fn check_file(path: &str, text: &str) -> Vec<Finding> {
    let code = RustCode::new(text);
    let tokens = code.tokens();
    let functions = (0..tokens.len()).filter_map(|index| Some((index, lines_of_function(&tokens, index)?)));
    let long = functions.filter(|(_, lines)| *lines > MAX_FUNCTION_LINES);
    long.map(|(index, lines)| Finding {
        rule: RULE,
        place: format!("{path}:{}", tokens[index].line),
        message: format!(
            "fn {} has {lines} lines; {MAX_FUNCTION_LINES} is the most",
            tokens[index + 1].text
        ),
    })
    .collect()
}

/// The lines of the function whose `fn` is at `index`; none where no function with a body begins there.
fn lines_of_function(tokens: &[Token<'_>], index: usize) -> Option<usize> {
    let has_name = tokens.get(index + 1).is_some_and(|next| next.text != "(");
    if tokens[index].text != "fn" || !has_name {
        return None;
    }
    let (open, has_body) = body_or_end(tokens, index);
    has_body.then(|| tokens[closing_brace(tokens, open)].line - tokens[index].line + 1)
}
