//! Confirmations: the page waits for one, the owner lists and decides them.

use crate::body::{Body, Params, Segment};
use crate::confirm::Confirmations;
use crate::dto_host::{ConfirmationDto, ConfirmationsResponse, DecideRequest};
use crate::error::{ApiError, ErrorBody};
use crate::guard::Caller;
use crate::token::Scope;
use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use serde::Deserialize;
use std::time::Duration;
use utoipa::IntoParams;

/// The longest that a request waits for a person, in seconds.
const MAX_WAIT: u64 = 25;

/// How long to wait.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
pub struct WaitParams {
    /// Seconds to wait for a decision, at most 25; none if it is not given.
    wait: Option<u64>,
}

/// What waits for a person, for the owner alone.
#[utoipa::path(get, path = "/api/confirmations", responses((status = 200, body = ConfirmationsResponse), (status = "4XX", body = ErrorBody)))]
pub async fn confirmations(
    State(confirmations): State<Confirmations>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<ConfirmationsResponse>, ApiError> {
    caller.needs(Scope::Owner)?;
    Ok(Json(ConfirmationsResponse {
        confirmations: confirmations.list(),
    }))
}

/// How it stands with a confirmation; waits for a decision where it is told to.
#[utoipa::path(get, path = "/api/confirmations/{id}", params(("id" = String, Path, description = "The confirmation's id."), WaitParams), responses((status = 200, body = ConfirmationDto), (status = "4XX", body = ErrorBody)))]
pub async fn confirmation(
    State(confirmations): State<Confirmations>,
    Extension(caller): Extension<Caller>,
    Segment(id): Segment<String>,
    Params(params): Params<WaitParams>,
) -> Result<Json<ConfirmationDto>, ApiError> {
    caller.needs(Scope::Manage)?;
    let kind = confirmations.kind(&id)?;
    let patience = Duration::from_secs(params.wait.unwrap_or_default().min(MAX_WAIT));
    let state = confirmations.wait(&id, patience).await?;
    Ok(Json(ConfirmationDto {
        id,
        kind,
        state: state.name().to_owned(),
    }))
}

/// A person's answer, for the owner alone.
#[utoipa::path(post, path = "/api/confirmations/{id}", params(("id" = String, Path, description = "The confirmation's id.")), request_body = DecideRequest, responses((status = 204), (status = "4XX", body = ErrorBody)))]
pub async fn decide(
    State(confirmations): State<Confirmations>,
    Extension(caller): Extension<Caller>,
    Segment(id): Segment<String>,
    Body(request): Body<DecideRequest>,
) -> Result<StatusCode, ApiError> {
    caller.needs(Scope::Owner)?;
    confirmations.decide(&id, request.approve)?;
    Ok(StatusCode::NO_CONTENT)
}
