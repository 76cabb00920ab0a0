//! What transactions did, for those who keep histories and indexes.

use crate::accounts::AccountsEvent;
use crate::usage::UsageEvent;
use crate::works::WorksEvent;
use borsh::{BorshDeserialize, BorshSerialize};
use byline_types::AccountId;
use std::collections::BTreeSet;

/// One thing that a transaction did. New kinds are appended, never inserted.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Event {
    /// To coins.
    Accounts(AccountsEvent),
    /// To works.
    Works(WorksEvent),
    /// To channels.
    Usage(UsageEvent),
}

impl Event {
    /// The accounts in whose history this belongs, each once, in order.
    pub fn accounts(&self) -> Vec<AccountId> {
        let accounts: BTreeSet<AccountId> = match self {
            Event::Accounts(event) => event.accounts().into_iter().collect(),
            Event::Works(event) => [event.owner()].into(),
            Event::Usage(event) => event.accounts().into_iter().collect(),
        };
        accounts.into_iter().collect()
    }
}

impl From<AccountsEvent> for Event {
    fn from(event: AccountsEvent) -> Event {
        Event::Accounts(event)
    }
}

impl From<WorksEvent> for Event {
    fn from(event: WorksEvent) -> Event {
        Event::Works(event)
    }
}

impl From<UsageEvent> for Event {
    fn from(event: UsageEvent) -> Event {
        Event::Usage(event)
    }
}
