//! The HTTP client of the commands: JSON to a node on this machine.

use crate::failure::Failure;
use byline_api::ErrorBody;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;

/// The most bytes of an answer: a work of the largest size, escaped.
const MAX_ANSWER_BYTES: u64 = 256 << 20;
/// How long to wait for a port to be answered at.
const CONNECT: Duration = Duration::from_secs(2);

/// A node that answers at a URL.
pub struct Client {
    agent: ureq::Agent,
    url: String,
    token: String,
}

impl Client {
    /// A client for the node at `url` with one of its tokens.
    pub fn new(url: String, token: String) -> Client {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .timeout_connect(Some(CONNECT))
            .build();
        Client {
            agent: config.into(),
            url,
            token,
        }
    }

    /// Whether a node listens.
    pub fn is_alive(&self) -> bool {
        let request = self.agent.get(format!("{}/healthz", self.url));
        let answer = request.config().timeout_global(Some(CONNECT)).build().call();
        answer.is_ok_and(|response| response.status().is_success())
    }

    /// GET `path` with `query`.
    pub fn get<T: DeserializeOwned>(&self, path: &str, query: &[(&str, &str)]) -> Result<T, Failure> {
        let request = self
            .agent
            .get(format!("{}{path}", self.url))
            .header("authorization", self.bearer());
        read(request.query_pairs(query.iter().copied()).call())
    }

    /// POST `body` to `path`.
    pub fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, Failure> {
        let request = self
            .agent
            .post(format!("{}{path}", self.url))
            .header("authorization", self.bearer());
        read(request.send_json(body))
    }

    /// POST `body` to a path that answers without content.
    pub fn command(&self, path: &str, body: &impl Serialize) -> Result<(), Failure> {
        let request = self
            .agent
            .post(format!("{}{path}", self.url))
            .header("authorization", self.bearer());
        read_bytes(request.send_json(body)).map(drop)
    }

    fn bearer(&self) -> String {
        format!("Bearer {}", self.token)
    }
}

type Answer = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

fn read<T: DeserializeOwned>(answer: Answer) -> Result<T, Failure> {
    serde_json::from_slice(&read_bytes(answer)?).map_err(|error| misread(&error))
}

fn read_bytes(answer: Answer) -> Result<Vec<u8>, Failure> {
    let mut response = answer.map_err(unreachable)?;
    let failed = !response.status().is_success();
    let bytes = response
        .body_mut()
        .with_config()
        .limit(MAX_ANSWER_BYTES)
        .read_to_vec()
        .map_err(unreachable)?;
    if failed {
        let error: ErrorBody = serde_json::from_slice(&bytes).map_err(|error| misread(&error))?;
        return Err(Failure::from(error.error));
    }
    Ok(bytes)
}

fn unreachable(error: ureq::Error) -> Failure {
    Failure::new("node_unreachable", format!("the node does not answer: {error}"))
        .hint("Start it again with `byline node`, or let the command start its own.")
}

fn misread(error: &serde_json::Error) -> Failure {
    Failure::new(
        "node_unreachable",
        format!("what answers is not this release of Byline: {error}"),
    )
    .hint("Stop the other program, or use the release that runs there.")
}
