//! Searching: ranked passages, at no cost.

use crate::accounts::party;
use crate::ask::MAX_QUESTION_BYTES;
use crate::error::NodeError;
use crate::node::Node;
use crate::party::Party;
use byline_store::Query;
use byline_work::PassageId;

/// The most passages of one search.
const MAX_RESULTS: usize = 100;

/// A passage that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Which passage.
    pub passage: PassageId,
    /// Title of its work.
    pub title: String,
    /// Who owns the work.
    pub owner: Party,
    /// Higher is better; comparable within one search only.
    pub score: f64,
    /// The exact text.
    pub text: String,
}

impl Node {
    /// The passages that answer `query` best, best first.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Found>, NodeError> {
        if query.trim().is_empty() {
            return Err(NodeError::EmptyQuestion);
        }
        if query.len() > MAX_QUESTION_BYTES {
            return Err(NodeError::LongQuestion {
                bytes: query.len(),
                limit: MAX_QUESTION_BYTES,
            });
        }
        if !(1..=MAX_RESULTS).contains(&limit) {
            return Err(NodeError::Parameter(format!(
                "the number of passages is between 1 and {MAX_RESULTS}"
            )));
        }
        let snapshot = self.store.read()?;
        let hits = snapshot.search(&Query {
            text: query,
            limit,
            ..Query::default()
        })?;
        let found = hits.into_iter().map(|hit| {
            Ok(Found {
                passage: PassageId {
                    work: hit.work,
                    version: hit.version,
                    range: hit.passage.range,
                },
                title: snapshot.work(&hit.work)?.map(|work| work.title).unwrap_or_default(),
                owner: party(&snapshot, hit.owner)?,
                score: hit.score,
                text: hit.passage.text,
            })
        });
        found.collect()
    }
}
