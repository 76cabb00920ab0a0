//! How well a passage answers: BM25 of the passage and of its work, words in the title, nearness of words, and their sum.

use super::terms::TokenKind;

/// The parameters of the ranking. The default is what searching uses; others are for measuring what gives what.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// BM25: how soon more occurrences in a passage stop counting.
    pub passage_k1: f64,
    /// BM25: how much a passage's length counts, 0 to 1.
    pub passage_b: f64,
    /// The same for the whole work.
    pub work_k1: f64,
    /// The same for the whole work.
    pub work_b: f64,
    /// What the work's BM25 counts beside the passage's.
    pub work_weight: f64,
    /// What the question's words in the title count beside the passage's BM25.
    pub title_weight: f64,
    /// What the nearness of the question's words counts beside the passage's BM25.
    pub proximity_weight: f64,
    /// What a function word (`the`, `what`) of the question counts.
    pub function_weight: f64,
    /// What a single Han character inside a longer word of the question counts.
    pub character_weight: f64,
    /// What a pair of characters across two words of the question counts.
    pub bridge_weight: f64,
    /// Occurrences that are read from the index at most: what bounds the time of a search.
    pub occurrence_budget: i64,
    /// Passages that are scored in full.
    pub candidates: usize,
}

impl Default for Ranking {
    fn default() -> Ranking {
        Ranking {
            passage_k1: 1.2,
            passage_b: 0.75,
            work_k1: 1.2,
            work_b: 0.75,
            work_weight: 0.2,
            title_weight: 0.5,
            proximity_weight: 0.4,
            function_weight: 0.3,
            character_weight: 0.2,
            bridge_weight: 0.5,
            occurrence_budget: 80_000,
            candidates: 128,
        }
    }
}

/// What speaks for a passage, each in the units of BM25: nats of inverse document frequency.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signals {
    /// BM25 of the passage.
    pub passage: f64,
    /// BM25 of the whole work.
    pub work: f64,
    /// The inverse document frequencies of the question's words that are in the title, summed.
    pub title: f64,
    /// Nearness of the question's words in the passage.
    pub proximity: f64,
}

impl Ranking {
    /// What a kind of term counts.
    pub(crate) fn kind_weight(&self, kind: TokenKind) -> f64 {
        match kind {
            TokenKind::Word | TokenKind::Pair => 1.0,
            TokenKind::Function => self.function_weight,
            TokenKind::Character => self.character_weight,
            TokenKind::Bridge => self.bridge_weight,
        }
    }

    /// The score that passages are ordered by: a weighted sum, for all signals are in the same units. The similarity of
    /// embeddings will be one more term here.
    pub(crate) fn fuse(&self, signals: &Signals) -> f64 {
        signals.passage
            + self.work_weight * signals.work
            + self.title_weight * signals.title
            + self.proximity_weight * signals.proximity
    }
}

/// The inverse document frequency in nats, never below zero: ln(1 + (N − n + ½) / (n + ½)), as in Robertson and Zaragoza,
/// "The Probabilistic Relevance Framework" (2009), with 1 added inside.
pub(crate) fn idf(total: i64, having: i64) -> f64 {
    let (total, having) = (total as f64, having as f64);
    (1.0 + (total - having + 0.5).max(0.0) / (having + 0.5)).ln()
}

/// The part of BM25 that grows with the occurrences in a text `length` times as long as the average: 0 to k1 + 1.
pub(crate) fn saturation(occurrences: f64, length: f64, k1: f64, b: f64) -> f64 {
    occurrences * (k1 + 1.0) / (occurrences + k1 * (1.0 - b + b * length))
}

/// A group's occurrences in one passage: its weight and its positions, rising.
pub(crate) struct Occurrences<'a> {
    pub(crate) weight: f64,
    pub(crate) positions: &'a [(i64, u32)],
}

/// Distance in words at which two words no longer count as near.
const WINDOW: u32 = 16;

/// How near words of the question that follow on each other stand in the passage: for each pair, the lesser of the two
/// weights over the smallest distance, if that is in the window (after Rasolofo and Savoy, ECIR 2003).
pub(crate) fn proximity(groups: &[Occurrences<'_>]) -> f64 {
    groups
        .windows(2)
        .filter_map(|pair| {
            let distance = smallest_distance(pair[0].positions, pair[1].positions)?;
            let weight = pair[0].weight.min(pair[1].weight);
            (distance <= WINDOW).then(|| weight / f64::from(distance))
        })
        .sum()
}

fn smallest_distance(first: &[(i64, u32)], second: &[(i64, u32)]) -> Option<u32> {
    let (mut i, mut j, mut smallest) = (0, 0, None);
    while let (Some(&(_, a)), Some(&(_, b))) = (first.get(i), second.get(j)) {
        let distance = a.abs_diff(b).max(1);
        smallest = Some(smallest.map_or(distance, |least: u32| least.min(distance)));
        if a < b { i += 1 } else { j += 1 }
    }
    smallest
}
