//! The home: one folder, one process at a time.

use crate::error::NodeError;
use crate::renewal::settle_unfinished;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often a home that is in use is looked at again.
const RETRY: Duration = Duration::from_millis(20);

/// The name of the database in a home.
pub(crate) const DATABASE_FILE: &str = "byline.db";

/// The database's file in a home.
pub(crate) fn database_path(home: &Path) -> PathBuf {
    home.join(DATABASE_FILE)
}

/// The vault's file in a home.
pub(crate) fn vault_path(home: &Path) -> PathBuf {
    home.join(byline_vault::VAULT_FILE)
}

/// The file that a process holds locked while it uses a home.
pub(crate) fn lock_path(home: &Path) -> PathBuf {
    home.join("lock")
}

/// Whether a process uses `home` now. Only then is what it wrote about where it listens to be trusted.
pub fn is_in_use(home: &Path) -> bool {
    let file = File::open(lock_path(home));
    file.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// The right to use a home. The system gives it back when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct HomeLock(#[expect(dead_code, reason = "held for as long as the home is used")] File);

impl HomeLock {
    /// Makes the home if there is none and takes it, waiting up to `wait` for another process to leave it. What its last
    /// process left half done is finished or undone.
    pub(crate) fn take(home: &Path, wait: Duration) -> Result<HomeLock, NodeError> {
        make_folder(home)?;
        let path = lock_path(home);
        let failed = || NodeError::io(format!("opening {}", path.display()));
        let file = OpenOptions::new()
            .create(true)
            .write(true)
            .truncate(false)
            .open(&path)
            .map_err(failed())?;
        // Whoever looks whether the home is in use holds the lock for a moment.
        let mut left = wait.max(RETRY);
        loop {
            match file.try_lock() {
                Ok(()) => {
                    let lock = HomeLock(file);
                    settle_unfinished(home)?;
                    return Ok(lock);
                }
                Err(TryLockError::Error(error)) => return Err(failed()(error)),
                Err(TryLockError::WouldBlock) if left.is_zero() => return Err(NodeError::HomeLocked(home.to_owned())),
                Err(TryLockError::WouldBlock) => {
                    #[expect(
                        clippy::disallowed_methods,
                        reason = "file locks have no event to wait for with a limit"
                    )]
                    std::thread::sleep(RETRY);
                    left = left.saturating_sub(RETRY);
                }
            }
        }
    }
}

/// Makes `home`, for its owner alone.
fn make_folder(home: &Path) -> Result<(), NodeError> {
    if home.is_dir() {
        return Ok(());
    }
    let failed = |error| NodeError::io(format!("making the folder {}", home.display()))(error);
    fs::create_dir_all(home).map_err(failed)?;
    #[cfg(unix)]
    fs::set_permissions(home, std::os::unix::fs::PermissionsExt::from_mode(0o700)).map_err(failed)?;
    Ok(())
}
