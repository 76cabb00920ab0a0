//! Answers in lines: one JSON object a line, sent as soon as it is there (`application/x-ndjson`).

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::io;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio_stream::wrappers::ReceiverStream;

/// Lines that may wait for a slow reader.
const WAITING: usize = 64;

/// Where a thread writes what goes out. Writing waits for a slow reader, and fails once the reader is gone.
#[derive(Clone)]
pub struct Sink(Sender<io::Result<Bytes>>);

/// The reader is gone.
#[derive(Clone, Copy, Debug)]
pub struct Gone;

/// A place to write to and the body that it fills.
pub fn pipe() -> (Sink, Receiver<io::Result<Bytes>>) {
    let (sender, receiver) = channel(WAITING);
    (Sink(sender), receiver)
}

impl Sink {
    /// Writes one line. Not to be called from an asynchronous task.
    pub fn line(&self, value: &impl Serialize) -> Result<(), Gone> {
        let mut line = serde_json::to_vec(value).map_err(|_| Gone)?;
        line.push(b'\n');
        self.0.blocking_send(Ok(line.into())).map_err(|_| Gone)
    }

    /// Breaks the answer off, so that the reader does not take it for whole.
    pub fn break_off(&self, error: io::Error) {
        // A reader that is gone needs no telling.
        let _ = self.0.blocking_send(Err(error));
    }

    /// Whether the reader is gone.
    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }
}

/// Bytes instead of lines: for files.
impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes))).map_err(gone)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An answer of the type `content_type` that ends when the last sink is dropped.
pub fn response(content_type: &'static str, receiver: Receiver<io::Result<Bytes>>) -> Response {
    let body = Body::from_stream(ReceiverStream::new(receiver));
    ([(header::CONTENT_TYPE, content_type)], body).into_response()
}
