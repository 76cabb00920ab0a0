//! Measures the node: `cargo run --release -p byline-node --example measure -- PASSAGES`.
//!
//! A library of about that many passages is made by shuffling the sentences of the texts at hand (the PEPs and posts in
//! `../shared` where they are, else the starter library), published, and asked hundreds of questions made of its words.

#![expect(clippy::print_stdout, reason = "it prints what it measured")]
#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on has failed")]

use byline_node::{NewDocument, Node, OpenOptions, PublishMode, Question};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Sentences of one made work: about ten passages.
const SENTENCES: usize = 75;
/// Documents published in one block, as the program does it.
const BATCH: usize = 64;
const QUESTIONS: usize = 400;

fn main() {
    let passages: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let home = tempfile::tempdir().unwrap();
    let mut draw = Draw(42);
    let sentences = sentences();
    println!("{} sentences to make texts of", sentences.len());
    let node = Node::open(OpenOptions::new(home.path())).unwrap();
    publish(&node, &sentences, passages, &mut draw);
    let status = node.status().unwrap();
    println!(
        "{} works, {} passages, database {} MB",
        status.works,
        status.passages,
        size(home.path()) >> 20
    );
    let questions: Vec<String> = (0..QUESTIONS).map(|_| question(&sentences, &mut draw)).collect();
    time("search", &questions, |text| drop(node.search(text, 10).unwrap()));
    time("ask (paid)", &questions, |text| drop(node.ask(ask(text)).unwrap()));
    let answered = node.receipts(None, QUESTIONS).unwrap();
    let paid = answered.iter().filter(|receipt| receipt.price.micros() > 0).count();
    println!("{paid} of {} answers cost something", answered.len());
    let began = Instant::now();
    node.close().unwrap();
    println!("settling what was left: {:?}", began.elapsed());
    prove(&node, &answered[0].id.to_string());
    drop(node);
    let began = Instant::now();
    let node = Node::open(OpenOptions {
        wait: Duration::from_secs(5),
        ..OpenOptions::new(home.path())
    })
    .unwrap();
    println!(
        "opening the home again: {:?}; memory {} MB",
        began.elapsed(),
        resident() >> 10
    );
    drop(node);
}

fn ask(text: &str) -> Question {
    Question {
        text: text.to_owned(),
        confirmed: true,
        ..Question::default()
    }
}

fn publish(node: &Node, sentences: &[String], passages: usize, draw: &mut Draw) {
    let texts: Vec<String> = (0..passages.div_ceil(10)).map(|_| text(sentences, draw)).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let began = Instant::now();
    for (batch, texts) in texts.chunks(BATCH).enumerate() {
        let document = |(number, text): (usize, &String)| {
            let author = (batch * BATCH + number) % 500;
            let head = format!("---\nauthor: Author {author}\nlicence: paid\nprice: \"0.0001\"\n---\n\n");
            NewDocument {
                path: format!("{batch}-{number}.md"),
                bytes: (head + text).into_bytes(),
                ..NewDocument::default()
            }
        };
        let documents = texts.iter().enumerate().map(document).collect();
        let published = node.publish(documents, None, PublishMode::Sign).unwrap();
        assert!(published.iter().all(Result::is_ok));
    }
    let seconds = began.elapsed().as_secs_f64();
    let (megabytes, works) = (bytes as f64 / 1e6, texts.len() as f64);
    println!(
        "published {works} works, {megabytes:.1} MB in {seconds:.1} s: {:.2} MB/s, {:.0} works/s",
        megabytes / seconds,
        works / seconds
    );
}

fn prove(node: &Node, receipt: &str) {
    let began = Instant::now();
    let file = node.export_receipt(receipt).unwrap();
    let exported = began.elapsed();
    let began = Instant::now();
    let verified = byline_node::verify_file(&file).unwrap();
    println!(
        "proof file: {} bytes, made in {exported:?}, verified in {:?} (settled: {})",
        file.len(),
        began.elapsed(),
        verified.settled
    );
}

/// Runs `one` on every question and prints the middle and the slowest hundredth.
fn time(what: &str, questions: &[String], mut one: impl FnMut(&str)) {
    let mut times: Vec<Duration> = questions
        .iter()
        .map(|question| {
            let began = Instant::now();
            one(question);
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100];
    println!("{what}: p50 {:?}, p99 {:?}, slowest {:?}", at(50), at(99), at(100));
}

/// The sentences of the texts at hand.
fn sentences() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpora = [
        "../../../shared/data/corpora/peps",
        "../../../shared/data/corpora/rust_blog",
    ]
    .map(|p| root.join(p));
    let library = [root.join("../../assets/library")];
    let folders = if corpora[0].exists() {
        &corpora[..]
    } else {
        &library[..]
    };
    let mut files: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let texts = files.iter().filter_map(|file| std::fs::read_to_string(file).ok());
    let paragraphs: Vec<String> = texts
        .flat_map(|text| text.split("\n\n").map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let whole = |paragraph: &&String| paragraph.ends_with('.') && paragraph.split_whitespace().count() > 8;
    let sentences = paragraphs.iter().filter(whole).flat_map(|p| p.split_inclusive(". "));
    sentences
        .map(|s| s.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|s| s.len() > 30)
        .collect()
}

fn text(sentences: &[String], draw: &mut Draw) -> String {
    let drawn = (0..SENTENCES).map(|number| {
        let end = if number % 6 == 5 { "\n\n" } else { " " };
        format!("{}{end}", sentences[draw.below(sentences.len())])
    });
    drawn.collect()
}

/// Six words in a row from somewhere in the library.
fn question(sentences: &[String], draw: &mut Draw) -> String {
    let words: Vec<&str> = sentences[draw.below(sentences.len())].split(' ').collect();
    let from = draw.below(words.len().saturating_sub(6).max(1));
    words[from..(from + 6).min(words.len())].join(" ")
}

/// A small generator of the xorshift family, so that every run measures the same.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

fn size(home: &Path) -> u64 {
    std::fs::metadata(home.join("byline.db")).map_or(0, |metadata| metadata.len())
}

/// Memory of this process in KiB, where the system tells.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|kib| kib.parse().ok())
        .unwrap_or(0)
}
