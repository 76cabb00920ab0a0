//! How alike two texts are, whatever their case, width, punctuation and diacritics.

use crate::segment::{is_mark, words};
use byline_types::{Share, hash};
use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, Script};
use icu_properties::{CodePointMapData, CodePointSetData};
use std::collections::BTreeSet;

/// Words of one shingle.
pub const SHINGLE_WORDS: usize = 3;

/// What is left of `text` when everything is dropped that a copy may change without changing a word: compatibility
/// forms and width (NFKC), case, diacritics, invisible characters, punctuation and symbols, and the amount of space.
///
/// Marks of the scripts of India and South-East Asia are vowels and stay; so do the voicing marks of Japanese kana.
pub fn match_key(text: &str) -> String {
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize(text);
    let folded = CaseMapper::new().fold_string(&decomposed);
    let mut key = String::with_capacity(folded.len());
    for character in folded.chars() {
        match role(character) {
            Role::Kept => key.push(character),
            Role::Dropped => {}
            Role::Separator if key.is_empty() || key.ends_with(' ') => {}
            Role::Separator => key.push(' '),
        }
    }
    key.truncate(key.trim_end().len());
    ComposingNormalizerBorrowed::new_nfkc().normalize(&key).into_owned()
}

enum Role {
    Kept,
    Dropped,
    Separator,
}

fn role(character: char) -> Role {
    if character.is_ascii() {
        return if character.is_ascii_alphanumeric() {
            Role::Kept
        } else {
            ascii_role(character)
        };
    }
    if is_ignored(character) {
        return Role::Dropped;
    }
    if character.is_alphanumeric() || is_mark(character) {
        return Role::Kept;
    }
    Role::Separator
}

/// An apostrophe is inside a word; any other mark is between words.
fn ascii_role(character: char) -> Role {
    if character == '\'' {
        Role::Dropped
    } else {
        Role::Separator
    }
}

/// Diacritics, Arabic and Hebrew vowel points, the tatweel, apostrophes, and what has no glyph.
fn is_ignored(character: char) -> bool {
    const VOICING_MARKS: [char; 2] = ['\u{3099}', '\u{309A}'];
    if matches!(character, '\u{640}' | '’' | 'ʼ')
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
    {
        return true;
    }
    let mark = CodePointMapData::<GeneralCategory>::new().get(character) == GeneralCategory::NonspacingMark;
    let script = CodePointMapData::<Script>::new().get(character);
    mark && matches!(script, Script::Inherited | Script::Arabic | Script::Hebrew) && !VOICING_MARKS.contains(&character)
}

/// The runs of three words in a text, without order or count; a shorter text is one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shingles(BTreeSet<u64>);

impl Shingles {
    /// The shingles of `text`, by its [`match_key`].
    pub fn of(text: &str) -> Shingles {
        let key = match_key(text);
        let words: Vec<&str> = words(&key).collect();
        let runs = words.windows(SHINGLE_WORDS.min(words.len()).max(1));
        Shingles(runs.map(shingle).collect())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the text had no word.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The part of all shingles of both that both have (Jaccard); nothing if neither has any.
    pub fn similarity(&self, other: &Shingles) -> Share {
        let shared = self.shared(other);
        part(shared, self.len() + other.len() - shared)
    }

    /// The part of these shingles that `other` has too: the whole for an excerpt of it.
    pub fn containment(&self, other: &Shingles) -> Share {
        part(self.shared(other), self.len())
    }

    fn shared(&self, other: &Shingles) -> usize {
        self.0.intersection(&other.0).count()
    }
}

fn shingle(words: &[&str]) -> u64 {
    let words: Vec<&[u8]> = words.iter().map(|word| word.as_bytes()).collect();
    let [a, b, c, d, e, f, g, h, ..] = hash("byline/shingle/1", &words);
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}

fn part(count: usize, whole: usize) -> Share {
    let ppm = (count as u64 * u64::from(Share::ONE.ppm()))
        .checked_div(whole as u64)
        .unwrap_or(0);
    u32::try_from(ppm)
        .ok()
        .and_then(|ppm| Share::from_ppm(ppm).ok())
        .unwrap_or(Share::ZERO)
}

/// How alike two texts are: the Jaccard similarity of their word shingles, the whole for texts that differ only in what
/// [`match_key`] drops.
pub fn near_duplicate(a: &str, b: &str) -> Share {
    Shingles::of(a).similarity(&Shingles::of(b))
}
