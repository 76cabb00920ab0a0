//! A question, and the terms it looks for.

use super::index::{CorpusSize, Frequency};
use super::language::Language;
use super::score::{Ranking, idf};
use super::script::Script;
use super::terms::{Token, TokenKind, tokens};
use crate::database::Tables;
use crate::error::StoreError;
use byline_types::{Amount, WorkId};
use byline_work::PassageId;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Characters of a question that are looked at.
pub const MAX_QUERY_CHARS: usize = 2_000;
/// Words of a question that are looked for: the rarest.
const MAX_WORDS: usize = 64;
/// Languages of the library in which a word of the question is stemmed, besides the question's own.
const MAX_OTHER_LANGUAGES: usize = 4;

/// What is looked for, and what is left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'a> {
    /// The question, in any language.
    pub text: &'a str,
    /// The language of the question as a BCP-47 tag, where it is known. Works in every language are searched all the same.
    pub language: Option<&'a str>,
    /// How many passages at most.
    pub limit: usize,
    /// Works that are left out.
    pub exclude_works: &'a [WorkId],
    /// Passages that are left out, with every passage that shares a leaf with them.
    pub exclude_passages: &'a [PassageId],
    /// Works that cost more are left out.
    pub max_price: Option<Amount>,
}

/// A term that a question looks for.
#[derive(Clone, Debug, PartialEq)]
pub struct QueryTerm {
    /// The term, as [`tokens`] makes it.
    pub term: String,
    /// Which word of the question it stands for, counted from 0. Terms of one word are alternatives to each other: its
    /// stems in several languages.
    pub word: u32,
    /// How much it says: the inverse document frequency, in nats, scaled down for kinds of terms that say less.
    pub idf: f64,
}

/// One thing to look for: terms of which any will do.
#[derive(Clone, Debug)]
pub(crate) struct TermGroup {
    pub(crate) terms: Vec<String>,
    pub(crate) word: u32,
    /// In how many passages one of the terms stands (at most this many).
    pub(crate) passages: i64,
    /// The weight of the group: its inverse document frequency, times that of its kind, times how often it is asked.
    pub(crate) weight: f64,
    /// Whether it is a function word: then it is not read from the index, where it would take most of the time.
    pub(crate) function: bool,
}

impl Tables {
    /// The terms that a question looks for and how much each says; those that no passage has are left out.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn query_terms(&self, text: &str, language: Option<&str>) -> Result<Vec<QueryTerm>, StoreError> {
        let groups = self.term_groups(text, language, &self.corpus()?, &Ranking::default())?;
        let each = groups.into_iter().flat_map(|group| {
            let (word, idf) = (group.word, group.weight);
            group.terms.into_iter().map(move |term| QueryTerm { term, word, idf })
        });
        Ok(each.collect())
    }

    /// The groups of terms that a question looks for, in the order of their rarity, then of the question.
    pub(crate) fn term_groups(
        &self,
        text: &str,
        language: Option<&str>,
        corpus: &[(String, CorpusSize)],
        ranking: &Ranking,
    ) -> Result<Vec<TermGroup>, StoreError> {
        let text: String = text.chars().take(MAX_QUERY_CHARS).collect();
        let own = Language::of_text(&text, language.unwrap_or_default());
        let passages = corpus.iter().map(|(_, size)| size.passages).sum();
        let mut groups = Vec::new();
        for (alternatives, kind, count) in alternatives(&text, own, &other_languages(corpus, own)) {
            if let Some(mut group) = self.term_group(alternatives, passages)? {
                group.weight *= ranking.kind_weight(kind) * count;
                group.function = kind == TokenKind::Function;
                groups.push(group);
            }
        }
        Ok(telling(groups, passages))
    }

    /// The terms that are in the index at all.
    fn term_group(&self, alternatives: Alternatives, corpus_passages: i64) -> Result<Option<TermGroup>, StoreError> {
        let mut group = TermGroup {
            terms: Vec::new(),
            word: alternatives.word,
            passages: 0,
            weight: 0.0,
            function: false,
        };
        let mut titles = 0;
        for term in alternatives.terms {
            let frequency = self.frequency(&term)?;
            if frequency != Frequency::default() {
                group.passages = (group.passages + frequency.passages).min(corpus_passages);
                titles += frequency.titles;
                group.terms.push(term);
            }
        }
        // A term that only titles have is rare, but not rarer than it is in titles.
        group.weight = idf(corpus_passages, group.passages.max(titles));
        Ok((!group.terms.is_empty()).then_some(group))
    }
}

/// The terms that one token of the question may have in the library.
struct Alternatives {
    word: u32,
    terms: Vec<String>,
}

/// Every token of the question with its forms in other languages, its kind, and how often it is there.
fn alternatives(text: &str, own: Language, others: &[Language]) -> Vec<(Alternatives, TokenKind, f64)> {
    let mut found: Vec<(Alternatives, TokenKind, f64)> = Vec::new();
    let forms: Vec<Vec<Token>> = others.iter().map(|&language| tokens(text, language)).collect();
    let mut positions: BTreeMap<String, usize> = BTreeMap::new();
    for (number, token) in tokens(text, own).into_iter().enumerate() {
        if let Some(&position) = positions.get(&token.term) {
            found[position].2 += 1.0;
            continue;
        }
        positions.insert(token.term.clone(), found.len());
        let mut terms = vec![token.term];
        for form in forms.iter().filter_map(|form| form.get(number)) {
            if form.word == token.word && !terms.contains(&form.term) {
                terms.push(form.term.clone());
            }
        }
        found.push((
            Alternatives {
                word: token.word,
                terms,
            },
            token.kind,
            1.0,
        ));
    }
    found
}

/// The languages of the library whose stems of a Latin word may differ from the question's own, most used first, and
/// `Unknown`, in which words stand as they are.
fn other_languages(corpus: &[(String, CorpusSize)], own: Language) -> Vec<Language> {
    let mut used: Vec<(Reverse<i64>, Language)> = corpus
        .iter()
        .map(|(tag, size)| (Reverse(size.passages), Language::from_tag(tag)))
        .filter(|&(_, language)| language != own && language.script() == Script::Latin)
        .collect();
    used.sort_unstable();
    let mut languages: Vec<Language> = used
        .into_iter()
        .map(|(_, language)| language)
        .take(MAX_OTHER_LANGUAGES)
        .collect();
    if own != Language::Unknown {
        languages.push(Language::Unknown);
    }
    languages
}

/// The groups that tell something, rarest first, function words last. A question of function words alone takes them as
/// words.
fn telling(mut groups: Vec<TermGroup>, passages: i64) -> Vec<TermGroup> {
    if groups.iter().all(|group| group.function) {
        for group in &mut groups {
            group.weight = idf(passages, group.passages);
            group.function = false;
        }
    }
    groups.retain(|group| group.weight > 0.0);
    groups.sort_by_key(|group| (group.function, group.passages));
    groups.truncate(MAX_WORDS);
    groups
}
