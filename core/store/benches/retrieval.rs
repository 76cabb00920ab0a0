//! How fast works are added and found: 10,000 and 100,000 passages of real sentences, real questions.
//!
//! `cargo bench -p byline-store --bench retrieval` runs both sizes; `-- 10000` runs one. The peer in the same run is plain
//! FTS5: the same passages, its own `unicode61` tokenizer, `bm25()`, the words of the question joined by OR.

#![expect(clippy::print_stdout, reason = "it prints what it measured")]
#![expect(
    clippy::unwrap_used,
    reason = "this measures: what it reads is there, or there is nothing to measure"
)]

#[path = "../tests/corpora/mod.rs"]
mod corpora;

use byline_store::{NewWork, Query, Store};
use corpora::{Document, Prepared};
use rusqlite::Connection;
use std::path::Path;
use std::time::{Duration, Instant};

/// Sentences of a made work: about twelve passages.
const SENTENCES: usize = 90;
/// Works added in one transaction.
const BATCH: usize = 64;
const QUESTIONS: usize = 400;
const LIMIT: usize = 10;

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 100_000] } else { sizes };
    let (sources, questions) = material();
    for passages in sizes {
        run(passages, &sources, &questions);
    }
}

fn run(passages: usize, sources: &[Vec<String>], questions: &[String]) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("byline.db")).unwrap();
    let peer = Peer::open(&folder.path().join("peer.db"));
    let (mut bytes, mut made, mut works, mut added, mut peer_added) = (0, 0, 0, Duration::ZERO, Duration::ZERO);
    let mut random = Random(1);
    while made < passages {
        let batch: Vec<Prepared> = (0..BATCH)
            .filter_map(|n| make_work(works + n, sources, &mut random))
            .collect();
        let new: Vec<NewWork<'_>> = batch.iter().map(Prepared::new_work).collect();
        let start = Instant::now();
        store.put_works(&new).unwrap();
        added += start.elapsed();
        let start = Instant::now();
        peer.add(&new);
        peer_added += start.elapsed();
        works += BATCH;
        made += batch.iter().map(Prepared::passages).sum::<usize>();
        bytes += batch.iter().map(Prepared::bytes).sum::<usize>();
    }
    let megabytes = bytes as f64 / 1e6;
    println!("{made} passages in {works} works, {megabytes:.1} MB");
    println!(
        "  adding: {:.1} MB/s, {:.0} works/s (plain FTS5 {:.1} MB/s)",
        megabytes / added.as_secs_f64(),
        works as f64 / added.as_secs_f64(),
        megabytes / peer_added.as_secs_f64()
    );
    for file in ["byline.db", "peer.db"] {
        let size = std::fs::metadata(folder.path().join(file)).unwrap().len();
        println!("  {file}: {:.1} MB", size as f64 / 1e6);
    }
    for round in ["first", "again"] {
        report(&format!("search, {round}"), questions, |question| {
            search(&store, question)
        });
        report(&format!("plain FTS5, {round}"), questions, |question| {
            peer.search(question)
        });
    }
    let start = Instant::now();
    store.optimize_index().unwrap();
    println!("  optimizing the index: {:.1} s", start.elapsed().as_secs_f64());
    report("search, optimized", questions, |question| search(&store, question));
    while_writing(&store, sources, questions, works);
}

/// Searches on while another thread publishes without a pause.
fn while_writing(store: &Store, sources: &[Vec<String>], questions: &[String], works: usize) {
    let mut random = Random(2);
    let batches: Vec<Vec<Prepared>> = (0..6)
        .map(|batch| {
            (0..BATCH)
                .filter_map(|n| make_work(works + batch * BATCH + n, sources, &mut random))
                .collect()
        })
        .collect();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for batch in &batches {
                let new: Vec<NewWork<'_>> = batch.iter().map(Prepared::new_work).collect();
                store.put_works(&new).unwrap();
            }
        });
        let mut times = vec![];
        for question in questions.iter().cycle() {
            if writer.is_finished() {
                break;
            }
            let start = Instant::now();
            search(store, question);
            times.push(start.elapsed());
        }
        print_times("search while publishing", times);
    });
}

fn search(store: &Store, text: &str) -> usize {
    let query = Query {
        text,
        limit: LIMIT,
        ..Query::default()
    };
    store.read().unwrap().search(&query).unwrap().len()
}

fn report(what: &str, questions: &[String], mut search: impl FnMut(&str) -> usize) {
    let mut times = vec![];
    let mut found = 0;
    for question in questions {
        let start = Instant::now();
        found += usize::from(search(question) > 0);
        times.push(start.elapsed());
    }
    assert!(
        found * 10 > questions.len() * 9,
        "{what}: {found} of {} questions found anything",
        questions.len()
    );
    print_times(what, times);
}

