//! Searching: candidates from the rarest terms, then their full scores.

use super::candidates::{Candidate, Evidence};
use super::index::CorpusSize;
use super::language::Language;
use super::postings::{first_of_section, section};
use super::query::Query;
use super::score::{Ranking, Signals, proximity, saturation};
use super::terms::TermMaker;
use crate::database::Tables;
use crate::error::StoreError;
use crate::works::{Passage, SECTION_PASSAGES, read_passage, read_price};
use byline_types::{AccountId, Amount, WorkId};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};
use std::rc::Rc;

/// Candidates whose very common terms are looked up in their text.
const REREAD: usize = 16;

/// A passage that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The work.
    pub work: WorkId,
    /// Its version.
    pub version: u32,
    /// Whose work it is.
    pub owner: AccountId,
    /// The price of a use.
    pub price: Amount,
    /// The language whose rules made its terms.
    pub language: Language,
    /// The passage.
    pub passage: Passage,
    /// What it was ordered by; only comparable between hits of one search.
    pub score: f64,
    /// What the score was made of.
    pub signals: Signals,
}

/// What the search knows of a work whose passages are candidates.
struct Source {
    work: WorkId,
    version: u32,
    owner: AccountId,
    price: Option<Amount>,
    language: Language,
    /// Words of the part of the work that its section holds: the whole of it up to 256 passages.
    words: f64,
    first_passage: i64,
}

/// A search as it goes.
struct Search<'a> {
    tables: &'a Tables,
    query: &'a Query<'a>,
    ranking: &'a Ranking,
    evidence: Evidence,
    averages: Averages,
    sources: BTreeMap<i64, Rc<Source>>,
}

/// The averages that lengths are compared with, in words.
struct Averages {
    passage: f64,
    work: f64,
}

impl Tables {
    /// The passages that answer a question best, best first. Equal scores are ordered by work, then by place in the work.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn search(&self, query: &Query<'_>) -> Result<Vec<Hit>, StoreError> {
        self.search_with(query, &Ranking::default())
    }

    /// The same with other parameters of the ranking.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn search_with(&self, query: &Query<'_>, ranking: &Ranking) -> Result<Vec<Hit>, StoreError> {
        let corpus = self.corpus()?;
        let groups = self.term_groups(query.text, query.language, &corpus, ranking)?;
        let search = Search {
            tables: self,
            query,
            ranking,
            evidence: Evidence {
                passages: self.passage_postings(&groups, ranking.occurrence_budget)?,
                titles: self.title_postings(&groups)?,
                groups,
            },
            averages: Averages::of(&corpus),
            sources: BTreeMap::new(),
        };
        search.run()
    }
}

