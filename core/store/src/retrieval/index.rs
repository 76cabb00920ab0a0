//! Writing the search index: the terms of a work going in, and coming out again when it is withdrawn or replaced.

#![expect(
    clippy::disallowed_types,
    reason = "one look-up a word; what is written is sorted first"
)]

use super::language::Language;
use super::terms::{TERMS_VERSION, TermMaker};
use crate::database::{Store, Tables, WriteTx};
use crate::error::StoreError;
use crate::works::NewWork;
use rusqlite::{OptionalExtension, params};
use std::collections::{BTreeMap, HashMap};
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Where the store keeps by which rules its index was made.
const TERMS_VERSION_SETTING: &str = "store/terms-version";

/// Passages of a work that are looked at to guess its language.
const GUESS_PASSAGES: usize = 5;

/// The terms of a work, ready to be written. Making them is the slow part of adding a work, and needs no database.
pub struct WorkTerms {
    language: Language,
    title: IndexText,
    passages: Vec<IndexText>,
    /// In how many of the passages, and in how many titles (this one), each term stands.
    frequencies: HashMap<String, Frequency>,
}

/// One text as the index takes it.
#[derive(Default)]
struct IndexText {
    /// Its terms, joined by spaces.
    terms: String,
    /// How many words it has.
    words: i64,
}

/// What a transaction changes in the statistics; written once, at its end.
#[derive(Default)]
pub(crate) struct IndexChanges {
    frequencies: BTreeMap<String, Frequency>,
    corpus: BTreeMap<&'static str, CorpusSize>,
}

/// In how many texts a term stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frequency {
    pub(crate) passages: i64,
    pub(crate) titles: i64,
}

/// How much is indexed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CorpusSize {
    pub(crate) works: i64,
    pub(crate) passages: i64,
    pub(crate) words: i64,
    pub(crate) title_words: i64,
}

/// Whether terms go in or come out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    In,
    Out,
}

impl WorkTerms {
    /// The terms of a title and of passages, in the language of the tag, or else in the one they seem to be in.
    pub(crate) fn new<'t>(title: &'t str, tag: &str, passages: impl Iterator<Item = &'t str> + Clone) -> WorkTerms {
        let language = language_of(tag, title, passages.clone());
        let mut maker = TermMaker::new(language);
        let mut counter = Counter::default();
        let passages = passages
            .map(|text| counter.count(&mut maker, text, |frequency| &mut frequency.passages))
            .collect();
        let title = counter.count(&mut maker, title, |frequency| &mut frequency.titles);
        WorkTerms {
            language,
            title,
            passages,
            frequencies: counter
                .terms
                .into_iter()
                .map(|(term, (frequency, _))| (term, frequency))
                .collect(),
        }
    }

    /// The language whose rules made the terms.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// How many words the index counted in all passages.
    pub(crate) fn words(&self) -> i64 {
        self.passages.iter().map(|passage| passage.words).sum()
    }

    /// How many words the index counted in each passage.
    pub(crate) fn passage_words(&self) -> impl Iterator<Item = i64> {
        self.passages.iter().map(|passage| passage.words)
    }

    fn size(&self) -> CorpusSize {
        CorpusSize {
            works: 1,
            passages: self.passages.len() as i64,
            words: self.words(),
            title_words: self.title.words,
        }
    }
}

/// The language of the tag, or what one of the first passages or the title seem to be in: code and lists tell nothing.
fn language_of<'t>(tag: &str, title: &'t str, passages: impl Iterator<Item = &'t str>) -> Language {
    passages
        .take(GUESS_PASSAGES)
        .chain([title])
        .map(|text| Language::of_text(text, tag))
        .find(|&language| language != Language::Unknown)
        .unwrap_or(Language::Unknown)
}

/// Counts in how many texts each term stands; beside each count is the text that was counted last.
#[derive(Default)]
struct Counter {
    terms: HashMap<String, (Frequency, u32)>,
    current: u32,
}

impl Counter {
    fn count(&mut self, maker: &mut TermMaker, text: &str, column: impl Fn(&mut Frequency) -> &mut i64) -> IndexText {
        self.current += 1;
        let mut out = IndexText {
            terms: String::with_capacity(text.len()),
            words: 0,
        };
        let mut last_word = None;
        maker.each(text, &mut |term| {
            self.add(term.text, &column);
            out.terms.push_str(term.text);
            out.terms.push(' ');
            if last_word.replace(term.word) != Some(term.word) {
                out.words += 1;
            }
        });
        out
    }

