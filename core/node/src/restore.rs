//! Restoring a wallet from its words, and handing out an encrypted copy of the vault.

use crate::accounts::Account;
use crate::environment::{Machine, random};
use crate::error::NodeError;
use crate::home::{HomeLock, database_path, vault_path};
use crate::node::{Node, OpenOptions};
use crate::renewal::make_wallet;
use byline_keys::Mnemonic;
use byline_vault::{OsKeychain, Password, Vault, VaultError, obtain_password};
use std::path::Path;
use std::time::Duration;

/// Makes the wallet of a fresh home from its seed phrase, and opens it once so that its first account is there.
///
/// # Errors
/// Words that are no seed phrase, or a home that has a wallet: nothing is changed then.
pub fn restore(home: &Path, words: &str, password_file: Option<&Path>) -> Result<Account, NodeError> {
    let mnemonic = Mnemonic::parse(words)?;
    let lock = HomeLock::take(home, Duration::ZERO)?;
    if Vault::exists(&vault_path(home)) || database_path(home).exists() {
        return Err(NodeError::WalletExists);
    }
    make_wallet(home, &mnemonic, password_file)?;
    drop(lock);
    let options = OpenOptions {
        password_file: password_file.map(Path::to_owned),
        ..OpenOptions::new(home)
    };
    Node::open(options)?.own_account(None)
}

/// Writes an encrypted copy of the vault of `home` to `file`, which must not exist; under the password of
/// `new_password_file`, or the vault's own.
pub fn export_vault(
    home: &Path,
    password_file: Option<&Path>,
    file: &Path,
    new_password_file: Option<&Path>,
) -> Result<(), NodeError> {
    let path = vault_path(home);
    if !Vault::exists(&path) {
        let source = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(NodeError::Io {
            what: format!("no wallet in {}", home.display()),
            source,
        });
    }
    let (password, _) = obtain_password(home, password_file, &OsKeychain, || random(&Machine))?;
    let vault = Vault::open(&path, &password)?;
    let password =
        new_password_file.map_or(Ok(password), |path| Password::from_file(path).map_err(VaultError::from))?;
    Ok(vault.export(file, &password, password.cost(), &random(&Machine))?)
}
