//! Prints the leaves and passages of files: `cargo run -p byline-work --example leaves -- FILE…`.
//!
//! With `--time` it prints only how fast drafts are made.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line example prints")]

use byline_work::{CanonicalText, Draft, document};
use std::time::{Duration, Instant};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let timed = arguments.iter().any(|argument| argument == "--time");
    let mut total = (0_usize, Duration::ZERO);
    for path in arguments.iter().filter(|argument| !argument.starts_with("--")) {
        match draft(path) {
            Ok((draft, spent)) => {
                total = (total.0 + draft.text().len(), total.1 + spent);
                if !timed {
                    print(&draft);
                }
            }
            Err(error) => eprintln!("{path}: {error}"),
        }
    }
    if timed {
        let seconds = total.1.as_secs_f64();
        println!(
            "{} bytes in {seconds:.3} s: {:.1} MB/s",
            total.0,
            total.0 as f64 / 1e6 / seconds
        );
    }
}

fn draft(path: &str) -> Result<(Draft, Duration), Box<dyn std::error::Error>> {
    let bytes = std::fs::read(path)?;
    let started = Instant::now();
    let document = document::parse(path, &bytes)?;
    let draft = Draft::new(CanonicalText::new(&document.body)?)?;
    Ok((draft, started.elapsed()))
}

fn print(draft: &Draft) {
    for passage in draft.passages() {
        println!("======== {passage}, {} words", draft.range_words(*passage));
        for index in passage.from..passage.to {
            let (leaf, kind) = (draft.leaf(index).unwrap_or_default(), draft.kind(index));
            println!(
                "{:<10}|{}",
                kind.map(|kind| format!("{kind:?}")).unwrap_or_default(),
                leaf.replace('\n', "⏎")
            );
        }
    }
}
