//! The loopback guard: the exact Host, an allowed Origin, then a token of sufficient scope.

use crate::error::ApiError;
use crate::token::{Scope, Tokens};
use crate::web;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::Next;
use axum::response::IntoResponse;
use std::sync::Arc;

/// The headers that an allowed page may send.
const ALLOWED_HEADERS: HeaderValue = HeaderValue::from_static("authorization,content-type,byline-confirmation");

/// What the guard compares requests with.
#[derive(Clone, Debug)]
pub struct Guard {
    /// The port that is served; a Host header must name it.
    pub port: u16,
    /// Pages that may call, as `scheme://host[:port]`.
    pub origins: Arc<[String]>,
    /// The tokens.
    pub tokens: Tokens,
}

impl Guard {
    /// A guard for `port` that lets in the node's own page and the desktop window's.
    pub fn new(port: u16, tokens: Tokens) -> Guard {
        let own = ["http://127.0.0.1", "http://localhost", "http://[::1]"].map(|host| format!("{host}:{port}"));
        let window = ["tauri://localhost", "http://tauri.localhost"].map(String::from);
        Guard {
            port,
            origins: own.into_iter().chain(window).collect(),
            tokens,
        }
    }

    fn serves(&self, host: &str) -> bool {
        let names = ["127.0.0.1", "localhost", "[::1]"];
        names
            .iter()
            .any(|name| host.eq_ignore_ascii_case(&format!("{name}:{}", self.port)))
    }
}

/// Refuses what comes from elsewhere (DNS rebinding, foreign pages) or without a token, and notes the token's scope for
/// the handlers. `/healthz` and the page need no token: the one says nothing but that somebody listens, the other is the
/// same for everyone. Their handlers find no scope.
pub async fn guard(State(guard): State<Guard>, mut request: Request, next: Next) -> Response<Body> {
    let headers = request.headers();
    let authority = request.uri().authority().map(|a| a.as_str());
    if !only(headers, header::HOST)
        .or(authority)
        .is_some_and(|host| guard.serves(host))
    {
        return refuse(StatusCode::FORBIDDEN, "foreign_host", "this address is not served here").into_response();
    }
    let origin = headers.get(header::ORIGIN).cloned();
    if origin
        .as_ref()
        .is_some_and(|origin| !guard.origins.iter().any(|allowed| allowed.as_str() == origin))
    {
        return refuse(
            StatusCode::FORBIDDEN,
            "foreign_origin",
            "this page may not call the node",
        )
        .into_response();
    }
    if request.method() == Method::OPTIONS {
        return with_headers(Response::new(Body::empty()), origin.as_ref(), Preflight::Yes);
    }
    let scope = bearer(headers).and_then(|token| guard.tokens.scope_of(token));
    match scope {
        Some(scope) => drop(request.extensions_mut().insert(Caller { scope })),
        None if web::is_page(request.method(), request.uri().path()) => {}
        None => {
            let refusal = refuse(StatusCode::UNAUTHORIZED, "wrong_token", "the token is missing or wrong");
            return with_headers(refusal.into_response(), origin.as_ref(), Preflight::No);
        }
    }
    with_headers(next.run(request).await, origin.as_ref(), Preflight::No)
}

/// Who calls: the scope of the token.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    scope: Scope,
}

impl Caller {
    /// Refuses a token that does not reach `scope`.
    pub fn needs(self, scope: Scope) -> Result<(), ApiError> {
        if self.scope >= scope {
            return Ok(());
        }
        let message = format!(
            "this token has the scope `{}`; `{}` is needed",
            self.scope.name(),
            scope.name()
        );
        Err(ApiError::new(StatusCode::FORBIDDEN, "insufficient_scope", message)
            .hint("Use the token file of that scope."))
    }

    /// Whether the caller may confirm what web content may not.
    pub fn is_owner(self) -> bool {
        self.scope == Scope::Owner
    }
}

fn refuse(status: StatusCode, code: &'static str, message: &str) -> ApiError {
    ApiError::new(status, code, message.to_owned())
        .hint("Call http://127.0.0.1 with the port and the token that `byline node` prints.")
}

/// The value of a header that is there exactly once.
fn only(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    only(headers, header::AUTHORIZATION)?.strip_prefix("Bearer ")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Preflight {
    Yes,
    No,
}

fn with_headers(mut response: Response<Body>, origin: Option<&HeaderValue>, preflight: Preflight) -> Response<Body> {
    let headers = response.headers_mut();
    let fixed = HeaderValue::from_static;
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, fixed("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(fixed("no-store"));
    headers.insert("cross-origin-resource-policy", fixed("same-site"));
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(header::VARY, fixed("Origin"));
    }
    if origin.is_some() && preflight == Preflight::Yes {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS);
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, fixed("GET,POST,PUT,DELETE"));
    }
    response
}
