//! The seed at rest: one sealed file, the passwords that open it, and the keychain that keeps a password nobody types.
//!
//! Secrets are overwritten when they are dropped; no `Debug`, `Display` or error of this crate tells one.

mod cipher;
mod cost;
mod keychain;
mod obtain;
mod password;
mod private_file;
mod sealed;
#[cfg(test)]
mod tests;
mod vault;

pub use cost::{Cost, CostError};
pub use keychain::{Keychain, KeychainError, NoKeychain, OsKeychain};
pub use obtain::{KEYCHAIN_MARKER, PASSWORD_FILE, PasswordOrigin, VAULT_FILE, obtain_password};
pub use password::{Password, PasswordError};
pub use vault::{Vault, VaultError};