impl Search<'_> {
    fn run(mut self) -> Result<Vec<Hit>, StoreError> {
        let candidates = self.evidence.candidates(self.ranking);
        let mut hits = self.score_all(candidates)?;
        hits.sort_by(best_first);
        self.add_unread_terms(&mut hits);
        hits.sort_by(best_first);
        hits.truncate(self.query.limit);
        Ok(hits)
    }

    /// Full scores of the best candidates that nothing excludes.
    fn score_all(&mut self, mut candidates: BinaryHeap<Candidate>) -> Result<Vec<Hit>, StoreError> {
        let wanted = self.ranking.candidates.max(self.query.limit);
        let mut hits = Vec::new();
        while hits.len() < wanted
            && let Some(candidate) = candidates.pop()
        {
            let source = self.source(section(candidate.passage))?;
            let Some(price) = self.allowed_price(&source) else {
                continue;
            };
            let passage = self.tables.passage_numbered(candidate.passage)?;
            if !self.excludes_passage(&source, &passage) {
                hits.push(self.hit(candidate.passage, passage, &source, price));
            }
        }
        Ok(hits)
    }

    fn source(&mut self, section: i64) -> Result<Rc<Source>, StoreError> {
        if let Some(source) = self.sources.get(&section) {
            return Ok(Rc::clone(source));
        }
        let source = Rc::new(self.tables.source_of_section(section)?);
        self.sources.insert(section, Rc::clone(&source));
        Ok(source)
    }

    /// The price of a use, if the question may use the work at all.
    fn allowed_price(&self, source: &Source) -> Option<Amount> {
        let price = source.price?;
        let affordable = self.query.max_price.is_none_or(|most| price <= most);
        (affordable && !self.query.exclude_works.contains(&source.work)).then_some(price)
    }

    fn excludes_passage(&self, source: &Source, passage: &Passage) -> bool {
        self.query.exclude_passages.iter().any(|excluded| {
            excluded.work == source.work && excluded.version == source.version && excluded.range.overlaps(passage.range)
        })
    }

    fn hit(&self, number: i64, passage: Passage, source: &Source, price: Amount) -> Hit {
        let signals = self.signals(number, &passage, source);
        Hit {
            work: source.work,
            version: source.version,
            owner: source.owner,
            price,
            language: source.language,
            score: self.ranking.fuse(&signals),
            passage,
            signals,
        }
    }

    fn signals(&self, number: i64, passage: &Passage, source: &Source) -> Signals {
        let ranking = self.ranking;
        let length = f64::from(passage.words) / self.averages.passage;
        let work_length = source.words / self.averages.work;
        Signals {
            passage: self
                .evidence
                .passage_score(number, |n| saturation(n, length, ranking.passage_k1, ranking.passage_b)),
            work: self
                .evidence
                .work_score(number, |n| saturation(n, work_length, ranking.work_k1, ranking.work_b)),
            title: self.evidence.title_score(source.first_passage),
            proximity: proximity(&self.evidence.in_question_order(number)),
        }
    }

    /// Adds what the terms count that are too common to be read from the index, for the best hits, from their text.
    fn add_unread_terms(&self, hits: &mut [Hit]) {
        let unread = self.evidence.unread();
        if unread.is_empty() {
            return;
        }
        let mut makers: BTreeMap<Language, TermMaker> = BTreeMap::new();
        for hit in hits.iter_mut().take(REREAD.max(self.query.limit)) {
            let length = f64::from(hit.passage.words) / self.averages.passage;
            let mut counts = vec![0.0; unread.len()];
            let maker = makers
                .entry(hit.language)
                .or_insert_with(|| TermMaker::new(hit.language));
            maker.each(&hit.passage.text, &mut |term| {
                if let Some(group) = unread
                    .iter()
                    .position(|group| group.terms.iter().any(|t| t == term.text))
                {
                    counts[group] += 1.0;
                }
            });
            let (k1, b) = (self.ranking.passage_k1, self.ranking.passage_b);
            let parts = unread
                .iter()
                .zip(counts)
                .map(|(group, n)| group.weight * saturation(n, length, k1, b));
            hit.signals.passage += parts.sum::<f64>();
            hit.score = self.ranking.fuse(&hit.signals);
        }
    }
}

fn best_first(a: &Hit, b: &Hit) -> Ordering {
    b.score
        .total_cmp(&a.score)
        .then_with(|| a.work.cmp(&b.work))
        .then_with(|| a.passage.range.cmp(&b.passage.range))
}

impl Averages {
    fn of(corpus: &[(String, CorpusSize)]) -> Averages {
        let sum = |part: fn(&CorpusSize) -> i64| corpus.iter().map(|(_, size)| part(size)).sum::<i64>() as f64;
        let words = sum(|size| size.words).max(1.0);
        Averages {
            passage: words / sum(|size| size.passages).max(1.0),
            work: words / sum(|size| size.works).max(1.0),
        }
    }
}

impl Tables {
    fn source_of_section(&self, section: i64) -> Result<Source, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT work.id, edition.version, work.owner, work.price, edition.term_language, edition.words,
                 edition.first_passage, edition.passages
             FROM edition JOIN work ON work.no = edition.work
             WHERE edition.first_passage <= ?1 ORDER BY edition.first_passage DESC LIMIT 1",
        )?;
        Ok(statement.query_row([first_of_section(section)], |row| {
            let (words, passages): (f64, f64) = (row.get(5)?, row.get(7)?);
            Ok(Source {
                work: WorkId::from_bytes(row.get(0)?),
                version: row.get(1)?,
                owner: AccountId::from_bytes(row.get(2)?),
                price: read_price(row.get(3)?),
                language: Language::from_tag(&row.get::<_, String>(4)?),
                words: words * (SECTION_PASSAGES as f64 / passages.max(1.0)).min(1.0),
                first_passage: row.get(6)?,
            })
        })?)
    }

    fn passage_numbered(&self, number: i64) -> Result<Passage, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT leaf_from, leaf_to, byte_from, words, leaf_ends, text FROM passage WHERE no = ?1",
        )?;
        statement.query_row([number], |row| Ok(read_passage(row)))?
    }
}
