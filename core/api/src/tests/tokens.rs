//! The tokens' routes.

use super::bench::Bench;
use crate::token::Scope;
use crate::token_path;
use axum::http::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn a_renewed_token_works_and_the_old_one_stops_at_once() {
    let bench = Bench::new();
    let home = bench.folder.path().join("home");
    for scope in [Scope::Inference, Scope::Read, Scope::Manage] {
        let old = bench.tokens.of(scope);
        let path = format!("/api/tokens/{}/renew", scope.name());
        let renewed = bench.post(&path, Scope::Manage, json!({})).await;
        assert_eq!(renewed.status, StatusCode::OK, "{}", renewed.body);
        let file = token_path(&home, scope);
        let written = std::fs::read_to_string(&file).unwrap().trim().to_owned();
        assert_eq!(renewed.body["file"], file.display().to_string());
        assert_ne!(written, old);
        assert_eq!(bench.tokens.scope_of(&old), None);
        assert_eq!(bench.tokens.scope_of(&written), Some(scope));
        let shown = renewed.body["token"].as_str();
        assert_eq!(shown, (scope < Scope::Manage).then_some(written.as_str()));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o077, 0);
        }
    }
}

#[tokio::test]
async fn a_page_sees_the_tokens_of_other_programs_and_no_mightier_one() {
    let bench = Bench::new();
    let listed = bench.get("/api/tokens", Scope::Manage).await;
    let shown = |at: usize| listed.body["tokens"][at]["token"].clone();
    assert_eq!(shown(0), bench.tokens.of(Scope::Inference));
    assert_eq!(shown(1), bench.tokens.of(Scope::Read));
    assert_eq!((shown(2), shown(3)), (Value::Null, Value::Null));
    assert_eq!(listed.body["tokens"][3]["scope"], "owner");
    assert_eq!(bench.get("/api/tokens", Scope::Read).await.code(), "insufficient_scope");
}

#[tokio::test]
async fn nobody_renews_the_owners_token_here_and_lesser_tokens_renew_none() {
    let bench = Bench::new();
    for scope in ["owner", "nonsense", "Read"] {
        let refused = bench
            .post(&format!("/api/tokens/{scope}/renew"), Scope::Owner, json!({}))
            .await;
        assert_eq!(
            (refused.status, refused.code()),
            (StatusCode::BAD_REQUEST, "invalid_scope")
        );
    }
    let refused = bench.post("/api/tokens/read/renew", Scope::Read, json!({})).await;
    assert_eq!(refused.code(), "insufficient_scope");
}
