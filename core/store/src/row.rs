//! From the columns of a row to the types of Byline.

use crate::error::StoreError;

/// A number whose bits SQLite keeps in a signed column.
pub(crate) fn from_i64(column: i64) -> u64 {
    column.cast_unsigned()
}

/// A column that must have thirty-two bytes.
pub(crate) fn bytes32(column: &[u8]) -> Result<[u8; 32], StoreError> {
    column
        .try_into()
        .map_err(|_| StoreError::Damaged(format!("an id of {} bytes", column.len())))
}

/// A row whose content does not decode.
pub(crate) fn damaged(error: impl std::fmt::Display) -> StoreError {
    StoreError::Damaged(error.to_string())
}
