//! Questions, answers and receipts.

use super::run;
use crate::approval;
use crate::body::{Body, Params, Segment};
use crate::consent::Consent;
use crate::dto::{AccountParams, AnswerDto, AskRequest, ReceiptDetailDto, ReceiptsResponse};
use crate::error::{ApiError, ErrorBody};
use crate::guard::Caller;
use crate::token::Scope;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use byline_node::{Node, NodeError, Question};
use std::sync::Arc;

/// Receipts given when the number is not.
const DEFAULT_RECEIPTS: usize = 10_000;

/// Ask a question; the sources of the answer are credited and paid.
#[utoipa::path(post, path = "/api/ask", request_body = AskRequest, responses((status = 200, body = AnswerDto), (status = "4XX", body = ErrorBody)))]
pub async fn ask(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    consent: Consent,
    Body(request): Body<AskRequest>,
) -> Result<Json<AnswerDto>, ApiError> {
    let question = question(request, caller)?;
    let asking = run(node, move |node| {
        Ok(approval::ask(node, &consent, question, |question| node.ask(question)))
    });
    Ok(Json(asking.await??.into()))
}

/// A question as the node takes it. A confirmation counts from the owner alone.
pub(super) fn question(request: AskRequest, caller: Caller) -> Result<Question, ApiError> {
    caller.needs(Scope::Inference)?;
    let without = request
        .without
        .iter()
        .map(|id| id.parse())
        .collect::<Result<Vec<_>, NodeError>>()?;
    let max_price = request.max_price.as_deref().map(str::parse).transpose();
    Ok(Question {
        text: request.question,
        max_price: max_price.map_err(|error| NodeError::Parameter(format!("{error}")))?,
        without,
        account: request.account,
        confirmed: request.confirmed && caller.is_owner(),
    })
}

/// The receipts that are here, newest first.
#[utoipa::path(get, path = "/api/receipts", params(AccountParams), responses((status = 200, body = ReceiptsResponse), (status = "4XX", body = ErrorBody)))]
pub async fn receipts(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Params(params): Params<AccountParams>,
) -> Result<Json<ReceiptsResponse>, ApiError> {
    caller.needs(Scope::Read)?;
    let limit = params.limit.unwrap_or(DEFAULT_RECEIPTS);
    let receipts = run(node, move |node| node.receipts(params.account.as_deref(), limit)).await?;
    Ok(Json(ReceiptsResponse {
        receipts: receipts.into_iter().map(Into::into).collect(),
    }))
}

/// A receipt with what it says.
#[utoipa::path(get, path = "/api/receipts/{id}", params(("id" = String, Path, description = "The receipt's id.")), responses((status = 200, body = ReceiptDetailDto), (status = "4XX", body = ErrorBody)))]
pub async fn receipt(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Segment(id): Segment<String>,
) -> Result<Json<ReceiptDetailDto>, ApiError> {
    caller.needs(Scope::Read)?;
    Ok(Json(run(node, move |node| node.receipt(&id)).await?.into()))
}

/// A receipt with everything that proves it, for `byline verify` on any machine.
#[utoipa::path(get, path = "/api/receipts/{id}/export", params(("id" = String, Path, description = "The receipt's id.")), responses((status = 200, body = Object, content_type = "application/json"), (status = "4XX", body = ErrorBody)))]
pub async fn export(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Segment(id): Segment<String>,
) -> Result<Response, ApiError> {
    caller.needs(Scope::Read)?;
    let bytes = run(node, move |node| node.export_receipt(&id)).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], bytes).into_response())
}
