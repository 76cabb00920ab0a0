//! A node to talk to: the one that runs for this home, or one for the duration of a command.

use crate::arguments::Arguments;
use crate::client::Client;
use crate::failure::Failure;
use byline_api::{Host, HostOptions, Scope, announced, token_path};
use byline_node::is_in_use;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a command waits for another one that uses the home.
pub const WAIT_FOR_HOME: Duration = Duration::from_secs(30);

/// A node at work, in this process or another.
pub struct Session {
    client: Client,
    own: Option<Host>,
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
        let opened = Host::open(HostOptions {
            password_file: arguments.password_file.clone(),
            wait: WAIT_FOR_HOME,
            ..HostOptions::new(&home)
        });
        match opened.map_err(Failure::from) {
            Ok(host) => Ok(Session {
                client: client_of(&host),
                own: Some(host),
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
        self.own.map_or(Ok(()), |host| Ok(host.stop()?))
    }
}

/// A client of `host` that may do everything.
pub fn client_of(host: &Host) -> Client {
    Client::new(host.url(), host.token(Scope::Owner))
}

/// A client for the node that says it runs for `home`, if it does.
///
/// A file left behind by a node that was killed may name a port where somebody else listens by now, who must not be sent a
/// token: it counts only while a process holds the home.
pub fn running_client(home: &Path) -> Option<Client> {
    if !is_in_use(home) {
        return None;
    }
    let url = announced(home)?;
    let token = fs::read_to_string(token_path(home, Scope::Owner)).ok()?;
    let client = Client::new(url, token.trim().to_owned());
    client.is_alive().then_some(client)
}
