//! The writing systems that retrieval treats differently, told from a single character.

/// A writing system, as far as the making of index terms has to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Devanagari,
    Tamil,
    Han,
    Kana,
    Hangul,
    Thai,
    Other,
}

impl Script {
    /// The script of the first character of `word` that has one of its own.
    pub(crate) fn of_word(word: &str) -> Script {
        word.chars()
            .map(Script::of)
            .find(|&script| script != Script::Other)
            .unwrap_or(Script::Other)
    }

    /// The script of a character; digits, signs and marks that many scripts share are `Other`.
    pub(crate) fn of(c: char) -> Script {
        match c as u32 {
            0x41..=0x5A | 0x61..=0x7A | 0xC0..=0x24F | 0x1E00..=0x1EFF => Script::Latin,
            0x370..=0x3FF | 0x1F00..=0x1FFF => Script::Greek,
            0x400..=0x52F | 0x1C80..=0x1C8F => Script::Cyrillic,
            0x590..=0x5FF => Script::Hebrew,
            0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF => Script::Arabic,
            0x900..=0x97F => Script::Devanagari,
            0xB80..=0xBFF => Script::Tamil,
            0xE00..=0xE7F => Script::Thai,
            0x3005 | 0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => Script::Han,
            0x3041..=0x30FF | 0x31F0..=0x31FF => Script::Kana,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7AF => Script::Hangul,
            _ => Script::Other,
        }
    }

    /// Whether words of this script are indexed by overlapping pairs of characters.
    pub(crate) fn in_pairs(self) -> bool {
        matches!(self, Script::Han | Script::Kana | Script::Hangul)
    }
}
