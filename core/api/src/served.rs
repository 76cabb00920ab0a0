//! What the routes work with.

use crate::confirm::Confirmations;
use crate::error::ApiError;
use crate::token::Tokens;
use axum::extract::FromRef;
use axum::http::StatusCode;
use byline_node::Node;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use tokio::sync::watch;
use zeroize::Zeroizing;

/// The state of the router.
#[derive(Clone, FromRef)]
pub(crate) struct Served {
    /// The node.
    pub node: Arc<Node>,
    /// What waits for a person.
    pub confirmations: Confirmations,
    /// Who may do what.
    pub tokens: Tokens,
    /// The keeper of the node.
    pub keeper: Keeper,
    /// Whether this server ends.
    pub closing: Closing,
}

/// What the keeper of the node is told to do.
pub(crate) enum Command {
    /// Make the wallet of these words in place of the present one.
    Restore {
        /// The seed phrase.
        words: Zeroizing<String>,
        /// Where the present home goes.
        aside: PathBuf,
    },
    /// Erase the home.
    Erase,
    /// Close for good.
    Stop,
}

/// Whoever opened the node, and can close it.
#[derive(Clone)]
pub(crate) struct Keeper {
    home: Arc<Path>,
    commands: Sender<Command>,
    busy: Arc<AtomicBool>,
}

impl Keeper {
    /// The keeper of `home`, who hears `commands`.
    pub(crate) fn new(home: &Path, commands: Sender<Command>) -> Keeper {
        Keeper {
            home: home.into(),
            commands,
            busy: Arc::default(),
        }
    }

    /// The folder.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// Gives a command; only one is under way at a time.
    pub(crate) fn order(&self, command: Command) -> Result<(), ApiError> {
        let taken = !self.busy.swap(true, Ordering::AcqRel);
        if taken && self.commands.send(command).is_ok() {
            return Ok(());
        }
        Err(
            ApiError::new(StatusCode::CONFLICT, "closing", "the node is closing already")
                .hint("Wait until it answers again."),
        )
    }

    /// The command is done.
    pub(crate) fn is_free(&self) {
        self.busy.store(false, Ordering::Release);
    }
}

/// Says when the server has stopped taking connections. What would stay open longer ends then.
#[derive(Clone)]
pub(crate) struct Closing(pub(crate) watch::Receiver<bool>);

impl Closing {
    /// Whether the server takes no more connections.
    pub(crate) fn has_begun(&self) -> bool {
        *self.0.borrow()
    }

    /// Returns when the server takes no more connections: whoever asks again is answered by the next one.
    pub(crate) async fn begun(&mut self) {
        // Without its sender the server is gone.
        let _ = self.0.wait_for(|closing| *closing).await;
    }
}
