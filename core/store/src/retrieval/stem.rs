//! From a word to the term it is indexed under: folding, then stemming in the word's language.

use super::language::Language;
use super::script::Script;
use icu_casemap::CaseMapperBorrowed;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use rust_stemmers::Stemmer;
use std::borrow::Cow;

/// Compatibility-composed and case-folded: the form that words are compared in before stemming.
pub(crate) fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return match word.bytes().any(|b| b.is_ascii_uppercase()) {
            true => Cow::Owned(word.to_ascii_lowercase()),
            false => Cow::Borrowed(word),
        };
    }
    let composed: String = ComposingNormalizerBorrowed::new_nfkc()
        .normalize(word)
        .chars()
        .map(western_digit)
        .collect();
    let folded = CaseMapperBorrowed::new().fold_string(&composed).into_owned();
    // Case folding can leave the composed form, as NFKC_Casefold in UAX 15 says; once more makes it stable.
    Cow::Owned(ComposingNormalizerBorrowed::new_nfkc().normalize(&folded).into_owned())
}

/// Decimal digits of the scripts that people mix with Western ones, by their zero.
const ZEROS: [char; 6] = ['٠', '۰', '०', '০', '๐', '၀'];

fn western_digit(c: char) -> char {
    let value = ZEROS
        .iter()
        .find_map(|&zero| (c as u32).checked_sub(zero as u32).filter(|value| *value < 10));
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

/// The term of a folded word. `language` is that of the text; a word of another script follows its own script's rules.
pub(crate) fn stem(word: &str, language: Language) -> String {
    let script = Script::of_word(word);
    let language = language.for_script(script);
    let stemmed = match (script, language) {
        (Script::Arabic, Language::Arabic) => arabic_stem(&arabic_letters(word)),
        (Script::Arabic, _) => arabic_letters(word),
        (Script::Devanagari, Language::Hindi) => hindi_stem(&devanagari_letters(word)).to_owned(),
        (Script::Devanagari, _) => devanagari_letters(word),
        (script, language) if script == language.script() => snowball(word, language),
        _ => word.to_owned(),
    };
    without_marks(&stemmed, script)
}

fn snowball(word: &str, language: Language) -> String {
    match language.snowball() {
        Some(algorithm) => Stemmer::create(algorithm).stem(word).into_owned(),
        None => word.to_owned(),
    }
}

/// Accents dropped in the scripts where people leave them out when they ask. In Indic scripts and in Thai marks are
/// vowels, and in Cyrillic й is a letter: those keep theirs.
fn without_marks(word: &str, script: Script) -> String {
    if word.is_ascii() || !matches!(script, Script::Latin | Script::Greek | Script::Hebrew) {
        return word.replace('ё', "е");
    }
    let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(word);
    let bare: String = decomposed.chars().filter(|&c| !is_mark(c)).collect();
    ComposingNormalizerBorrowed::new_nfc()
        .normalize(&bare)
        .replace('ı', "i")
        .replace('ø', "o")
        .replace('ł', "l")
}

/// A combining accent, or a Hebrew point.
fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36F | 0x591..=0x5BD | 0x5BF | 0x5C1..=0x5C2 | 0x5C4..=0x5C5 | 0x5C7)
}

/// Arabic letters without vowel signs and tatweel, with the forms of alef, yeh and teh marbuta unified, as in the
/// normalisation of Larkey, Ballesteros and Connell (SIGIR 2002).
fn arabic_letters(word: &str) -> String {
    word.chars()
        .filter(|&c| !matches!(c as u32, 0x610..=0x61A | 0x640 | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6ED))
        .map(|c| match c {
            'آ' | 'أ' | 'إ' | 'ٱ' => 'ا',
            'ى' | 'ی' => 'ي',
            'ک' => 'ك',
            'ة' => 'ه',
            'ؤ' => 'و',
            'ئ' => 'ي',
            other => other,
        })
        .collect()
}

/// The light stemmer "light10" of Larkey, Ballesteros and Connell (2007): article and conjunction, then inflections.
fn arabic_stem(word: &str) -> String {
    let word = arabic_without_prefix(word);
    arabic_without_suffixes(word).to_owned()
}

/// Letters that must be left after the article is taken off, and after an ending is.
const ARABIC_STEM_LETTERS: usize = 2;

fn arabic_without_prefix(word: &str) -> &str {
    let without_and = match word.strip_prefix('و') {
        Some(rest) if rest.chars().count() >= 3 => rest,
        _ => word,
    };
    ["ال", "بال", "كال", "فال", "لل"]
        .iter()
        .find_map(|prefix| without_and.strip_prefix(prefix))
        .filter(|rest| rest.chars().count() >= ARABIC_STEM_LETTERS)
        .unwrap_or(without_and)
}

fn arabic_without_suffixes(word: &str) -> &str {
    let mut word = word;
    for suffix in ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"] {
        if let Some(rest) = word.strip_suffix(suffix)
            && rest.chars().count() >= ARABIC_STEM_LETTERS
        {
            word = rest;
        }
    }
    word
}

/// Devanagari as people write it in several ways, in one: without nukta and joiners, nasals before a consonant and
/// chandrabindu as anusvara (हिन्दी is हिंदी), after Lucene's `HindiNormalizer`.
fn devanagari_letters(word: &str) -> String {
    let word: String = word
        .chars()
        .filter(|c| !matches!(c, '\u{93C}' | '\u{200C}' | '\u{200D}'))
        .collect();
    word.replace("न्", "ं").replace('ँ', "ं")
}

/// The light stemmer for Hindi of Ramanathan and Rao (EACL 2003): the longest of the listed endings is taken off.
fn hindi_stem(word: &str) -> &str {
    let letters = word.chars().count();
    HINDI_ENDINGS
        .iter()
        .filter(|(length, _)| letters > length + 1)
        .find_map(|(_, endings)| endings.iter().find_map(|ending| word.strip_suffix(ending)))
        .unwrap_or(word)
}

/// Endings by their length in characters, longest first.
#[rustfmt::skip]
const HINDI_ENDINGS: &[(usize, &[&str])] = &[
    (5, &["ाएंगी", "ाएंगे", "ाऊंगी", "ाऊंगा", "ाइयाँ", "ाइयों", "ाइयां"]),
    (4, &["ाएगी", "ाएगा", "ाओगी", "ाओगे", "एंगी", "ेंगी", "एंगे", "ेंगे", "ूंगी", "ूंगा", "ातीं", "नाओं", "नाएं", "ताओं", "ताएं", "ियाँ", "ियों", "ियां"]),
    (3, &["ाकर", "ाइए", "ाईं", "ाया", "ेगी", "ेगा", "ोगी", "ोगे", "ाने", "ाना", "ाते", "ाती", "ाता", "तीं", "ाओं", "ाएं", "ुओं", "ुएं", "ुआं"]),
    (2, &["कर", "ाओ", "िए", "ाई", "ाए", "ने", "नी", "ना", "ते", "ीं", "ती", "ता", "ाँ", "ां", "ों", "ें"]),
    (1, &["ो", "े", "ू", "ु", "ी", "ि", "ा"]),
];
