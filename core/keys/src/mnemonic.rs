//! BIP-39: the words on paper from which a wallet is restored.

use crate::{Language, Seed};
use std::fmt;
use std::ops::Deref;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

/// The longest text that is looked at. Twenty-four words of any list take less than half of it.
const MAX_PHRASE_BYTES: usize = 4096;
/// NFKD makes a Hangul syllable of three bytes into nine; nothing in a word list grows more.
const NFKD_GROWTH: usize = 3;
/// How many words are suggested in place of one that is not in the list.
const MAX_SUGGESTIONS: usize = 3;
/// BIP-39 lists are made so that this many letters tell a word.
const TELLING_LETTERS: usize = 4;
/// Suggested words differ from the one typed by at most so many letters.
const MAX_TYPING_ERRORS: usize = 2;
/// Words longer than any in a list get no suggestion.
const MAX_WORD_CHARS: usize = 32;

/// Text or entropy is not a BIP-39 mnemonic. Never tells the words that were typed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MnemonicError {
    /// Entropy of a length that BIP-39 does not have.
    #[error("a mnemonic takes 16, 20, 24, 28 or 32 bytes of entropy, not {0}")]
    EntropyLength(usize),
    /// Text longer than any mnemonic.
    #[error("{0} bytes of text are too long for a seed phrase; type its words only")]
    TooLong(usize),
    /// A number of words that BIP-39 does not have.
    #[error("a seed phrase has 12, 15, 18, 21 or 24 words, not {0}; check for missing or doubled words")]
    WordCount(usize),
    /// A word is in no list, or not in that of the other words.
    #[error("word {position} is not in the {language} word list; check its spelling")]
    UnknownWord {
        /// Which word, from 1.
        position: usize,
        /// The language of most other words.
        language: Language,
        /// Words of the list that look like it, best first. Perhaps secret, so not part of the message.
        suggestions: Suggestions,
    },
    /// All words are in the list, but they do not fit together.
    #[error("the words do not fit together: one of them is wrong, or two are swapped")]
    Checksum,
}

/// What was typed from paper is not the mnemonic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WordCheckError {
    /// Another number of words.
    #[error("{given} words were typed; the seed phrase has {expected}")]
    WordCount {
        /// Words of the mnemonic.
        expected: usize,
        /// Words typed.
        given: usize,
    },
    /// A word is another one.
    #[error("word {position} is not the one that was shown")]
    Word {
        /// The first that differs, from 1.
        position: usize,
    },
}

/// Words of a list that resemble a mistyped one, best first. Shown to who typed, kept out of logs: `Debug` tells their number.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Suggestions(Vec<&'static str>);

/// A BIP-39 mnemonic whose checksum holds. Overwritten when dropped; shown only on request.
#[derive(Clone, PartialEq, Eq)]
pub struct Mnemonic {
    language: Language,
    mnemonic: bip39::Mnemonic,
}

impl Mnemonic {
    /// The English mnemonic of 16, 20, 24, 28 or 32 random bytes: 12, 15, 18, 21 or 24 words. New wallets take 16 or 32.
    ///
    /// # Errors
    /// Another number of bytes.
    pub fn from_entropy(entropy: &[u8]) -> Result<Mnemonic, MnemonicError> {
        Mnemonic::from_entropy_in(Language::English, entropy)
    }

    /// As [`Mnemonic::from_entropy`], in the words of `language`. The same entropy in another language is another wallet.
    ///
    /// # Errors
    /// Another number of bytes.
    pub fn from_entropy_in(language: Language, entropy: &[u8]) -> Result<Mnemonic, MnemonicError> {
        let mnemonic = bip39::Mnemonic::from_entropy_in(language.list(), entropy)
            .map_err(|_| MnemonicError::EntropyLength(entropy.len()))?;
        Ok(Mnemonic { language, mnemonic })
    }

    /// Reads a mnemonic that someone typed: upper or lower case, any Unicode form, any white space. The language is found
    /// from the words.
    ///
    /// Where the words and the checksum fit several lists (the two Chinese ones share 1,275 characters), the first of
    /// [`Language::ALL`] is taken. The phrase and the seed are the same either way, since BIP-39 hashes the words.
    ///
    /// # Errors
    /// A wrong number of words, a word in no list, or a checksum that does not hold, told apart.
    pub fn parse(text: &str) -> Result<Mnemonic, MnemonicError> {
        if text.len() > MAX_PHRASE_BYTES {
            return Err(MnemonicError::TooLong(text.len()));
        }
        let normal = normalize_typed(text);
        let words: Vec<&str> = normal.split_whitespace().collect();
        if !matches!(words.len(), 12 | 15 | 18 | 21 | 24) {
            return Err(MnemonicError::WordCount(words.len()));
        }
        parse_in_any_language(&normal, &words)
    }

    /// The words joined by single spaces, in NFKD: what BIP-39 hashes.
    pub fn phrase(&self) -> Zeroizing<String> {
        Zeroizing::new(self.words().join(" "))
    }

