//! Full stops that end an abbreviation, not a sentence.

use super::properties::is_mark;

/// Abbreviations after which a sentence goes on: titles, and words that introduce what follows.
const LEADING: &[&str] = &[
    "abp",
    "abs",
    "adm",
    "asst",
    "atty",
    "b.c",
    "bes",
    "bt",
    "bzgl",
    "c.-à-d",
    "ca",
    "capt",
    "cf",
    "cmdr",
    "col",
    "comdr",
    "cpl",
    "d.h",
    "dir",
    "doc",
    "dr",
    "dra",
    "e.g",
    "e.v",
    "eg",
    "esp",
    "evtl",
    "excl",
    "exc",
    "fr",
    "gen",
    "ggf",
    "gov",
    "hr",
    "frl",
    "dipl",
    "hon",
    "i.d.r",
    "i.e",
    "ie",
    "incl",
    "inkl",
    "ing",
    "insp",
    "lic",
    "lt",
    "m.a.w",
    "maj",
    "mag",
    "messrs",
    "mgr",
    "mlle",
    "mm",
    "mme",
    "mr",
    "mrs",
    "ms",
    "msgr",
    "mt",
    "o.ä",
    "o.g",
    "p.ej",
    "p.ex",
    "pres",
    "prof",
    "profa",
    "rep",
    "resp",
    "rev",
    "s.o",
    "s.u",
    "sec.-gen",
    "sen",
    "sig",
    "sgt",
    "sog",
    "sr",
    "sra",
    "srta",
    "st",
    "ste",
    "supt",
    "t.ex",
    "u.a",
    "u.u",
    "usw",
    "vgl",
    "viz",
    "vs",
    "z.b",
    "z.t",
    "zzgl",
    "т.е",
    "т.н",
    "проф",
    "акад",
    "им",
    "см",
    "напр",
    "ул",
    "डॉ",
    "प्रो",
    "पं",
    "श्री",
    "कु",
    "रु",
    "κ",
    "κα",
    "δρ",
    "π.χ",
    "δηλ",
];
/// Abbreviations that a number or a name of a part follows.
const NUMBERED: &[&str] = &[
    "abb", "abs", "anm", "app", "apr", "art", "arts", "aug", "bd", "ch", "chap", "cap", "dec", "dez", "ed", "eq",
    "eqs", "feb", "fig", "figs", "jan", "jul", "jun", "kap", "l", "ll", "mar", "n", "no", "nos", "nov", "nr", "núm",
    "oct", "okt", "op", "p", "par", "pág", "pp", "pt", "ref", "refs", "s", "sec", "sect", "sep", "sept", "ss", "str",
    "tab", "v", "ver", "vol", "vols", "ziff", "гл", "ст", "стр", "рис", "п", "№", "c", "ca", "approx", "r",
];
/// Abbreviations that may also end a sentence.
const EITHER: &[&str] = &[
    "a.d", "a.k.a", "a.m", "al", "approx", "assn", "ave", "b.a", "blvd", "bros", "co", "corp", "d.c", "dept", "dist",
    "est", "ft", "inc", "jr", "ltd", "m.a", "m.d", "n.b", "p.m", "p.s", "ph.d", "phd", "rd", "sq", "sr", "u.k", "u.n",
    "u.s", "u.s.a", "univ", "bzw", "etc.)", "dto", "cía", "ud", "uds", "vd", "s.a", "s.r.l",
];
/// Words that begin a sentence much more often than they follow an abbreviation with a capital letter.
const STARTERS: &[&str] = &[
    "A",
    "After",
    "All",
    "Also",
    "Although",
    "An",
    "And",
    "Another",
    "Are",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Can",
    "Do",
    "Does",
    "Each",
    "Even",
    "Every",
    "For",
    "From",
    "Furthermore",
    "Given",
    "Has",
    "He",
    "Hence",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Instead",
    "Is",
    "It",
    "Its",
    "Many",
    "More",
    "Most",
    "My",
    "No",
    "Not",
    "Note",
    "Now",
    "On",
    "Once",
    "Only",
    "Or",
    "Other",
    "Our",
    "Perhaps",
    "She",
    "Similarly",
    "Since",
    "So",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "Therefore",
    "These",
    "They",
    "This",
    "Those",
    "Thus",
    "To",
    "Today",
    "Under",
    "Unlike",
    "Until",
    "Was",
    "We",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "Will",
    "With",
    "Without",
    "Would",
    "Yet",
    "You",
    "Your",
];
/// What follows the number of a day or a part in German: `10. Dezember`.
const AFTER_ORDINAL: &[&str] = &[
    "April",
    "Artikel",
    "August",
    "Dezember",
    "Februar",
    "Internationale",
    "Internationalen",
    "Januar",
    "Jahrhundert",
    "Jahrhunderts",
    "Juli",
    "Juni",
    "Jänner",
    "Kapitel",
    "Mai",
    "März",
    "November",
    "Oktober",
    "September",
    "Tagung",
];

