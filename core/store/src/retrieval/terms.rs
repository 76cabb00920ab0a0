//! The terms of a text: what is indexed of a passage, and what is looked for of a question.
//!
//! Words come from the dictionaries and rules of Unicode (UAX 29); a word becomes one term, folded and stemmed. Chinese,
//! Japanese and Korean text becomes every pair of adjacent characters, and every single Han character, because a
//! dictionary cuts the same word differently in different sentences; a pair cannot be missed.

#![expect(clippy::disallowed_types, reason = "one look-up a word; it is never iterated")]

use super::language::{Language, is_function_word};
use super::script::Script;
use super::stem::{fold, stem};
use std::collections::HashMap;

/// The rules by which terms are made. An index made by other rules is made anew when the store is opened.
pub(crate) const TERMS_VERSION: u32 = 1;

/// Characters of a term that count; what follows is cut off (long terms are hashes, keys and encoded data).
const MAX_TERM_CHARS: usize = 40;
/// Characters of a word that are looked at.
const MAX_WORD_CHARS: usize = 80;
/// Stems remembered before the memory is emptied.
const MAX_REMEMBERED_STEMS: usize = 100_000;

/// One term of a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token {
    /// The normalised form, under which it is indexed.
    pub term: String,
    /// Which word of the text it is from, counted from 0. Pairs of characters belong to the word they end in.
    pub word: u32,
    /// What kind of term it is.
    pub kind: TokenKind,
}

/// How a term came out of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    /// A word, stemmed where its language has a stemmer.
    Word,
    /// A function word: it says nothing about the subject (`the`, `what`, `的`).
    Function,
    /// A single Han character inside a longer word; the pairs of that word say more.
    Character,
    /// Two adjacent characters of one word.
    Pair,
    /// Two adjacent characters, the last of one word and the first of the next.
    Bridge,
}

/// A term as it is handed on, before it is kept.
#[derive(Clone, Copy)]
pub(crate) struct Term<'a> {
    pub(crate) text: &'a str,
    pub(crate) word: u32,
    pub(crate) kind: TokenKind,
}

/// The terms of `text`, a text in `language`, in their order.
pub fn tokens(text: &str, language: Language) -> Vec<Token> {
    let mut tokens = Vec::new();
    TermMaker::new(language).each(text, &mut |term| {
        tokens.push(Token {
            term: term.text.to_owned(),
            word: term.word,
            kind: term.kind,
        });
    });
    tokens
}

/// Makes terms of texts in one language, and remembers stems.
pub(crate) struct TermMaker {
    language: Language,
    stems: HashMap<String, (String, bool)>,
}

/// The end of the word before, when its characters are indexed in pairs.
struct LastPaired {
    end: usize,
    character: char,
    function: bool,
}

impl TermMaker {
    pub(crate) fn new(language: Language) -> TermMaker {
        TermMaker {
            language,
            stems: HashMap::new(),
        }
    }

