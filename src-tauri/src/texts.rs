//! What the window itself says, outside of its page: tray, notifications and native dialogs, in each language.

use serde::Deserialize;

/// A language's tag and its file.
type Source = (&'static str, &'static str);

/// Every language, the first one being that of last resort.
pub(crate) const SOURCES: &[Source] = &[
    ("en", include_str!("../texts/en.json")),
    ("zh", include_str!("../texts/zh.json")),
    ("es", include_str!("../texts/es.json")),
    ("ar", include_str!("../texts/ar.json")),
    ("hi", include_str!("../texts/hi.json")),
    ("fr", include_str!("../texts/fr.json")),
];

/// Everything that is said, in one language. A file that lacks a text, or has one more, does not parse.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Texts {
    /// The menu of the tray.
    pub(crate) tray: Tray,
    /// The title of the dialog that asks where to save.
    pub(crate) save: String,
    /// The notification of the first earning.
    pub(crate) first_earning: Note,
    /// The questions to the owner.
    pub(crate) confirm: Confirm,
}

/// The menu of the tray.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tray {
    /// Brings the window back.
    pub(crate) show: String,
    /// Ends the program.
    pub(crate) quit: String,
}

/// A notification.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Note {
    /// Its first line.
    pub(crate) title: String,
    /// What it says.
    pub(crate) body: String,
}

/// One question for each thing that a token may not do by itself.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Confirm {
    send: Question,
    ask: Question,
    raise_cap: Question,
    show_seed: Question,
    restore: Question,
    erase: Question,
    /// For a kind that this program does not know.
    other: Question,
}

/// A question with its two answers, each of which says what it does.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question {
    /// What is asked.
    pub(crate) title: String,
    /// What to know before answering.
    pub(crate) body: String,
    /// The answer that lets it happen.
    pub(crate) yes: String,
    /// The answer that changes nothing.
    pub(crate) no: String,
}

impl Texts {
    /// The texts of the first of `wanted` that there are texts for. A wish may be longer than a language: `pt-BR`, `fr_FR.UTF-8`.
    pub(crate) fn of<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Texts {
        let first = wanted.into_iter().find_map(source_of);
        let (_, text) = first.or(SOURCES.first()).copied().unwrap_or_default();
        // A test parses every file, so what does not parse is never shipped.
        serde_json::from_str(text).unwrap_or_default()
    }
}

impl Confirm {
    /// The question for a confirmation of this kind.
    pub(crate) fn question(&self, kind: &str) -> &Question {
        match kind {
            "send" => &self.send,
            "ask" => &self.ask,
            "raise_cap" => &self.raise_cap,
            "show_seed" => &self.show_seed,
            "restore" => &self.restore,
            "erase" => &self.erase,
            _ => &self.other,
        }
    }
}

fn source_of(tag: &str) -> Option<&'static Source> {
    let language = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
    SOURCES.iter().find(|(known, _)| language.eq_ignore_ascii_case(known))
}

/// The text with each `{name}` replaced. What is put in keeps its own direction of writing (Unicode isolates), and none of
/// it is read again: a name may hold braces.
pub(crate) fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        let value = values.iter().find(|(known, _)| *known == name);
        filled.push_str(&isolated(value.map_or("", |(_, value)| value)));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// First strong isolate … pop isolate, around a text without control characters of its own: one that steers the direction
/// could make the rest of a question read otherwise than it is.
fn isolated(value: &str) -> String {
    let plain: String = value.chars().filter(|letter| !steers(*letter)).collect();
    format!("\u{2068}{plain}\u{2069}")
}

/// Control characters, line ends among them, and those that steer the direction of writing.
fn steers(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
