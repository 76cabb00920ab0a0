//! A node behind its router, with a clock that the test sets and a keeper that the test plays.

use crate::confirm::Confirmations;
use crate::dto_host::Pending;
use crate::guard::Guard;
use crate::routes::router;
use crate::served::{Closing, Command, Keeper, Served};
use crate::token::{Scope, Tokens};
use crate::token_file::load_or_create;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use byline_node::{Environment, Machine, Node, OpenOptions};
use byline_types::{AccountId, Timestamp};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use tempfile::TempDir;
use tokio::sync::watch;
use tower::ServiceExt;

pub const PORT: u16 = 7420;
pub const MINUTE: u64 = 60 * 1000;

/// A clock that stands still until it is set.
pub struct Clock(AtomicU64);

impl Environment for Clock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }

    fn fill_random(&self, bytes: &mut [u8]) {
        Machine.fill_random(bytes);
    }
}

impl Clock {
    pub fn new() -> Arc<Clock> {
        Arc::new(Clock(AtomicU64::new(1_800_000_000_000)))
    }

    pub fn advance(&self, milliseconds: u64) {
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

/// The address of somebody else.
pub fn stranger(number: u8) -> String {
    AccountId::from_bytes([number; 32]).to_string()
}

/// A password as it is generated, so that opening the vault is quick and no keychain is touched.
pub fn write_password(folder: &Path) -> std::path::PathBuf {
    let file = folder.join("password");
    std::fs::write(&file, "5".repeat(64)).unwrap();
    file
}

pub struct Bench {
    pub folder: TempDir,
    pub node: Arc<Node>,
    pub clock: Arc<Clock>,
    pub confirmations: Confirmations,
    pub tokens: Tokens,
    pub commands: Receiver<Command>,
    pub closing: watch::Sender<bool>,
    pub router: Router,
}

pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Answered {
    pub fn code(&self) -> &str {
        self.body["error"]["code"].as_str().unwrap_or_default()
    }

    pub fn confirmation(&self) -> Pending {
        assert_eq!(
            (self.status, self.code()),
            (StatusCode::FORBIDDEN, "confirmation_required")
        );
        serde_json::from_value(self.body["confirmation"].clone()).unwrap()
    }
}

impl Bench {
    pub fn new() -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let (home, clock) = (folder.path().join("home"), Clock::new());
        let node = Node::open(OpenOptions {
            password_file: Some(write_password(folder.path())),
            environment: clock.clone(),
            ..OpenOptions::new(&home)
        })
        .unwrap();
        let tokens = load_or_create(&home, |bytes| node.fill_random(bytes)).unwrap();
        let confirmations = Confirmations::new(clock.clone());
        let (sender, commands) = channel();
        let (closing, closed) = watch::channel(false);
        let served = Served {
            node: Arc::clone(&node),
            confirmations: confirmations.clone(),
            tokens: tokens.clone(),
            keeper: Keeper::new(&home, sender),
            closing: Closing(closed),
        };
        Bench {
            router: router(served, Guard::new(PORT, tokens.clone())),
            folder,
            node,
            clock,
            confirmations,
            tokens,
            commands,
            closing,
        }
    }

    /// A request with the token of `scope`.
    pub fn request(&self, method: Method, path: &str, scope: Scope) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header("host", format!("127.0.0.1:{PORT}"))
            .header("authorization", format!("Bearer {}", self.tokens.of(scope)))
    }

    pub async fn answer(&self, request: Request<Body>) -> Answered {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 << 20).await.unwrap();
        Answered {
            status: parts.status,
            headers: parts.headers,
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
        }
    }

    pub async fn get(&self, path: &str, scope: Scope) -> Answered {
        self.answer(self.request(Method::GET, path, scope).body(Body::empty()).unwrap())
            .await
    }

    pub async fn post(&self, path: &str, scope: Scope, body: Value) -> Answered {
        self.post_confirmed(path, scope, None, body).await
    }

    /// POSTs with the header that names a confirmation.
    pub async fn post_confirmed(&self, path: &str, scope: Scope, id: Option<&str>, body: Value) -> Answered {
        let mut request = self
            .request(Method::POST, path, scope)
            .header("content-type", "application/json");
        if let Some(id) = id {
            request = request.header("Byline-Confirmation", id);
        }
        self.answer(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// A page sends coins.
    pub async fn send(&self, to: &str, amount: &str, id: Option<&str>) -> Answered {
        let body = json!({ "to": to, "amount": amount });
        self.post_confirmed("/api/wallet/send", Scope::Manage, id, body).await
    }

    pub fn balance(&self) -> String {
        self.node.wallet(None).unwrap().balance.to_string()
    }
}
