//! Works: publish, list, show, withdraw, search.

use super::run;
use crate::body::{Body, Params, Segment};
use crate::dto::{
    AccountParams, NewDocumentDto, PublishRequest, PublishResponse, PublishedDto, SearchParams, SearchResponse,
    WorkDetailDto, WorkDto, WorksResponse,
};
use crate::error::{ApiError, ErrorBody};
use crate::guard::Caller;
use crate::token::Scope;
use crate::views::{EarningsDto, UsesDto, VersionsResponse};
use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use byline_node::{Licence, NewDocument, Node, NodeError, PublishMode, Refused};
use std::sync::Arc;

/// The most documents of one request.
const MAX_DOCUMENTS: usize = 256;
/// Passages given when the number is not.
const DEFAULT_RESULTS: usize = 10;

/// Find passages. Costs nothing.
#[utoipa::path(get, path = "/api/search", params(SearchParams), responses((status = 200, body = SearchResponse), (status = "4XX", body = ErrorBody)))]
pub async fn search(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Params(params): Params<SearchParams>,
) -> Result<Json<SearchResponse>, ApiError> {
    caller.needs(Scope::Inference)?;
    let found = run(node, move |node| {
        node.search(&params.q, params.k.unwrap_or(DEFAULT_RESULTS))
    })
    .await?;
    Ok(Json(SearchResponse {
        results: found.into_iter().map(Into::into).collect(),
    }))
}

/// The works that are here, in order of registration.
#[utoipa::path(get, path = "/api/works", responses((status = 200, body = WorksResponse), (status = "4XX", body = ErrorBody)))]
pub async fn works(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<WorksResponse>, ApiError> {
    caller.needs(Scope::Read)?;
    let works = run(node, Node::works).await?;
    Ok(Json(WorksResponse {
        works: works.into_iter().map(Into::into).collect(),
    }))
}

/// A work with its text.
#[utoipa::path(get, path = "/api/works/{id}", params(("id" = String, Path, description = "The work's id.")), responses((status = 200, body = WorkDetailDto), (status = "4XX", body = ErrorBody)))]
pub async fn work(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Segment(id): Segment<String>,
) -> Result<Json<WorkDetailDto>, ApiError> {
    caller.needs(Scope::Read)?;
    Ok(Json(run(node, move |node| node.work(&id)).await?.into()))
}

/// Take a work out of every index and erase its text. Receipts already paid remain.
#[utoipa::path(post, path = "/api/works/{id}/withdraw", params(("id" = String, Path, description = "The work's id.")), responses((status = 200, body = WorkDto), (status = "4XX", body = ErrorBody)))]
pub async fn withdraw(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Segment(id): Segment<String>,
) -> Result<Json<WorkDto>, ApiError> {
    caller.needs(Scope::Manage)?;
    Ok(Json(run(node, move |node| node.withdraw(&id)).await?.into()))
}

/// What a work caused: its uses, what they paid, and for which passages.
#[utoipa::path(get, path = "/api/works/{id}/uses", params(("id" = String, Path, description = "The work's id.")), responses((status = 200, body = UsesDto), (status = "4XX", body = ErrorBody)))]
pub async fn uses(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Segment(id): Segment<String>,
) -> Result<Json<UsesDto>, ApiError> {
    caller.needs(Scope::Read)?;
    Ok(Json(run(node, move |node| node.uses(&id)).await?.into()))
}

/// The versions of a work that are here.
#[utoipa::path(get, path = "/api/works/{id}/versions", params(("id" = String, Path, description = "The work's id.")), responses((status = 200, body = VersionsResponse), (status = "4XX", body = ErrorBody)))]
pub async fn versions(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Segment(id): Segment<String>,
) -> Result<Json<VersionsResponse>, ApiError> {
    caller.needs(Scope::Read)?;
    let versions = run(node, move |node| node.versions(&id)).await?;
    Ok(Json(VersionsResponse {
        versions: versions.into_iter().map(Into::into).collect(),
    }))
}

/// What works earned for the accounts of this wallet, or for one of them.
#[utoipa::path(get, path = "/api/earnings", params(AccountParams), responses((status = 200, body = EarningsDto), (status = "4XX", body = ErrorBody)))]
pub async fn earnings(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Params(params): Params<AccountParams>,
) -> Result<Json<EarningsDto>, ApiError> {
    caller.needs(Scope::Read)?;
    let earnings = run(node, move |node| node.earnings(params.account.as_deref())).await?;
    Ok(Json(earnings.into()))
}

/// Publish documents, or with `preview` say what would be published.
#[utoipa::path(post, path = "/api/publish", request_body = PublishRequest, responses((status = 200, body = PublishResponse), (status = "4XX", body = ErrorBody)))]
pub async fn publish(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Body(request): Body<PublishRequest>,
) -> Result<Json<PublishResponse>, ApiError> {
    caller.needs(Scope::Manage)?;
    if request.documents.len() > MAX_DOCUMENTS {
        let message = format!(
            "{} documents are more than the {MAX_DOCUMENTS} of one request",
            request.documents.len()
        );
        return Err(
            ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too_many_documents", message).hint("Send them in parts."),
        );
    }
    let documents = request
        .documents
        .into_iter()
        .map(document)
        .collect::<Result<Vec<_>, _>>()?;
    let mode = if request.preview {
        PublishMode::Preview
    } else {
        PublishMode::Sign
    };
    let account = request.account;
    let outcomes = run(node, move |node| node.publish(documents, account.as_deref(), mode)).await?;
    Ok(Json(PublishResponse {
        documents: outcomes.into_iter().map(outcome).collect(),
    }))
}

fn outcome(outcome: Result<byline_node::Published, Refused>) -> PublishedDto {
    match outcome {
        Ok(published) => published.into(),
        Err(refused) => PublishedDto {
            path: refused.path,
            error: Some(ApiError::from(refused.error).body().error),
            ..PublishedDto::default()
        },
    }
}

fn document(dto: NewDocumentDto) -> Result<NewDocument, ApiError> {
    let bytes = match (dto.text, dto.base64) {
        (Some(text), None) => text.into_bytes(),
        (None, Some(base64)) => STANDARD.decode(base64).map_err(|_| invalid("`base64` is not base64"))?,
        _ => return Err(invalid("a document has either `text` or `base64`")),
    };
    let licence = match dto.licence.as_deref() {
        None => None,
        Some("attribution") => Some(Licence::Attribution),
        Some("paid") => Some(Licence::Paid),
        Some(_) => return Err(invalid("`licence` is `attribution` or `paid`")),
    };
    let price = dto
        .price
        .map(|price| price.parse().map_err(|error| invalid(&format!("{error}"))))
        .transpose()?;
    Ok(NewDocument {
        path: dto.path,
        source: dto.source,
        bytes,
        title: dto.title,
        language: dto.lang,
        licence,
        price,
    })
}

fn invalid(message: &str) -> ApiError {
    NodeError::Parameter(message.to_owned()).into()
}
