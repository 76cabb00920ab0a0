//! Channels and receipts: what was promised to whom, what it was for, and what is settled.

use crate::database::{Tables, WriteTx};
use crate::error::StoreError;
use crate::row::{bytes32, from_i64};
use byline_types::{AccountId, Amount, ChannelId, ReceiptId, Timestamp};
use rusqlite::{OptionalExtension, Row, params};

/// A payment channel of this wallet, as asker or as server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelEntry {
    /// The channel.
    pub channel: ChannelId,
    /// Who pays.
    pub asker: AccountId,
    /// Who redeems.
    pub server: AccountId,
    /// The nonce of the next voucher.
    pub next_nonce: u64,
    /// The highest nonce that a settlement on the ledger carried; 0 before the first.
    pub settled_nonce: u64,
    /// The encoded last voucher.
    pub voucher: Option<Vec<u8>>,
    /// The encoded cumulative payouts that the last voucher commits to.
    pub payouts: Option<Vec<u8>>,
    /// Whether the ledger has closed it.
    pub closed: bool,
}

/// A receipt with what opens its commitments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptEntry {
    /// Its position, rising in the order of writing: the cursor for the next page. What is given when it is added does
    /// not count.
    pub number: u64,
    /// The receipt.
    pub receipt: ReceiptId,
    /// The channel that pays for it; nothing for a free answer.
    pub channel: Option<ChannelId>,
    /// The nonce of the voucher that pays for it; 0 for a free answer.
    pub nonce: u64,
    /// Who asked.
    pub asker: AccountId,
    /// What was paid.
    pub price: Amount,
    /// When.
    pub created: Timestamp,
    /// The encoded receipt.
    pub bytes: Vec<u8>,
    /// The encoded openings: question, answer and salts. They never leave this machine with the receipt.
    pub openings: Vec<u8>,
}

impl WriteTx<'_> {
    /// Keeps the state of a channel, in the place of what was known of it.
    ///
    /// # Errors
    /// `Conflict` when another channel between the two is open, or the file cannot be written.
    pub fn put_channel(&self, entry: &ChannelEntry) -> Result<(), StoreError> {
        let open = self.open_channel(&entry.asker, &entry.server)?;
        if !entry.closed && open.is_some_and(|open| open.channel != entry.channel) {
            return Err(StoreError::Conflict("an open channel between the two".into()));
        }
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO channel
                 (id, asker, server, next_nonce, settled_nonce, voucher, payouts, closed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                entry.channel.as_bytes(),
                entry.asker.as_bytes(),
                entry.server.as_bytes(),
                entry.next_nonce.cast_signed(),
                entry.settled_nonce.cast_signed(),
                entry.voucher,
                entry.payouts,
                entry.closed
            ])?;
        Ok(())
    }

    /// Marks the vouchers of a channel up to `nonce` as settled; a lower nonce than before changes nothing.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn mark_settled(&self, channel: &ChannelId, nonce: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE channel SET settled_nonce = ?2 WHERE id = ?1 AND settled_nonce < ?2")?
            .execute(params![channel.as_bytes(), nonce.cast_signed()])?;
        Ok(())
    }

    /// Marks a channel as closed on the ledger.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn mark_closed(&self, channel: &ChannelId) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE channel SET closed = 1 WHERE id = ?1")?
            .execute([channel.as_bytes()])?;
        Ok(())
    }

    /// Keeps a receipt. The same receipt again changes nothing.
    ///
    /// # Errors
    /// `Conflict` when the id is kept with other bytes, or the file cannot be written.
    pub fn put_receipt(&self, entry: &ReceiptEntry) -> Result<(), StoreError> {
        if let Some(kept) = self.receipt(&entry.receipt)? {
            return match kept.bytes == entry.bytes {
                true => Ok(()),
                false => Err(StoreError::Conflict(format!("receipt {}", entry.receipt))),
            };
        }
        self.connection
            .prepare_cached(
                "INSERT INTO receipt (id, channel, nonce, asker, price, created, bytes, openings)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                entry.receipt.as_bytes(),
                entry.channel.as_ref().map(ChannelId::as_bytes),
                entry.nonce.cast_signed(),
                entry.asker.as_bytes(),
                entry.price.micros().cast_signed(),
                entry.created.0.cast_signed(),
                entry.bytes,
                entry.openings
            ])?;
        Ok(())
    }
}

const CHANNEL: &str = "SELECT id, asker, server, next_nonce, settled_nonce, voucher, payouts, closed FROM channel";
const RECEIPT: &str = "SELECT no, id, channel, nonce, asker, price, created, bytes, openings FROM receipt";

