//! Which sentences make the answer.

use crate::quote::{Chosen, Part, Passage, Sentence, Term, choose};

fn asked(words: &[&str]) -> Vec<Term> {
    let term = |(word, token): (usize, &&str)| Term {
        token: (*token).to_owned(),
        word: word as u32,
        idf: 2.0,
    };
    words.iter().enumerate().map(term).collect()
}

fn says(text: &str) -> Sentence {
    let tokens: Vec<String> = text.split(' ').map(str::to_owned).collect();
    Sentence {
        words: tokens.len() as u64,
        tokens,
        part: Part::Says,
        key: text.to_owned(),
    }
}

fn passage(cluster: usize, seniority: u64, sentences: Vec<Sentence>) -> Passage {
    Passage {
        cluster,
        seniority,
        sentences,
    }
}

fn at(passage: usize, sentence: usize) -> Chosen {
    Chosen { passage, sentence }
}

#[test]
fn the_sentence_with_most_of_the_question_comes_first() {
    let passages = [passage(
        0,
        1,
        vec![
            says("marmots sleep all winter long"),
            says("marmots eat berries and roots"),
        ],
    )];
    assert_eq!(choose(&asked(&["marmots", "eat"]), &passages)[0], at(0, 1));
}

#[test]
fn headings_questions_and_fragments_are_not_quoted() {
    let heading = Sentence {
        part: Part::Leads,
        ..says("what do marmots eat")
    };
    let code = Sentence {
        part: Part::Neither,
        ..says("let marmots eat berries now")
    };
    let passages = [passage(
        0,
        1,
        vec![heading, code, says("marmots eat"), says("they eat berries and roots")],
    )];
    assert_eq!(choose(&asked(&["marmots", "eat"]), &passages), [at(0, 3)]);
}

#[test]
fn a_heading_lifts_the_sentence_under_it() {
    let heading = Sentence {
        part: Part::Leads,
        ..says("what marmots eat in winter")
    };
    let passages = [
        passage(0, 1, vec![says("some marmots are said to sing")]),
        passage(1, 2, vec![heading, says("old marmots live on their fat")]),
    ];
    assert_eq!(choose(&asked(&["marmots", "eat", "winter"]), &passages)[0], at(1, 1));
}

#[test]
fn of_equal_sayings_the_earlier_registered_is_quoted_once() {
    let saying = || vec![says("marmots eat berries and roots")];
    let passages = [
        passage(0, 9, saying()),
        passage(1, 3, saying()),
        passage(2, 5, saying()),
    ];
    assert_eq!(choose(&asked(&["marmots", "eat"]), &passages), [at(1, 0)]);
}

#[test]
fn one_hand_does_not_fill_the_answer() {
    let many = |names: [&str; 5]| {
        names
            .map(|n| says(&format!("marmots eat berries said {n} {n}1 {n}2")))
            .to_vec()
    };
    let passages = [
        passage(0, 1, many(["a", "b", "c", "d", "e"])),
        passage(1, 2, vec![says("marmots eat grass says farmer f")]),
    ];
    let chosen = choose(&asked(&["marmots", "eat"]), &passages);
    assert_eq!(chosen.iter().filter(|c| c.passage == 0).count(), 3);
    assert!(chosen.contains(&at(1, 0)));
}

#[test]
fn nothing_about_the_question_is_nothing_chosen() {
    let passages = [passage(0, 1, vec![says("marmots eat berries and roots")])];
    assert_eq!(choose(&asked(&["quantum", "lattice"]), &passages), []);
    assert_eq!(choose(&[], &passages), []);
    assert_eq!(choose(&asked(&["marmots"]), &[]), []);
    let one_of_five = asked(&["marmots", "quantum", "lattice", "gauge", "theory"]);
    assert_eq!(
        choose(&one_of_five, &passages),
        [],
        "a fifth of the question is too little"
    );
}
