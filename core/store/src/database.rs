//! The file: one connection that writes, several that read, each reader on an unchanging snapshot.

use crate::error::StoreError;
use crate::retrieval::index::IndexChanges;
use crate::schema;
use rusqlite::{Connection, OpenFlags};
use std::cell::RefCell;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long a connection waits for another process to let go of the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Prepared statements kept ready on each connection.
const STATEMENTS: usize = 128;
/// Reading connections kept open when nobody reads.
const IDLE_READERS: usize = 8;

/// What every connection needs.
const FOR_ALL: &str = "
PRAGMA foreign_keys = ON;
PRAGMA temp_store = MEMORY;
PRAGMA mmap_size = 268435456;
";
/// Every commit reaches the disk, what is deleted is overwritten, and the log is folded into the file at 32 MiB.
const FOR_WRITER: &str = "
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
PRAGMA wal_autocheckpoint = 8192;
PRAGMA journal_size_limit = 67108864;
PRAGMA cache_size = -65536;
";
const FOR_READER: &str = "
PRAGMA query_only = ON;
PRAGMA cache_size = -16384;
";

/// All that a home keeps, in one SQLite file.
///
/// There is one writer at a time. Readers see the last committed state, and neither wait for the writer nor hold it up.
pub struct Store {
    path: PathBuf,
    writer: Mutex<Tables>,
    readers: Mutex<Vec<Tables>>,
}

/// The tables as one connection sees them. Everything that only reads is a method of this type.
pub struct Tables {
    pub(crate) connection: Connection,
}

/// An unchanging view of the store, from the moment it was taken until it is dropped.
pub struct Snapshot<'s> {
    tables: Option<Tables>,
    readers: &'s Mutex<Vec<Tables>>,
}

/// A transaction being written: all of it is kept, or nothing.
pub struct WriteTx<'s> {
    tables: &'s Tables,
    pub(crate) index: RefCell<IndexChanges>,
}

impl Store {
    /// Opens the file, makes it where there is none, and brings an older format up to date.
    ///
    /// # Errors
    /// `TooNew` for a file that a newer Byline wrote; `File` and `Database` where it cannot be opened or is no database.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        make_private(path)?;
        let mut connection = Connection::open(path)?;
        prepare(&connection, FOR_WRITER)?;
        schema::migrate(&mut connection, path)?;
        let store = Store {
            path: path.to_owned(),
            writer: Mutex::new(Tables { connection }),
            readers: Mutex::new(Vec::new()),
        };
        store.renew_index()?;
        Ok(store)
    }

    /// A view of the last committed state.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(&self) -> Result<Snapshot<'_>, StoreError> {
        let idle = lock(&self.readers).pop();
        let tables = match idle {
            Some(tables) => tables,
            None => self.open_reader()?,
        };
        // The first read fixes the snapshot.
        tables
            .connection
            .execute_batch("BEGIN; SELECT 1 FROM setting LIMIT 1;")?;
        Ok(Snapshot {
            tables: Some(tables),
            readers: &self.readers,
        })
    }

    /// Runs `change` in one transaction and makes it durable. Nothing is kept when `change` fails.
    ///
    /// # Errors
    /// That of `change`, or the file cannot be written.
    pub fn write<T, E: From<StoreError>>(&self, change: impl FnOnce(&WriteTx<'_>) -> Result<T, E>) -> Result<T, E> {
        let tables = lock(&self.writer);
        tables.begin()?;
        let transaction = WriteTx {
            tables: &tables,
            index: RefCell::default(),
        };
        let outcome = change(&transaction).and_then(|value| {
            transaction.write_index_changes()?;
            Ok(value)
        });
        match outcome.and_then(|value| Ok(tables.commit().map(|()| value)?)) {
            Ok(value) => Ok(value),
            Err(error) => {
                tables.roll_back();
                Err(error)
            }
        }
    }

    /// Folds the write-ahead log into the file and empties it, so that deleted text is in neither. Readers of an older
    /// snapshot put this off: then nothing is done, and the log is folded in at a later commit.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        let tables = lock(&self.writer);
        tables.connection.busy_timeout(Duration::from_millis(200))?;
        let folded = tables
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        tables.connection.busy_timeout(BUSY_TIMEOUT)?;
        Ok(folded?)
    }

    fn open_reader(&self) -> Result<Tables, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        prepare(&connection, FOR_READER)?;
        Ok(Tables { connection })
    }
}

impl Tables {
    fn begin(&self) -> Result<(), StoreError> {
        // A writer that panicked left its transaction open.
        if !self.connection.is_autocommit() {
            self.roll_back();
        }
        Ok(self.connection.execute_batch("BEGIN IMMEDIATE")?)
    }

    fn commit(&self) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch("COMMIT")?)
    }

    fn roll_back(&self) {
        // Nothing to roll back when SQLite has done it already, as it does when the disk is full.
        let _ = self.connection.execute_batch("ROLLBACK");
    }
}

impl Deref for Snapshot<'_> {
    type Target = Tables;

    fn deref(&self) -> &Tables {
        #[expect(clippy::expect_used, reason = "only `drop` takes the tables")]
        self.tables
            .as_ref()
            .expect("a snapshot has its tables until it is dropped")
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        let Some(tables) = self.tables.take() else { return };
        let mut readers = lock(self.readers);
        // A connection that cannot end its transaction would show an old state for ever: it is closed instead.
        if tables.connection.execute_batch("COMMIT").is_ok() && readers.len() < IDLE_READERS {
            readers.push(tables);
        }
    }
}

impl Deref for WriteTx<'_> {
    type Target = Tables;

    fn deref(&self) -> &Tables {
        self.tables
    }
}

fn prepare(connection: &Connection, settings: &str) -> Result<(), StoreError> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.execute_batch(FOR_ALL)?;
    Ok(connection.execute_batch(settings)?)
}

/// A thread that panicked in a transaction has rolled it back or left it open; `BEGIN` tells. The data is whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes a new file that only its owner can read, and its folder where there is none.
fn make_private(path: &Path) -> Result<(), StoreError> {
    let failed = |source| StoreError::File {
        path: path.to_owned(),
        source,
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(failed)?;
    Ok(())
}
