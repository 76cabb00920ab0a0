//! The ledger's half: decided blocks, the transactions in them, and who was touched by which.

use crate::database::{Store, Tables, WriteTx};
use crate::error::StoreError;
use crate::row::from_i64;
use byline_types::{AccountId, BlockId, Height, TxId};
use jmt::storage::TreeUpdateBatch;
use rusqlite::{OptionalExtension, Row, params};

/// A block that was decided, with everything that it changes.
#[derive(Clone, Copy, Debug)]
pub struct DecidedBlock<'a> {
    /// Its height: one more than the last block's, 0 for the genesis.
    pub height: Height,
    /// The hash of its header.
    pub id: BlockId,
    /// The encoded header.
    pub header: &'a [u8],
    /// The encoded certificate that decided it.
    pub certificate: &'a [u8],
    /// Its transactions, in order.
    pub transactions: &'a [NewTransaction<'a>],
    /// What it changes in the state tree.
    pub tree: &'a TreeUpdateBatch,
}

/// A transaction of a decided block.
#[derive(Clone, Copy, Debug)]
pub struct NewTransaction<'a> {
    /// Its id.
    pub id: TxId,
    /// Who signed it.
    pub sender: AccountId,
    /// Its encoding, as it was signed.
    pub bytes: &'a [u8],
    /// The accounts in whose history it belongs.
    pub touched: &'a [AccountId],
    /// The encoded events that it caused.
    pub events: &'a [u8],
}

/// The header of a block, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredHeader {
    /// The height.
    pub height: Height,
    /// The hash of the header.
    pub id: BlockId,
    /// The encoded header.
    pub header: Vec<u8>,
    /// The encoded certificate.
    pub certificate: Vec<u8>,
}

/// A transaction, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTransaction {
    /// The height of its block.
    pub height: Height,
    /// Its position in the block, from 0.
    pub position: u32,
    /// Its id.
    pub id: TxId,
    /// Who signed it.
    pub sender: AccountId,
    /// Its encoding.
    pub bytes: Vec<u8>,
    /// The encoded events that it caused.
    pub events: Vec<u8>,
}

impl Store {
    /// Writes a decided block, its transactions and the state tree's changes in one transaction, durably. Library and
    /// wallet rows that `extra` writes are kept together with the block, or not at all.
    ///
    /// # Errors
    /// `NotNext` when the block does not follow on the last one, the error of `extra`, or the file cannot be written.
    pub fn commit_block<T, E: From<StoreError>>(
        &self,
        block: &DecidedBlock<'_>,
        extra: impl FnOnce(&WriteTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.write(|transaction| {
            transaction.put_block(block)?;
            extra(transaction)
        })
    }
}

impl WriteTx<'_> {
    fn put_block(&self, block: &DecidedBlock<'_>) -> Result<(), StoreError> {
        self.check_next_block(block.height)?;
        self.connection
            .prepare_cached("INSERT INTO block (height, id, header, certificate) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                block.height.0.cast_signed(),
                block.id.as_bytes(),
                block.header,
                block.certificate
            ])?;
        for (position, transaction) in (0u32..).zip(block.transactions) {
            self.put_transaction(block.height, position, transaction)?;
        }
        self.put_tree_update(block.tree)
    }

    fn check_next_block(&self, height: Height) -> Result<(), StoreError> {
        let latest = self.latest_height()?;
        let next = latest.map_or(0, |height| height.0 + 1);
        match height.0 == next {
            true => Ok(()),
            false => Err(StoreError::NotNext {
                height: height.0,
                latest: latest.map(|height| height.0),
            }),
        }
    }

    fn put_transaction(&self, height: Height, position: u32, new: &NewTransaction<'_>) -> Result<(), StoreError> {
        let height = height.0.cast_signed();
        self.connection
            .prepare_cached(
                "INSERT INTO tx (height, position, id, sender, bytes, events) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                height,
                position,
                new.id.as_bytes(),
                new.sender.as_bytes(),
                new.bytes,
                new.events
            ])?;
        let mut touch = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO touched (account, height, position) VALUES (?1, ?2, ?3)")?;
        for account in new.touched {
            touch.execute(params![account.as_bytes(), height, position])?;
        }
        Ok(())
    }
}

const HEADER: &str = "SELECT height, id, header, certificate FROM block";
const TRANSACTION: &str = "SELECT tx.height, tx.position, tx.id, tx.sender, tx.bytes, tx.events FROM tx";

impl Tables {
    /// The height of the last block, or nothing before the genesis is written.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn latest_height(&self) -> Result<Option<Height>, StoreError> {
        let height: Option<i64> = self
            .connection
            .prepare_cached("SELECT max(height) FROM block")?
            .query_row([], |row| row.get(0))?;
        Ok(height.map(|height| Height(from_i64(height))))
    }

    /// The header of the last block.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn latest_header(&self) -> Result<Option<StoredHeader>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("{HEADER} ORDER BY height DESC LIMIT 1"))?
            .query_row([], read_header)
            .optional()?)
    }

    /// The header at a height.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn header(&self, height: Height) -> Result<Option<StoredHeader>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("{HEADER} WHERE height = ?1"))?
            .query_row([height.0.cast_signed()], read_header)
            .optional()?)
    }

    /// The transactions of a block, in order.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn block_transactions(&self, height: Height) -> Result<Vec<StoredTransaction>, StoreError> {
        let sql = format!("{TRANSACTION} WHERE tx.height = ?1 ORDER BY tx.position");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([height.0.cast_signed()], read_transaction)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many transactions a block has.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn block_transaction_count(&self, height: Height) -> Result<u32, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) FROM tx WHERE height = ?1")?
            .query_row([height.0.cast_signed()], |row| row.get(0))?)
    }

    /// A transaction by its id.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn transaction(&self, id: &TxId) -> Result<Option<StoredTransaction>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("{TRANSACTION} WHERE tx.id = ?1"))?
            .query_row([id.as_bytes()], read_transaction)
            .optional()?)
    }

    /// At most `limit` transactions that touched an account, newest first; those before the block and position `before`,
    /// which are those of the last transaction of the page before.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn history(
        &self,
        account: &AccountId,
        before: Option<(Height, u32)>,
        limit: u32,
    ) -> Result<Vec<StoredTransaction>, StoreError> {
        let (height, position) = before.map_or((i64::MAX, 0), |(height, position)| (height.0.cast_signed(), position));
        let sql = format!(
            "{TRANSACTION} JOIN touched ON touched.height = tx.height AND touched.position = tx.position
             WHERE touched.account = ?1 AND (touched.height, touched.position) < (?2, ?3)
             ORDER BY touched.height DESC, touched.position DESC LIMIT ?4"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params![account.as_bytes(), height, position, limit], read_transaction)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn read_header(row: &Row<'_>) -> rusqlite::Result<StoredHeader> {
    Ok(StoredHeader {
        height: Height(from_i64(row.get(0)?)),
        id: BlockId::from_bytes(row.get(1)?),
        header: row.get(2)?,
        certificate: row.get(3)?,
    })
}

fn read_transaction(row: &Row<'_>) -> rusqlite::Result<StoredTransaction> {
    Ok(StoredTransaction {
        height: Height(from_i64(row.get(0)?)),
        position: row.get(1)?,
        id: TxId::from_bytes(row.get(2)?),
        sender: AccountId::from_bytes(row.get(3)?),
        bytes: row.get(4)?,
        events: row.get(5)?,
    })
}
