//! Leaves by hand: what a writer would call a sentence, a heading, an item, code.

use crate::segment::{LeafKind, kinds, leaf_texts, leaves, passages, word_count, words};
use crate::{CanonicalText, Draft, LeafRange};
use LeafKind::{Code, Heading, ListItem, Other, Sentence, Table};

/// The leaves of a text without the white space around them.
fn cut(text: &str) -> Vec<String> {
    cut_with_kinds(text).into_iter().map(|(_, leaf)| leaf).collect()
}

fn cut_with_kinds(text: &str) -> Vec<(LeafKind, String)> {
    let text = CanonicalText::new(text).unwrap();
    let ends = leaves(&text);
    let texts = leaf_texts(text.as_str(), &ends).map(|leaf| leaf.trim().to_owned());
    kinds(text.as_str(), &ends).into_iter().zip(texts).collect()
}

/// Checks that the text falls into leaves at `¦`.
fn assert_cut(marked: &str) {
    let expected: Vec<String> = marked.split('¦').map(|leaf| leaf.trim().to_owned()).collect();
    assert_eq!(cut(&marked.replace('¦', "")), expected);
}

#[track_caller]
fn assert_kinds(text: &str, expected: &[(LeafKind, &str)]) {
    let expected: Vec<(LeafKind, String)> = expected
        .iter()
        .map(|(kind, leaf)| (*kind, (*leaf).to_owned()))
        .collect();
    assert_eq!(cut_with_kinds(text), expected);
}

#[test]
fn sentences_of_many_scripts_are_cut() {
    assert_cut("All are born free. ¦They have reason! ¦Have they?");
    assert_cut("¿Tienen razón? ¦¡Sí! ¦Todos nacen libres.");
    assert_cut("人人生而自由。¦他们赋有理性！¦是吗？");
    assert_cut("彼は「行く。」と言った。¦そして、去った。");
    assert_cut("يولد جميع الناس أحراراً. ¦هل هم متساوون؟ ¦نعم.");
    assert_cut("सभी मनुष्य स्वतन्त्र हैं। ¦उन्हें बुद्धि प्राप्त है।");
    assert_cut("Все люди свободны. ¦Они наделены разумом.");
    assert_cut("모든 인간은 자유롭다. ¦그들은 이성을 가진다.");
    assert_cut("Είναι ελεύθεροι; ¦Ναι, όλοι.");
    assert_cut("כל בני אדם נולדו חופשיים. ¦כולם חוננו בתבונה.");
    assert_cut("ყველა ადამიანი თავისუფალია. ¦მათ აქვთ გონება.");
    assert_cut("ማንም ሰው ነጻ ነው። ¦እኩል ነው።");
    assert_cut("Բոլոր մարդիկ ազատ են։ ¦Նրանք հավասար են։");
    assert_cut("လူတိုင်းသည် တူညီ၊ လွတ်လပ်သည်။ ¦ဂုဏ်သိက္ခာရှိသည်။");
}

#[test]
fn a_long_paragraph_without_full_stops_is_cut_at_blanks() {
    let clause = "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ";
    let found = cut(&clause.repeat(8));
    assert!(
        found.len() > 2 && found.iter().all(|leaf| leaf.chars().count() < 300),
        "{found:?}"
    );
    assert_eq!(cut(clause.repeat(2).trim()).len(), 1);
}

#[test]
fn abbreviations_and_initials_end_no_sentence() {
    assert_cut("Dr. J. Smith met Mr. Jones, e.g. in the U.S. Army. ¦He left.");
    assert_cut("See Fig. 3 and pp. 12 of vol. 2 by Smith et al. (1999). ¦It is long.");
    assert_cut("He lives in the U.S. ¦The law is old.");
    assert_cut("Use tools, files, etc. ¦Then stop.");
    assert_cut("Martin v. Löwis and George H. W. Bush agreed. ¦So did I. ¦Bob did not.");
    assert_cut("Am 10. Dezember 1948, d.h. nach dem Krieg, sprach Hr. Dr. Müller. ¦Danach nicht.");
    assert_cut("М. А. Булгаков жил в г. Москве. ¦Он писал.");
    assert_cut("قال د. محمد شيئاً. ¦ثم سكت.");
    assert_cut("Version 3.5 is out. ¦It has no. 5 in it.");
    assert_cut("The answer is no. ¦We stop.");
}

