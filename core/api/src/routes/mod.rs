//! The routes, by subject; each says which scope it needs and calls one use case.

mod ask;
mod confirmations;
mod events;
mod host;
mod ledger;
mod openai;
mod settings;
mod stream;
mod tokens;
mod verify;
mod wallet;
mod works;

use crate::error::ApiError;
use crate::guard::{Guard, guard};
use crate::served::Served;
use crate::web;
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::{Json, Router};
use byline_node::{Node, NodeError};
use serde_json::Value;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The most bytes of a request body, except where documents are published.
const MAX_BODY_BYTES: usize = 1 << 20;
/// The most bytes of a publishing request: one document of the largest size in base64, and room for the rest.
const MAX_PUBLISH_BYTES: usize = 96 << 20;

#[derive(utoipa::OpenApi)]
#[openapi(info(title = "Byline", description = "The local API of a Byline node."))]
struct Document;

/// The routes of the node that is `served`, and the page, behind `guard`.
pub(crate) fn router(served: Served, guard_state: Guard) -> Router {
    let (router, document) = described().split_for_parts();
    let document = Arc::new(crate::document::document(&document));
    router
        .route(
            "/api/openapi.json",
            axum::routing::get(move || async move { Json(document.as_ref().clone()) }),
        )
        .route("/healthz", axum::routing::get(|| async { "ok" }))
        .fallback(|method: Method, uri: Uri| async move { web::answer(&method, &uri, web::built) })
        .method_not_allowed_fallback(|| async {
            ApiError::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "this route takes another method",
            )
        })
        .layer(from_fn_with_state(guard_state, guard))
        .with_state(served)
}

/// The OpenAPI document.
pub fn openapi() -> Value {
    crate::document::document(&described().into_openapi())
}

fn described() -> OpenApiRouter<Served> {
    use utoipa::OpenApi as _;
    let publish = OpenApiRouter::new()
        .routes(routes!(works::publish))
        .routes(routes!(verify::verify))
        .layer(DefaultBodyLimit::max(MAX_PUBLISH_BYTES));
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(ledger::status))
        .routes(routes!(ledger::network))
        .routes(routes!(events::events))
        .routes(routes!(events::archive))
        .routes(routes!(works::search))
        .routes(routes!(works::works))
        .routes(routes!(works::work))
        .routes(routes!(works::withdraw))
        .routes(routes!(works::uses))
        .routes(routes!(works::versions))
        .routes(routes!(works::earnings))
        .routes(routes!(ask::ask))
        .routes(routes!(stream::ask_stream))
        .routes(routes!(stream::estimate))
        .routes(routes!(ask::receipts))
        .routes(routes!(ask::receipt))
        .routes(routes!(ask::export))
        .routes(routes!(wallet::accounts, wallet::new_account))
        .routes(routes!(settings::rename_account))
        .routes(routes!(settings::settings, settings::set_settings))
        .routes(routes!(settings::preferences, settings::set_preferences))
        .routes(routes!(settings::contacts))
        .routes(routes!(settings::put_contact, settings::remove_contact))
        .routes(routes!(settings::address))
        .routes(routes!(wallet::wallet))
        .routes(routes!(wallet::history))
        .routes(routes!(wallet::send))
        .routes(routes!(wallet::backup))
        .routes(routes!(wallet::check_backup))
        .routes(routes!(host::restore))
        .routes(routes!(host::erase))
        .routes(routes!(host::shutdown))
        .routes(routes!(confirmations::confirmations))
        .routes(routes!(confirmations::confirmation, confirmations::decide))
        .routes(routes!(tokens::tokens))
        .routes(routes!(tokens::renew))
        .routes(routes!(openai::models))
        .routes(routes!(openai::model))
        .routes(routes!(openai::chat))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .merge(publish)
}

/// Runs a use case on a thread that may wait for the disk.
async fn run<T, F>(node: Arc<Node>, use_case: F) -> Result<T, ApiError>
where
    T: Send + 'static,
    F: FnOnce(&Node) -> Result<T, NodeError> + Send + 'static,
{
    let outcome = tokio::task::spawn_blocking(move || use_case(&node)).await;
    let outcome = outcome.map_err(|_| {
        ApiError::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "the request failed inside the node",
        )
        .hint("Nothing was changed. Please report what you asked for.")
    })?;
    Ok(outcome?)
}
