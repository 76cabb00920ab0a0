//! Retrieval: from a question to the passages that answer it, in every script.
//!
//! The index is SQLite's FTS5, used as an inverted file: we make the terms and read the postings, and score them here, so
//! that a passage, its work and its title speak with one BM25, and so that very common terms cost little.

mod candidates;
pub(crate) mod index;
mod language;
mod postings;
mod query;
mod score;
mod script;
mod search;
mod stem;
mod terms;

pub use index::{WorkTerms, work_terms};
pub use language::Language;
pub use query::{MAX_QUERY_CHARS, Query, QueryTerm};
pub use score::{Ranking, Signals};
pub use search::Hit;
pub use terms::{Token, TokenKind, tokens};
