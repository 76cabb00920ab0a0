//! Accounts: balances, nonces, transfers and fees.

pub(crate) mod apply;
mod error;
mod event;
mod state;
mod tx;

pub use error::AccountsError;
pub use event::AccountsEvent;
pub use state::{Account, read_account};
pub(crate) use state::{credit, debit};
pub use tx::Transfer;
