//! The keeper of a node: opens it, serves it at one address, and opens it anew when its wallet is restored or erased.
//!
//! Both `byline node` and the desktop window are a face around this. The port stays bound for as long as the host lives:
//! while the node is closed and opened again, whoever connects waits and is answered by the new one.

use crate::announce::{announce, retract};
use crate::confirm::Confirmations;
use crate::guard::Guard;
use crate::routes::router;
use crate::served::{Closing, Command, Keeper, Served};
use crate::server::{ServeError, Server, bind};
use crate::token::{Scope, Tokens};
use crate::token_file::{self, TokenFileError, load_or_create};
use byline_node::{Environment, Machine, Node, NodeError, OpenOptions};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use thiserror::Error;
use tokio::sync::watch;

/// How long the node's last use cases may take to end before its home is opened again.
const PATIENCE: Duration = Duration::from_secs(60);

/// Which home to serve, and how.
pub struct HostOptions {
    /// The folder.
    pub home: PathBuf,
    /// A file with the vault's password; without one the keychain or the home's own password file serves.
    pub password_file: Option<PathBuf>,
    /// Port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// How long to wait for another process to leave the home.
    pub wait: Duration,
    /// Whether other commands of this home are told where it listens.
    pub announce: bool,
    /// Clock and randomness.
    pub environment: Arc<dyn Environment>,
}

impl HostOptions {
    /// Serves `home` at once and at a free port, and tells nobody.
    pub fn new(home: &Path) -> HostOptions {
        HostOptions {
            home: home.to_owned(),
            password_file: None,
            port: 0,
            wait: Duration::ZERO,
            announce: false,
            environment: Arc::new(Machine),
        }
    }
}

/// The node cannot be opened or served. What is in the home is as it was.
#[derive(Debug, Error)]
pub enum HostError {
    /// The home.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// The port.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The tokens.
    #[error(transparent)]
    Tokens(#[from] TokenFileError),
    /// The file that says where the node listens.
    #[error("where the node listens cannot be written into its home: {0}")]
    Announce(std::io::Error),
}

impl HostError {
    /// The stable code, in snake case.
    pub fn code(&self) -> &'static str {
        match self {
            HostError::Node(error) => error.code(),
            HostError::Serve(error) => error.code(),
            HostError::Tokens(_) | HostError::Announce(_) => "not_writable",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            HostError::Node(error) => error.hint(),
            HostError::Serve(_) => "Choose another port with --port, or 0 for a free one.",
            HostError::Tokens(_) | HostError::Announce(_) => "Check the rights of the folder.",
        }
    }
}

/// What became of the node without its face's doing.
#[derive(Clone, Debug)]
pub enum HostEvent {
    /// It closes, to be opened again: a wallet is restored, or the home is erased.
    Closed,
    /// It is served again, at the same address and with the same tokens.
    Reopened {
        /// The folder in which the former wallet and its library are kept; none when they were erased.
        set_aside: Option<PathBuf>,
    },
    /// What was asked for could not be done; the home is served again as it was.
    Undone(Arc<HostError>),
    /// It is served no longer and cannot be opened again. The process should say why and end; nothing is lost.
    Failed(Arc<HostError>),
    /// It was asked to stop, and has.
    Stopped,
}

/// A node at work, with its server, tokens and confirmations.
pub struct Host {
    shared: Arc<Shared>,
    commands: Sender<Command>,
    work: Option<JoinHandle<Result<(), Arc<HostError>>>>,
}

/// What the host's own thread and its owner both see.
struct Shared {
    address: SocketAddr,
    home: PathBuf,
    tokens: Tokens,
    confirmations: Confirmations,
    node: Mutex<Option<Arc<Node>>>,
    listeners: Mutex<Vec<Sender<HostEvent>>>,
}

impl Host {
    /// Opens the home and serves it.
    ///
    /// # Errors
    /// The home is in use, the password is wrong, the port is taken, the disk refuses, or the data are damaged.
    pub fn open(options: HostOptions) -> Result<Host, HostError> {
        let node = open_node(&options, options.wait)?;
        // What the last process said is no longer true, and a stranger may listen there by now: nobody may send them a token
        // while this process holds the home.
        retract(&options.home);
        let tokens = load_or_create(&options.home, |bytes| node.fill_random(bytes))?;
        let port = bind(options.port)?;
        let shared = Arc::new(Shared {
            address: port.local_addr().map_err(ServeError::from)?,
            home: options.home.clone(),
            tokens,
            confirmations: Confirmations::new(Arc::clone(&options.environment)),
            node: Mutex::default(),
            listeners: Mutex::default(),
        });
        let (commands, heard) = channel();
        let mut work = Work {
            keeper: Keeper::new(&options.home, commands.clone()),
            shared: Arc::clone(&shared),
            options,
            port,
            server: None,
        };
        work.serve(node)?;
        Ok(Host {
            shared,
            commands,
            work: Some(thread::spawn(move || work.run(&heard))),
        })
    }

    /// Where it listens, as `http://127.0.0.1:PORT`. It stays the same.
    pub fn url(&self) -> String {
        self.shared.url()
    }

    /// The token of `scope` as it is now.
    pub fn token(&self, scope: Scope) -> String {
        self.shared.tokens.of(scope)
    }

    /// The file that holds the token of `scope`.
    pub fn token_file(&self, scope: Scope) -> PathBuf {
        token_file::path(&self.shared.home, scope)
    }

    /// The folder.
    pub fn home(&self) -> &Path {
        &self.shared.home
    }

    /// The node, except while it is closed. Not to be kept: its home can be opened again only when nobody has it.
    pub fn node(&self) -> Option<Arc<Node>> {
        self.shared.node().clone()
    }

