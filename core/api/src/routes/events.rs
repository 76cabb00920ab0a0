//! What happens, as it happens; and everything of the home in one file.

use crate::confirm::Confirmations;
use crate::dto_host::Pending;
use crate::error::{ApiError, ErrorBody};
use crate::guard::Caller;
use crate::lines::{Sink, pipe, response};
use crate::served::Closing;
use crate::token::Scope;
use crate::views::EventDto;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use byline_node::{Node, NodeEvent};
use std::io::{self, BufWriter};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

/// A line is sent at least so often, so that both sides notice when the other is gone.
const ALIVE: Duration = Duration::from_secs(15);
/// How often a stream without news looks whether anybody still reads it.
const LOOK: Duration = Duration::from_millis(500);
/// Bytes of an archive that are sent at once.
const ARCHIVE_CHUNK: usize = 64 << 10;

/// What happens, one JSON object a line, for as long as the caller reads.
#[utoipa::path(get, path = "/api/events", responses((status = 200, body = EventDto, content_type = "application/x-ndjson"), (status = "4XX", body = ErrorBody)))]
pub async fn events(
    State(node): State<Arc<Node>>,
    State(confirmations): State<Confirmations>,
    State(closing): State<Closing>,
    Extension(caller): Extension<Caller>,
) -> Result<Response, ApiError> {
    caller.needs(Scope::Read)?;
    let (heard, asked) = (node.subscribe(), confirmations.subscribe());
    // The node may close while somebody listens.
    drop(node);
    let (sink, receiver) = pipe();
    std::thread::spawn(move || tell(&sink, &heard, &asked, &closing));
    Ok(response("application/x-ndjson", receiver))
}

/// Passes on what is heard until the reader or the node is gone.
fn tell(sink: &Sink, heard: &Receiver<NodeEvent>, asked: &Receiver<Pending>, closing: &Closing) {
    let mut told = sink.line(&EventDto::Hello);
    let mut quiet = Duration::ZERO;
    while told.is_ok() && !sink.is_closed() && !closing.has_begun() {
        if let Some(Pending { id, .. }) = asked.try_iter().next() {
            quiet = Duration::ZERO;
            told = sink.line(&EventDto::Confirmation { id });
            continue;
        }
        told = match heard.recv_timeout(LOOK) {
            Ok(event) => {
                quiet = Duration::ZERO;
                sink.line(&EventDto::from(event))
            }
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) if quiet < ALIVE => {
                quiet += LOOK;
                Ok(())
            }
            Err(RecvTimeoutError::Timeout) => {
                quiet = Duration::ZERO;
                sink.line(&EventDto::Alive)
            }
        };
    }
}

/// Everything of the home but its keys, as a ZIP file.
#[utoipa::path(get, path = "/api/export", responses((status = 200, body = String, content_type = "application/zip"), (status = "4XX", body = ErrorBody)))]
pub async fn archive(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
) -> Result<Response, ApiError> {
    caller.needs(Scope::Manage)?;
    let (sink, receiver) = pipe();
    std::thread::spawn(move || {
        let buffered = BufWriter::with_capacity(ARCHIVE_CHUNK, sink.clone());
        if let Err(error) = node.write_archive(buffered, &mut |_, _| ()) {
            sink.break_off(io::Error::other(error));
        }
    });
    let mut response = response("application/zip", receiver);
    let name = HeaderValue::from_static("attachment; filename=\"byline-export.zip\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}