impl Tables {
    /// A channel by its id.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn channel(&self, channel: &ChannelId) -> Result<Option<ChannelEntry>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("{CHANNEL} WHERE id = ?1"))?
            .query_row([channel.as_bytes()], read_channel)
            .optional()?)
    }

    /// The open channel from `asker` to `server`, if there is one.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn open_channel(&self, asker: &AccountId, server: &AccountId) -> Result<Option<ChannelEntry>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("{CHANNEL} WHERE asker = ?1 AND server = ?2 AND closed = 0"))?
            .query_row(params![asker.as_bytes(), server.as_bytes()], read_channel)
            .optional()?)
    }

    /// All channels, in the order of their ids.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn channels(&self) -> Result<Vec<ChannelEntry>, StoreError> {
        self.channels_where("1")
    }

    /// The channels whose last voucher is not settled on the ledger yet.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn unsettled_channels(&self) -> Result<Vec<ChannelEntry>, StoreError> {
        self.channels_where("closed = 0 AND voucher IS NOT NULL AND next_nonce > settled_nonce + 1")
    }

    fn channels_where(&self, condition: &'static str) -> Result<Vec<ChannelEntry>, StoreError> {
        let sql = format!("{CHANNEL} WHERE {condition} ORDER BY id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([], read_channel)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A receipt by its id.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn receipt(&self, receipt: &ReceiptId) -> Result<Option<ReceiptEntry>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("{RECEIPT} WHERE id = ?1"))?
            .query_row([receipt.as_bytes()], read_receipt)
            .optional()?)
    }

    /// At most `limit` receipts, newest first: those with a number below `before`.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn receipts(&self, before: Option<u64>, limit: u32) -> Result<Vec<ReceiptEntry>, StoreError> {
        let before = before.map_or(i64::MAX, u64::cast_signed);
        let sql = format!("{RECEIPT} WHERE no < ?1 ORDER BY no DESC LIMIT ?2");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params![before, limit], read_receipt)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Shows every receipt to `visit`, oldest first, without what opens its commitments: that stays empty.
    ///
    /// # Errors
    /// That of `visit`, or the file cannot be read.
    pub fn each_receipt<E: From<StoreError>>(
        &self,
        mut visit: impl FnMut(ReceiptEntry) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = "SELECT no, id, channel, nonce, asker, price, created, bytes, x'' FROM receipt ORDER BY no";
        let mut statement = self.connection.prepare_cached(sql).map_err(StoreError::from)?;
        let rows = statement.query_map([], read_receipt).map_err(StoreError::from)?;
        for row in rows {
            visit(row.map_err(StoreError::from)?)?;
        }
        Ok(())
    }

    /// The ids of a channel's receipts, in the order of their vouchers: the leaves of the receipts tree.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn channel_receipts(&self, channel: &ChannelId) -> Result<Vec<ReceiptId>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM receipt WHERE channel = ?1 ORDER BY nonce, no")?;
        let rows = statement.query_map([channel.as_bytes()], |row| row.get::<_, Vec<u8>>(0))?;
        rows.map(|id| Ok(ReceiptId::from_bytes(bytes32(&id?)?))).collect()
    }
}

fn read_channel(row: &Row<'_>) -> rusqlite::Result<ChannelEntry> {
    Ok(ChannelEntry {
        channel: ChannelId::from_bytes(row.get(0)?),
        asker: AccountId::from_bytes(row.get(1)?),
        server: AccountId::from_bytes(row.get(2)?),
        next_nonce: from_i64(row.get(3)?),
        settled_nonce: from_i64(row.get(4)?),
        voucher: row.get(5)?,
        payouts: row.get(6)?,
        closed: row.get(7)?,
    })
}

fn read_receipt(row: &Row<'_>) -> rusqlite::Result<ReceiptEntry> {
    Ok(ReceiptEntry {
        number: from_i64(row.get(0)?),
        receipt: ReceiptId::from_bytes(row.get(1)?),
        channel: row.get::<_, Option<[u8; 32]>>(2)?.map(ChannelId::from_bytes),
        nonce: from_i64(row.get(3)?),
        asker: AccountId::from_bytes(row.get(4)?),
        price: Amount::from_micros(from_i64(row.get(5)?)),
        created: Timestamp(from_i64(row.get(6)?)),
        bytes: row.get(7)?,
        openings: row.get(8)?,
    })
}

impl Tables {
    /// How many receipts are kept.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn receipt_count(&self) -> Result<u64, StoreError> {
        let count: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM receipt")?
            .query_row([], |row| row.get(0))?;
        Ok(from_i64(count))
    }
}
