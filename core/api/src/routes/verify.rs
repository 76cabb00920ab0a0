//! Checking a proof file.

use crate::error::{ApiError, ErrorBody};
use crate::guard::Caller;
use crate::token::Scope;
use crate::views::VerifiedDto;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::{Extension, Json};
use byline_node::verify_file;

/// Check a proof file with nothing but the file: what is in it, and what follows from it.
#[utoipa::path(post, path = "/api/verify", request_body(content = Object, content_type = "application/json"), responses((status = 200, body = VerifiedDto), (status = "4XX", body = ErrorBody)))]
pub async fn verify(Extension(caller): Extension<Caller>, file: Bytes) -> Result<Json<VerifiedDto>, ApiError> {
    caller.needs(Scope::Read)?;
    let checked = tokio::task::spawn_blocking(move || verify_file(&file)).await;
    let failed = |_| ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the check failed");
    let verified = checked.map_err(failed)?.map_err(|error| {
        ApiError::new(StatusCode::BAD_REQUEST, error.code(), error.to_string())
            .hint("The file was changed or is not whole: do not rely on it; ask for a new export.")
    })?;
    Ok(Json(verified.into()))
}
