//! The languages of the word lists.

use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A tag names no language that has a word list here.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("no word list for this language; there is one for {}", Language::ALL.map(Language::tag).join(", "))]
pub struct ParseLanguageError;

/// A language that has a BIP-39 word list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, the one that every wallet knows.
    #[default]
    English,
    /// Simplified Chinese.
    ChineseSimplified,
    /// Traditional Chinese.
    ChineseTraditional,
    /// Czech.
    Czech,
    /// French.
    French,
    /// Italian.
    Italian,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
    /// Portuguese.
    Portuguese,
    /// Spanish.
    Spanish,
}

impl Language {
    /// Every language, in the order in which a phrase is tried.
    pub const ALL: [Language; 10] = [
        Language::English,
        Language::ChineseSimplified,
        Language::ChineseTraditional,
        Language::Czech,
        Language::French,
        Language::Italian,
        Language::Japanese,
        Language::Korean,
        Language::Portuguese,
        Language::Spanish,
    ];

    /// The BCP-47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::ChineseSimplified => "zh-Hans",
            Language::ChineseTraditional => "zh-Hant",
            Language::Czech => "cs",
            Language::French => "fr",
            Language::Italian => "it",
            Language::Japanese => "ja",
            Language::Korean => "ko",
            Language::Portuguese => "pt",
            Language::Spanish => "es",
        }
    }

    /// Whether `word` (NFKD, lower case) is in the list.
    pub(crate) fn contains(self, word: &str) -> bool {
        self.list().find_word(word).is_some()
    }

    /// The 2,048 words, in NFKD.
    pub(crate) fn words(self) -> &'static [&'static str; 2048] {
        self.list().word_list()
    }

    pub(crate) const fn list(self) -> bip39::Language {
        match self {
            Language::English => bip39::Language::English,
            Language::ChineseSimplified => bip39::Language::SimplifiedChinese,
            Language::ChineseTraditional => bip39::Language::TraditionalChinese,
            Language::Czech => bip39::Language::Czech,
            Language::French => bip39::Language::French,
            Language::Italian => bip39::Language::Italian,
            Language::Japanese => bip39::Language::Japanese,
            Language::Korean => bip39::Language::Korean,
            Language::Portuguese => bip39::Language::Portuguese,
            Language::Spanish => bip39::Language::Spanish,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = ParseLanguageError;

    fn from_str(tag: &str) -> Result<Language, ParseLanguageError> {
        Language::ALL
            .into_iter()
            .find(|language| language.tag() == tag)
            .ok_or(ParseLanguageError)
    }
}
