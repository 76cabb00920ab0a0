//! The node and its ledger.

use super::run;
use crate::dto::StatusDto;
use crate::error::{ApiError, ErrorBody};
use crate::guard::Caller;
use crate::token::Scope;
use crate::views::NetworkDto;
use axum::extract::State;
use axum::{Extension, Json};
use byline_node::Node;
use std::sync::Arc;

/// What the node is and how much is here.
#[utoipa::path(get, path = "/api/status", responses((status = 200, body = StatusDto), (status = "4XX", body = ErrorBody)))]
pub async fn status(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<StatusDto>, ApiError> {
    caller.needs(Scope::Read)?;
    Ok(Json(run(node, Node::status).await?.into()))
}

/// The ledger: how far it is, and who signs it.
#[utoipa::path(get, path = "/api/network", responses((status = 200, body = NetworkDto), (status = "4XX", body = ErrorBody)))]
pub async fn network(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<NetworkDto>, ApiError> {
    caller.needs(Scope::Read)?;
    Ok(Json(run(node, Node::network).await?.into()))
}
