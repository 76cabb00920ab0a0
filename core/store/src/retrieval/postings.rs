//! Reading the index: where the terms of a question stand.

use super::query::TermGroup;
use crate::database::Tables;
use crate::error::StoreError;
use crate::works::SECTION_PASSAGES;
use rusqlite::params;

/// Occurrences in titles that are read at most.
const TITLE_BUDGET: i64 = 40_000;

/// Where one group of terms stands.
pub(crate) struct Postings {
    /// Passage and position of every occurrence, rising.
    pub(crate) occurrences: Vec<(i64, u32)>,
}

/// How often a group stands in a passage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Posting {
    pub(crate) passage: i64,
    pub(crate) group: u32,
    pub(crate) occurrences: u32,
}

impl Tables {
    /// The postings of each group, rarest group first, until about `budget` occurrences are read. A group that no longer
    /// fits is left unread (`None`), and so are function words, except that the first one that passages have is read as
    /// far as the budget goes.
    pub(crate) fn passage_postings(
        &self,
        groups: &[TermGroup],
        budget: i64,
    ) -> Result<Vec<Option<Postings>>, StoreError> {
        let mut left = budget;
        let mut all = Vec::with_capacity(groups.len());
        for group in groups {
            // A passage has a term once at least, and seldom more than three times.
            let fits = group.passages <= left && !group.function;
            let postings = match (fits, left == budget) {
                (true, _) => Some(self.occurrences(group, PASSAGE_SQL, NO_LIMIT)?),
                (false, true) => Some(self.occurrences(group, PASSAGE_SQL, budget)?),
                (false, false) => None,
            };
            left -= postings.as_ref().map_or(0, Postings::len);
            all.push(postings);
        }
        Ok(all)
    }

    /// The same for titles: the passage number is that of the work's first passage.
    pub(crate) fn title_postings(&self, groups: &[TermGroup]) -> Result<Vec<Option<Postings>>, StoreError> {
        let mut left = TITLE_BUDGET;
        let mut all = Vec::with_capacity(groups.len());
        for group in groups {
            let postings = match left > 0 && !group.function {
                true => Some(self.occurrences(group, TITLE_SQL, left)?),
                false => None,
            };
            left -= postings.as_ref().map_or(0, Postings::len);
            all.push(postings);
        }
        Ok(all)
    }

    fn occurrences(&self, group: &TermGroup, sql: &str, limit: i64) -> Result<Postings, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut occurrences = Vec::new();
        for term in &group.terms {
            let mut rows = statement.query(params![term, limit])?;
            while let Some(row) = rows.next()? {
                occurrences.push((row.get(0)?, row.get(1)?));
            }
        }
        if group.terms.len() > 1 {
            occurrences.sort();
        }
        Ok(Postings { occurrences })
    }
}

/// What SQLite takes for "all".
const NO_LIMIT: i64 = -1;
const PASSAGE_SQL: &str = "SELECT doc, offset FROM passage_term WHERE term = ?1 LIMIT ?2";
const TITLE_SQL: &str = "SELECT doc, offset FROM title_term WHERE term = ?1 LIMIT ?2";

impl Postings {
    fn len(&self) -> i64 {
        self.occurrences.len() as i64
    }

    /// The occurrences in one passage.
    pub(crate) fn in_passage(&self, passage: i64) -> &[(i64, u32)] {
        let from = self.occurrences.partition_point(|&(number, _)| number < passage);
        let count = self.occurrences[from..].partition_point(|&(number, _)| number == passage);
        &self.occurrences[from..from + count]
    }

    /// How many occurrences there are in passages `from..to`.
    pub(crate) fn count_between(&self, from: i64, to: i64) -> usize {
        let first = self.occurrences.partition_point(|&(number, _)| number < from);
        let last = self.occurrences.partition_point(|&(number, _)| number < to);
        last - first
    }

    /// One posting for each passage.
    pub(crate) fn by_passage(&self, group: usize) -> impl Iterator<Item = Posting> {
        self.occurrences.chunk_by(|a, b| a.0 == b.0).map(move |run| Posting {
            passage: run[0].0,
            group: group as u32,
            occurrences: run.len() as u32,
        })
    }
}

/// The section of a passage: at most 256 passages of one work.
pub(crate) fn section(passage: i64) -> i64 {
    passage / SECTION_PASSAGES
}

/// The number of the first passage of a section.
pub(crate) fn first_of_section(section: i64) -> i64 {
    section * SECTION_PASSAGES
}
