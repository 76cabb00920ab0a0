//! What happens in the node, told to whoever listens: a face that shows it, or a notification.

use crate::party::Party;
use byline_types::{Amount, Height};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeEvent {
    /// A block was decided and stored.
    Block {
        /// Its height.
        height: Height,
    },
    /// An account of this wallet was paid for what it caused in an answer that another account asked for.
    Earned {
        /// The account.
        account: Party,
        /// How much.
        amount: Amount,
    },
}

/// Those who listen. Whoever drops its end is forgotten at the next event.
#[derive(Default)]
pub(crate) struct Events(Mutex<Vec<Sender<NodeEvent>>>);

impl Events {
    /// A new listener, who hears what happens from now on.
    pub(crate) fn subscribe(&self) -> Receiver<NodeEvent> {
        let (sender, receiver) = channel();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(sender);
        receiver
    }

    /// Tells everyone, without waiting for anyone.
    pub(crate) fn tell(&self, event: &NodeEvent) {
        let mut listeners = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.retain(|listener| listener.send(event.clone()).is_ok());
    }
}
