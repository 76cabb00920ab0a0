//! The library: works, their versions, and the text of their passages.

use crate::database::{Store, Tables, WriteTx};
use crate::error::StoreError;
use crate::retrieval::index::{WorkTerms, work_terms};
use crate::row::{bytes32, damaged, from_i64};
use byline_types::{AccountId, Amount, ManifestId, Timestamp, WorkId, decode, encode};
use byline_work::LeafRange;
use rusqlite::{OptionalExtension, Row, params};

/// Passage numbers in a row that belong to one work: works begin at multiples of this, so that a passage's number tells
/// its work, and the postings of the index stay short.
pub(crate) const SECTION_PASSAGES: i64 = 256;
/// Bytes of an encoded list of authors that are read back.
const MAX_AUTHORS_BYTES: usize = 1 << 20;

/// A version of a work, to be added.
#[derive(Clone, Copy, Debug)]
pub struct NewWork<'a> {
    /// The work.
    pub work: WorkId,
    /// Its version: 1 for a new work, else one more than the last.
    pub version: u32,
    /// Whose work it is.
    pub owner: AccountId,
    /// The hash of the manifest.
    pub manifest_id: ManifestId,
    /// The encoded manifest.
    pub manifest: &'a [u8],
    /// The title.
    pub title: &'a str,
    /// The authors' names.
    pub authors: &'a [String],
    /// The language as a BCP-47 tag; `und` where it is not known, then it is guessed for the index.
    pub language: &'a str,
    /// The canonical text.
    pub text: &'a str,
    /// The byte offset at which each leaf ends, rising; the last is the length of the text.
    pub leaf_ends: &'a [u32],
    /// The passages: a partition of the leaves, in order.
    pub passages: &'a [LeafRange],
    /// The price of a use; nothing where the terms forbid answering: such a work is kept and never found.
    pub price: Option<Amount>,
    /// When it was published here.
    pub published: Timestamp,
    /// The file that it was read from.
    pub path: Option<&'a str>,
}

/// What the library knows of a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkEntry {
    /// Its position in the library, rising in the order of publication: the cursor for the next page.
    pub number: u64,
    /// The work.
    pub work: WorkId,
    /// Whose work it is.
    pub owner: AccountId,
    /// The latest version.
    pub version: u32,
    /// The hash of the latest manifest.
    pub manifest_id: ManifestId,
    /// The title; empty once it is withdrawn.
    pub title: String,
    /// The authors' names; none once it is withdrawn.
    pub authors: Vec<String>,
    /// The language as a BCP-47 tag.
    pub language: String,
    /// Leaves of the latest version.
    pub leaf_count: u32,
    /// Bytes of the latest version.
    pub byte_length: u64,
    /// Words of the latest version.
    pub words: u64,
    /// Passages of the latest version.
    pub passages: u32,
    /// The price of a use, or nothing where the terms forbid answering.
    pub price: Option<Amount>,
    /// When it was first published here.
    pub published: Timestamp,
    /// When it was withdrawn.
    pub withdrawn: Option<Timestamp>,
    /// The file that the latest version was read from.
    pub path: Option<String>,
}

/// A passage with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its leaves.
    pub range: LeafRange,
    /// Where it begins in the work's text, in bytes.
    pub byte_from: u32,
    /// Its words.
    pub words: u32,
    /// Where each of its leaves ends, in bytes from the passage's beginning.
    pub leaf_ends: Vec<u32>,
    /// Its text.
    pub text: String,
}

/// A version of a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionEntry {
    /// Its number, from 1.
    pub version: u32,
    /// The hash of its manifest.
    pub manifest_id: ManifestId,
    /// Its title; empty once the work is withdrawn.
    pub title: String,
    /// Its leaves.
    pub leaf_count: u32,
    /// Its bytes.
    pub byte_length: u64,
    /// Its words.
    pub words: u64,
    /// When it was published here.
    pub published: Timestamp,
    /// Whether its text is still here.
    pub has_text: bool,
}

/// What became of a work that was to be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It was added.
    New,
    /// It was there already, the same version with the same manifest; nothing changed.
    Already,
}