    /// Hands every term of `text` to `sink`.
    pub(crate) fn each(&mut self, text: &str, sink: &mut impl FnMut(Term<'_>)) {
        let mut last: Option<LastPaired> = None;
        for (number, (start, word)) in (0..).zip(words(text)) {
            last = if word.is_ascii() {
                self.pieces(word, number, sink);
                None
            } else {
                let folded = fold(word);
                if Script::of_word(&folded).in_pairs() {
                    let before = last.filter(|last| last.end == start);
                    self.paired(&folded, start + word.len(), number, before, sink)
                } else {
                    self.pieces(&folded, number, sink);
                    None
                }
            };
        }
    }

    /// The parts of a word of a script with letters: `os.path` is two, `1,000` and `don't` are one.
    fn pieces(&mut self, word: &str, number: u32, sink: &mut impl FnMut(Term<'_>)) {
        let word = head(word, MAX_WORD_CHARS);
        if !word.contains(parts_words) && !word.contains(APOSTROPHES) {
            return self.word(word, number, sink);
        }
        let joined = without_apostrophes(word).replace(',', "");
        for piece in joined.split(parts_words).filter(|piece| !piece.is_empty()) {
            self.word(piece, number, sink);
        }
    }

    fn word(&mut self, word: &str, number: u32, sink: &mut impl FnMut(Term<'_>)) {
        if !self.stems.contains_key(word) {
            if self.stems.len() >= MAX_REMEMBERED_STEMS {
                self.stems.clear();
            }
            let entry = word_term(word, self.language);
            self.stems.insert(word.to_owned(), entry);
        }
        if let Some((term, function)) = self.stems.get(word)
            && !term.is_empty()
        {
            let kind = if *function {
                TokenKind::Function
            } else {
                TokenKind::Word
            };
            sink(Term {
                text: term,
                word: number,
                kind,
            });
        }
    }

    /// The characters and pairs of a word of a script without letters.
    fn paired(
        &self,
        word: &str,
        end: usize,
        number: u32,
        before: Option<LastPaired>,
        sink: &mut impl FnMut(Term<'_>),
    ) -> Option<LastPaired> {
        let function = is_function_word(word, self.paired_language(word));
        let alone = word.chars().nth(1).is_none();
        let mut last = before;
        for (position, character) in word.chars().enumerate() {
            if parts_words(character) {
                // Folding makes `(株)` of ㈱.
                last = None;
                continue;
            }
            if let Some(last) = &last {
                let kind = pair_kind(function || last.function, position == 0);
                emit_characters(&[last.character, character], number, kind, sink);
            }
            if Script::of(character) == Script::Han || alone {
                emit_characters(&[character], number, character_kind(function, alone), sink);
            }
            last = Some(LastPaired {
                end,
                character,
                function,
            });
        }
        last
    }

    /// The language whose function words a word of characters may be one of.
    fn paired_language(&self, word: &str) -> Language {
        match Script::of_word(word) {
            Script::Han if self.language != Language::Japanese => Language::Chinese,
            Script::Hangul => Language::Korean,
            _ => Language::Japanese,
        }
    }
}

fn pair_kind(function: bool, first_in_word: bool) -> TokenKind {
    match (function, first_in_word) {
        (true, _) => TokenKind::Function,
        (false, true) => TokenKind::Bridge,
        (false, false) => TokenKind::Pair,
    }
}

fn character_kind(function: bool, alone: bool) -> TokenKind {
    match (function, alone) {
        (true, _) => TokenKind::Function,
        (false, true) => TokenKind::Word,
        (false, false) => TokenKind::Character,
    }
}

/// Whether a character parts a word in two: all ASCII signs do, so that FTS5's `ascii` tokenizer keeps our terms whole.
fn parts_words(c: char) -> bool {
    (c.is_ascii() && !c.is_ascii_alphanumeric()) || c.is_whitespace() || c == FRACTION_SLASH
}

/// What folding leaves between the digits of ½.
const FRACTION_SLASH: char = '\u{2044}';

fn emit_characters(characters: &[char], word: u32, kind: TokenKind, sink: &mut impl FnMut(Term<'_>)) {
    let mut buffer = [0u8; 8];
    let mut length = 0;
    for character in characters {
        length += character.encode_utf8(&mut buffer[length..]).len();
    }
    if let Ok(text) = std::str::from_utf8(&buffer[..length]) {
        sink(Term { text, word, kind });
    }
}

/// The term of a word, and whether it is a function word.
fn word_term(word: &str, language: Language) -> (String, bool) {
    let folded = fold(word);
    let own = language.for_script(Script::of_word(&folded));
    let function = is_function_word(&folded, own);
    (head(&stem(&folded, language), MAX_TERM_CHARS).to_owned(), function)
}

/// The first `characters` characters.
fn head(text: &str, characters: usize) -> &str {
    match text.char_indices().nth(characters) {
        Some((at, _)) => &text[..at],
        None => text,
    }
}

const APOSTROPHES: [char; 4] = ['\'', '\u{2019}', '\u{2BC}', '\u{FF07}'];

/// `dog's` is `dog`, `l'amour` is `amour`, `don't` is `dont`.
fn without_apostrophes(word: &str) -> String {
    let Some((before, after)) = word.split_once(APOSTROPHES) else {
        return word.to_owned();
    };
    if after.eq_ignore_ascii_case("s") {
        return before.to_owned();
    }
    if before.chars().count() <= 2 && after.chars().count() > 2 {
        return after.replace(APOSTROPHES, "");
    }
    word.replace(APOSTROPHES, "")
}

/// The words of a text with their byte offsets; signs and spaces between them are left out.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    // Each word is a slice of the text, so the distance of their beginnings is the offset.
    let start = text.as_ptr().addr();
    byline_work::segment::words(text).map(move |word| (word.as_ptr().addr() - start, word))
}
