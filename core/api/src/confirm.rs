//! Confirmations: what a page's token may not do waits here until a person says yes where web content cannot.
//!
//! ```text
//! request → 403 with an id → a person decides (window's dialog, terminal) → the same request with the id → done, once
//! ```

use crate::dto_host::{Pending, SummaryDto};
use byline_node::{Environment, Exclusion};
use byline_types::{Amount, Timestamp, hash};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use thiserror::Error;
use tokio::sync::watch;

/// How long a person has to decide, and the page to use it, in milliseconds.
const VALID: u64 = 10 * 60 * 1000;
/// The most requests that wait at once.
const MAX_WAITING: usize = 64;
/// The most that are remembered, with those that were decided.
const MAX_KEPT: usize = 256;
/// Random bytes of an id.
const ID_BYTES: usize = 16;

/// What a person is asked about: equal where two requests ask for exactly the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Coins leave the wallet above the daily cap.
    Send {
        /// Address that pays.
        from: String,
        /// Address that is paid.
        to: String,
        /// How much.
        amount: Amount,
    },
    /// A question whose answer may cost more than is left of the daily cap.
    Ask {
        /// The question.
        asked: Asked,
        /// The most that its answer may cost.
        hold: Amount,
    },
    /// Another daily cap.
    RaiseCap {
        /// Coins a day.
        daily_cap: Amount,
    },
    /// The seed phrase is shown and checked.
    ShowSeed,
    /// The wallet of these words takes the place of the one that is here.
    Restore {
        /// Their hash.
        words: [u8; 32],
    },
    /// Everything is erased.
    Erase,
}

/// A question: equal where the same is asked in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Hash of its text.
    pub question: [u8; 32],
    /// Address that pays.
    pub account: String,
    /// As in the request.
    pub without: Vec<Exclusion>,
    /// As in the request.
    pub max_price: Option<Amount>,
}

impl Action {
    fn kind(&self) -> &'static str {
        match self {
            Action::Send { .. } => "send",
            Action::Ask { .. } => "ask",
            Action::RaiseCap { .. } => "raise_cap",
            Action::ShowSeed => "show_seed",
            Action::Restore { .. } => "restore",
            Action::Erase => "erase",
        }
    }
}

/// The hash by which a text in a request is remembered.
pub(crate) fn digest(text: &str) -> [u8; 32] {
    hash("byline/confirmed-text/1", &[text.as_bytes()])
}

/// How it stands with a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfirmationState {
    /// Nobody decided yet.
    Pending,
    /// The same request may be made once.
    Approved,
    /// A person said no.
    Refused,
    /// It ran out, or was used.
    Expired,
}

impl ConfirmationState {
    /// The name, in snake case.
    pub fn name(self) -> &'static str {
        match self {
            ConfirmationState::Pending => "pending",
            ConfirmationState::Approved => "approved",
            ConfirmationState::Refused => "refused",
            ConfirmationState::Expired => "expired",
        }
    }
}

/// A confirmation cannot be asked for, decided or used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ConfirmError {
    /// No such id, or it was forgotten.
    #[error("there is no such confirmation")]
    Unknown,
    /// Somebody decided already.
    #[error("this was decided already")]
    Decided,
    /// The time is over.
    #[error("this confirmation ran out after ten minutes")]
    Expired,
    /// It is not the approval of this request.
    #[error("this request was not confirmed: the confirmation is for another one, was used, refused or ran out")]
    NotGiven,
    /// Too many wait.
    #[error("{MAX_WAITING} requests wait for a confirmation already")]
    TooMany,
}

impl ConfirmError {
    /// The stable code, in snake case.
    pub fn code(&self) -> &'static str {
        match self {
            ConfirmError::Unknown => "unknown_confirmation",
            ConfirmError::Decided => "already_decided",
            ConfirmError::Expired => "confirmation_expired",
            ConfirmError::NotGiven => "not_confirmed",
            ConfirmError::TooMany => "too_many_confirmations",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ConfirmError::Unknown | ConfirmError::Decided => "`byline confirm` lists what waits.",
            ConfirmError::Expired | ConfirmError::NotGiven => "Make the request again, and confirm that one.",
            ConfirmError::TooMany => "Decide those first: `byline confirm` lists them.",
        }
    }
}