impl<'a> NewWork<'a> {
    /// The texts of the passages; empty where a range does not fit, which adding the work refuses.
    pub(crate) fn passage_texts(&self) -> impl Iterator<Item = &'a str> + Clone {
        let (text, leaf_ends) = (self.text, self.leaf_ends);
        self.passages.iter().map(move |&range| {
            let from = leaf_start(leaf_ends, range.from).unwrap_or_default();
            let to = leaf_start(leaf_ends, range.to).unwrap_or_default();
            text.get(from as usize..to as usize).unwrap_or_default()
        })
    }

    fn check(&self) -> Result<(), StoreError> {
        match self.misfit() {
            Some(reason) => Err(StoreError::BadPassages {
                work: self.work,
                reason,
            }),
            None => Ok(()),
        }
    }

    fn misfit(&self) -> Option<&'static str> {
        let cover = self.passages.iter().try_fold(0, |next, range| {
            (range.from == next && range.from < range.to).then_some(range.to)
        });
        if cover.map(|leaves| leaves as usize) != Some(self.leaf_ends.len()) {
            return Some("they are not a partition of its leaves");
        }
        if !self.leaf_ends.is_sorted_by(|a, b| a < b) {
            return Some("its leaves do not follow one on the other");
        }
        if self
            .leaf_ends
            .iter()
            .any(|&end| !self.text.is_char_boundary(end as usize))
        {
            return Some("a leaf ends inside a character");
        }
        let end = self.leaf_ends.last().copied().unwrap_or_default();
        (end as usize != self.text.len()).then_some("the last leaf does not end with the text")
    }
}

/// Where leaf `leaf` starts; for one past the last leaf, where the text ends.
fn leaf_start(leaf_ends: &[u32], leaf: u32) -> Option<u32> {
    match leaf.checked_sub(1) {
        None => Some(0),
        Some(before) => leaf_ends.get(before as usize).copied(),
    }
}

impl Store {
    /// Adds works, all in one transaction. What is slow, making the terms, is done before the transaction and on all
    /// cores.
    ///
    /// # Errors
    /// As for [`WriteTx::put_work`]; then none of them is added.
    pub fn put_works(&self, works: &[NewWork<'_>]) -> Result<Vec<Added>, StoreError> {
        let terms = work_terms(works);
        self.write(|transaction| {
            let pairs = works.iter().zip(&terms);
            pairs.map(|(work, terms)| transaction.put_work(work, terms)).collect()
        })
    }

    /// Withdraws a work: takes it out of every index and deletes its texts, titles and manifests for good. Its ids stay.
    ///
    /// # Errors
    /// `UnknownWork`, or the file cannot be written.
    pub fn withdraw_work(&self, work: &WorkId, at: Timestamp) -> Result<(), StoreError> {
        self.write(|transaction| transaction.withdraw_work(work, at))?;
        self.checkpoint()
    }
}

impl WriteTx<'_> {
    /// Adds a version of a work; the version before it leaves the index, and its text stays for the receipts on it. A new
    /// version of a withdrawn work brings the work back; what was deleted stays deleted.
    ///
    /// # Errors
    /// `NotNextVersion`, `BadPassages`, `Conflict` when the version is there with another manifest, or the
    /// file cannot be written.
    pub fn put_work(&self, work: &NewWork<'_>, terms: &WorkTerms) -> Result<Added, StoreError> {
        work.check()?;
        if let Some(kept) = self.manifest_id(&work.work, work.version)? {
            return match kept == work.manifest_id {
                true => Ok(Added::Already),
                false => Err(StoreError::Conflict(format!(
                    "version {} of {}",
                    work.version, work.work
                ))),
            };
        }
        let number = self.put_work_row(work)?;
        let first_passage = self.put_edition(number, work, terms)?;
        self.put_passages(first_passage, work, terms)?;
        self.index_edition(first_passage, terms)?;
        Ok(Added::New)
    }

    /// The work's row, new or brought to the new version; the edition before leaves the index.
    fn put_work_row(&self, work: &NewWork<'_>) -> Result<i64, StoreError> {
        let Some((number, latest, withdrawn)) = self.work_state(&work.work)? else {
            return self.insert_work(work);
        };
        check_next(work, latest)?;
        // A withdrawn work has left the index already; a new version brings it back.
        if !withdrawn {
            self.unindex_edition(self.edition_number(number, latest)?)?;
        }
        self.connection
            .prepare_cached("UPDATE work SET version = ?2, price = ?3, path = ?4, withdrawn = NULL WHERE no = ?1")?
            .execute(params![number, work.version, price_column(work.price), work.path])?;
        Ok(number)
    }