/// Whether the full stop at the end of `before` ends an abbreviation, given that the sentence would begin with `after`.
pub(super) fn is_abbreviated(before: &str, after: &str) -> bool {
    let Some(stem) = before.strip_suffix('.') else {
        return false;
    };
    let word = last_word(stem);
    let next = first_word(after);
    if word.is_empty() || word.ends_with('.') {
        return false;
    }
    let key = word.to_lowercase();
    let key = key.as_str();
    let starts = STARTERS.contains(&next);
    LEADING.contains(&key)
        || (NUMBERED.contains(&key) && next.chars().next().is_some_and(char::is_numeric))
        || ((EITHER.contains(&key) || is_acronym(word)) && !starts)
        || (is_initial(word) && !starts && !is_pronoun(stem, word))
        || (is_short_number(word) && AFTER_ORDINAL.contains(&next))
        || (word == "v" && last_word(stem[..stem.len() - 1].trim_end()).starts_with(char::is_uppercase) && !starts)
        || is_cyrillic_short(stem, word)
}

/// The characters before the full stop, back to a blank or an opening mark.
fn last_word(stem: &str) -> &str {
    let start = stem
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_whitespace() || "([{«“‘\"'„—–/*_}-".contains(*c) && *c != '-')
        .map_or(0, |(at, c)| at + c.len_utf8());
    &stem[start..]
}

fn first_word(after: &str) -> &str {
    let after = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = after
        .find(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .unwrap_or(after.len());
    let word = &after[..end];
    word.split(['\'', '’']).next().unwrap_or(word)
}

/// Single letters with points between them: `U.S`, `z.B`, `พ.ศ`.
fn is_acronym(word: &str) -> bool {
    let mut letters = word.split('.');
    word.contains('.') && letters.all(is_single_letter)
}

/// One letter that stands for a name: a capital, or any letter of a script without capitals in which this is usual.
fn is_initial(word: &str) -> bool {
    let letter = word.chars().next().unwrap_or_default();
    is_single_letter(word) && (letter.is_uppercase() || abbreviates_by_letter(letter))
}

fn is_single_letter(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_alphabetic) && characters.all(is_mark)
}

/// Hebrew, Arabic and the scripts of India. A Korean or Chinese sentence may well end with a word of one character.
fn abbreviates_by_letter(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{77F}' | '\u{900}'..='\u{DFF}')
}

/// `I` at the end of a sentence ("nor do I.") rather than before a name.
fn is_pronoun(stem: &str, word: &str) -> bool {
    let before = stem[..stem.len() - word.len()].trim_end();
    word == "I" && last_word(before).chars().next().is_some_and(char::is_lowercase)
}

fn is_short_number(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Russian and its neighbours: `г. Москва`, `т. е.`; but a year (`1990 г.`) may end a sentence.
fn is_cyrillic_short(stem: &str, word: &str) -> bool {
    let before = stem[..stem.len() - word.len()].trim_end();
    let dated = before.ends_with(|c: char| c.is_ascii_digit());
    matches!(word, "г" | "т" | "е" | "д" | "п" | "с" | "в" | "р" | "ст" | "гг") && !dated
}
