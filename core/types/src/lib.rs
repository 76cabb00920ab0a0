//! Ids, amounts, shares, heights and the canonical encoding that every other crate speaks.
//!
//! Nothing here does I/O, reads a clock or draws randomness.

mod amount;
mod apportion;
mod encoding;
mod hash;
mod id;
mod key;
mod share;
#[cfg(test)]
mod tests;
mod time;

pub use amount::{Amount, AmountError, ParseAmountError};
pub use apportion::{apportion, round_quotients};
pub use encoding::{DecodeError, decode, encode, signing_bytes};
pub use hash::{Digest32, hash};
pub use id::{AccountId, BlockId, ChainId, ChannelId, ManifestId, ParseIdError, ReceiptId, TxId, WorkId};
pub use key::{PublicKeyBytes, SignatureBytes};
pub use share::{Share, ShareError};
pub use time::{Height, Nonce, Timestamp};
