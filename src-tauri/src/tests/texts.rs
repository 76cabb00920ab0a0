use crate::texts::{SOURCES, Texts, filled};
use std::collections::{BTreeMap, BTreeSet};

/// Each text of a file by its path, as `confirm.send.title`.
fn texts(json: &str) -> BTreeMap<String, String> {
    fn collect(path: &str, value: &serde_json::Value, into: &mut BTreeMap<String, String>) {
        match value {
            serde_json::Value::Object(inside) => {
                for (name, value) in inside {
                    let path = if path.is_empty() {
                        name.clone()
                    } else {
                        format!("{path}.{name}")
                    };
                    collect(&path, value, into);
                }
            }
            value => {
                into.insert(path.to_owned(), value.as_str().expect("a text").to_owned());
            }
        }
    }
    let mut all = BTreeMap::new();
    collect("", &serde_json::from_str(json).expect("JSON"), &mut all);
    all
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
        .collect()
}

#[test]
fn every_language_says_everything_with_the_same_placeholders() {
    let english = texts(SOURCES[0].1);
    for (language, json) in SOURCES {
        let own = texts(json);
        assert_eq!(
            own.keys().collect::<Vec<_>>(),
            english.keys().collect::<Vec<_>>(),
            "{language}"
        );
        for (path, text) in &own {
            assert_eq!(placeholders(text), placeholders(&english[path]), "{language}: {path}");
            assert!(!text.trim().is_empty(), "{language}: {path}");
        }
        serde_json::from_str::<Texts>(json).expect("every text, and no more");
    }
}

#[test]
fn no_text_was_left_in_english() {
    let english = texts(SOURCES[0].1);
    for (language, json) in &SOURCES[1..] {
        for (path, text) in texts(json) {
            assert_ne!(text, english[&path], "{language}: {path}");
        }
    }
}

#[test]
fn the_first_language_that_there_is_is_spoken() {
    let quit = |wanted: &[&str]| Texts::of(wanted.iter().copied()).tray.quit;
    let (english, arabic, french) = (quit(&["en"]), quit(&["ar"]), quit(&["fr"]));
    assert_ne!(english, arabic);
    assert_eq!(quit(&["ar-EG", "fr"]), arabic);
    assert_eq!(quit(&["pt-BR", "fr_FR.UTF-8"]), french);
    assert_eq!(quit(&["FR"]), french);
    assert_eq!(quit(&["xx", "", "C.UTF-8"]), english);
    assert_eq!(quit(&[]), english);
}

#[test]
fn a_value_is_put_in_once_and_keeps_its_own_direction() {
    assert_eq!(
        filled("{a} of {b}", &[("a", "1"), ("b", "{a}")]),
        "\u{2068}1\u{2069} of \u{2068}{a}\u{2069}"
    );
    assert_eq!(filled("{unknown}", &[]), "\u{2068}\u{2069}");
    assert_eq!(filled("a { b", &[]), "a { b");
}

#[test]
fn a_value_cannot_steer_the_text_around_it() {
    let value = "Eve\u{202e}\u{2069}\n\u{2066}\u{200f}\u{7}";
    assert_eq!(filled("{name}!", &[("name", value)]), "\u{2068}Eve\u{2069}!");
}
