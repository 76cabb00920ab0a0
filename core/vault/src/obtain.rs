//! Which password opens the vault of a home: the one given, the one kept, or, for a fresh home, a new one.

use crate::private_file::{self, Existing};
use crate::vault::{VaultError, failed};
use crate::{Keychain, KeychainError, Password, PasswordError};
use byline_types::hash;
use std::path::Path;
use zeroize::Zeroizing;

/// The vault, in the home folder.
pub const VAULT_FILE: &str = "vault.bin";

/// The generated password, in the home folder, where no keychain could keep it.
pub const PASSWORD_FILE: &str = "vault.password";

/// The name of the keychain entry, in the home folder, where a keychain keeps the generated password. Not secret. So a home
/// still finds its password after it was moved, and one that never used a keychain does not wait for one.
pub const KEYCHAIN_MARKER: &str = "vault.keychain";

/// The longest name of a keychain entry, in bytes.
const MAX_ACCOUNT_BYTES: usize = 128;

/// Where a password came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordOrigin {
    /// The file that the user named.
    Given,
    /// The keychain of the operating system.
    Keychain,
    /// [`PASSWORD_FILE`] in the home folder.
    HomeFile,
}

/// The password of the home folder `home`, which must exist. In this order: the file `given`, the file kept in the home, the
/// keychain entry that the home names. A fresh home, with no vault and none of these, gets a new password of 256 random
/// bits, kept in the keychain where there is one, else in a file that only its owner can read. `random` is only called for
/// that.
///
/// # Errors
/// A password file that cannot be used; a vault of which no password is known here; a keychain that should know it and does
/// not answer.
pub fn obtain_password(
    home: &Path,
    given: Option<&Path>,
    keychain: &dyn Keychain,
    random: impl FnOnce() -> [u8; 32],
) -> Result<(Password, PasswordOrigin), VaultError> {
    if let Some(path) = given {
        return Ok((Password::from_file(path)?, PasswordOrigin::Given));
    }
    if let Some(password) = kept_in_file(home)? {
        return Ok((password, PasswordOrigin::HomeFile));
    }
    if let Some(password) = kept_in_keychain(home, keychain)? {
        return Ok((password, PasswordOrigin::Keychain));
    }
    if home.join(VAULT_FILE).exists() {
        return Err(VaultError::NoPassword);
    }
    generate(home, keychain, &Zeroizing::new(random()))
}

fn kept_in_file(home: &Path) -> Result<Option<Password>, VaultError> {
    match Password::from_file(&home.join(PASSWORD_FILE)) {
        Ok(password) => Ok(Some(password)),
        Err(PasswordError::Unreadable { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Nothing where the home names no entry. A fresh home may do without the entry it names; an old one may not.
fn kept_in_keychain(home: &Path, keychain: &dyn Keychain) -> Result<Option<Password>, VaultError> {
    let Some(account) = keychain_account(home)? else {
        return Ok(None);
    };
    let fresh = !home.join(VAULT_FILE).exists();
    match keychain.get(&account) {
        Ok(Some(password)) => Ok(Some(password)),
        Ok(None) | Err(_) if fresh => Ok(None),
        Ok(None) => Err(VaultError::NotInKeychain),
        Err(error) => Err(error.into()),
    }
}

fn keychain_account(home: &Path) -> Result<Option<String>, VaultError> {
    let path = home.join(KEYCHAIN_MARKER);
    match private_file::read(&path, MAX_ACCOUNT_BYTES) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed("read", &path)(error)),
    }
}

fn generate(home: &Path, keychain: &dyn Keychain, random: &[u8; 32]) -> Result<(Password, PasswordOrigin), VaultError> {
    let password = Password::generate(random);
    let account = account_name(random);
    let origin = match keep_in_keychain(keychain, &account, &password) {
        Ok(()) => {
            write(&home.join(KEYCHAIN_MARKER), account.as_bytes())?;
            PasswordOrigin::Keychain
        }
        Err(_) => {
            write(&home.join(PASSWORD_FILE), format_line(&password).as_bytes())?;
            PasswordOrigin::HomeFile
        }
    };
    Ok((password, origin))
}

/// A name of its own for each home, which tells nothing of the password.
fn account_name(random: &[u8; 32]) -> String {
    let digest = hash("byline/keychain-entry/1", &[random]);
    format!("wallet-{}", hex::encode(&digest[..8]))
}

/// Keeps the password and reads it back: a keychain that forgets would cost the wallet.
fn keep_in_keychain(keychain: &dyn Keychain, account: &str, password: &Password) -> Result<(), KeychainError> {
    keychain.set(account, password)?;
    match keychain.get(account)? {
        Some(kept) if kept == *password => Ok(()),
        _ => Err(KeychainError::Refused("it does not give back what it was given".into())),
    }
}

fn format_line(password: &Password) -> Zeroizing<String> {
    Zeroizing::new(format!("{}\n", password.expose()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    private_file::write(path, bytes, Existing::Replace).map_err(failed("write", path))
}
