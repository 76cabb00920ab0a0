//! Tests of the vault: official vectors, the file and its mishaps, where passwords come from, and secrecy.

mod file;
mod keychain;
mod obtain;
mod password;
mod secrecy;
mod vectors;

use crate::{Cost, Password, Vault};
use byline_keys::Mnemonic;
use byline_types::Timestamp;
use std::path::Path;

/// When the vaults of these tests are made.
const NOW: Timestamp = Timestamp(1_800_000_000_000);

/// The least that Argon2 allows: these tests are about everything else.
fn cheap() -> Cost {
    Cost::new(8, 1, 1).unwrap()
}

fn password(text: &str) -> Password {
    Password::new(text).unwrap()
}

fn mnemonic() -> Mnemonic {
    Mnemonic::from_entropy(&[0x5a; 32]).unwrap()
}

fn create(path: &Path) -> Vault {
    Vault::create(path, &mnemonic(), &password("open sesame"), cheap(), NOW, &[7; 40]).unwrap()
}
