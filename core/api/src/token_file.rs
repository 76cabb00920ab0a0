//! Token files: in the home, readable by its owner alone.

use crate::token::{Scope, Tokens};
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The most bytes of a token file.
const MAX_BYTES: u64 = 256;

/// The token files cannot be read or made.
#[derive(Debug, Error)]
#[error("the token file {} cannot be used: {source}", path.display())]
pub struct TokenFileError {
    path: PathBuf,
    source: io::Error,
}

/// The file that holds the token of `scope` in `home`.
pub fn path(home: &Path, scope: Scope) -> PathBuf {
    folder(home).join(format!("{}.token", scope.name()))
}

/// The tokens of `home`; those that are missing or unreadable as tokens are made from `random`.
pub fn load_or_create(home: &Path, mut random: impl FnMut(&mut [u8; 32])) -> Result<Tokens, TokenFileError> {
    let mut secrets = [[0; 32]; 4];
    for (scope, secret) in Scope::ALL.into_iter().zip(&mut secrets) {
        let path = path(home, scope);
        match read(&path) {
            Some(known) => *secret = known,
            None => {
                random(secret);
                save(home, scope, secret)?;
            }
        }
    }
    Ok(Tokens::from_random(secrets))
}

/// Writes the token of `scope` in place of the one that is there.
pub(crate) fn save(home: &Path, scope: Scope, secret: &[u8; 32]) -> Result<(), TokenFileError> {
    let path = path(home, scope);
    write(&path, secret).map_err(|source| TokenFileError { path, source })
}

/// Deletes the tokens of `home`.
pub(crate) fn delete_all(home: &Path) -> Result<(), TokenFileError> {
    let path = folder(home);
    match fs::remove_dir_all(&path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(TokenFileError { path, source }),
        _ => Ok(()),
    }
}

fn folder(home: &Path) -> PathBuf {
    home.join("tokens")
}

fn read(path: &Path) -> Option<[u8; 32]> {
    let mut text = String::new();
    fs::File::open(path)
        .ok()?
        .take(MAX_BYTES)
        .read_to_string(&mut text)
        .ok()?;
    let mut secret = [0; 32];
    hex::decode_to_slice(text.trim(), &mut secret).ok()?;
    Some(secret)
}

/// Written beside its place and renamed, so that no half token is ever read.
fn write(path: &Path, secret: &[u8; 32]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let draft = path.with_extension("new");
    let _ = fs::remove_file(&draft);
    let mut file = private().open(&draft)?;
    writeln!(file, "{}", hex::encode(secret))?;
    file.sync_all()?;
    fs::rename(draft, path)
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
