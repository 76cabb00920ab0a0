use crate::tidy::RustCode;

fn texts(source: &str) -> String {
    RustCode::new(source)
        .tokens()
        .iter()
        .map(|token| token.text)
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn comments_and_literals_are_left_out() {
    for (source, left) in [
        ("a // b", "a"),
        ("a /* b /* c */ d */ e", "a e"),
        ("a \"b \\\" c\" d", "a d"),
        ("a r\"b\\\" d", "a d"),
        ("a r#\"b \" c\"# d", "a d"),
        ("a br##\"b \"# c\"## d", "a br d"),
        ("a b\"b\" c", "a b c"),
        ("a 'b' c", "a c"),
        ("a '\\'' c", "a c"),
        ("a '\\u{7b}' c", "a c"),
        ("a '好' c", "a c"),
        ("&'a str", "& ' a str"),
        ("r#type::x", "r # type :: x"),
        ("a \"never closed", "a"),
        ("a /* never closed", "a"),
        ("a r#\"never closed", "a"),
        ("a '", "a '"),
    ] {
        assert_eq!(texts(source), left.replace("br ", ""), "{source}");
    }
}

#[test]
fn lines_keep_their_numbers() {
    let code = RustCode::new("/* one\ntwo */ a\n\"three\nfour\" b\n");
    let lines: Vec<(&str, usize)> = code.tokens().iter().map(|token| (token.text, token.line)).collect();
    assert_eq!(lines, [("a", 2), ("b", 4)]);
}

#[test]
fn no_text_makes_it_panic() {
    let pieces = [
        "'",
        "\"",
        "r#\"",
        "/*",
        "*/",
        "\\",
        "好",
        "{",
        "}",
        "#[cfg(test)]",
        "b'",
        "\n",
        "fn f",
        "use a::{",
        "::",
    ];
    for first in pieces {
        for second in pieces {
            for third in pieces {
                texts(&format!("{first}{second}{third}"));
            }
        }
    }
}
