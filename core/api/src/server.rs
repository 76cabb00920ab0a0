//! The server: a listener on loopback, its own threads, and an orderly stop.

use crate::guard::Guard;
use crate::routes::router;
use crate::token::Tokens;
use byline_node::Node;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Threads that move bytes; the use cases run on threads of their own.
const WORKERS: usize = 2;
/// How long requests under way may take to end when the server stops.
const GRACE: Duration = Duration::from_secs(5);

/// The server cannot start.
#[derive(Debug, Error)]
pub enum ServeError {
    /// Another program has the port.
    #[error("port {0} is in use")]
    PortInUse(u16),
    /// The system refused.
    #[error("the server cannot start: {0}")]
    Io(#[from] io::Error),
}

impl ServeError {
    /// The stable code, in snake case.
    pub fn code(&self) -> &'static str {
        match self {
            ServeError::PortInUse(_) => "port_in_use",
            ServeError::Io(_) => "io",
        }
    }
}

/// A server at work.
pub struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    serving: Option<JoinHandle<()>>,
    runtime: Runtime,
}

impl Server {
    /// Serves `node` on `port` of 127.0.0.1; 0 takes a free port.
    pub fn start(node: Arc<Node>, tokens: Tokens, port: u16) -> Result<Server, ServeError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(WORKERS)
            .enable_all()
            .build()?;
        let listener = runtime
            .block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, port)))
            .map_err(|e| bind_error(e, port))?;
        let address = listener.local_addr()?;
        let app = router(node, Guard::new(address.port(), tokens));
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = runtime.spawn(async move {
            let until = async move { drop(stopped.await) };
            // Accepting goes on through errors of single connections, so an end is a stop.
            let _ = axum::serve(listener, app).with_graceful_shutdown(until).await;
        });
        Ok(Server {
            address,
            stop: Some(stop),
            serving: Some(serving),
            runtime,
        })
    }

    /// Where it listens, as `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops accepting, lets requests under way end, and gives the port back.
    pub fn stop(mut self) {
        drop(self.stop.take());
        if let Some(serving) = self.serving.take() {
            let _ = self
                .runtime
                .block_on(async { tokio::time::timeout(GRACE, serving).await });
        }
        self.runtime.shutdown_timeout(GRACE);
    }
}

fn bind_error(error: io::Error, port: u16) -> ServeError {
    match error.kind() {
        io::ErrorKind::AddrInUse => ServeError::PortInUse(port),
        _ => ServeError::Io(error),
    }
}