    /// The words, in NFKD.
    pub fn words(&self) -> Vec<&'static str> {
        self.mnemonic.words().collect()
    }

    /// The language of the word list.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The entropy that the words stand for.
    pub fn entropy(&self) -> Zeroizing<Vec<u8>> {
        let (mut bytes, length) = self.mnemonic.to_entropy_array();
        let entropy = Zeroizing::new(bytes[..length].to_vec());
        bytes.zeroize();
        entropy
    }

    /// Checks that what someone typed, as forgivingly as in [`Mnemonic::parse`], is this mnemonic: so a backup is known to be
    /// legible.
    ///
    /// # Errors
    /// The first difference.
    pub fn check_words(&self, typed: &str) -> Result<(), WordCheckError> {
        let normal = normalize_typed(typed);
        let (expected, given) = (self.words(), normal.split_whitespace().count());
        if given != expected.len() {
            let expected = expected.len();
            return Err(WordCheckError::WordCount { expected, given });
        }
        let mut pairs = normal.split_whitespace().zip(expected);
        match pairs.position(|(typed, word)| typed != word) {
            Some(index) => Err(WordCheckError::Word { position: index + 1 }),
            None => Ok(()),
        }
    }

    /// The seed of these words and `passphrase` (empty where there is none): PBKDF2-HMAC-SHA512, 2,048 rounds.
    pub fn seed(&self, passphrase: &str) -> Seed {
        let normal = nfkd(passphrase);
        Seed::filled_by(|bytes| {
            let mut derived = self.mnemonic.to_seed_normalized(&normal);
            bytes.copy_from_slice(&derived);
            derived.zeroize();
        })
    }
}

/// `text` in NFKD and lower case, with its white space as it is.
fn normalize_typed(text: &str) -> Zeroizing<String> {
    let mut lower = Zeroizing::new(String::with_capacity(text.len() * NFKD_GROWTH));
    lower.extend(nfkd(text).chars().flat_map(char::to_lowercase));
    nfkd(&lower)
}

/// `text` in NFKD. The room is reserved first, so that growing leaves no copies behind.
fn nfkd(text: &str) -> Zeroizing<String> {
    let mut normal = Zeroizing::new(String::with_capacity(text.len() * NFKD_GROWTH));
    normal.extend(text.nfkd());
    normal
}

fn parse_in_any_language(normal: &str, words: &[&str]) -> Result<Mnemonic, MnemonicError> {
    let mut fitting = Language::ALL
        .into_iter()
        .filter(|language| first_unknown(*language, words).is_none())
        .peekable();
    if fitting.peek().is_none() {
        return Err(unknown_word(words));
    }
    fitting
        .find_map(|language| {
            let mnemonic = bip39::Mnemonic::parse_in_normalized(language.list(), normal).ok()?;
            Some(Mnemonic { language, mnemonic })
        })
        .ok_or(MnemonicError::Checksum)
}

/// The position, from 0, of the first word that is not in the list.
fn first_unknown(language: Language, words: &[&str]) -> Option<usize> {
    words.iter().position(|word| !language.contains(word))
}

/// Names the first wrong word in the language that most words belong to.
fn unknown_word(words: &[&str]) -> MnemonicError {
    let known = |language: &Language| words.iter().filter(|word| language.contains(word)).count();
    // Of equals, `max_by_key` takes the last; reversed, that is the first language.
    let language = Language::ALL.into_iter().rev().max_by_key(known).unwrap_or_default();
    let index = first_unknown(language, words).unwrap_or_default();
    MnemonicError::UnknownWord {
        position: index + 1,
        language,
        suggestions: Suggestions::for_word(language, words[index]),
    }
}

impl Suggestions {
    /// The words of the list that begin like `typed`, else those that differ by a letter or two.
    fn for_word(language: Language, typed: &str) -> Suggestions {
        if typed.chars().count() > MAX_WORD_CHARS {
            return Suggestions::default();
        }
        let mut ranked: Vec<(usize, &'static str)> = language
            .words()
            .iter()
            .map(|word| (distance(typed, word), *word))
            .filter(|(errors, word)| *errors <= MAX_TYPING_ERRORS || begins_alike(typed, word))
            .collect();
        ranked.sort_unstable();
        Suggestions(ranked.into_iter().map(|(_, word)| word).take(MAX_SUGGESTIONS).collect())
    }
}

/// Whether the first four letters, which tell a BIP-39 word, are the same.
fn begins_alike(typed: &str, word: &str) -> bool {
    typed.chars().count() >= TELLING_LETTERS
        && typed
            .chars()
            .take(TELLING_LETTERS)
            .eq(word.chars().take(TELLING_LETTERS))
}

/// The number of letters to insert, drop, replace (Levenshtein) or swap with the next (Damerau) to make `a` into `b`.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before_last = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let replaced = last[j] + usize::from(a[i] != b[j]);
            let mut least = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                least = least.min(before_last[j - 1] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

impl Deref for Suggestions {
    type Target = [&'static str];

    fn deref(&self) -> &[&'static str] {
        &self.0
    }
}

impl fmt::Debug for Suggestions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} words", self.0.len())
    }
}

impl fmt::Debug for Mnemonic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mnemonic(secret, {} words)", self.mnemonic.word_count())
    }
}