#[test]
fn quotes_and_brackets_stay_with_their_sentence() {
    assert_cut("“Really?” he asked. ¦“Yes.” ¦She left.");
    assert_cut("He said, \"Go.\" ¦Then he went.");
    assert_cut("« Oui. » ¦Il partit.");
    assert_cut("It works (see the notes. They are short.) as expected. ¦Good.");
    assert_cut("他说：“走吧。”¦《宣言》在此。");
    assert_cut("She shouted “Stop!” and ran.");
}

#[test]
fn markup_neither_ends_nor_splits_a_sentence() {
    assert_cut("Call `foo.bar? Baz` now. ¦`qux` is next.");
    assert_cut("See [the docs. Really](http://x.org/a?B=c). ¦**Bold.** is fine.");
    assert_cut("It is so. [1]_ ¦Next it is not.[^2] ¦End.");
    assert_cut("Visit https://a.org/x?Y=z!k now. ¦Thanks.");
    assert_cut("A *stressed end.* ¦Another one.");
    assert_cut("**Note.** This belongs to it. ¦This does not.");
}

#[test]
fn wrapped_lines_are_one_sentence() {
    let text = "A sentence that an editor wrapped at some column goes on in the next\nline of the Python source. And a second one, which\nfollows it.";
    assert_eq!(cut(text).len(), 2);
}

#[test]
fn a_title_above_its_text_is_cut_off() {
    assert_kinds(
        "Article 1\n      Everyone has the right to life, liberty and security of person.\n      Article 2\n      No one shall be held in slavery; slavery shall be prohibited in all its forms.",
        &[
            (Heading, "Article 1"),
            (
                Sentence,
                "Everyone has the right to life, liberty and security of person.",
            ),
            (Heading, "Article 2"),
            (
                Sentence,
                "No one shall be held in slavery; slavery shall be prohibited in all its forms.",
            ),
        ],
    );
}

#[test]
fn markdown_is_read() {
    assert_kinds(
        "# Title\nText here. More text.\n\n- first item\n  goes on\n- second. And more of it here.\n\n1. One\n2. Two\n\n> A quote. By her.\n\n```rust\nfn main() {}\n\n// Done. Yes.\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![image](x.png)\n\n[ref]: http://x.org\n\n---\n\nThe end.",
        &[
            (Heading, "# Title"),
            (Sentence, "Text here."),
            (Sentence, "More text."),
            (ListItem, "- first item\n  goes on"),
            (ListItem, "- second. And more of it here."),
            (ListItem, "1. One"),
            (ListItem, "2. Two"),
            (Sentence, "> A quote."),
            (Sentence, "By her."),
            (Code, "```rust\nfn main() {}\n\n// Done. Yes.\n```"),
            (Table, "| a | b |\n|---|---|"),
            (Table, "| 1 | 2 |"),
            (Other, "![image](x.png)"),
            (Other, "[ref]: http://x.org"),
            (Other, "---"),
            (Sentence, "The end."),
        ],
    );
}

#[test]
fn restructured_text_is_read() {
    assert_kinds(
        "Abstract\n========\n\nThis is it::\n\n    x = 1. Or 2.\n\n    y = 3\n\nterm\n    Its definition is here.\n\n.. note:: Mind the gap.\n\n.. code-block:: python\n\n   print(1)\n\n.. [1] A footnote. With two.\n\n===== =====\nA B\n===== =====\n1 2\n===== =====\n\n:Field: value\n\nSee :pep:`8`. It says so.",
        &[
            (Heading, "Abstract\n========"),
            (Sentence, "This is it::"),
            (Code, "x = 1. Or 2.\n\n    y = 3"),
            (Heading, "term"),
            (Sentence, "Its definition is here."),
            (Other, ".. note::"),
            (Sentence, "Mind the gap."),
            (Code, ".. code-block:: python\n\n   print(1)"),
            (Other, ".. [1] A footnote. With two."),
            (Table, "===== =====\nA B\n===== ====="),
            (Table, "1 2\n===== ====="),
            (Other, ":Field: value"),
            (Sentence, "See :pep:`8`."),
            (Sentence, "It says so."),
        ],
    );
}

#[test]
fn code_keeps_its_indent_and_set_in_prose_is_no_code() {
    let text = CanonicalText::new("Run this:\n\n    let x = f(1);\n    g(x);\n\nDone. Or quote:\n\n    It was the best of times, it was the worst of times.\n    And so it went on for ever.").unwrap();
    let ends = leaves(&text);
    let found: Vec<&str> = leaf_texts(text.as_str(), &ends).collect();
    assert_eq!(found[1], "    let x = f(1);\n    g(x);\n\n");
    assert_eq!(kinds(text.as_str(), &ends)[4], Sentence);
}

