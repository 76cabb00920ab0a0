//! Errors as the API answers them: `{"error":{"code","message","hint"}}`, with the fields that OpenAI's clients read.

use crate::confirm::ConfirmError;
use crate::dto_host::Pending;
use crate::token_file::TokenFileError;
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
    /// With the code `confirmation_required`: what has to be confirmed first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation: Option<Pending>,
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
    confirmation: Option<Box<Pending>>,
}

impl ApiError {
    /// An error with a status, a stable code and a sentence.
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> ApiError {
        ApiError {
            status,
            code,
            message: message.into(),
            hint: String::new(),
            confirmation: None,
        }
    }

    /// With what to do about it.
    pub fn hint(self, hint: impl Into<String>) -> ApiError {
        ApiError {
            hint: hint.into(),
            ..self
        }
    }

    /// With the confirmation that is missing, and how to give it.
    pub(crate) fn needs(self, pending: Pending) -> ApiError {
        let hint = format!(
            "Confirm it in the window's dialog, or in a terminal: byline confirm {}",
            pending.id
        );
        ApiError {
            confirmation: Some(Box::new(pending)),
            ..self.hint(hint)
        }
    }

    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        self.code
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
            confirmation: self.confirmation.as_deref().cloned(),
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

impl From<ConfirmError> for ApiError {
    fn from(error: ConfirmError) -> ApiError {
        let status = match error {
            ConfirmError::Unknown => StatusCode::NOT_FOUND,
            ConfirmError::Decided | ConfirmError::Expired => StatusCode::CONFLICT,
            ConfirmError::NotGiven => StatusCode::FORBIDDEN,
            ConfirmError::TooMany => StatusCode::TOO_MANY_REQUESTS,
        };
        ApiError::new(status, error.code(), error.to_string()).hint(error.hint())
    }
}

impl From<TokenFileError> for ApiError {
    fn from(error: TokenFileError) -> ApiError {
        ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "not_writable", error.to_string())
            .hint("Check the rights of the folder. The old token goes on working.")
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
