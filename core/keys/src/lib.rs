//! Seed phrase → seed → keys → signatures, and the verification of what others signed.
//!
//! Nothing here does I/O, reads a clock or draws randomness: entropy is a parameter. Secrets are overwritten when they are
//! dropped, and no `Debug` or `Display` of this crate prints one.

mod language;
mod mnemonic;
mod public;
mod seed;
mod signing;
pub mod slip10;
#[cfg(test)]
mod tests;

pub use language::{Language, ParseLanguageError};
pub use mnemonic::{Mnemonic, MnemonicError, Suggestions, WordCheckError};
pub use public::{KeyError, PublicKey, SignatureError, verify, verify_bytes};
pub use seed::{Seed, SeedError};
pub use signing::{COIN_TYPE, MAX_ACCOUNT_INDEX, SigningKey};
