//! Properties: terms of any text, and an index that is empty again once everything is withdrawn.

use super::{Home, Sample};
use crate::{Language, Query, tokens};
use byline_types::Timestamp;
use byline_work::CanonicalText;
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{1,8}",
        "\\PC{1,12}",
        "[\\u{4E00}-\\u{4E40}]{1,6}",
        "[\\u{0621}-\\u{064A}]{1,8}",
        "[\\u{0E01}-\\u{0E3A}]{1,10}",
        "[\\u{0905}-\\u{094D}]{1,8}",
    ];
    prop::collection::vec(piece, 1..30).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn terms_are_the_same_every_time_and_have_no_signs(text in text()) {
        for language in [Language::Unknown, Language::English, Language::Arabic, Language::Hindi, Language::Japanese] {
            let made = tokens(&text, language);
            prop_assert_eq!(&made, &tokens(&text, language));
            for token in made {
                prop_assert!(token.term.chars().all(|c| !c.is_ascii() || c.is_ascii_alphanumeric()), "{:?}", token);
            }
        }
    }

    #[test]
    fn searching_for_anything_never_fails(text in text(), question in "\\PC{0,60}") {
        prop_assume!(CanonicalText::new(&text).is_ok());
        let home = Home::new();
        Sample::new(1, &question, &text).add(&home);
        for asked in [&question, &text] {
            let query = Query { text: asked, limit: 3, ..Query::default() };
            for hit in home.store.read().unwrap().search(&query).unwrap() {
                prop_assert!(hit.score.is_finite() && hit.score > 0.0);
            }
        }
    }

    #[test]
    fn withdrawing_everything_leaves_an_empty_index(texts in prop::collection::vec(text(), 1..6)) {
        let home = Home::new();
        let mut samples: Vec<Sample> = vec![];
        for (number, text) in (0u8..).zip(&texts).filter(|(_, text)| CanonicalText::new(text).is_ok()) {
            samples.push(Sample::new(number, text.split(' ').next().unwrap(), text));
        }
        samples.iter().for_each(|sample| sample.add(&home));
        for sample in &samples {
            home.store.withdraw_work(&sample.id(), Timestamp(1)).unwrap();
        }
        let snapshot = home.store.read().unwrap();
        for table in ["passage", "term", "passage_term", "title_term"] {
            let sql = format!("SELECT count(*) FROM {table}");
            let left: i64 = snapshot.connection.query_row(&sql, [], |row| row.get(0)).unwrap();
            prop_assert_eq!(left, 0, "{}", table);
        }
        prop_assert_eq!(snapshot.passage_count().unwrap(), 0);
    }
}