/// What waits for a person, shared by the server and the shells that can ask one.
#[derive(Clone)]
pub struct Confirmations(Arc<Inner>);

struct Inner {
    environment: Arc<dyn Environment>,
    book: Mutex<Book>,
    changed: watch::Sender<()>,
}

#[derive(Default)]
struct Book {
    entries: Vec<Entry>,
    listeners: Vec<Sender<Pending>>,
}

struct Entry {
    pending: Pending,
    action: Action,
    stage: Stage,
    made: Timestamp,
    expires: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Waiting,
    Approved,
    Refused,
    Used,
}

impl Entry {
    fn state(&self, now: Timestamp) -> ConfirmationState {
        match self.stage {
            Stage::Refused => ConfirmationState::Refused,
            Stage::Used => ConfirmationState::Expired,
            // A clock that went back does not make an approval live longer.
            _ if self.expires <= now || now < self.made => ConfirmationState::Expired,
            Stage::Waiting => ConfirmationState::Pending,
            Stage::Approved => ConfirmationState::Approved,
        }
    }
}

impl Confirmations {
    /// Nothing waits yet. Ids and times come from `environment`.
    pub fn new(environment: Arc<dyn Environment>) -> Confirmations {
        Confirmations(Arc::new(Inner {
            environment,
            book: Mutex::default(),
            changed: watch::Sender::new(()),
        }))
    }

    /// What waits now, and then everything that comes to wait. Whoever drops the receiver is forgotten.
    pub fn subscribe(&self) -> Receiver<Pending> {
        let (sender, receiver) = channel();
        let mut book = self.book();
        for pending in book.waiting(self.now()) {
            // The receiver is here.
            let _ = sender.send(pending);
        }
        book.listeners.push(sender);
        receiver
    }

    /// What waits, oldest first.
    pub fn list(&self) -> Vec<Pending> {
        self.book().waiting(self.now())
    }

    /// How it stands with `id`.
    ///
    /// # Errors
    /// There is none.
    pub fn state(&self, id: &str) -> Result<ConfirmationState, ConfirmError> {
        self.entry(id, |entry, now| Ok(entry.state(now)))
    }

    /// The kind of `id`.
    ///
    /// # Errors
    /// There is none.
    pub fn kind(&self, id: &str) -> Result<String, ConfirmError> {
        self.entry(id, |entry, _| Ok(entry.pending.kind.clone()))
    }

    /// A person's answer to `id`.
    ///
    /// # Errors
    /// There is none, it ran out, or it was decided.
    pub fn decide(&self, id: &str, approve: bool) -> Result<(), ConfirmError> {
        self.entry(id, |entry, now| match (entry.stage, entry.state(now)) {
            (Stage::Waiting, ConfirmationState::Pending) => {
                entry.stage = if approve { Stage::Approved } else { Stage::Refused };
                Ok(())
            }
            (Stage::Waiting, _) => Err(ConfirmError::Expired),
            _ => Err(ConfirmError::Decided),
        })?;
        self.0.changed.send_replace(());
        Ok(())
    }

    /// Waits until `id` is decided, up to `patience`, and says how it stands then.
    pub(crate) async fn wait(&self, id: &str, patience: Duration) -> Result<ConfirmationState, ConfirmError> {
        let mut changed = self.0.changed.subscribe();
        let decided = async {
            loop {
                match self.state(id)? {
                    ConfirmationState::Pending => {}
                    state => return Ok(state),
                }
                if changed.changed().await.is_err() {
                    return self.state(id);
                }
            }
        };
        match tokio::time::timeout(patience, decided).await {
            Ok(state) => state,
            Err(_) => self.state(id),
        }
    }