    fn insert_work(&self, work: &NewWork<'_>) -> Result<i64, StoreError> {
        check_next(work, 0)?;
        self.connection
            .prepare_cached(
                "INSERT INTO work (id, owner, version, price, published, path) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                work.work.as_bytes(),
                work.owner.as_bytes(),
                work.version,
                price_column(work.price),
                work.published.0.cast_signed(),
                work.path
            ])?;
        Ok(self.connection.last_insert_rowid())
    }

    fn put_edition(&self, number: i64, work: &NewWork<'_>, terms: &WorkTerms) -> Result<i64, StoreError> {
        let first_passage = self.next_section()?;
        self.connection
            .prepare_cached(
                "INSERT INTO edition (work, version, manifest_id, manifest, title, authors, language, term_language,
                     leaf_count, byte_length, words, passages, added, first_passage)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute(params![
                number,
                work.version,
                work.manifest_id.as_bytes(),
                work.manifest,
                work.title,
                encode(&work.authors),
                work.language,
                terms.language().tag(),
                work.leaf_ends.len() as i64,
                work.text.len() as i64,
                terms.words(),
                work.passages.len() as i64,
                work.published.0.cast_signed(),
                first_passage
            ])?;
        Ok(first_passage)
    }

    /// The first passage number that no edition has, at the beginning of a section.
    fn next_section(&self) -> Result<i64, StoreError> {
        let last: Option<(i64, i64)> = self
            .connection
            .prepare_cached("SELECT first_passage, passages FROM edition ORDER BY first_passage DESC LIMIT 1")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let end = last.map_or(SECTION_PASSAGES, |(first, passages)| first + passages.max(1));
        Ok((end + SECTION_PASSAGES - 1) / SECTION_PASSAGES * SECTION_PASSAGES)
    }

    fn put_passages(&self, first_passage: i64, work: &NewWork<'_>, terms: &WorkTerms) -> Result<(), StoreError> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO passage (no, leaf_from, leaf_to, byte_from, words, leaf_ends, text)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        let texts = work.passage_texts().zip(terms.passage_words());
        for ((number, range), (text, words)) in (first_passage..).zip(work.passages).zip(texts) {
            let byte_from = leaf_start(work.leaf_ends, range.from).unwrap_or_default();
            let ends: Vec<u8> = work.leaf_ends[range.positions()]
                .iter()
                .flat_map(|end| (end - byte_from).to_le_bytes())
                .collect();
            insert.execute(params![number, range.from, range.to, byte_from, words, ends, text])?;
        }
        Ok(())
    }

    /// Withdraws a work inside this transaction; see [`Store::withdraw_work`], which also empties the write-ahead log.
    /// Withdrawing it again changes nothing.
    ///
    /// # Errors
    /// `UnknownWork`, or the file cannot be written.
    pub fn withdraw_work(&self, work: &WorkId, at: Timestamp) -> Result<(), StoreError> {
        let (number, latest, withdrawn) = self.work_state(work)?.ok_or(StoreError::UnknownWork(*work))?;
        if withdrawn {
            return Ok(());
        }
        self.unindex_edition(self.edition_number(number, latest)?)?;
        self.connection.execute(
            "DELETE FROM passage WHERE no IN (
                 SELECT passage.no FROM edition JOIN passage
                 ON passage.no >= edition.first_passage AND passage.no < edition.first_passage + edition.passages
                 WHERE edition.work = ?1)",
            [number],
        )?;
        self.connection.execute(
            "UPDATE edition SET manifest = NULL, title = NULL, authors = NULL WHERE work = ?1",
            [number],
        )?;
        self.connection.execute(
            "UPDATE work SET withdrawn = ?2, path = NULL WHERE no = ?1",
            params![number, at.0.cast_signed()],
        )?;
        Ok(())
    }

    /// Sets the price of a use, after the work's terms changed; nothing where they forbid answering.
    ///
    /// # Errors
    /// `UnknownWork`, or the file cannot be written.
    pub fn set_price(&self, work: &WorkId, price: Option<Amount>) -> Result<(), StoreError> {
        let changed = self
            .connection
            .prepare_cached("UPDATE work SET price = ?2 WHERE id = ?1")?
            .execute(params![work.as_bytes(), price_column(price)])?;
        match changed {
            0 => Err(StoreError::UnknownWork(*work)),
            _ => Ok(()),
        }
    }

    /// A work's number, its latest version, and whether it was withdrawn.
    fn work_state(&self, work: &WorkId) -> Result<Option<(i64, u32, bool)>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT no, version, withdrawn IS NOT NULL FROM work WHERE id = ?1")?
            .query_row([work.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?)
    }

    fn edition_number(&self, number: i64, version: u32) -> Result<i64, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT no FROM edition WHERE work = ?1 AND version = ?2")?
            .query_row(params![number, version], |row| row.get(0))?)
    }
}

