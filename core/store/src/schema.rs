//! The tables, and the steps from one format of the file to the next.

use crate::error::StoreError;
use rusqlite::Connection;
use std::path::Path;

/// One step each; the file's `user_version` says how many were taken. A step that was released is never changed.
const MIGRATIONS: &[&str] = &[FIRST];

/// The format that this Byline writes.
pub(crate) const FORMAT: i64 = MIGRATIONS.len() as i64;

/// Brings the file to the newest format.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > FORMAT {
        return Err(StoreError::TooNew {
            path: path.to_owned(),
            found,
            known: FORMAT,
        });
    }
    let taken = usize::try_from(found).map_err(|_| StoreError::Damaged(format!("data format {found}")))?;
    for (number, step) in MIGRATIONS.iter().enumerate().skip(taken) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", number as i64 + 1)?;
        transaction.commit()?;
    }
    Ok(())
}

const FIRST: &str = "
-- The ledger.
CREATE TABLE block (
    height INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    header BLOB NOT NULL,
    certificate BLOB NOT NULL
);
CREATE TABLE tx (
    height INTEGER NOT NULL REFERENCES block,
    position INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    sender BLOB NOT NULL,
    bytes BLOB NOT NULL,
    events BLOB NOT NULL,
    PRIMARY KEY (height, position)
) WITHOUT ROWID;
-- Which transactions changed an account.
CREATE TABLE touched (
    account BLOB NOT NULL,
    height INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (account, height, position)
) WITHOUT ROWID;
-- The Jellyfish Merkle tree: nodes by their key, values by key and version, and the nodes that later versions replaced.
CREATE TABLE tree_node (key BLOB PRIMARY KEY, node BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE tree_value (key BLOB NOT NULL, version INTEGER NOT NULL, value BLOB, PRIMARY KEY (key, version)) WITHOUT ROWID;
CREATE TABLE tree_stale (since INTEGER NOT NULL, key BLOB NOT NULL, PRIMARY KEY (since, key)) WITHOUT ROWID;

-- The library.
CREATE TABLE work (
    no INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    owner BLOB NOT NULL,
    version INTEGER NOT NULL,
    price INTEGER,
    published INTEGER NOT NULL,
    withdrawn INTEGER,
    path TEXT
);
CREATE INDEX work_by_owner ON work (owner, no);
-- A version of a work. Its passages have the numbers from first_passage on; its terms are those of term_language, which
-- is guessed where the language is not known.
CREATE TABLE edition (
    no INTEGER PRIMARY KEY,
    work INTEGER NOT NULL REFERENCES work,
    version INTEGER NOT NULL,
    manifest_id BLOB NOT NULL,
    manifest BLOB,
    title TEXT,
    authors BLOB,
    language TEXT NOT NULL,
    term_language TEXT NOT NULL,
    leaf_count INTEGER NOT NULL,
    byte_length INTEGER NOT NULL,
    words INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    added INTEGER NOT NULL,
    first_passage INTEGER NOT NULL UNIQUE,
    UNIQUE (work, version)
);
-- The text of an edition is that of its passages, one after the other.
CREATE TABLE passage (
    no INTEGER PRIMARY KEY,
    leaf_from INTEGER NOT NULL,
    leaf_to INTEGER NOT NULL,
    byte_from INTEGER NOT NULL,
    words INTEGER NOT NULL,
    leaf_ends BLOB NOT NULL,
    text TEXT NOT NULL
);

-- Search: terms made by us, joined by spaces, in indexes that keep no text.
CREATE VIRTUAL TABLE passage_index USING fts5(terms, content='', columnsize=0, tokenize='ascii');
CREATE VIRTUAL TABLE passage_term USING fts5vocab(passage_index, 'instance');
CREATE VIRTUAL TABLE title_index USING fts5(terms, content='', columnsize=0, tokenize='ascii');
CREATE VIRTUAL TABLE title_term USING fts5vocab(title_index, 'instance');
INSERT INTO passage_index (passage_index, rank) VALUES ('secure-delete', 1), ('hashsize', 16777216);
INSERT INTO title_index (title_index, rank) VALUES ('secure-delete', 1);
-- In how many passages and in how many titles a term stands.
CREATE TABLE term (term TEXT PRIMARY KEY, passages INTEGER NOT NULL, titles INTEGER NOT NULL) WITHOUT ROWID;
-- How much is indexed, in all and in each language.
CREATE TABLE corpus (
    language TEXT PRIMARY KEY,
    works INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    words INTEGER NOT NULL,
    title_words INTEGER NOT NULL
) WITHOUT ROWID;

-- The wallet.
CREATE TABLE account (
    derivation INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL
);
CREATE TABLE contact (name_key TEXT PRIMARY KEY, name TEXT NOT NULL, account BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE channel (
    id BLOB PRIMARY KEY,
    asker BLOB NOT NULL,
    server BLOB NOT NULL,
    next_nonce INTEGER NOT NULL,
    settled_nonce INTEGER NOT NULL,
    voucher BLOB,
    payouts BLOB,
    closed INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX open_channel ON channel (asker, server) WHERE closed = 0;
CREATE TABLE receipt (
    no INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    channel BLOB,
    nonce INTEGER NOT NULL,
    asker BLOB NOT NULL,
    price INTEGER NOT NULL,
    created INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    openings BLOB NOT NULL
);
CREATE INDEX receipt_by_channel ON receipt (channel, nonce);
CREATE TABLE setting (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
";
