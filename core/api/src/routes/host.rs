//! The node as a whole: another wallet in its place, nothing in its place, and its end.

use crate::body::Body;
use crate::confirm::{Action, digest};
use crate::consent::Consent;
use crate::dto_host::{AcceptedResponse, RestoreRequest, RestoringResponse, SummaryDto};
use crate::error::{ApiError, ErrorBody};
use crate::guard::Caller;
use crate::served::{Closing, Command, Keeper};
use crate::token::Scope;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use byline_node::{Node, check_seed_phrase, set_aside_path};
use serde::Serialize;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Restore a wallet from its seed phrase. What is here is set aside whole; the next request is answered by the new wallet.
#[utoipa::path(post, path = "/api/wallet/restore", request_body = RestoreRequest, responses((status = 202, body = RestoringResponse), (status = "4XX", body = ErrorBody)))]
pub async fn restore(
    State(node): State<Arc<Node>>,
    State(keeper): State<Keeper>,
    State(mut closing): State<Closing>,
    consent: Consent,
    Body(request): Body<RestoreRequest>,
) -> Result<Response, ApiError> {
    let words = Zeroizing::new(request.words);
    // Who may not restore learns nothing of the words, and nobody is asked about words that are wrong.
    consent.needs_manage()?;
    check_seed_phrase(&words)?;
    let action = Action::Restore { words: digest(&words) };
    consent.owner_or_confirmed(action, SummaryDto::default())?;
    let aside = set_aside_path(keeper.home(), node.now());
    drop(node);
    let set_aside = aside.display().to_string();
    keeper.order(Command::Restore { words, aside })?;
    closing.begun().await;
    Ok(accepted(RestoringResponse { set_aside }))
}

/// Erase everything: wallet, ledger, library, and what was set aside. The next request is answered by an empty home.
#[utoipa::path(post, path = "/api/erase", responses((status = 202, body = AcceptedResponse), (status = "4XX", body = ErrorBody)))]
pub async fn erase(
    State(keeper): State<Keeper>,
    State(mut closing): State<Closing>,
    consent: Consent,
) -> Result<Response, ApiError> {
    consent.owner_or_confirmed(Action::Erase, SummaryDto::default())?;
    keeper.order(Command::Erase)?;
    closing.begun().await;
    Ok(accepted(AcceptedResponse { accepted: true }))
}

/// Stop the node, after what it owes is settled. For the owner alone.
#[utoipa::path(post, path = "/api/shutdown", responses((status = 202, body = AcceptedResponse), (status = "4XX", body = ErrorBody)))]
pub async fn shutdown(
    State(keeper): State<Keeper>,
    State(mut closing): State<Closing>,
    Extension(caller): Extension<Caller>,
) -> Result<Response, ApiError> {
    caller.needs(Scope::Owner)?;
    keeper.order(Command::Stop)?;
    closing.begun().await;
    Ok(accepted(AcceptedResponse { accepted: true }))
}

/// The answer to a command that was begun. The connection ends with it: the next one is taken by whoever serves then.
fn accepted(answer: impl Serialize) -> Response {
    (StatusCode::ACCEPTED, [(header::CONNECTION, "close")], Json(answer)).into_response()
}
