//! Errors as the API answers them: `{"error":{"code","message","hint"}}`, with the fields that OpenAI's clients read.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use byline_node::{Blame, NodeError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The body of every answer that is not a success.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ErrorBody {
    /// What went wrong.
    pub error: ErrorDetail,
}

/// What went wrong and what to do.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ErrorDetail {
    /// Stable, in snake case.
    pub code: String,
    /// A sentence for people.
    pub message: String,
    /// What to do about it; may be empty.
    pub hint: String,
    /// The kind, as OpenAI's clients expect it.
    #[serde(rename = "type")]
    pub kind: String,
}

/// An answer that is not a success.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    code: &'static str,
    message: String,
    hint: String,
}

impl ApiError {
    /// An error with a status, a stable code and a sentence.
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> ApiError {
        ApiError {
            status,
            code,
            message: message.into(),
            hint: String::new(),
        }
    }

    /// With what to do about it.
    pub fn hint(self, hint: impl Into<String>) -> ApiError {
        ApiError {
            hint: hint.into(),
            ..self
        }
    }

    /// The body that is sent.
    pub fn body(&self) -> ErrorBody {
        let kind = if self.status.is_server_error() {
            "server_error"
        } else {
            "invalid_request_error"
        };
        ErrorBody {
            error: ErrorDetail {
                code: self.code.to_owned(),
                message: self.message.clone(),
                hint: self.hint.clone(),
                kind: kind.to_owned(),
            },
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, Json(self.body())).into_response()
    }
}

impl From<NodeError> for ApiError {
    fn from(error: NodeError) -> ApiError {
        let status = match error.blame() {
            Blame::Request => StatusCode::BAD_REQUEST,
            Blame::Missing => StatusCode::NOT_FOUND,
            Blame::Conflict => StatusCode::CONFLICT,
            Blame::Forbidden => StatusCode::FORBIDDEN,
            Blame::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Blame::Machine => StatusCode::INTERNAL_SERVER_ERROR,
        };
        ApiError::new(status, error.code(), error.to_string()).hint(error.hint())
    }
}

impl From<JsonRejection> for ApiError {
    fn from(rejection: JsonRejection) -> ApiError {
        ApiError::new(rejection.status(), "invalid_body", rejection.body_text())
            .hint("Send the JSON that the OpenAPI document describes.")
    }
}

impl From<QueryRejection> for ApiError {
    fn from(rejection: QueryRejection) -> ApiError {
        ApiError::new(rejection.status(), "invalid_parameter", rejection.body_text())
            .hint("Send the parameters that the OpenAPI document describes.")
    }
}

impl From<PathRejection> for ApiError {
    fn from(rejection: PathRejection) -> ApiError {
        ApiError::new(rejection.status(), "invalid_id", rejection.body_text()).hint("Copy the id whole.")
    }
}
