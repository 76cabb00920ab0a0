//! Properties of canonical text, leaves and passages.

use crate::segment::{self, MAX_LEAF_BYTES, leaf_texts};
use crate::{CanonicalText, Draft, Shingles, document, match_key};
use icu_normalizer::ComposingNormalizerBorrowed;
use proptest::prelude::*;

/// Text with much of what the rules look at: markup, abbreviations, line ends, marks, several scripts.
fn text() -> impl Strategy<Value = String> {
    const PIECES: [&str; 72] = [
        "a",
        "B",
        "The",
        "word",
        "e.g.",
        "Dr.",
        "U.S.",
        "etc.",
        ".",
        ". ",
        "! ",
        "?",
        "…",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        " ",
        "    ",
        "\u{A0}",
        "\u{2028}",
        "\u{FEFF}",
        "\u{0}",
        "- ",
        "* ",
        "1. ",
        "(a) ",
        "# ",
        "===\n",
        "---\n",
        "```\n",
        "~~~",
        "> ",
        "`",
        "``",
        "**",
        "_",
        "[x](y)",
        "[1]_",
        "[",
        "]",
        "(",
        ")",
        "<b>",
        "<pre>",
        "::\n",
        "\n.. note:: ",
        "|",
        "|-|\n",
        "+--+\n",
        "== ==\n",
        "\"",
        "“",
        "”",
        "«",
        "»",
        "。",
        "人人生而自由",
        "、",
        "「",
        "」",
        "と",
        "؟",
        "مرحبا",
        "।",
        "नमस्ते",
        "e\u{301}",
        "\u{301}",
        "ภาษาไทย",
        "https://x.org/?a=B. ",
        "::",
        "🦀",
    ];
    let piece = prop_oneof![8 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => "\\PC{0,4}", 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 1..120).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn canonical_text_is_composed_and_its_own_canonical_form(text in text()) {
        let Ok(canonical) = CanonicalText::new(&text) else { return Ok(()) };
        prop_assert!(ComposingNormalizerBorrowed::new_nfc().is_normalized(canonical.as_str()));
        let again = CanonicalText::new(canonical.as_str());
        prop_assert_eq!(again.as_ref(), Ok(&canonical));
        prop_assert!(!canonical.as_str().contains("\n\n\n") && !canonical.as_str().contains(" \n"));
    }

    #[test]
    fn leaves_concatenate_to_the_text_and_passages_to_the_leaves(text in text()) {
        let Ok(canonical) = CanonicalText::new(&text) else { return Ok(()) };
        let draft = Draft::new(canonical.clone()).unwrap();
        let leaves: Vec<&str> = leaf_texts(draft.text(), draft.ends()).collect();
        prop_assert_eq!(leaves.concat(), canonical.as_str());
        prop_assert!(leaves.iter().all(|leaf| !leaf.trim().is_empty() && leaf.len() <= MAX_LEAF_BYTES), "{:?}", leaves);
        prop_assert_eq!(draft.kinds(), segment::kinds(draft.text(), draft.ends()));
        let mut next = 0;
        for passage in draft.passages() {
            prop_assert_eq!(passage.from, next);
            prop_assert!(passage.count() > 0);
            next = passage.to;
        }
        prop_assert_eq!(next, draft.leaf_count());
    }

    #[test]
    fn a_long_line_without_any_break_is_cut(character in any::<char>(), count in 1usize..5000) {
        let Ok(canonical) = CanonicalText::new(&character.to_string().repeat(count)) else { return Ok(()) };
        let ends = segment::leaves(&canonical);
        prop_assert!(leaf_texts(canonical.as_str(), &ends).all(|leaf| leaf.len() <= MAX_LEAF_BYTES));
    }

    #[test]
    fn match_keys_are_stable_and_blind_to_case_and_marks(text in text()) {
        let key = match_key(&text);
        prop_assert_eq!(match_key(&key), key.clone());
        prop_assert!(Shingles::of(&text).similarity(&Shingles::of(&key)) == byline_types::Share::ONE || Shingles::of(&key).is_empty());
    }

    #[test]
    fn any_bytes_as_a_document_end_in_a_verdict(bytes in prop::collection::vec(any::<u8>(), 0..300), fence in prop::sample::select(&["", "---\n", "+++\n"][..])) {
        let _ = document::parse("a.md", &[fence.as_bytes(), &bytes].concat());
    }

    #[test]
    fn any_front_matter_ends_in_a_verdict_and_loses_nothing(inside in "([a-z]{1,6}: ?[\\PC]{0,12}\n|- [a-z]{0,5}\n|[\\[\\]{}&*!|>'\"%@,: \n]{1,8}){0,8}", body in "[a-z]{1,9}") {
        for fence in ["---", "+++"] {
            let document = document::parse("a.md", format!("{fence}\n{inside}\n{fence}\n{body}").as_bytes()).unwrap();
            prop_assert!(document.body.ends_with(&body));
            prop_assert!(document.warnings.is_empty() || document.body.contains(inside.as_str()) || document.front.source != document::FrontMatterSource::None);
        }
    }
}
