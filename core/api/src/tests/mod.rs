//! Tests of what stands between a request and the node: tokens, confirmations, the keeper, the page. What the use cases give is
//! tested through the program, in `byline`.

mod bench;
mod confirm;
mod keeper;
mod page;
mod tokens;

use crate::token::{Scope, Tokens};
use crate::token_file::load_or_create;
use crate::{openapi, token_path};

fn tokens() -> Tokens {
    Tokens::from_random([[1; 32], [2; 32], [3; 32], [4; 32]])
}

#[test]
fn each_token_has_its_own_scope_and_no_other_string_has_one() {
    for scope in Scope::ALL {
        assert_eq!(tokens().scope_of(&tokens().of(scope)), Some(scope));
    }
    let token = tokens().of(Scope::Owner);
    for wrong in ["", "wrong", &token[1..], &token.to_uppercase(), &format!("{token} ")] {
        assert_eq!(tokens().scope_of(wrong), (wrong == token).then_some(Scope::Owner));
    }
}

#[test]
fn tokens_stay_the_same_and_a_damaged_file_is_made_anew() {
    let home = tempfile::tempdir().unwrap();
    let mut drawn = 0;
    let mut draw = |bytes: &mut [u8; 32]| {
        drawn += 1;
        *bytes = [drawn; 32];
    };
    let first = load_or_create(home.path(), &mut draw).unwrap();
    std::fs::write(token_path(home.path(), Scope::Read), "nonsense").unwrap();
    let again = load_or_create(home.path(), &mut draw).unwrap();
    assert_eq!(first.of(Scope::Owner), again.of(Scope::Owner));
    assert_ne!(first.of(Scope::Read), again.of(Scope::Read));
}

#[test]
fn debug_output_holds_no_token() {
    assert_eq!(format!("{:?}", tokens()), "Tokens(…)");
}

#[test]
fn the_document_describes_every_route() {
    let document = openapi();
    for path in [
        "/api/search",
        "/api/ask",
        "/api/works",
        "/api/receipts/{id}",
        "/api/wallet",
        "/api/wallet/restore",
        "/api/confirmations/{id}",
        "/api/tokens/{scope}/renew",
        "/v1/chat/completions",
    ] {
        assert!(document["paths"].get(path).is_some(), "{path}");
    }
    assert!(!document.to_string().contains("\"null\""), "what is absent is left out");
}