    /// Counts a term of the current text, once.
    fn add(&mut self, term: &str, column: impl Fn(&mut Frequency) -> &mut i64) {
        if !self.terms.contains_key(term) {
            self.terms.insert(term.to_owned(), Default::default());
        }
        if let Some((frequency, last)) = self.terms.get_mut(term)
            && *last != self.current
        {
            *column(frequency) += 1;
            *last = self.current;
        }
    }
}

/// The terms of each work, made on all cores.
pub fn work_terms(works: &[NewWork<'_>]) -> Vec<WorkTerms> {
    let threads = std::thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(works.len());
    if threads <= 1 {
        return works.iter().map(terms_of).collect();
    }
    let next = AtomicUsize::new(0);
    let mut made: Vec<(usize, WorkTerms)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(|| take_turns(works, &next))).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_default())
            .collect()
    });
    made.sort_by_key(|(position, _)| *position);
    made.into_iter().map(|(_, terms)| terms).collect()
}

fn take_turns(works: &[NewWork<'_>], next: &AtomicUsize) -> Vec<(usize, WorkTerms)> {
    std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed))
        .map_while(|position| works.get(position).map(|work| (position, terms_of(work))))
        .collect()
}

fn terms_of(work: &NewWork<'_>) -> WorkTerms {
    WorkTerms::new(work.title, work.language, work.passage_texts())
}

impl WriteTx<'_> {
    /// Puts the terms of an edition into the index.
    pub(crate) fn index_edition(&self, first_passage: i64, terms: &WorkTerms) -> Result<(), StoreError> {
        self.move_terms(first_passage, terms, Direction::In)
    }

    /// Takes the terms of an edition out of the index. They are made anew from the text: the index keeps none to undo.
    pub(crate) fn unindex_edition(&self, edition: i64) -> Result<(), StoreError> {
        let (title, language, first_passage, texts) = self.edition_texts(edition)?;
        let terms = WorkTerms::new(&title, &language, texts.iter().map(String::as_str));
        self.move_terms(first_passage, &terms, Direction::Out)
    }

    fn move_terms(&self, first: i64, terms: &WorkTerms, direction: Direction) -> Result<(), StoreError> {
        let mut passages = self.connection.prepare_cached(direction.passage_sql())?;
        for (number, passage) in (first..).zip(&terms.passages) {
            passages.execute(params![number, passage.terms])?;
        }
        self.connection
            .prepare_cached(direction.title_sql())?
            .execute(params![first, terms.title.terms])?;
        self.index.borrow_mut().add(terms, direction);
        Ok(())
    }

    /// Writes the statistics that this transaction changed, in the order of the terms.
    pub(crate) fn write_index_changes(&self) -> Result<(), StoreError> {
        let changes = self.index.take();
        let mut change = self.connection.prepare_cached(
            "INSERT INTO term (term, passages, titles) VALUES (?1, ?2, ?3)
             ON CONFLICT (term) DO UPDATE SET passages = passages + excluded.passages, titles = titles + excluded.titles",
        )?;
        let mut forget = self
            .connection
            .prepare_cached("DELETE FROM term WHERE term = ?1 AND passages <= 0 AND titles <= 0")?;
        for (term, frequency) in changes
            .frequencies
            .iter()
            .filter(|(_, changed)| **changed != Frequency::default())
        {
            change.execute(params![term, frequency.passages, frequency.titles])?;
            if frequency.passages < 0 || frequency.titles < 0 {
                forget.execute([term])?;
            }
        }
        for (language, size) in &changes.corpus {
            self.write_corpus_change(language, size)?;
        }
        Ok(())
    }

    fn write_corpus_change(&self, language: &str, size: &CorpusSize) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO corpus (language, works, passages, words, title_words) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (language) DO UPDATE SET works = works + excluded.works,
                     passages = passages + excluded.passages, words = words + excluded.words,
                     title_words = title_words + excluded.title_words",
            )?
            .execute(params![
                language,
                size.works,
                size.passages,
                size.words,
                size.title_words
            ])?;
        Ok(())
    }

    fn edition_texts(&self, edition: i64) -> Result<(String, String, i64, Vec<String>), StoreError> {
        let (title, language, first, count): (String, String, i64, i64) = self.connection.query_row(
            "SELECT title, term_language, first_passage, passages FROM edition WHERE no = ?1",
            [edition],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )?;
        let mut statement = self
            .connection
            .prepare_cached("SELECT text FROM passage WHERE no >= ?1 AND no < ?2 ORDER BY no")?;
        let texts = statement.query_map([first, first + count], |row| row.get(0))?;
        Ok((title, language, first, texts.collect::<Result<_, _>>()?))
    }

    /// Empties the index and makes it anew from the texts.
    fn index_all_anew(&self) -> Result<(), StoreError> {
        self.connection.execute_batch(
            "INSERT INTO passage_index (passage_index) VALUES ('delete-all');
             INSERT INTO title_index (title_index) VALUES ('delete-all');
             DELETE FROM term; DELETE FROM corpus;",
        )?;
        let mut statement = self.connection.prepare(
            "SELECT edition.no FROM edition JOIN work ON work.no = edition.work AND work.version = edition.version
             WHERE work.withdrawn IS NULL ORDER BY edition.no",
        )?;
        let editions: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for edition in editions {
            let (title, language, first, texts) = self.edition_texts(edition)?;
            let terms = WorkTerms::new(&title, &language, texts.iter().map(String::as_str));
            self.index_edition(first, &terms)?;
        }
        self.set_setting(TERMS_VERSION_SETTING, &TERMS_VERSION.to_be_bytes())
    }
}