fn check_next(work: &NewWork<'_>, latest: u32) -> Result<(), StoreError> {
    match latest.checked_add(1) == Some(work.version) {
        true => Ok(()),
        false => Err(StoreError::NotNextVersion {
            work: work.work,
            version: work.version,
            latest,
        }),
    }
}

/// SQLite has signed integers; the bits are kept.
fn price_column(price: Option<Amount>) -> Option<i64> {
    price.map(|price| price.micros().cast_signed())
}

const ENTRY: &str = "SELECT work.no, work.id, work.owner, work.version, edition.manifest_id, edition.title,
    edition.authors, edition.language, edition.leaf_count, edition.byte_length, edition.words, edition.passages,
    work.price, work.published, work.withdrawn, work.path
    FROM work JOIN edition ON edition.work = work.no AND edition.version = work.version";

impl Tables {
    /// What the library knows of a work.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn work(&self, work: &WorkId) -> Result<Option<WorkEntry>, StoreError> {
        self.connection
            .prepare_cached(&format!("{ENTRY} WHERE work.id = ?1"))?
            .query_row([work.as_bytes()], |row| Ok(read_entry(row)))
            .optional()?
            .transpose()
    }

    /// At most `limit` works in the order of publication, those with a number above `after`.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn works(&self, after: u64, limit: u32) -> Result<Vec<WorkEntry>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{ENTRY} WHERE work.no > ?1 ORDER BY work.no LIMIT ?2"))?;
        let rows = statement.query_map(params![after.cast_signed(), limit], |row| Ok(read_entry(row)))?;
        rows.map(|row| row?).collect()
    }

    /// At most `limit` works of an owner in the order of publication, those with a number above `after`.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn works_of(&self, owner: &AccountId, after: u64, limit: u32) -> Result<Vec<WorkEntry>, StoreError> {
        let sql = format!("{ENTRY} WHERE work.owner = ?1 AND work.no > ?2 ORDER BY work.no LIMIT ?3");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let arguments = params![owner.as_bytes(), after.cast_signed(), limit];
        let rows = statement.query_map(arguments, |row| Ok(read_entry(row)))?;
        rows.map(|row| row?).collect()
    }

    /// How many works there are, withdrawn ones not counted.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn work_count(&self) -> Result<u64, StoreError> {
        let sizes = self.corpus()?;
        Ok(sizes.iter().map(|(_, size)| size.works.max(0).cast_unsigned()).sum())
    }

    /// How many passages can be found.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn passage_count(&self) -> Result<u64, StoreError> {
        let sizes = self.corpus()?;
        Ok(sizes.iter().map(|(_, size)| size.passages.max(0).cast_unsigned()).sum())
    }

    /// The versions of a work that are here, newest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn editions(&self, work: &WorkId) -> Result<Vec<EditionEntry>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT edition.version, edition.manifest_id, coalesce(edition.title, ''), edition.leaf_count,
                    edition.byte_length, edition.words, edition.added, edition.manifest IS NOT NULL
             FROM work JOIN edition ON edition.work = work.no WHERE work.id = ?1 ORDER BY edition.version DESC",
        )?;
        let rows = statement.query_map([work.as_bytes()], |row| {
            Ok(EditionEntry {
                version: row.get(0)?,
                manifest_id: ManifestId::from_bytes(row.get(1)?),
                title: row.get(2)?,
                leaf_count: row.get(3)?,
                byte_length: from_i64(row.get(4)?),
                words: from_i64(row.get(5)?),
                published: Timestamp(from_i64(row.get(6)?)),
                has_text: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The hash of a version's manifest; it stays when the work is withdrawn.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn manifest_id(&self, work: &WorkId, version: u32) -> Result<Option<ManifestId>, StoreError> {
        let found: Option<Vec<u8>> = self.edition_value(work, version, "manifest_id")?;
        found
            .map(|bytes| Ok(ManifestId::from_bytes(bytes32(&bytes)?)))
            .transpose()
    }

    /// The encoded manifest of a version; nothing for a withdrawn work.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn manifest(&self, work: &WorkId, version: u32) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self
            .edition_value::<Option<Vec<u8>>>(work, version, "manifest")?
            .flatten())
    }

    /// The canonical text of a version; nothing for a withdrawn work.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn text(&self, work: &WorkId, version: u32) -> Result<Option<String>, StoreError> {
        let passages = self.passages(work, version)?;
        Ok((!passages.is_empty()).then(|| passages.iter().map(|passage| passage.text.as_str()).collect()))
    }

    /// The passages of a version, in order; none for a withdrawn work.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn passages(&self, work: &WorkId, version: u32) -> Result<Vec<Passage>, StoreError> {
        let all = LeafRange { from: 0, to: u32::MAX };
        self.passages_over(work, version, all)
    }

    /// The passages of a version that have leaves of `range`, in order; none for a withdrawn work.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn passages_over(&self, work: &WorkId, version: u32, range: LeafRange) -> Result<Vec<Passage>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT passage.leaf_from, passage.leaf_to, passage.byte_from, passage.words, passage.leaf_ends, passage.text
             FROM work JOIN edition ON edition.work = work.no
             JOIN passage ON passage.no >= edition.first_passage AND passage.no < edition.first_passage + edition.passages
             WHERE work.id = ?1 AND edition.version = ?2 AND passage.leaf_from < ?4 AND passage.leaf_to > ?3
             ORDER BY passage.no",
        )?;
        let arguments = params![work.as_bytes(), version, range.from, range.to];
        let rows = statement.query_map(arguments, |row| Ok(read_passage(row)))?;
        rows.map(|row| row?).collect()
    }

    fn edition_value<T: rusqlite::types::FromSql>(
        &self,
        work: &WorkId,
        version: u32,
        column: &'static str,
    ) -> Result<Option<T>, StoreError> {
        let sql = format!(
            "SELECT edition.{column} FROM work JOIN edition ON edition.work = work.no
             WHERE work.id = ?1 AND edition.version = ?2"
        );
        Ok(self
            .connection
            .prepare_cached(&sql)?
            .query_row(params![work.as_bytes(), version], |row| row.get(0))
            .optional()?)
    }
}

