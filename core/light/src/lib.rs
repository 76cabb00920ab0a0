//! The light client: what others say about the ledger is believed as far as validators signed it, and no further.
//!
//! ```text
//! Genesis → TrustedState ─verify_header(LightBlock)→ VerifiedHeader ─verify_account(record, proof)→ Verified<Account>
//! ```
//!
//! [`VerifiedHeader`] and [`Verified`] have no other constructors than verification, so a number that carries one of
//! these types was checked. Nothing here does I/O or reads a clock: time is a parameter.

mod error;
pub mod export;
mod header;
mod light_block;
#[cfg(test)]
mod tests;
mod trusted;
mod value;

pub use error::LightError;
pub use header::{Options, VerifiedHeader, verify_header};
pub use light_block::{LightBlock, MAX_LIGHT_BLOCK_BYTES, SignedHeader};
pub use trusted::TrustedState;
pub use value::Verified;
