//! The node behind the window: one that this process holds, or one that runs for the same folder already.

use crate::arguments::Arguments;
use crate::texts::Texts;
use crate::{other, watch};
use byline_api::{Host, HostError, HostOptions, Scope};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tauri::AppHandle;

/// How long to wait for a command that uses the folder right now.
const WAIT_FOR_HOME: Duration = Duration::from_secs(10);

/// Where a node is, and the page's token.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Connection {
    /// The node's URL, without a slash at its end.
    pub(crate) url: String,
    /// A token of scope `manage`.
    pub(crate) token: String,
}

/// Why something did not happen, in the words of the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Failure {
    /// Stable, in snake case.
    pub(crate) code: String,
    /// A sentence.
    pub(crate) message: String,
    /// What to do about it; may be empty.
    pub(crate) hint: String,
}

impl Failure {
    /// A failure without a hint.
    pub(crate) fn new(code: &str, message: impl Into<String>) -> Failure {
        Failure {
            code: code.to_owned(),
            message: message.into(),
            hint: String::new(),
        }
    }

    fn hint(self, hint: &str) -> Failure {
        Failure {
            hint: hint.to_owned(),
            ..self
        }
    }
}

impl From<&HostError> for Failure {
    fn from(error: &HostError) -> Failure {
        Failure::new(error.code(), error.to_string()).hint(error.hint())
    }
}

/// What the window holds: the node's folder and port, and how it stands with the node.
pub(crate) struct Shell {
    home: Option<PathBuf>,
    password_file: Option<PathBuf>,
    port: u16,
    state: Mutex<State>,
    changed: Condvar,
}

enum State {
    /// Nobody knows yet.
    Opening,
    /// The node of this process.
    Own(Arc<Host>),
    /// The node of another process.
    Other(Connection),
    /// None, and why.
    Gone(Failure),
}

impl Shell {
    /// A shell that will look for its node on `port`, the one that the page's content policy names.
    pub(crate) fn new(arguments: &Arguments, port: u16) -> Shell {
        Shell {
            home: arguments.home.clone(),
            password_file: arguments.password_file.clone(),
            port,
            state: Mutex::new(State::Opening),
            changed: Condvar::new(),
        }
    }

    /// The folder of the wallet, the ledger and the library.
    pub(crate) fn home(&self) -> Result<&Path, Failure> {
        self.home.as_deref().ok_or_else(|| {
            Failure::new("no_home", "the user's own folder cannot be found").hint("Start Byline with --home DIR.")
        })
    }

    /// Where the node is; waits while it opens.
    pub(crate) fn connection(&self) -> Result<Connection, Failure> {
        let opening = |state: &mut State| matches!(state, State::Opening);
        let state = self
            .changed
            .wait_while(self.state(), opening)
            .unwrap_or_else(PoisonError::into_inner);
        match &*state {
            State::Own(host) => Ok(Connection {
                url: host.url(),
                token: host.token(Scope::Manage),
            }),
            State::Other(connection) => Ok(connection.clone()),
            State::Gone(failure) => Err(failure.clone()),
            State::Opening => Err(Failure::new("opening", "the node is being opened")),
        }
    }

    /// Opens the folder's node, or finds the one that has it. Blocks; nobody else opens meanwhile.
    pub(crate) fn open(&self, app: &AppHandle) {
        let opened = self.find_or_open(app);
        if let State::Own(host) = &opened {
            watch::over(app, host);
        }
        self.turn(opened);
    }

    /// Opens the node again where it is gone; one that is there stays as it is.
    pub(crate) fn reopen(&self, app: &AppHandle) {
        {
            let mut state = self.state();
            match &*state {
                State::Opening | State::Own(_) => return,
                State::Other(_) | State::Gone(_) => *state = State::Opening,
            }
        }
        self.open(app);
    }

    /// The node of this process, while there is one.
    pub(crate) fn host(&self) -> Option<Arc<Host>> {
        match &*self.state() {
            State::Own(host) => Some(Arc::clone(host)),
            _ => None,
        }
    }

    /// Notes that the node of this process has ended by itself.
    pub(crate) fn lost(&self, failure: Failure) {
        let former = self.turn(State::Gone(failure));
        // Its thread has ended, so this waits for nothing.
        drop(former);
    }

    /// Stops the node of this process: settles what is owed and leaves the folder.
    pub(crate) fn close(&self) {
        let former = self.turn(State::Gone(stopped()));
        if let State::Own(host) = former
            && let Some(host) = Arc::into_inner(host)
        {
            // What could not be settled stays owed, and is settled by the next start.
            let _ = host.stop();
        }
    }

    /// What the window says, in the language of its page: the one that is set, else the system's.
    pub(crate) fn texts(&self) -> Texts {
        let set = self.language();
        let systems: Vec<String> = sys_locale::get_locales().collect();
        Texts::of(set.as_deref().into_iter().chain(systems.iter().map(String::as_str)))
    }

    /// The language in the page's own document. Of another process's node only the system's language is known.
    fn language(&self) -> Option<String> {
        #[derive(Deserialize)]
        struct Preferences {
            language: Option<String>,
        }
        let node = self.host()?.node()?;
        let document = node.preferences().ok()?;
        serde_json::from_slice::<Preferences>(&document).ok()?.language
    }

    fn find_or_open(&self, app: &AppHandle) -> State {
        match self.open_own() {
            Ok(host) => State::Own(Arc::new(host)),
            Err(failure) if failure.code == "home_locked" => match self.home().ok().and_then(other::find) {
                Some(other) if other.port == self.port => State::Other(other.connection),
                Some(_) => {
                    // The page may speak to one port alone, and that is settled when the program starts: it starts again.
                    app.request_restart();
                    State::Gone(failure)
                }
                None => State::Gone(failure),
            },
            Err(failure) => State::Gone(failure),
        }
    }

    fn open_own(&self) -> Result<Host, Failure> {
        let home = self.home()?;
        let in_use = Failure::new("home_locked", "another Byline process is using the folder");
        if other::find(home).is_some() {
            return Err(in_use);
        }
        Host::open(HostOptions {
            password_file: self.password_file.clone(),
            port: self.port,
            wait: WAIT_FOR_HOME,
            announce: true,
            ..HostOptions::new(home)
        })
        .map_err(|error| Failure::from(&error))
    }

    /// Changes the state and tells who waits; gives the former one.
    fn turn(&self, next: State) -> State {
        let former = std::mem::replace(&mut *self.state(), next);
        self.changed.notify_all();
        former
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The node was asked to stop.
pub(crate) fn stopped() -> Failure {
    Failure::new("node_stopped", "the node was stopped").hint("Start it again.")
}