impl Passage {
    /// The text of leaf `leaf` of the work, if the passage has it.
    pub fn leaf(&self, leaf: u32) -> Option<&str> {
        let position = leaf.checked_sub(self.range.from)?;
        let from = leaf_start(&self.leaf_ends, position)?;
        let to = *self.leaf_ends.get(position as usize)?;
        self.text.get(from as usize..to as usize)
    }
}

fn read_entry(row: &Row<'_>) -> Result<WorkEntry, StoreError> {
    let authors: Option<Vec<u8>> = row.get(6)?;
    let authors = authors
        .map(|bytes| decode(&bytes, MAX_AUTHORS_BYTES).map_err(damaged))
        .transpose()?;
    Ok(WorkEntry {
        number: from_i64(row.get(0)?),
        work: WorkId::from_bytes(row.get(1)?),
        owner: AccountId::from_bytes(row.get(2)?),
        version: row.get(3)?,
        manifest_id: ManifestId::from_bytes(row.get(4)?),
        title: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
        authors: authors.unwrap_or_default(),
        language: row.get(7)?,
        leaf_count: row.get(8)?,
        byte_length: from_i64(row.get(9)?),
        words: from_i64(row.get(10)?),
        passages: row.get(11)?,
        price: read_price(row.get(12)?),
        published: Timestamp(from_i64(row.get(13)?)),
        withdrawn: row.get::<_, Option<i64>>(14)?.map(|at| Timestamp(from_i64(at))),
        path: row.get(15)?,
    })
}

pub(crate) fn read_price(column: Option<i64>) -> Option<Amount> {
    column.map(|micros| Amount::from_micros(from_i64(micros)))
}

/// Reads leaf range, first byte, words, leaf ends and text, in this order.
pub(crate) fn read_passage(row: &Row<'_>) -> Result<Passage, StoreError> {
    let ends: Vec<u8> = row.get(4)?;
    Ok(Passage {
        range: LeafRange {
            from: row.get(0)?,
            to: row.get(1)?,
        },
        byte_from: row.get(2)?,
        words: row.get(3)?,
        leaf_ends: ends
            .chunks_exact(4)
            .map(|end| u32::from_le_bytes([end[0], end[1], end[2], end[3]]))
            .collect(),
        text: row.get(5)?,
    })
}