impl Store {
    /// Makes the index anew where it was made by other rules than today's.
    pub(crate) fn renew_index(&self) -> Result<(), StoreError> {
        if self.read()?.setting(TERMS_VERSION_SETTING)?.as_deref() == Some(&TERMS_VERSION.to_be_bytes()) {
            return Ok(());
        }
        self.write(|transaction| transaction.index_all_anew())
    }

    /// Merges the parts of the search index into one. Worth it after many works were added one by one; searching goes on
    /// meanwhile, other writing waits.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn optimize_index(&self) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.connection.execute_batch(
                "INSERT INTO passage_index (passage_index) VALUES ('optimize');
                 INSERT INTO title_index (title_index) VALUES ('optimize');",
            )?;
            Ok(())
        })
    }
}

impl Tables {
    /// How much is indexed in each language, by its tag.
    pub(crate) fn corpus(&self) -> Result<Vec<(String, CorpusSize)>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT language, works, passages, words, title_words FROM corpus WHERE works > 0")?;
        let rows = statement.query_map([], |row| {
            let size = CorpusSize {
                works: row.get(1)?,
                passages: row.get(2)?,
                words: row.get(3)?,
                title_words: row.get(4)?,
            };
            Ok((row.get(0)?, size))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// In how many indexed passages a term stands.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn document_frequency(&self, term: &str) -> Result<u64, StoreError> {
        Ok(self.frequency(term)?.passages.max(0).cast_unsigned())
    }

    /// In how many indexed passages and titles a term stands.
    pub(crate) fn frequency(&self, term: &str) -> Result<Frequency, StoreError> {
        let found = self
            .connection
            .prepare_cached("SELECT passages, titles FROM term WHERE term = ?1")?
            .query_row([term], |row| {
                Ok(Frequency {
                    passages: row.get(0)?,
                    titles: row.get(1)?,
                })
            })
            .optional()?;
        Ok(found.unwrap_or_default())
    }
}

impl Direction {
    fn passage_sql(self) -> &'static str {
        match self {
            Direction::In => "INSERT INTO passage_index (rowid, terms) VALUES (?1, ?2)",
            Direction::Out => "INSERT INTO passage_index (passage_index, rowid, terms) VALUES ('delete', ?1, ?2)",
        }
    }

    fn title_sql(self) -> &'static str {
        match self {
            Direction::In => "INSERT INTO title_index (rowid, terms) VALUES (?1, ?2)",
            Direction::Out => "INSERT INTO title_index (title_index, rowid, terms) VALUES ('delete', ?1, ?2)",
        }
    }

    fn sign(self) -> i64 {
        match self {
            Direction::In => 1,
            Direction::Out => -1,
        }
    }
}

impl IndexChanges {
    fn add(&mut self, terms: &WorkTerms, direction: Direction) {
        for (term, frequency) in &terms.frequencies {
            if !self.frequencies.contains_key(term) {
                self.frequencies.insert(term.clone(), Frequency::default());
            }
            if let Some(sum) = self.frequencies.get_mut(term) {
                sum.passages += frequency.passages * direction.sign();
                sum.titles += frequency.titles * direction.sign();
            }
        }
        let size = terms.size();
        let sum = self.corpus.entry(terms.language.tag()).or_default();
        sum.works += size.works * direction.sign();
        sum.passages += size.passages * direction.sign();
        sum.words += size.words * direction.sign();
        sum.title_words += size.title_words * direction.sign();
    }
}
