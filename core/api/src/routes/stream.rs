//! An answer as it is made, and what it would cost.

use super::ask::question;
use super::run;
use crate::approval;
use crate::body::Body;
use crate::consent::Consent;
use crate::dto::AskRequest;
use crate::error::{ApiError, ErrorBody};
use crate::guard::Caller;
use crate::lines::{Gone, Sink, pipe, response};
use crate::views::{AskEventDto, EstimateDto};
use axum::extract::State;
use axum::response::Response;
use axum::{Extension, Json};
use byline_node::{AskEvent, Node, Question};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Ask a question and read the answer as it is made, one JSON object a line. Whoever closes the connection before the last
/// line takes the question back: nothing is signed and nothing is paid.
#[utoipa::path(post, path = "/api/ask/stream", request_body = AskRequest, responses((status = 200, body = AskEventDto, content_type = "application/x-ndjson"), (status = "4XX", body = ErrorBody)))]
pub async fn ask_stream(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    consent: Consent,
    Body(request): Body<AskRequest>,
) -> Result<Response, ApiError> {
    let question = question(request, caller)?;
    let (sink, receiver) = pipe();
    tokio::task::spawn_blocking(move || answer(&node, &consent, question, &sink));
    Ok(response("application/x-ndjson", receiver))
}

fn answer(node: &Node, consent: &Consent, question: Question, sink: &Sink) {
    let mut watch = |event| match sink.line(&step(event)) {
        Ok(()) => ControlFlow::Continue(()),
        Err(Gone) => ControlFlow::Break(()),
    };
    let asked = approval::ask(node, consent, question, |question| {
        node.ask_step_by_step(question, &mut watch)
    });
    let last = match asked {
        Ok(answer) => AskEventDto::Answer {
            answer: Box::new(answer.into()),
        },
        Err(error) => {
            let ErrorBody { error, confirmation } = error.body();
            AskEventDto::Error { error, confirmation }
        }
    };
    // A reader that went away finds the answer among the receipts.
    let _ = sink.line(&last);
}

fn step(event: AskEvent) -> AskEventDto {
    match event {
        AskEvent::Found(estimate) => AskEventDto::Found(estimate.into()),
        AskEvent::Sentence(sentence) => AskEventDto::Sentence {
            sentence: sentence.into(),
        },
    }
}

/// What an answer could cost at most. Nothing is signed.
#[utoipa::path(post, path = "/api/ask/estimate", request_body = AskRequest, responses((status = 200, body = EstimateDto), (status = "4XX", body = ErrorBody)))]
pub async fn estimate(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Body(request): Body<AskRequest>,
) -> Result<Json<EstimateDto>, ApiError> {
    let question = question(request, caller)?;
    Ok(Json(run(node, move |node| node.estimate(&question)).await?.into()))
}
