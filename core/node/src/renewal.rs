//! A home gets another content: what it holds is set aside whole, or erased. Killed at any moment, either is finished or
//! undone by whoever takes the home next, so that no home is left with half of a wallet.
//!
//! ```text
//! set aside:  set-aside-T.moving      files go in one by one      found later: they go back
//!             set-aside-T.replacing   the new wallet is made      found later: it is deleted, then they go back
//!             set-aside-T             done: one rename            found later: it stays
//! erase:      byline-erasing          files are deleted           found later: the rest is deleted too
//! ```

use crate::environment::Environment;
use crate::environment::{Machine, random};
use crate::error::NodeError;
use crate::home::{DATABASE_FILE, HomeLock, vault_path};
use byline_keys::Mnemonic;
use byline_vault::{KEYCHAIN_MARKER, Keychain, OsKeychain, PASSWORD_FILE, VAULT_FILE, Vault, obtain_password};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// All that a node keeps in its home, the secrets first. A home without these is a fresh one.
const CONTENT: [&str; 3] = [VAULT_FILE, PASSWORD_FILE, DATABASE_FILE];
/// What SQLite puts beside a database.
const BESIDE_DATABASE: [&str; 3] = ["-wal", "-shm", "-journal"];
/// How the folders begin that hold what was set aside.
const SET_ASIDE: &str = "set-aside-";
/// How the drafts of the vault begin.
const DRAFTS: &str = ".byline-";
const MOVING: &str = "moving";
const REPLACING: &str = "replacing";
const ERASING: &str = "byline-erasing";
/// The most bytes of the name of a keychain entry.
const MAX_MARKER_BYTES: u64 = 128;

/// The folder in `home` to which [`replace_wallet`] moves what is there, by the time at which it is asked for.
pub fn set_aside_path(home: &Path, now: byline_types::Timestamp) -> PathBuf {
    home.join(format!("{SET_ASIDE}{}", now.0))
}

/// Refuses words that are no seed phrase.
pub fn check_seed_phrase(words: &str) -> Result<(), NodeError> {
    Ok(Mnemonic::parse(words).map(drop)?)
}

/// Sets all that `home` holds aside in the folder `aside` of it, and makes the wallet of `words` in its place. The folder is
/// a home of its own then: `--home` opens it.
///
/// # Errors
/// Words that are no seed phrase, a home that another process does not leave within `wait`, or a disk that refuses. The home
/// is as it was then.
pub fn replace_wallet(
    home: &Path,
    words: &str,
    password_file: Option<&Path>,
    aside: &Path,
    wait: Duration,
) -> Result<(), NodeError> {
    let mnemonic = Mnemonic::parse(words)?;
    let _lock = HomeLock::take(home, wait)?;
    let outcome = move_content(home, &aside.with_extension(MOVING))
        .and_then(|()| rename(home, &aside.with_extension(MOVING), &aside.with_extension(REPLACING)))
        .and_then(|()| make_wallet(home, &mnemonic, password_file))
        .and_then(|()| rename(home, &aside.with_extension(REPLACING), aside));
    if outcome.is_err() {
        settle_unfinished(home)?;
    }
    outcome
}

/// Makes the vault of a home that has none. The caller holds the home.
pub(crate) fn make_wallet(home: &Path, mnemonic: &Mnemonic, password_file: Option<&Path>) -> Result<(), NodeError> {
    let (password, _) = obtain_password(home, password_file, &OsKeychain, || random(&Machine))?;
    let mut vault = Vault::create(
        &vault_path(home),
        mnemonic,
        &password,
        password.cost(),
        Machine.now(),
        &random(&Machine),
    )?;
    // Whoever has just typed the words has them.
    Ok(vault.mark_backed_up(&random(&Machine))?)
}

/// Deletes all that `home` holds, with what was set aside in it and the passwords kept in the keychain. Files that are not
/// Byline's own stay.
///
/// # Errors
/// Another process does not leave the home within `wait`, or a file cannot be deleted: the next start goes on with it.
pub fn erase(home: &Path, wait: Duration) -> Result<(), NodeError> {
    let _lock = HomeLock::take(home, wait)?;
    let marker = home.join(ERASING);
    File::create(&marker)
        .and_then(|file| file.sync_all())
        .and_then(|()| sync(home))
        .map_err(|error| {
            // What is said not to be done must not be done at the next start.
            let _ = fs::remove_file(&marker);
            NodeError::io(format!("writing {}", marker.display()))(error)
        })?;
    settle_unfinished(home)
}

