//! Words, in every script.

use icu_segmenter::WordSegmenter;
use icu_segmenter::WordSegmenterBorrowed;
use icu_segmenter::options::WordBreakInvariantOptions;
use std::sync::LazyLock;

// Dictionaries for Chinese, Japanese, Thai, Khmer, Lao and Burmese: unlike the neural models that ICU4X also has, they
// use no floating-point numbers, so that every machine counts the same words.
static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// The words and numbers of `text`, in order, without what stands between them.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    SEGMENTER.segment_str(text).filter_map(move |end| {
        let piece = &text[start..end];
        start = end;
        is_word(piece).then_some(piece)
    })
}

/// How many words `text` has.
pub fn word_count(text: &str) -> u64 {
    words(text).count() as u64
}

/// Whether a piece between two word boundaries is a word. ICU4X 2.4 also says so, but takes a word that ends with a
/// combining mark (most of Hindi) for none unless the text ends with it.
fn is_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}
