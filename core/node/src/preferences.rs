//! What the owner set on this machine: the daily cap, and how the faces look. None of it reaches the ledger.

use crate::error::NodeError;
use crate::node::Node;
use crate::spending::{cap, set_cap, spent_today};
use byline_types::Amount;
use std::path::PathBuf;

/// The most bytes of the document in which a face keeps what it likes.
pub const MAX_PREFERENCES_BYTES: usize = 64 << 10;
const PREFERENCES_SETTING: &str = "preferences";

/// What is set on this machine.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What may be spent in a day without the owner's confirmation.
    pub daily_cap: Amount,
    /// What was spent today.
    pub spent_today: Amount,
    /// The folder in which everything is kept.
    pub home: PathBuf,
}

impl Node {
    /// What is set on this machine.
    pub fn settings(&self) -> Result<Settings, NodeError> {
        let snapshot = self.store.read()?;
        Ok(Settings {
            daily_cap: cap(&snapshot)?,
            spent_today: spent_today(&snapshot, self.now())?,
            home: self.home.clone(),
        })
    }

    /// Sets what may be spent in a day without the owner's confirmation.
    pub fn set_daily_cap(&self, amount: Amount) -> Result<(), NodeError> {
        self.store.write(|transaction| set_cap(transaction, amount))
    }

    /// Sets it if it is not higher than the one before, and says whether it was set: to raise it is the owner's.
    pub fn lower_daily_cap(&self, amount: Amount) -> Result<bool, NodeError> {
        self.store.write(|transaction| {
            if amount > cap(transaction)? {
                return Ok(false);
            }
            set_cap(transaction, amount)?;
            Ok(true)
        })
    }

    /// The document in which a face keeps what it likes; empty until it is set.
    pub fn preferences(&self) -> Result<Vec<u8>, NodeError> {
        Ok(self.store.read()?.setting(PREFERENCES_SETTING)?.unwrap_or_default())
    }

    /// Keeps a face's document in the place of the one before.
    pub fn set_preferences(&self, document: &[u8]) -> Result<(), NodeError> {
        if document.len() > MAX_PREFERENCES_BYTES {
            return Err(NodeError::Parameter(format!(
                "preferences of {} bytes are more than {MAX_PREFERENCES_BYTES}",
                document.len()
            )));
        }
        self.store
            .write(|transaction| Ok(transaction.set_setting(PREFERENCES_SETTING, document)?))
    }
}
