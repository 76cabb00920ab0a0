//! All that a home keeps, in one SQLite file: blocks and state of the ledger, the library and its search index, the
//! wallet's records.
//!
//! Values of other crates are kept as the bytes they encode to; what they mean is the node's business. No other crate
//! names `rusqlite`.

mod accounts;
mod blocks;
mod database;
mod error;
mod payments;
mod retrieval;
mod row;
mod schema;
mod settings;
mod state_tree;
#[cfg(test)]
mod tests;
mod works;

pub use accounts::{Contact, LocalAccount, MAX_NAME_CHARS};
pub use blocks::{DecidedBlock, NewTransaction, StoredHeader, StoredTransaction};
pub use database::{Snapshot, Store, Tables, WriteTx};
pub use error::StoreError;
pub use payments::{ChannelEntry, ReceiptEntry};
pub use retrieval::{
    Hit, Language, MAX_QUERY_CHARS, Query, QueryTerm, Ranking, Signals, Token, TokenKind, WorkTerms, tokens, work_terms,
};
pub use works::{Added, EditionEntry, NewWork, Passage, WorkEntry};
