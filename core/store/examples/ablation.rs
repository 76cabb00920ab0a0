//! What each part of the ranking gives: retrieval quality with it and without it.
//!
//! `cargo run --release -p byline-store --example ablation` prints a table for each collection in `../shared/data/corpora`,
//! alone and all mixed into one library with 1,173 longer documents.

#![expect(clippy::print_stdout, reason = "it prints what it measured")]
#![expect(
    clippy::unwrap_used,
    reason = "this measures: what it reads is there, or there is nothing to measure"
)]

#[path = "../tests/corpora/mod.rs"]
mod corpora;

use byline_store::Ranking;
use corpora::{Collection, Library, Measures, Question, Titles};
use std::path::Path;

/// Passages of a search on Cranfield: enough for the mean average precision.
const CRANFIELD_DEPTH: usize = 1_000;
const XQUAD_DEPTH: usize = 20;

fn main() {
    let Some(folder) = corpora::folder() else {
        println!("../shared/data/corpora is not here: nothing to measure");
        return;
    };
    let collections = collections(&folder);
    let alone = |tagged: bool, titles: Titles| -> Vec<Library> {
        collections
            .iter()
            .map(|collection| Library::of(collection, titles, tagged))
            .collect()
    };
    let libraries = alone(true, Titles::FirstLine);
    println!("Each collection alone; the title is the first line.");
    header();
    for (name, ranking) in variants() {
        row(name, |n| measure(&libraries[n], &collections[n].questions, n, &ranking));
    }
    let others = [
        ("language not told", alone(false, Titles::FirstLine)),
        ("titles as the collection gives them", alone(true, Titles::Given)),
        ("without titles", alone(true, Titles::Empty)),
    ];
    for (name, libraries) in &others {
        row(name, |n| {
            measure(&libraries[n], &collections[n].questions, n, &Ranking::default())
        });
    }
    mixed(&folder, collections);
}

fn mixed(folder: &Path, collections: Vec<Collection>) {
    let mut all = Collection {
        documents: corpora::files(folder, "peps", "rst"),
        questions: vec![],
    };
    all.documents.extend(corpora::files(folder, "rust_blog", "md"));
    let mut questions: Vec<Vec<Question>> = vec![];
    for (number, collection) in collections.into_iter().enumerate() {
        let key = |key: String| format!("{number}/{key}");
        questions.push(
            collection
                .questions
                .into_iter()
                .map(|question| with_keys(question, key))
                .collect(),
        );
        all.documents
            .extend(collection.documents.into_iter().map(|mut document| {
                document.key = key(document.key);
                document
            }));
    }
    let library = Library::of(&all, Titles::FirstLine, true);
    let passages = library.store.read().unwrap().passage_count().unwrap();
    println!("\nAll in one library of {passages} passages.");
    header();
    for (name, ranking) in variants() {
        row(name, |n| measure(&library, &questions[n], n, &ranking));
    }
}

fn with_keys(mut question: Question, key: impl Fn(String) -> String) -> Question {
    question.relevant = question
        .relevant
        .into_iter()
        .map(|(document, grade)| (key(document), grade))
        .collect();
    question
}

fn collections(folder: &Path) -> Vec<Collection> {
    vec![
        corpora::cranfield(folder),
        corpora::xquad(folder, "en"),
        corpora::xquad(folder, "ar"),
    ]
}

fn variants() -> Vec<(&'static str, Ranking)> {
    let change = |change: fn(&mut Ranking)| {
        let mut ranking = Ranking::default();
        change(&mut ranking);
        ranking
    };
    vec![
        ("as it is", Ranking::default()),
        ("without the work's BM25", change(|r| r.work_weight = 0.0)),
        ("without titles' words", change(|r| r.title_weight = 0.0)),
        ("without nearness", change(|r| r.proximity_weight = 0.0)),
        ("function words not counted", change(|r| r.function_weight = 0.0)),
        ("function words in full", change(|r| r.function_weight = 1.0)),
        (
            "the passage's BM25 alone",
            change(|r| {
                r.work_weight = 0.0;
                r.title_weight = 0.0;
                r.proximity_weight = 0.0;
                r.function_weight = 1.0;
            }),
        ),
        ("a fifth of the occurrences read", change(|r| r.occurrence_budget /= 5)),
    ]
}

fn measure(library: &Library, questions: &[Question], collection: usize, ranking: &Ranking) -> Measures {
    let depth = if collection == 0 { CRANFIELD_DEPTH } else { XQUAD_DEPTH };
    library.measure(questions, depth, ranking)
}

fn header() {
    println!(
        "{:36} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "", "Cranf.", "Cranf.", "XQuAD en", "XQuAD en", "XQuAD ar", "XQuAD ar"
    );
    println!(
        "{:36} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "", "nDCG@10", "MAP", "hit@1", "MRR@10", "hit@1", "MRR@10"
    );
}

fn row(name: &str, measure: impl Fn(usize) -> Measures) {
    let [cranfield, english, arabic] = [measure(0), measure(1), measure(2)];
    println!(
        "{name:36} {:8.4} {:8.4} {:8.4} {:8.4} {:8.4} {:8.4}",
        cranfield.ndcg10, cranfield.map, english.hit1, english.mrr10, arabic.hit1, arabic.mrr10
    );
}
