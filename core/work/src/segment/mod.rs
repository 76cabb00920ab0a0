//! Text into leaves (sentences, mostly) and passages.
//!
//! The text is first read as blocks (headings, paragraphs, list items, code, tables), then each block of running text is
//! cut into sentences. White space after a leaf belongs to it, so that the leaves concatenate to the text.

mod abbreviation;
mod block;
mod code;
mod kind;
mod limit;
mod line;
mod mask;
mod paragraph;
mod passage;
mod properties;
mod sentence;
mod word;

use crate::canonical::CanonicalText;
use crate::manifest::Segmentation;
use block::Block;

pub use kind::LeafKind;
pub use limit::MAX_LEAF_BYTES;
pub use passage::{MAX_PASSAGE_LEAVES, MAX_PASSAGE_WORDS, MIN_PASSAGE_WORDS, passages};
pub(crate) use passage::{divide, leaf_words};
pub(crate) use properties::is_mark;
pub use word::{word_count, words};

/// The version of the rules in this module.
pub const SEGMENTATION_RULES: u16 = 1;
/// The Unicode data that they run on: that of `icu_segmenter_data` 2.4.0.
pub const SEGMENTATION_DATA: &str = "icu4x 2.4.0, cldr 49.0.0, unicode 18.0.0";

/// What a manifest says of texts that were cut here.
pub fn segmentation() -> Segmentation {
    Segmentation {
        rules: SEGMENTATION_RULES,
        data: SEGMENTATION_DATA.into(),
    }
}

/// The byte offsets at which the leaves of `text` end. They rise, and the last is the length of the text.
pub fn leaves(text: &CanonicalText) -> Vec<u32> {
    let text = text.as_str();
    let blocks = block::blocks(text);
    let mut ends = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        let end = blocks.get(i + 1).map_or(text.len(), |next| next.start);
        cut_block(text, block, end, &mut ends);
    }
    ends
}

fn cut_block(text: &str, block: &Block, end: usize, ends: &mut Vec<u32>) {
    if !block.prose {
        limit::push_within_limit(text, block.start, end, true, ends);
        return;
    }
    let mut start = block.start;
    for sentence in sentence::sentence_ends(&text[block.start..end], block.mark) {
        limit::push_within_limit(text, start, block.start + sentence, false, ends);
        start = block.start + sentence;
    }
}

/// What each leaf of `text` is. This reads blocks only, not sentences, so it is cheap, and it works for leaves that
/// were cut by others.
pub fn kinds(text: &str, ends: &[u32]) -> Vec<LeafKind> {
    let blocks = block::blocks(text);
    let mut at = 0;
    let mut start = 0;
    let mut kinds = Vec::with_capacity(ends.len());
    for &end in ends {
        while blocks.get(at + 1).is_some_and(|next| next.start <= start) {
            at += 1;
        }
        kinds.push(blocks.get(at).map_or(LeafKind::Other, |block| block.kind));
        start = end as usize;
    }
    kinds
}

/// The leaves of `text` that end at `ends`.
///
/// # Panics
/// If `ends` does not rise within the text, at characters' boundaries.
pub fn leaf_texts<'a>(text: &'a str, ends: &'a [u32]) -> impl Iterator<Item = &'a str> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts
        .zip(ends)
        .map(|(start, &end)| &text[start as usize..end as usize])
}
