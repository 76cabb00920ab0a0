//! A node that another process runs for the same folder: found by what it left there, as the command line finds it.

use crate::shell::Connection;
use byline_api::{Scope, announced, token_path};
use byline_node::is_in_use;
use std::fs::File;
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

/// How long a node on this machine may take to accept a connection.
const PATIENCE: Duration = Duration::from_secs(2);
/// The most bytes of a token's file.
const MAX_TOKEN_BYTES: u64 = 256;
/// How a node's URL begins: nothing else is ever connected to.
const LOOPBACK: &str = "http://127.0.0.1:";
/// Where other programs look for a node first; the same as the command line's.
const USUAL_PORT: u16 = 7420;

/// A running node.
pub(crate) struct Other {
    /// Its port on 127.0.0.1.
    pub(crate) port: u16,
    /// Its URL, and the page's token.
    pub(crate) connection: Connection,
}

/// The node that runs for `home`, if one does and answers.
///
/// A file left behind by a node that was killed may name a port where somebody else listens by now, who must not be sent a
/// token: it counts only while a process holds the home.
pub(crate) fn find(home: &Path) -> Option<Other> {
    if !is_in_use(home) {
        return None;
    }
    let url = announced(home)?;
    let port = port_of(&url)?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    let token = read_token(&token_path(home, Scope::Manage))?;
    Some(Other {
        port,
        connection: Connection { url, token },
    })
}

/// The port of a node's URL; none where it is anything but `http://127.0.0.1:PORT`.
pub(crate) fn port_of(url: &str) -> Option<u16> {
    let port = url.strip_prefix(LOOPBACK)?;
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| port.parse().ok()).flatten().filter(|port| *port != 0)
}

/// The port for this run: that of the folder's running node, else the usual one where it is free, else any free one.
pub(crate) fn choose_port(home: Option<&Path>) -> u16 {
    if let Some(other) = home.and_then(find) {
        return other.port;
    }
    let free = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).and_then(|listener| listener.local_addr());
    // Where not even a free port can be had, opening the node says so.
    free(USUAL_PORT)
        .or_else(|_| free(0))
        .map_or(USUAL_PORT, |address| address.port())
}

fn read_token(path: &Path) -> Option<String> {
    let mut text = String::new();
    File::open(path)
        .ok()?
        .take(MAX_TOKEN_BYTES)
        .read_to_string(&mut text)
        .ok()?;
    Some(text.trim().to_owned())
}
