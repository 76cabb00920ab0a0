//! Match keys and near-equality.

use crate::{Shingles, match_key, near_duplicate};
use byline_types::Share;

#[test]
fn match_keys_drop_what_a_copy_may_change() {
    assert_eq!(match_key("  Ｔｈｅ “CAFÉ”,\u{AD} isn’t—open! "), "the cafe isnt open");
    assert_eq!(match_key("مُحَمَّــد"), match_key("محمد"));
    assert_eq!(match_key("Straße"), match_key("STRASSE"));
    assert_eq!(match_key("שָׁלוֹם"), match_key("שלום"));
}

#[test]
fn match_keys_keep_vowels_and_voicing() {
    assert_ne!(match_key("कि"), match_key("का"));
    assert_ne!(match_key("が"), match_key("か"));
    assert_eq!(match_key("ｶﾞ"), match_key("ガ"));
}

#[test]
fn texts_that_differ_in_marks_alone_are_the_same() {
    assert_eq!(
        near_duplicate("All human beings are born free.", "ALL “human” beings: are born—free"),
        Share::ONE
    );
    assert_eq!(
        near_duplicate("人人生而自由，在尊严上平等。", "人人生而自由, 在尊严上平等"),
        Share::ONE
    );
}

#[test]
fn similarity_counts_shared_runs_of_words() {
    let text = "one two three four five six";
    assert_eq!(near_duplicate(text, "one two three four five seven").ppm(), 600_000);
    assert_eq!(near_duplicate(text, "seven eight nine ten"), Share::ZERO);
    assert_eq!(near_duplicate("", ""), Share::ZERO);
    assert_eq!(near_duplicate("one two", "One two!"), Share::ONE);
}

#[test]
fn an_excerpt_is_contained_in_its_source() {
    let (whole, part) = (
        Shingles::of("one two three four five six"),
        Shingles::of("two three four five"),
    );
    assert_eq!(part.containment(&whole), Share::ONE);
    assert_eq!(whole.containment(&part).ppm(), 500_000);
}
