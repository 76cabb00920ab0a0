//! Small values under a name.

use crate::database::{Tables, WriteTx};
use crate::error::StoreError;
use rusqlite::{OptionalExtension, params};

impl Tables {
    /// The value kept under `key`.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn setting(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?)
    }
}

impl WriteTx<'_> {
    /// Keeps `value` under `key`, in the place of what was there.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn set_setting(&self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)")?
            .execute(params![key, value])?;
        Ok(())
    }
}
