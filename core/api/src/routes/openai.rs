//! The OpenAI-compatible routes: <https://platform.openai.com/docs/api-reference/chat>.
//!
//! Official clients work unchanged. Answers carry an extra `byline` object: sentences, credits, receipt.

use super::ask::question;
use super::run;
use crate::body::{Body, Segment};
use crate::dto::{AnswerDto, AskRequest};
use crate::error::{ApiError, ErrorBody};
use crate::guard::Caller;
use crate::token::Scope;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use byline_node::{Node, QUOTE_MODEL};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::Arc;
use utoipa::ToSchema;

/// A chat request; fields that quoting has no use for are ignored.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ChatRequest {
    model: String,
    messages: Vec<ChatMessage>,
    #[serde(default)]
    stream: bool,
    #[serde(default)]
    stream_options: Option<StreamOptions>,
    /// How many answers; 1.
    #[serde(default)]
    n: Option<u32>,
    /// Byline's own options.
    #[serde(default)]
    byline: Option<BylineOptions>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
struct ChatMessage {
    role: String,
    #[serde(default)]
    content: Option<Content>,
}

/// Text, or parts of which those of type `text` count.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(untagged)]
enum Content {
    Text(String),
    Parts(Vec<Part>),
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
struct Part {
    #[serde(default)]
    text: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
struct StreamOptions {
    #[serde(default)]
    include_usage: bool,
}

/// What `byline ask` takes besides the question.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
struct BylineOptions {
    #[serde(default)]
    max_price: Option<String>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    account: Option<String>,
}

/// A model that answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Model {
    id: &'static str,
    object: &'static str,
    created: u64,
    owned_by: &'static str,
}

/// The models that answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ModelList {
    object: &'static str,
    data: Vec<Model>,
}

const QUOTE: Model = Model {
    id: QUOTE_MODEL,
    object: "model",
    created: 0,
    owned_by: "byline",
};

/// The models that answer.
#[utoipa::path(get, path = "/v1/models", responses((status = 200, body = ModelList), (status = "4XX", body = ErrorBody)))]
pub async fn models(Extension(caller): Extension<Caller>) -> Result<Json<ModelList>, ApiError> {
    caller.needs(Scope::Inference)?;
    Ok(Json(ModelList {
        object: "list",
        data: vec![QUOTE],
    }))
}

/// One model.
#[utoipa::path(get, path = "/v1/models/{id}", params(("id" = String, Path, description = "The model's id.")), responses((status = 200, body = Model), (status = "4XX", body = ErrorBody)))]
pub async fn model(
    Extension(caller): Extension<Caller>,
    Segment(id): Segment<String>,
) -> Result<Json<Model>, ApiError> {
    caller.needs(Scope::Inference)?;
    if id == QUOTE_MODEL {
        Ok(Json(QUOTE))
    } else {
        Err(unknown_model(&id))
    }
}

/// Answer the last message of the user, as a whole or as a stream of server-sent events.
#[utoipa::path(post, path = "/v1/chat/completions", request_body = ChatRequest, responses((status = 200, body = Object), (status = "4XX", body = ErrorBody)))]
pub async fn chat(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Body(request): Body<ChatRequest>,
) -> Result<Response, ApiError> {
    if request.model != QUOTE_MODEL {
        return Err(unknown_model(&request.model));
    }
    if request.n.is_some_and(|n| n != 1) {
        return Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            "invalid_parameter",
            "`n` must be 1: an answer is paid once",
        ));
    }
    let asked = last_user_text(&request.messages)?;
    let question = question(as_ask(asked.clone(), request.byline), caller)?;
    let answer = run(node, move |node| node.ask(question)).await?;
    let made_at = answer.made_at.0 / 1000;
    let completion = Completion {
        usage: usage(&asked, &answer.text),
        answer: answer.into(),
        created: made_at,
    };
    if request.stream {
        let with_usage = request.stream_options.unwrap_or_default().include_usage;
        return Ok(completion.stream(with_usage).into_response());
    }
    Ok(Json(completion.whole()).into_response())
}

fn unknown_model(id: &str) -> ApiError {
    let id: String = id.chars().take(80).collect();
    ApiError::new(
        StatusCode::NOT_FOUND,
        "model_not_found",
        format!("there is no model `{id}` here"),
    )
    .hint("GET /v1/models lists the models.")
}

fn last_user_text(messages: &[ChatMessage]) -> Result<String, ApiError> {
    let last = messages.iter().rfind(|message| message.role == "user");
    let content = last.and_then(|message| message.content.clone());
    match content {
        Some(Content::Text(text)) => Ok(text),
        Some(Content::Parts(parts)) => Ok(parts
            .into_iter()
            .filter_map(|part| part.text)
            .collect::<Vec<_>>()
            .join("\n")),
        None => Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            "empty_question",
            "no message of the user has a text",
        )),
    }
}

fn as_ask(question: String, options: Option<BylineOptions>) -> AskRequest {
    let BylineOptions {
        max_price,
        without,
        account,
    } = options.unwrap_or_default();
    AskRequest {
        question,
        max_price,
        without,
        account,
        confirmed: false,
    }
}

/// Words, not model tokens: nothing is tokenised when an answer is quoted.
fn usage(question: &str, answer: &str) -> Value {
    let (prompt, completion) = (byline_node::word_count(question), byline_node::word_count(answer));
    json!({ "prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion })
}

struct Completion {
    answer: AnswerDto,
    usage: Value,
    created: u64,
}

impl Completion {
    fn id(&self) -> String {
        format!("chatcmpl-{}", self.answer.receipt)
    }

    fn whole(&self) -> Value {
        json!({
            "id": self.id(),
            "object": "chat.completion",
            "created": self.created,
            "model": QUOTE_MODEL,
            "choices": [{
                "index": 0,
                "message": { "role": "assistant", "content": self.answer.answer, "refusal": null },
                "logprobs": null,
                "finish_reason": "stop",
            }],
            "usage": self.usage,
            "byline": self.answer,
        })
    }

    fn stream(&self, with_usage: bool) -> Sse<impl tokio_stream::Stream<Item = Result<Event, Infallible>> + use<>> {
        let mut chunks = vec![self.chunk(json!({ "role": "assistant", "content": "" }), Value::Null)];
        let words = self.answer.answer.split_inclusive(' ');
        chunks.extend(words.map(|word| self.chunk(json!({ "content": word }), Value::Null)));
        let mut last = self.chunk(json!({}), json!("stop"));
        last["byline"] = json!(self.answer);
        chunks.push(last);
        if with_usage {
            let mut totals = self.chunk(json!({}), Value::Null);
            totals["choices"] = json!([]);
            totals["usage"] = self.usage.clone();
            chunks.push(totals);
        }
        let data = chunks
            .into_iter()
            .map(|chunk| chunk.to_string())
            .chain(["[DONE]".to_owned()]);
        Sse::new(tokio_stream::iter(
            data.map(|data| Ok(Event::default().data(data))).collect::<Vec<_>>(),
        ))
    }

    fn chunk(&self, delta: Value, finish_reason: Value) -> Value {
        json!({
            "id": self.id(),
            "object": "chat.completion.chunk",
            "created": self.created,
            "model": QUOTE_MODEL,
            "choices": [{ "index": 0, "delta": delta, "logprobs": null, "finish_reason": finish_reason }],
        })
    }
}