#[test]
fn a_dash_or_number_that_a_wrapped_line_begins_with_is_no_item() {
    let text = "We looked at the whole of it and found that the release had number\n3. It was late, and the authors of the text were all of them tired -\n- so we stopped to look at it.";
    assert!(cut_with_kinds(text).iter().all(|(kind, _)| *kind == Sentence));
}

#[test]
fn words_are_found_without_spaces_and_marks_do_not_split_them() {
    assert_eq!(
        words("नमस्ते दुनिया, हिन्दी!").collect::<Vec<_>>(),
        ["नमस्ते", "दुनिया", "हिन्दी"]
    );
    assert_eq!(words("مُحَمَّدٌ رَسُول").count(), 2);
    assert_eq!(
        words("Don't stop: 3.5 times").collect::<Vec<_>>(),
        ["Don't", "stop", "3.5", "times"]
    );
    for text in [
        "世界人权宣言",
        "すべての人間は自由である",
        "มนุษย์ทั้งหลายเกิดมามีอิสระ",
        "လူတိုင်းသည် လွတ်လပ်သော ဂုဏ်သိက္ခာ",
        "មនុស្សទាំងអស់",
        "ມະນຸດທຸກຄົນເກີດມາ",
    ] {
        let count = word_count(text);
        assert!(count >= 2 && count < text.chars().count() as u64, "{text}: {count}");
    }
}

#[test]
fn a_heading_begins_a_passage_and_a_short_work_is_one() {
    let section = |title: &str| {
        format!(
            "## {title}\n\n{}\n\n",
            "Some words that say a thing or two about it. ".repeat(12)
        )
    };
    let draft = Draft::new(CanonicalText::new(&(section("One") + &section("Two"))).unwrap()).unwrap();
    assert_eq!(
        draft.passages(),
        [LeafRange { from: 0, to: 13 }, LeafRange { from: 13, to: 26 }]
    );
    assert_eq!(passages("Short. Work.", &[7, 12]), [LeafRange { from: 0, to: 2 }]);
}

#[test]
fn passages_have_eighty_to_two_hundred_words() {
    let text = "The quick brown fox jumps over the lazy dog again. ".repeat(150);
    let draft = Draft::new(CanonicalText::new(&text).unwrap()).unwrap();
    let sizes: Vec<u64> = draft
        .passages()
        .iter()
        .map(|passage| draft.range_words(*passage))
        .collect();
    assert!(sizes.iter().all(|size| (80..=200).contains(size)), "{sizes:?}");
    assert_eq!(sizes.iter().sum::<u64>(), draft.word_count());
}

#[test]
fn a_draft_proves_each_of_its_passages() {
    let draft = Draft::new(CanonicalText::new(&"One sentence. Another one. ".repeat(200)).unwrap()).unwrap();
    for &range in draft.passages() {
        let proof = draft.prove(range).unwrap();
        let hashes = &draft.leaf_hashes()[range.positions()];
        assert_eq!(
            proof.verify(&draft.root(), draft.leaf_count(), range.from, hashes),
            Ok(())
        );
        let text: String = (range.from..range.to).map(|leaf| draft.leaf(leaf).unwrap()).collect();
        assert_eq!(draft.range_text(range).unwrap(), text);
    }
    assert_eq!(draft.leaf(draft.leaf_count()), None);
    let manifest = draft.manifest(crate::Description::default(), [0; 32]);
    assert_eq!(manifest.check_text(draft.text().as_bytes()), Ok(()));
}

#[test]
fn a_text_full_of_unclosed_marks_takes_no_longer() {
    // Quadratic work on these would take minutes.
    for mark in [
        "<!--\n\n",
        "```a\n",
        "- x\n",
        "`",
        "(",
        "[",
        "<b",
        "==  ==\n\n",
        "    x\n\n",
        ".. note::\n",
        "***",
        "\"",
        "e.g. A",
        "::\n\n",
    ] {
        let text = CanonicalText::new(&mark.repeat(400_000 / mark.len())).unwrap();
        assert_eq!(leaves(&text).last().copied(), Some(text.as_str().len() as u32));
    }
}