    /// Asks a person about `action`. One that waits already is not asked about twice.
    ///
    /// # Errors
    /// Too many wait.
    pub(crate) fn ask(&self, action: Action, summary: SummaryDto) -> Result<Pending, ConfirmError> {
        let now = self.now();
        let mut book = self.book();
        let known = book
            .entries
            .iter()
            .find(|entry| entry.is_waiting(now) && entry.action == action);
        if let Some(known) = known {
            return Ok(known.pending.clone());
        }
        book.make_room(now)?;
        let mut id = [0; ID_BYTES];
        self.0.environment.fill_random(&mut id);
        let pending = Pending {
            id: hex::encode(id),
            kind: action.kind().to_owned(),
            summary,
        };
        book.entries.push(Entry {
            pending: pending.clone(),
            action,
            stage: Stage::Waiting,
            made: now,
            expires: Timestamp(now.0.saturating_add(VALID)),
        });
        book.listeners.retain(|listener| listener.send(pending.clone()).is_ok());
        Ok(pending)
    }

    /// Uses the approval `id` up, if it is for an action that `fits`, and gives that action.
    ///
    /// # Errors
    /// It is not the approval of such an action, or not any more.
    pub(crate) fn spend(&self, id: &str, fits: impl FnOnce(&Action) -> bool) -> Result<Action, ConfirmError> {
        let spent = self.entry(id, |entry, now| {
            if entry.state(now) != ConfirmationState::Approved || !fits(&entry.action) {
                return Err(ConfirmError::NotGiven);
            }
            entry.stage = Stage::Used;
            Ok(entry.action.clone())
        });
        spent.map_err(|_| ConfirmError::NotGiven)
    }

    /// Whether `id` let the seed phrase be shown and has not run out, used or not: who saw the words may check them.
    pub(crate) fn shows_seed(&self, id: &str) -> Result<(), ConfirmError> {
        let shown = self.entry(id, |entry, now| {
            let approved = matches!(entry.stage, Stage::Approved | Stage::Used);
            let counts = approved && now < entry.expires && entry.action == Action::ShowSeed;
            if counts { Ok(()) } else { Err(ConfirmError::NotGiven) }
        });
        shown.map_err(|_| ConfirmError::NotGiven)
    }

    /// Forgets everything: what was asked or approved was about a wallet that is no longer served.
    pub(crate) fn clear(&self) {
        self.book().entries.clear();
        self.0.changed.send_replace(());
    }

    fn entry<T>(
        &self,
        id: &str,
        look: impl FnOnce(&mut Entry, Timestamp) -> Result<T, ConfirmError>,
    ) -> Result<T, ConfirmError> {
        let now = self.now();
        let mut book = self.book();
        let entry = book.entries.iter_mut().find(|entry| entry.pending.id == id);
        look(entry.ok_or(ConfirmError::Unknown)?, now)
    }

    fn now(&self) -> Timestamp {
        self.0.environment.now()
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    fn is_waiting(&self, now: Timestamp) -> bool {
        self.state(now) == ConfirmationState::Pending
    }
}

impl Book {
    fn waiting(&self, now: Timestamp) -> Vec<Pending> {
        let waiting = self.entries.iter().filter(|entry| entry.is_waiting(now));
        waiting.map(|entry| entry.pending.clone()).collect()
    }

    /// Room for one more: the oldest that nobody waits for any more goes.
    fn make_room(&mut self, now: Timestamp) -> Result<(), ConfirmError> {
        if self.entries.iter().filter(|entry| entry.is_waiting(now)).count() >= MAX_WAITING {
            return Err(ConfirmError::TooMany);
        }
        while self.entries.len() >= MAX_KEPT {
            let oldest = self.entries.iter().position(|entry| !entry.is_waiting(now));
            self.entries.remove(oldest.unwrap_or_default());
        }
        Ok(())
    }
}
