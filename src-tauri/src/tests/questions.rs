use crate::questions::worded;
use crate::texts::Texts;
use byline_api::{Pending, SummaryDto};
use std::path::Path;

fn pending(kind: &str, summary: SummaryDto) -> Pending {
    Pending {
        id: "00".repeat(16),
        kind: kind.to_owned(),
        summary,
    }
}

#[test]
fn a_question_says_what_would_be_done_in_the_words_of_the_node() {
    let send = pending(
        "send",
        SummaryDto {
            to: Some("Ada".into()),
            address: Some("byl1xyz".into()),
            amount: Some("1.25".into()),
            account: Some("Me".into()),
            ..SummaryDto::default()
        },
    );
    for language in ["en", "zh", "es", "ar", "hi", "fr"] {
        let texts = Texts::of([language]);
        let question = worded(texts.confirm.question("send"), &send, None);
        assert!(question.title.contains("1.25"), "{language}");
        assert!(question.yes.contains("1.25"), "{language}");
        for said in ["Ada", "byl1xyz", "Me"] {
            assert!(question.body.contains(said), "{language}: {said}");
        }
        assert!(
            !question.body.contains('{') && !question.body.contains('?'),
            "{language}: {}",
            question.body
        );
    }
}

#[test]
fn every_kind_of_the_api_has_a_question_of_its_own() {
    let texts = Texts::of(["en"]);
    let other = &texts.confirm.question("something new").title;
    let kinds = ["send", "ask", "raise_cap", "show_seed", "restore", "erase"];
    for kind in kinds {
        assert_ne!(&texts.confirm.question(kind).title, other, "{kind}");
    }
    let erase = worded(
        texts.confirm.question("erase"),
        &pending("erase", SummaryDto::default()),
        Some(Path::new("/a/home")),
    );
    assert!(erase.body.contains("/a/home"));
}

#[test]
fn an_unknown_kind_is_asked_about_by_its_name() {
    let texts = Texts::of(["en"]);
    let question = worded(
        texts.confirm.question("vote"),
        &pending("vote", SummaryDto::default()),
        None,
    );
    assert!(question.body.contains("vote"));
}
