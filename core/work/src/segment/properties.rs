//! Properties of characters.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

/// Whether `character` is a combining mark (category M).
pub(crate) fn is_mark(character: char) -> bool {
    matches!(
        CodePointMapData::<GeneralCategory>::new().get(character),
        GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark | GeneralCategory::EnclosingMark
    )
}

/// Whether `character` is a small letter of a script that begins sentences with capitals. Georgian has capitals since
/// Unicode 11, but for whole words only.
pub(crate) fn is_small(character: char) -> bool {
    character.is_lowercase() && !matches!(character, '\u{10D0}'..='\u{10FF}')
}

/// Whether a script writes without blanks between words.
pub(crate) fn is_dense(character: char) -> bool {
    is_wide(character)
        || matches!(character, '\u{E00}'..='\u{EFF}' | '\u{F00}'..='\u{FFF}' | '\u{1000}'..='\u{109F}'
            | '\u{1200}'..='\u{139F}' | '\u{1780}'..='\u{17FF}')
}

/// Whether `character` takes two columns: the ideographs, syllables and full-width forms of East Asia.
pub(crate) fn is_wide(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}