/// Finishes or undoes what was under way in `home` when its last process ended. The caller holds the home.
pub(crate) fn settle_unfinished(home: &Path) -> Result<(), NodeError> {
    let failed = |what: &str| NodeError::io(format!("{what} in {}", home.display()));
    if home.join(ERASING).exists() {
        return erase_content(home).map_err(failed("erasing the files"));
    }
    undo_set_aside(home).map_err(failed("putting back the files"))
}

fn undo_set_aside(home: &Path) -> io::Result<()> {
    for folder in set_aside_folders(home)? {
        let is = |state| folder.extension().is_some_and(|extension| extension == state);
        let moving = folder.with_extension(MOVING);
        if is(REPLACING) {
            // All old files are in the folder: what is in the home is new.
            content(home).try_for_each(|path| delete(&path))?;
            fs::rename(&folder, &moving)?;
        }
        if is(REPLACING) || is(MOVING) {
            move_all(&moving, home)?;
            fs::remove_dir(&moving)?;
            sync(home)?;
        }
    }
    Ok(())
}

fn move_content(home: &Path, to: &Path) -> Result<(), NodeError> {
    let failed = NodeError::io(format!("setting the files aside in {}", to.display()));
    make_private(to).and_then(|()| move_all(home, to)).map_err(failed)
}

fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)?;
    #[cfg(unix)]
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

fn move_all(from: &Path, to: &Path) -> io::Result<()> {
    for path in content(from) {
        let name = path.file_name().unwrap_or_default();
        match fs::rename(&path, to.join(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    sync(from).and_then(|()| sync(to))
}

fn rename(home: &Path, from: &Path, to: &Path) -> Result<(), NodeError> {
    fs::rename(from, to)
        .and_then(|()| sync(home))
        .map_err(NodeError::io(format!("setting the files aside in {}", to.display())))
}

fn erase_content(home: &Path) -> io::Result<()> {
    let folders = set_aside_folders(home)?;
    folders
        .iter()
        .map(PathBuf::as_path)
        .chain([home])
        .for_each(forget_password);
    for folder in &folders {
        fs::remove_dir_all(folder)?;
    }
    content(home).try_for_each(|path| delete(&path))?;
    for draft in entries(home, DRAFTS)? {
        if draft.symlink_metadata().is_ok_and(|metadata| metadata.is_file()) {
            delete(&draft)?;
        }
    }
    sync(home)?;
    delete(&home.join(ERASING))
}

/// Takes the home's password out of the keychain. Where that does not answer, the password stays there and opens nothing any
/// more.
fn forget_password(home: &Path) {
    let mut account = String::new();
    let marker = File::open(home.join(KEYCHAIN_MARKER));
    if marker.is_ok_and(|file| file.take(MAX_MARKER_BYTES).read_to_string(&mut account).is_ok()) {
        let _ = OsKeychain.delete(account.trim());
    }
}

/// The paths that a node's files in `home` have, whether or not they are there.
fn content(home: &Path) -> impl Iterator<Item = PathBuf> + '_ {
    let beside = BESIDE_DATABASE.iter().map(|ending| format!("{DATABASE_FILE}{ending}"));
    // The database goes before its log: a log without its database is nothing.
    let names = CONTENT.iter().map(|name| (*name).to_owned()).chain(beside);
    names.chain([KEYCHAIN_MARKER.to_owned()]).map(|name| home.join(name))
}

fn set_aside_folders(home: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = entries(home, SET_ASIDE)?;
    folders.retain(|path| is_set_aside(path) && path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()));
    Ok(folders)
}

/// Whether a folder has a name that [`set_aside_path`] gives, finished or not: others are not Byline's.
fn is_set_aside(path: &Path) -> bool {
    let state = path.extension().map(|extension| extension.to_string_lossy());
    let time = path.file_stem().map(|stem| stem.to_string_lossy());
    let time = time.as_deref().and_then(|stem| stem.strip_prefix(SET_ASIDE));
    state.is_none_or(|state| state == MOVING || state == REPLACING)
        && time.is_some_and(|time| !time.is_empty() && time.bytes().all(|byte| byte.is_ascii_digit()))
}

fn entries(home: &Path, beginning: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(home)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(beginning) {
            found.push(entry.path());
        }
    }
    Ok(found)
}

fn delete(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes names durable. Windows has no such call and does not need it.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}