    /// What waits for a person.
    pub fn confirmations(&self) -> Confirmations {
        self.shared.confirmations.clone()
    }

    /// What becomes of the node from now on.
    pub fn events(&self) -> Receiver<HostEvent> {
        let (sender, receiver) = channel();
        self.shared.listeners().push(sender);
        receiver
    }

    /// Stops serving, settles what is owed and leaves the home.
    ///
    /// # Errors
    /// The node failed before, or could not settle: what is owed is kept.
    pub fn stop(mut self) -> Result<(), Arc<HostError>> {
        self.finish()
    }

    fn finish(&mut self) -> Result<(), Arc<HostError>> {
        // One that has stopped hears nothing and says how it ended.
        let _ = self.commands.send(Command::Stop);
        match self.work.take().map(JoinHandle::join) {
            Some(Ok(outcome)) => outcome,
            // A panic was reported where it happened.
            None | Some(Err(_)) => Ok(()),
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // Whoever wants to know how it ended calls `stop`.
        let _ = self.finish();
    }
}

impl Shared {
    fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    fn node(&self) -> MutexGuard<'_, Option<Arc<Node>>> {
        self.node.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn listeners(&self) -> MutexGuard<'_, Vec<Sender<HostEvent>>> {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, event: &HostEvent) {
        self.listeners().retain(|listener| listener.send(event.clone()).is_ok());
    }
}

/// The host's own thread.
struct Work {
    shared: Arc<Shared>,
    keeper: Keeper,
    options: HostOptions,
    /// Bound for as long as the host lives.
    port: TcpListener,
    server: Option<Server>,
}

impl Work {
    fn run(mut self, commands: &Receiver<Command>) -> Result<(), Arc<HostError>> {
        while let Ok(command) = commands.recv() {
            let outcome = match command {
                Command::Restore { words, aside } => self.renew(Some(&aside), |work| work.restore(&words, &aside)),
                Command::Erase => self.renew(None, |work| Ok(byline_node::erase(&work.options.home, PATIENCE)?)),
                Command::Stop => break,
            };
            if let Err(error) = outcome {
                let error = Arc::new(error);
                self.leave();
                self.shared.tell(&HostEvent::Failed(Arc::clone(&error)));
                return Err(error);
            }
        }
        let closed = self.close();
        self.leave();
        self.shared.tell(&HostEvent::Stopped);
        Ok(closed.map_err(HostError::from)?)
    }

    fn restore(&self, words: &str, aside: &Path) -> Result<(), HostError> {
        let HostOptions {
            home, password_file, ..
        } = &self.options;
        Ok(byline_node::replace_wallet(
            home,
            words,
            password_file.as_deref(),
            aside,
            PATIENCE,
        )?)
    }

    /// Closes the node, changes what is in the home, and serves it again, changed or not.
    fn renew(
        &mut self,
        set_aside: Option<&Path>,
        change: impl FnOnce(&Work) -> Result<(), HostError>,
    ) -> Result<(), HostError> {
        self.shared.tell(&HostEvent::Closed);
        // What could not be settled stays owed, in the database that is set aside.
        let _ = self.close();
        let changed = change(self);
        let node = open_node(&self.options, PATIENCE)?;
        self.serve(node)?;
        self.keeper.is_free();
        self.shared.tell(&match changed {
            Ok(()) => HostEvent::Reopened {
                set_aside: set_aside.map(Path::to_owned),
            },
            Err(error) => HostEvent::Undone(Arc::new(error)),
        });
        Ok(())
    }

    fn serve(&mut self, node: Arc<Node>) -> Result<(), HostError> {
        let (ended, closing) = watch::channel(false);
        let app = router(
            Served {
                node: Arc::clone(&node),
                confirmations: self.shared.confirmations.clone(),
                tokens: self.shared.tokens.clone(),
                keeper: self.keeper.clone(),
                closing: Closing(closing),
            },
            Guard::new(self.shared.address.port(), self.shared.tokens.clone()),
        );
        let port = self.port.try_clone().map_err(ServeError::from)?;
        // Whoever is answered by this node finds it by its file, too. The port is ours already.
        if self.options.announce {
            announce(&self.options.home, &self.shared.url()).map_err(HostError::Announce)?;
        }
        self.server = Some(Server::start(app, port, ended).map_err(ServeError::from)?);
        *self.shared.node() = Some(node);
        Ok(())
    }

    /// Stops serving, settles what is owed and lets the node go.
    fn close(&mut self) -> Result<(), NodeError> {
        self.shared.confirmations.clear();
        if let Some(server) = self.server.take() {
            server.stop();
        }
        // The first wakes whoever waits; this one takes what requests asked for that were still under way.
        self.shared.confirmations.clear();
        let node = self.shared.node().take();
        node.map_or(Ok(()), |node| node.close())
    }

    fn leave(&self) {
        if self.options.announce {
            retract(&self.options.home);
        }
    }
}

fn open_node(options: &HostOptions, wait: Duration) -> Result<Arc<Node>, HostError> {
    Ok(Node::open(OpenOptions {
        home: options.home.clone(),
        password_file: options.password_file.clone(),
        wait,
        environment: Arc::clone(&options.environment),
    })?)
}

/// Erases a home that no process uses, with its tokens.
///
/// # Errors
/// A process uses it and does not leave it within `wait`, or the disk refuses.
pub fn erase_home(home: &Path, wait: Duration) -> Result<(), HostError> {
    byline_node::erase(home, wait)?;
    retract(home);
    Ok(token_file::delete_all(home)?)
}
