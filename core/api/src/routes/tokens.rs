//! The tokens of this home: which there are, and new ones in their place.

use super::run;
use crate::body::Segment;
use crate::dto_host::{TokenDto, TokensResponse};
use crate::error::{ApiError, ErrorBody};
use crate::guard::Caller;
use crate::served::Keeper;
use crate::token::{Scope, Tokens};
use crate::token_file;
use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use byline_node::Node;
use std::path::Path;
use std::sync::Arc;

/// The tokens and their files. The tokens of other programs are shown, the page's own and the owner's are not.
#[utoipa::path(get, path = "/api/tokens", responses((status = 200, body = TokensResponse), (status = "4XX", body = ErrorBody)))]
pub async fn tokens(
    State(tokens): State<Tokens>,
    State(keeper): State<Keeper>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<TokensResponse>, ApiError> {
    caller.needs(Scope::Manage)?;
    let tokens = Scope::ALL.map(|scope| shown(&tokens, keeper.home(), scope));
    Ok(Json(TokensResponse { tokens: tokens.into() }))
}

/// Make a new token in place of an old one, which stops working at once.
#[utoipa::path(post, path = "/api/tokens/{scope}/renew", params(("scope" = String, Path, description = "`inference`, `read` or `manage`.")), responses((status = 200, body = TokenDto), (status = "4XX", body = ErrorBody)))]
pub async fn renew(
    State(node): State<Arc<Node>>,
    State(tokens): State<Tokens>,
    State(keeper): State<Keeper>,
    Extension(caller): Extension<Caller>,
    Segment(scope): Segment<String>,
) -> Result<Json<TokenDto>, ApiError> {
    caller.needs(Scope::Manage)?;
    let scope = renewable(&scope)?;
    let renewed = run(node, move |node| {
        let mut random = [0; 32];
        node.fill_random(&mut random);
        let kept = tokens.renew(scope, &random, |secret| token_file::save(keeper.home(), scope, secret));
        Ok(kept.map(|()| shown(&tokens, keeper.home(), scope)))
    });
    Ok(Json(renewed.await??))
}

/// The owner's token is not a page's to renew.
fn renewable(name: &str) -> Result<Scope, ApiError> {
    let known = Scope::ALL.into_iter().find(|scope| scope.name() == name);
    known.filter(|scope| *scope < Scope::Owner).ok_or_else(|| {
        ApiError::new(
            StatusCode::BAD_REQUEST,
            "invalid_scope",
            "no token of this scope can be renewed here",
        )
        .hint("Renew `inference`, `read` or `manage`.")
    })
}

fn shown(tokens: &Tokens, home: &Path, scope: Scope) -> TokenDto {
    let for_programs = scope <= Scope::Read;
    TokenDto {
        scope: scope.name().to_owned(),
        file: token_file::path(home, scope).display().to_string(),
        token: for_programs.then(|| tokens.of(scope)),
    }
}