fn print_times(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |part: usize| times[(times.len() * part / 1000).min(times.len() - 1)].as_secs_f64() * 1e3;
    println!(
        "  {what}: p50 {:.1} ms, p90 {:.1} ms, p99 {:.1} ms, worst {:.1} ms ({} searches)",
        at(500),
        at(900),
        at(990),
        at(1000),
        times.len()
    );
}

/// Plain FTS5.
struct Peer {
    connection: Connection,
}

impl Peer {
    fn open(path: &Path) -> Peer {
        let connection = Connection::open(path).unwrap();
        let setup = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
            CREATE VIRTUAL TABLE passage USING fts5(text, tokenize = 'unicode61');";
        connection.execute_batch(setup).unwrap();
        Peer { connection }
    }

    fn add(&self, works: &[NewWork<'_>]) {
        self.connection.execute_batch("BEGIN").unwrap();
        let mut insert = self
            .connection
            .prepare_cached("INSERT INTO passage (text) VALUES (?1)")
            .unwrap();
        for work in works {
            for range in work.passages {
                let from = range
                    .from
                    .checked_sub(1)
                    .map_or(0, |leaf| work.leaf_ends[leaf as usize]);
                let to = work.leaf_ends[range.to as usize - 1];
                insert.execute([&work.text[from as usize..to as usize]]).unwrap();
            }
        }
        self.connection.execute_batch("COMMIT").unwrap();
    }

    fn search(&self, question: &str) -> usize {
        let words: Vec<String> = byline_work::segment::words(question)
            .map(|word| format!("\"{word}\""))
            .collect();
        let sql = format!("SELECT rowid, text FROM passage WHERE passage MATCH ?1 ORDER BY rank LIMIT {LIMIT}");
        let mut statement = self.connection.prepare_cached(&sql).unwrap();
        let rows = statement
            .query_map([words.join(" OR ")], |row| row.get::<_, String>(1))
            .unwrap();
        rows.count()
    }
}

/// Sentences by document, and questions.
fn material() -> (Vec<Vec<String>>, Vec<String>) {
    let Some(folder) = corpora::folder() else {
        println!("../shared/data/corpora is not here: made text whose words follow Zipf's law");
        return made_material();
    };
    let collections = [
        corpora::cranfield(&folder),
        corpora::xquad(&folder, "en"),
        corpora::xquad(&folder, "ar"),
    ];
    let mut documents: Vec<Document> = corpora::files(&folder, "peps", "rst");
    documents.extend(corpora::files(&folder, "rust_blog", "md"));
    let mut questions = vec![];
    for collection in collections {
        let step = collection.questions.len() * 3 / QUESTIONS + 1;
        questions.extend(
            collection
                .questions
                .into_iter()
                .step_by(step)
                .map(|question| question.text),
        );
        documents.extend(collection.documents);
    }
    (documents.iter().filter_map(sentences).collect(), questions)
}

fn sentences(document: &Document) -> Option<Vec<String>> {
    let prepared = Prepared::new(0, "", "und", &document.text)?;
    let work = prepared.new_work();
    let leaves = byline_work::segment::leaf_texts(work.text, work.leaf_ends).map(str::to_owned);
    Some(leaves.collect())
}

fn made_material() -> (Vec<Vec<String>>, Vec<String>) {
    let mut random = Random(3);
    let mut sentence = |words: usize| {
        (0..words)
            .map(|_| format!("word{}", random.zipf(50_000)))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let documents = (0..2_000)
        .map(|_| (0..40).map(|_| sentence(18) + ". ").collect())
        .collect();
    let questions = (0..QUESTIONS).map(|_| sentence(9)).collect();
    (documents, questions)
}

/// A work of sentences that mostly follow on each other in one document, and now and then come from another.
fn make_work(number: usize, sources: &[Vec<String>], random: &mut Random) -> Option<Prepared> {
    let mut text = String::new();
    let (mut source, mut at) = (random.below(sources.len()), 0);
    for sentence in 0..SENTENCES {
        if random.below(8) == 0 {
            source = random.below(sources.len());
            at = random.below(sources[source].len());
        }
        text.push_str(&sources[source][at % sources[source].len()]);
        text.push_str(if sentence % 6 == 5 { "\n\n" } else { " " });
        at += 1;
    }
    let title: String = text.chars().take(60).collect();
    Prepared::new(number, &title, "und", &text)
}

/// A linear congruential generator (Knuth's MMIX): the same works every time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn zipf(&mut self, limit: usize) -> usize {
        let uniform = self.next() as f64 / (1u64 << 31) as f64;
        (limit as f64).powf(uniform) as usize
    }
}
