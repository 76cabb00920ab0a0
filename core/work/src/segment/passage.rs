//! Leaves into passages: what retrieval ranks.

use super::kind::LeafKind;
use super::{kinds, word_count};
use crate::LeafRange;

/// Words of a passage at least, where its surroundings allow it.
pub const MIN_PASSAGE_WORDS: u64 = 80;
/// Words of a passage at most, unless one leaf alone has more.
pub const MAX_PASSAGE_WORDS: u64 = 200;
/// Leaves of a passage at most.
pub const MAX_PASSAGE_LEAVES: usize = 128;

/// Words of the passage that costs nothing.
const BEST_WORDS: u64 = 140;
/// What each missing word costs.
const SHORT: u64 = 2;
/// What it costs to begin a passage elsewhere than at a heading.
const AT_PARAGRAPH: u64 = 10;
const AT_LINE: u64 = 25;
const AT_SENTENCE: u64 = 60;
/// What a heading inside a passage costs, and one at its end.
const HEADING_INSIDE: u64 = 90;
const HEADING_LAST: u64 = 300;

/// Divides the leaves of `text` into passages of 80 to 200 words: a heading begins one, and after headings the ends of
/// paragraphs are preferred. A short work is one passage.
pub fn passages(text: &str, ends: &[u32]) -> Vec<LeafRange> {
    let words = leaf_words(text, ends);
    divide(text, ends, &kinds(text, ends), &words)
}

/// The words of each leaf.
pub(crate) fn leaf_words(text: &str, ends: &[u32]) -> Vec<u64> {
    super::leaf_texts(text, ends).map(word_count).collect()
}

/// The division of least cost, found from the end: the cost of the leaves from `i` on is that of the best first passage
/// and of the rest.
pub(crate) fn divide(text: &str, ends: &[u32], kinds: &[LeafKind], words: &[u64]) -> Vec<LeafRange> {
    let count = ends.len();
    let mut cost = vec![0_u64; count + 1];
    let mut next = vec![count; count + 1];
    for from in (0..count).rev() {
        let (best, to) = best_first(from, kinds, words, &cost);
        cost[from] = best + start_cost(text, ends, kinds, from);
        next[from] = to;
    }
    follow(&next, count)
}

/// The cheapest passage that begins at `from`: the cost with that of the leaves after it, and its end.
fn best_first(from: usize, kinds: &[LeafKind], words: &[u64], cost: &[u64]) -> (u64, usize) {
    let mut best = (u64::MAX, from + 1);
    let (mut total, mut headings, mut text_seen) = (0, 0, false);
    for leaf in from..words.len().min(from + MAX_PASSAGE_LEAVES) {
        total += words[leaf];
        if leaf > from && total > MAX_PASSAGE_WORDS {
            break;
        }
        let heading = kinds[leaf] == LeafKind::Heading;
        headings += u64::from(heading && text_seen);
        text_seen |= !heading;
        let last = if heading && leaf + 1 < words.len() {
            HEADING_LAST
        } else {
            0
        };
        let here = size_cost(total) + headings * HEADING_INSIDE + last + cost[leaf + 1];
        best = best.min((here, leaf + 1));
    }
    best
}

fn size_cost(words: u64) -> u64 {
    words.abs_diff(BEST_WORDS) / 8 + MIN_PASSAGE_WORDS.saturating_sub(words) * SHORT
}

fn start_cost(text: &str, ends: &[u32], kinds: &[LeafKind], leaf: usize) -> u64 {
    if leaf == 0 || (kinds[leaf] == LeafKind::Heading && kinds[leaf - 1] != LeafKind::Heading) {
        return 0;
    }
    let before = text[..ends[leaf - 1] as usize].trim_end_matches(' ');
    match before {
        _ if before.ends_with("\n\n") => AT_PARAGRAPH,
        _ if before.ends_with('\n') => AT_LINE,
        _ => AT_SENTENCE,
    }
}

fn follow(next: &[usize], count: usize) -> Vec<LeafRange> {
    let mut ranges = Vec::new();
    let mut from = 0;
    while from < count {
        let to = next[from];
        // A work has at most 2²² leaves.
        ranges.push(LeafRange {
            from: from as u32,
            to: to as u32,
        });
        from = to;
    }
    ranges
}
