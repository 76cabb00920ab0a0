//! The canonical form of text, case by case.

use crate::canonical::{CanonicalText, TextError};
use crate::manifest::MAX_TEXT_BYTES;

fn canonical(text: &str) -> String {
    CanonicalText::new(text).unwrap().into_string()
}

#[test]
fn every_line_end_becomes_a_newline() {
    assert_eq!(
        canonical("a\r\nb\rc\u{B}d\u{C}e\u{85}f\u{2028}g\u{2029}h"),
        "a\nb\nc\nd\ne\nf\ng\nh"
    );
}

#[test]
fn controls_and_byte_order_marks_are_dropped() {
    assert_eq!(canonical("\u{FEFF}a\u{0}\u{7}b\u{9F}c\u{7F}"), "abc");
}

#[test]
fn text_is_composed() {
    assert_eq!(canonical("e\u{301} \u{212B} 각"), "é Å 각");
    assert_eq!(canonical("e\u{7}\u{301}"), "é");
}

#[test]
fn blanks_inside_a_line_are_one_space_and_at_its_end_none() {
    assert_eq!(canonical("a \u{A0}\t b\u{3000}c \t\nd"), "a b c\nd");
}

#[test]
fn the_indent_of_code_keeps_its_shape() {
    assert_eq!(canonical("if x:\n\tpass\n  \u{A0}y"), "if x:\n    pass\n   y");
    assert_eq!(canonical("\n\n    first"), "    first");
}

#[test]
fn empty_lines_are_squeezed_to_one() {
    assert_eq!(canonical("\n\na\n\n \n\t\n\nb\n\n"), "a\n\nb");
}

#[test]
fn joiners_and_directional_marks_stay() {
    let text = "می\u{200C}خواهم \u{202B}x\u{202C} 👩\u{200D}💻";
    assert_eq!(canonical(text), text);
}

#[test]
fn blank_and_overlong_texts_are_refused() {
    assert_eq!(CanonicalText::new(" \n\t\u{FEFF}\r\n"), Err(TextError::Empty));
    let long = "x".repeat(MAX_TEXT_BYTES + 1);
    assert!(matches!(CanonicalText::new(&long), Err(TextError::TooLong { .. })));
}
