//! Looking over a home without changing it: what is there, what is missing. Never a secret.

use crate::home::{database_path, lock_path, vault_path};
use byline_vault::{KEYCHAIN_MARKER, PASSWORD_FILE, Vault};
use std::fs::{self, File, TryLockError};
use std::path::Path;

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// As it should be.
    Good,
    /// Not there, which need not be wrong.
    Absent,
    /// Wrong.
    Bad,
}

/// One thing that was looked at.
#[derive(Clone, Debug)]
pub struct Examined {
    /// What.
    pub subject: &'static str,
    /// How it is.
    pub health: Health,
    /// In words.
    pub detail: String,
}

/// Looks over `home`.
pub fn examine(home: &Path) -> Vec<Examined> {
    vec![
        folder(home),
        vault(home),
        password(home),
        database(home),
        lock(home),
        display(),
        embedding(),
    ]
}

fn examined(subject: &'static str, health: Health, detail: impl Into<String>) -> Examined {
    Examined {
        subject,
        health,
        detail: detail.into(),
    }
}

fn folder(home: &Path) -> Examined {
    match fs::metadata(home) {
        Ok(metadata) if !metadata.is_dir() => examined("home", Health::Bad, "it is not a folder"),
        Ok(metadata) if metadata.permissions().readonly() => examined("home", Health::Bad, "it cannot be written"),
        Ok(_) => examined("home", Health::Good, "it is there"),
        Err(_) => examined("home", Health::Absent, "not made yet: the first command makes it"),
    }
}

fn vault(home: &Path) -> Examined {
    match Vault::exists(&vault_path(home)) {
        true => examined("vault", Health::Good, "the seed is kept encrypted"),
        false => examined("vault", Health::Absent, "no wallet yet"),
    }
}

fn password(home: &Path) -> Examined {
    let path = home.join(PASSWORD_FILE);
    if home.join(KEYCHAIN_MARKER).exists() {
        return examined("password", Health::Good, "kept in the keychain of the system");
    }
    match path.exists() {
        true if is_private(&path) => examined("password", Health::Good, "kept in a file that only you can read"),
        true => examined(
            "password",
            Health::Bad,
            "its file can be read by others: take their rights away",
        ),
        false => examined(
            "password",
            Health::Absent,
            "not kept here: give it with --password-file",
        ),
    }
}

#[cfg(unix)]
fn is_private(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 == 0)
}

#[cfg(not(unix))]
fn is_private(_: &Path) -> bool {
    true
}

fn database(home: &Path) -> Examined {
    match fs::metadata(database_path(home)) {
        Ok(metadata) => examined("database", Health::Good, format!("{} KiB", metadata.len() / 1024)),
        Err(_) => examined("database", Health::Absent, "no library yet"),
    }
}

fn lock(home: &Path) -> Examined {
    let Ok(file) = File::open(lock_path(home)) else {
        return examined("lock", Health::Absent, "nobody has used this home");
    };
    match file.try_lock_shared() {
        Ok(()) => examined("lock", Health::Good, "no process uses the home now"),
        Err(TryLockError::WouldBlock) => examined("lock", Health::Good, "a process uses the home now"),
        Err(TryLockError::Error(error)) => examined("lock", Health::Bad, error.to_string()),
    }
}

fn display() -> Examined {
    let found = ["WAYLAND_DISPLAY", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some());
    match found {
        true => examined("display", Health::Good, "there is one"),
        false => examined("display", Health::Absent, "none: the commands work without"),
    }
}

fn embedding() -> Examined {
    examined(
        "embedding model",
        Health::Absent,
        "none: passages are found by their words alone",
    )
}
