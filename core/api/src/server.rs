//! The server: one at a time on the host's port, with its own threads, and an orderly stop.

use axum::Router;
use axum::serve::Listener;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::{oneshot, watch};
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

/// Takes `port` of 127.0.0.1; 0 takes a free one. Connections wait there until a server takes them.
pub(crate) fn bind(port: u16) -> Result<std::net::TcpListener, ServeError> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => ServeError::PortInUse(port),
        _ => ServeError::Io(error),
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// A server at work.
pub(crate) struct Server {
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
    runtime: Runtime,
}

impl Server {
    /// Serves `app` on `port`. When it takes no more connections, `ended` becomes true.
    pub(crate) fn start(app: Router, port: std::net::TcpListener, ended: watch::Sender<bool>) -> io::Result<Server> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(WORKERS)
            .enable_all()
            .build()?;
        let entered = runtime.enter();
        let door = Door {
            listener: TcpListener::from_std(port)?,
            ended,
        };
        drop(entered);
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = runtime.spawn(async move {
            let until = async move { drop(stopped.await) };
            // Accepting goes on through errors of single connections, so an end is a stop.
            let _ = axum::serve(door, app).with_graceful_shutdown(until).await;
        });
        Ok(Server { stop, serving, runtime })
    }

    /// Stops accepting and lets requests under way end.
    pub(crate) fn stop(self) {
        drop(self.stop);
        let serving = self.serving;
        let ended = self
            .runtime
            .block_on(async { tokio::time::timeout(GRACE, serving).await });
        // Whatever is left is cut off.
        drop(ended);
        self.runtime.shutdown_timeout(GRACE);
    }
}

/// The host's port, as long as one server takes connections from it. The server drops it when it stops accepting.
struct Door {
    listener: TcpListener,
    ended: watch::Sender<bool>,
}

impl Listener for Door {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        Listener::accept(&mut self.listener).await
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.ended.send_replace(true);
    }
}
