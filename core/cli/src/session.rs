//! A node to talk to: the one that runs for this home, or one for the duration of a command.

use crate::arguments::Arguments;
use crate::client::Client;
use crate::failure::Failure;
use byline_api::{Scope, ServeError, Server, Tokens, load_or_create, token_path};
use byline_node::{Node, OpenOptions, is_in_use};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long a command waits for another one that uses the home.
const WAIT_FOR_HOME: Duration = Duration::from_secs(30);
/// The most bytes of the file that says where a node listens.
const MAX_ADDRESS_BYTES: u64 = 4096;

/// Where the node of a home listens, as written by `byline node`.
#[derive(Debug, Serialize, Deserialize)]
pub struct NodeAddress {
    /// Its URL.
    pub url: String,
}

/// A node at work, in this process or another.
pub struct Session {
    client: Client,
    own: Option<Running>,
}

/// A node of this process with its server.
pub struct Running {
    /// The node.
    pub node: Arc<Node>,
    server: Option<Server>,
    tokens: Tokens,
    home: PathBuf,
}

/// The folder that the command works on.
pub fn home(arguments: &Arguments) -> Result<PathBuf, Failure> {
    if let Some(home) = &arguments.home {
        return Ok(home.clone());
    }
    use etcetera::BaseStrategy;
    let folders = etcetera::choose_base_strategy()
        .map_err(|_| Failure::new("no_home", "the user's own folder cannot be found").hint("Give --home DIR."))?;
    Ok(folders.data_dir().join("byline"))
}

impl Session {
    /// Finds the node that runs for the home, or starts one.
    pub fn open(arguments: &Arguments) -> Result<Session, Failure> {
        let home = home(arguments)?;
        if let Some(client) = running_client(&home) {
            return Ok(Session { client, own: None });
        }
        match Running::start(&home, arguments.password_file.clone(), 0, WAIT_FOR_HOME) {
            Ok(running) => Ok(Session {
                client: running.client(),
                own: Some(running),
            }),
            // A node may have been started while we waited for the home.
            Err(failure) if failure.code == "home_locked" => running_client(&home)
                .map(|client| Session { client, own: None })
                .ok_or(failure),
            Err(failure) => Err(failure),
        }
    }

    /// Talks to the node.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Ends a node that was started for the command, after what it owes is settled.
    pub fn close(self) -> Result<(), Failure> {
        self.own.map_or(Ok(()), Running::stop)
    }
}

impl Running {
    /// Opens the home and serves it on `port`, waiting up to `wait` for another process to leave it.
    pub fn start(home: &Path, password_file: Option<PathBuf>, port: u16, wait: Duration) -> Result<Running, Failure> {
        let node = Node::open(OpenOptions {
            wait,
            password_file,
            ..OpenOptions::new(home)
        })?;
        let tokens = load_or_create(home, |bytes| node.fill_random(bytes))
            .map_err(|error| Failure::new("not_writable", error.to_string()).hint("Check the rights of the folder."))?;
        let server = Server::start(Arc::clone(&node), tokens.clone(), port).map_err(|error| serve_failure(&error))?;
        Ok(Running {
            node,
            server: Some(server),
            tokens,
            home: home.to_owned(),
        })
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        self.server.as_ref().map_or(String::new(), Server::url)
    }

    /// A client that may do everything.
    pub fn client(&self) -> Client {
        Client::new(self.url(), self.tokens.of(Scope::Owner).to_owned())
    }

    /// Writes where the node listens, for other commands of this home.
    pub fn announce(&self) -> Result<(), Failure> {
        let path = address_path(&self.home);
        let draft = path.with_extension("new");
        let text = serde_json::json!(NodeAddress { url: self.url() }).to_string();
        fs::write(&draft, text)
            .and_then(|()| fs::rename(&draft, &path))
            .map_err(|error| Failure::file(&path, &error))
    }

    /// Stops serving, settles what is owed and leaves the home.
    pub fn stop(mut self) -> Result<(), Failure> {
        let _ = fs::remove_file(address_path(&self.home));
        if let Some(server) = self.server.take() {
            server.stop();
        }
        Ok(self.node.close()?)
    }
}

fn serve_failure(error: &ServeError) -> Failure {
    Failure::new(error.code(), error.to_string()).hint("Choose another port with --port, or 0 for a free one.")
}

fn address_path(home: &Path) -> PathBuf {
    home.join("node.json")
}

/// A client for the node that says it runs for `home`, if it does.
///
/// A file left behind by a node that was killed may name a port where somebody else listens by now, who must not be sent a
/// token: it counts only while a process holds the home.
fn running_client(home: &Path) -> Option<Client> {
    if !is_in_use(home) {
        return None;
    }
    let url = announced(home)?.url;
    let token = fs::read_to_string(token_path(home, Scope::Owner)).ok()?;
    let client = Client::new(url, token.trim().to_owned());
    client.is_alive().then_some(client)
}

/// Where the home's node said it listens. It may be gone since.
pub fn announced(home: &Path) -> Option<NodeAddress> {
    let path = address_path(home);
    if fs::metadata(&path).ok()?.len() > MAX_ADDRESS_BYTES {
        return None;
    }
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}
