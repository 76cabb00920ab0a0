//! The keychain of the operating system: Keychain on macOS, Credential Manager on Windows, Secret Service on Linux and BSD.

use crate::Password;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;
use thiserror::Error;
use zeroize::Zeroizing;

/// The name under which all our entries stand.
const SERVICE: &str = "byline";

/// How long to wait for the keychain, which may be asking its user to unlock it. Where nobody answers, we go on without.
const PATIENCE: Duration = Duration::from_secs(30);

/// The keychain did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeychainError {
    /// There is none in this session.
    #[error("there is no keychain in this session")]
    Absent,
    /// It gave no answer.
    #[error("the keychain gave no answer; is it waiting to be unlocked?")]
    Silent,
    /// It answered with an error.
    #[error("the keychain refused: {0}")]
    Refused(String),
}

/// A place outside the home folder where passwords are kept.
pub trait Keychain {
    /// The password that was kept under `account`, if there is one.
    ///
    /// # Errors
    /// The keychain is not there, or gives no answer.
    fn get(&self, account: &str) -> Result<Option<Password>, KeychainError>;

    /// Keeps `password` under `account`, in place of any that was there.
    ///
    /// # Errors
    /// The keychain is not there, or gives no answer.
    fn set(&self, account: &str, password: &Password) -> Result<(), KeychainError>;

    /// Forgets what is kept under `account`; fine if there is nothing.
    ///
    /// # Errors
    /// The keychain is not there, or gives no answer.
    fn delete(&self, account: &str) -> Result<(), KeychainError>;
}

/// The keychain of the operating system. Each call waits half a minute at most, and none where there is no keychain.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsKeychain;

/// No keychain: passwords stay in files.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoKeychain;

impl Keychain for OsKeychain {
    fn get(&self, account: &str) -> Result<Option<Password>, KeychainError> {
        let secret = match with_entry(account, |entry| entry.get_password().map(Zeroizing::new))? {
            Err(keyring::Error::NoEntry) => return Ok(None),
            outcome => outcome.map_err(refused)?,
        };
        match Password::new(&secret) {
            Ok(password) => Ok(Some(password)),
            Err(error) => Err(KeychainError::Refused(error.to_string())),
        }
    }

    fn set(&self, account: &str, password: &Password) -> Result<(), KeychainError> {
        let password = password.clone();
        with_entry(account, move |entry| entry.set_password(password.expose()))?.map_err(refused)
    }

    fn delete(&self, account: &str) -> Result<(), KeychainError> {
        match with_entry(account, keyring::Entry::delete_credential)? {
            Err(keyring::Error::NoEntry) => Ok(()),
            outcome => outcome.map_err(refused),
        }
    }
}

impl Keychain for NoKeychain {
    fn get(&self, _: &str) -> Result<Option<Password>, KeychainError> {
        Err(KeychainError::Absent)
    }

    fn set(&self, _: &str, _: &Password) -> Result<(), KeychainError> {
        Err(KeychainError::Absent)
    }

    fn delete(&self, _: &str) -> Result<(), KeychainError> {
        Err(KeychainError::Absent)
    }
}

/// Does `work` with our entry for `account`, where there is a keychain.
fn with_entry<T: Send + 'static>(
    account: &str,
    work: impl FnOnce(&keyring::Entry) -> keyring::Result<T> + Send + 'static,
) -> Result<keyring::Result<T>, KeychainError> {
    if !may_be_present() {
        return Err(KeychainError::Absent);
    }
    let account = account.to_owned();
    match within(PATIENCE, move || {
        keyring::Entry::new(SERVICE, &account).and_then(|entry| work(&entry))
    })? {
        Err(keyring::Error::NoDefaultStore) => Err(KeychainError::Absent),
        outcome => Ok(outcome),
    }
}

/// Whether it makes sense to look for a keychain: the Secret Service is reached over the D-Bus of a session.
fn may_be_present() -> bool {
    let secret_service = cfg!(unix) && !cfg!(target_vendor = "apple");
    !secret_service || std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some_and(|address| !address.is_empty())
}

/// Runs `work` in a thread of its own. On silence that thread is left behind: nothing can end a call that waits for a person.
pub(crate) fn within<T: Send + 'static>(
    patience: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, KeychainError> {
    let (sender, receiver) = mpsc::sync_channel(1);
    std::thread::spawn(move || sender.send(work()));
    receiver.recv_timeout(patience).map_err(|error| match error {
        RecvTimeoutError::Timeout => KeychainError::Silent,
        RecvTimeoutError::Disconnected => KeychainError::Refused("its library failed".into()),
    })
}

/// The platform's words where it has any. Some errors of the library carry the secret itself; those are only named.
fn refused(error: keyring::Error) -> KeychainError {
    use keyring::Error::{NoStorageAccess, PlatformFailure};
    KeychainError::Refused(match error {
        PlatformFailure(reason) | NoStorageAccess(reason) => reason.to_string(),
        _ => "its entry cannot be used".into(),
    })
}
