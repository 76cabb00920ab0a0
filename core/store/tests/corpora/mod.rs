//! Test collections for retrieval, read from `../shared/data/corpora`, and the measures taken on them.
#![allow(dead_code, reason = "each of the programs that include this file uses a part of it")]
#![expect(
    clippy::unwrap_used,
    reason = "this measures: what it reads is there, or there is nothing to measure"
)]

use byline_store::{NewWork, Query, Ranking, Store};
use byline_types::{AccountId, Amount, ManifestId, Timestamp, WorkId};
use byline_work::{CanonicalText, Draft};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A document of a collection.
pub struct Document {
    pub key: String,
    pub title: String,
    pub text: String,
    pub language: &'static str,
}

/// A question, and the documents that are relevant to it with their grades.
pub struct Question {
    pub text: String,
    pub relevant: BTreeMap<String, f64>,
}

/// Documents and questions about them.
pub struct Collection {
    pub documents: Vec<Document>,
    pub questions: Vec<Question>,
}

/// The means over all questions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measures {
    pub ndcg10: f64,
    pub map: f64,
    pub hit1: f64,
    pub mrr10: f64,
}

/// What the title of a document is when it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Titles {
    /// The title that the collection gives.
    Given,
    /// The first line, as for a file without front matter.
    FirstLine,
    /// None.
    Empty,
}

/// The folder of the corpora, if this checkout has it.
pub fn folder() -> Option<PathBuf> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/corpora"));
    // Where the crate is built through a link, the folder is beside the checkout that the link points to.
    let folder = folder.canonicalize().ok().or_else(|| {
        let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().ok()?;
        crate_folder.join("../../../shared/data/corpora").canonicalize().ok()
    });
    folder.filter(|folder| folder.is_dir())
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> &'a str {
    let from = text.find(open).map_or(text.len(), |at| at + open.len());
    let rest = &text[from..];
    &rest[..rest.find(close).unwrap_or(rest.len())]
}

/// 1,400 abstracts on aerodynamics and 225 questions (Cranfield, 1967).
pub fn cranfield(folder: &Path) -> Collection {
    let read = |name: &str| std::fs::read_to_string(folder.join("cranfield").join(name)).unwrap();
    let documents = read("cran.all.1400.xml")
        .split("<doc>")
        .skip(1)
        .map(|doc| Document {
            key: between(doc, "<docno>", "</docno>").trim().to_owned(),
            title: between(doc, "<title>", "</title>").trim().replace('\n', " "),
            text: between(doc, "<text>", "</text>").trim().to_owned(),
            language: "en",
        })
        .collect();
    let mut questions: Vec<Question> = read("cran.qry.xml")
        .split("<top>")
        .skip(1)
        .map(|top| Question {
            text: between(top, "<title>", "</title>").trim().replace('\n', " "),
            relevant: BTreeMap::new(),
        })
        .collect();
    for line in read("cranqrel.trec.txt").lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let (question, grade): (usize, f64) = (fields[0].parse().unwrap(), fields[3].parse().unwrap());
        if grade > 0.0 {
            questions[question - 1].relevant.insert(fields[2].to_owned(), grade);
        }
    }
    Collection { documents, questions }
}

/// 240 paragraphs and 1,190 questions in `language` (`en` or `ar`); each paragraph is a document.
pub fn xquad(folder: &Path, language: &'static str) -> Collection {
    let file = std::fs::read_to_string(folder.join(format!("xquad/xquad.{language}.json"))).unwrap();
    let json: serde_json::Value = serde_json::from_str(&file).unwrap();
    let mut collection = Collection {
        documents: vec![],
        questions: vec![],
    };
    for article in json["data"].as_array().unwrap() {
        for paragraph in article["paragraphs"].as_array().unwrap() {
            let key = collection.documents.len().to_string();
            for question in paragraph["qas"].as_array().unwrap() {
                collection.questions.push(Question {
                    text: question["question"].as_str().unwrap().to_owned(),
                    relevant: BTreeMap::from([(key.clone(), 1.0)]),
                });
            }
            collection.documents.push(Document {
                key,
                title: article["title"].as_str().unwrap_or_default().replace('_', " "),
                text: paragraph["context"].as_str().unwrap().to_owned(),
                language,
            });
        }
    }
    collection
}

/// The files of a folder with this ending, in the order of their names, as documents in English.
pub fn files(folder: &Path, name: &str, ending: &str) -> Vec<Document> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder.join(name))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == ending))
        .collect();
    paths.sort();
    let document = |path: PathBuf| Document {
        key: path.file_name().unwrap().to_string_lossy().into_owned(),
        title: path.file_stem().unwrap().to_string_lossy().into_owned(),
        text: std::fs::read_to_string(&path).unwrap(),
        language: "en",
    };
    paths.into_iter().map(document).collect()
}

/// A document cut and hashed, with what the store is told of it.
pub struct Prepared {
    work: WorkId,
    manifest: ManifestId,
    title: String,
    language: &'static str,
    draft: Draft,
}

impl Prepared {
    pub fn new(number: usize, title: &str, language: &'static str, text: &str) -> Option<Prepared> {
        let draft = Draft::new(CanonicalText::new(text).ok()?).unwrap();
        let id = byline_types::hash("byline/test", &[&number.to_be_bytes()]);
        Some(Prepared {
            work: WorkId::from_bytes(id),
            manifest: ManifestId::from_bytes(id),
            title: title.to_owned(),
            language,
            draft,
        })
    }

    pub fn new_work(&self) -> NewWork<'_> {
        NewWork {
            work: self.work,
            version: 1,
            owner: AccountId::from_bytes([7; 32]),
            manifest_id: self.manifest,
            manifest: b"a manifest",
            title: &self.title,
            authors: &[],
            language: self.language,
            text: self.draft.text(),
            leaf_ends: self.draft.ends(),
            passages: self.draft.passages(),
            price: Some(Amount::ZERO),
            published: Timestamp(0),
            path: None,
        }
    }

    pub fn work(&self) -> WorkId {
        self.work
    }

    pub fn passages(&self) -> usize {
        self.draft.passages().len()
    }

    pub fn bytes(&self) -> usize {
        self.draft.text().len()
    }
}

/// A store in a new folder with the documents of a collection.
pub struct Library {
    pub store: Store,
    pub keys: BTreeMap<WorkId, String>,
    _folder: tempfile::TempDir,
}

impl Library {
    /// `tagged` says whether the documents' language is told to the store.
    pub fn of(collection: &Collection, titles: Titles, tagged: bool) -> Library {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("byline.db")).unwrap();
        let mut keys = BTreeMap::new();
        let mut prepared = vec![];
        for (number, document) in collection.documents.iter().enumerate() {
            let title: String = match titles {
                Titles::Given => document.title.clone(),
                Titles::FirstLine => document
                    .text
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .chars()
                    .take(80)
                    .collect(),
                Titles::Empty => String::new(),
            };
            let language = if tagged { document.language } else { "und" };
            if let Some(work) = Prepared::new(number, &title, language, &document.text) {
                keys.insert(work.work, document.key.clone());
                prepared.push(work);
            }
        }
        let works: Vec<NewWork<'_>> = prepared.iter().map(Prepared::new_work).collect();
        store.put_works(&works).unwrap();
        Library {
            store,
            keys,
            _folder: folder,
        }
    }

    /// The documents that a search finds, best passage first, each once.
    pub fn search(&self, text: &str, depth: usize, ranking: &Ranking) -> Vec<String> {
        let query = Query {
            text,
            limit: depth,
            ..Query::default()
        };
        let mut seen = BTreeSet::new();
        let hits = self.store.read().unwrap().search_with(&query, ranking).unwrap();
        let works = hits.into_iter().map(|hit| hit.work).filter(|work| seen.insert(*work));
        works.map(|work| self.keys[&work].clone()).collect()
    }

    /// The measures over all questions.
    pub fn measure(&self, questions: &[Question], depth: usize, ranking: &Ranking) -> Measures {
        let mut sum = Measures::default();
        for question in questions {
            let found = self.search(&question.text, depth, ranking);
            add(&mut sum, &found, &question.relevant);
        }
        let count = questions.len() as f64;
        Measures {
            ndcg10: sum.ndcg10 / count,
            map: sum.map / count,
            hit1: sum.hit1 / count,
            mrr10: sum.mrr10 / count,
        }
    }
}

fn add(sum: &mut Measures, found: &[String], relevant: &BTreeMap<String, f64>) {
    let grades: Vec<f64> = found
        .iter()
        .map(|key| relevant.get(key).copied().unwrap_or(0.0))
        .collect();
    let mut ideal: Vec<f64> = relevant.values().copied().collect();
    ideal.sort_by(|a, b| b.total_cmp(a));
    sum.ndcg10 += discounted(&grades) / discounted(&ideal).max(f64::MIN_POSITIVE);
    let mut hits = 0.0;
    for (rank, _) in grades.iter().enumerate().filter(|(_, grade)| **grade > 0.0) {
        hits += 1.0;
        sum.map += hits / (rank + 1) as f64 / relevant.len() as f64;
    }
    if let Some(first) = grades.iter().take(10).position(|grade| *grade > 0.0) {
        sum.mrr10 += 1.0 / (first + 1) as f64;
        sum.hit1 += f64::from(first == 0);
    }
}

/// Discounted cumulative gain of the first ten (Järvelin and Kekäläinen 2002), linear gain.
fn discounted(grades: &[f64]) -> f64 {
    let ranked = grades.iter().take(10).enumerate();
    ranked.map(|(rank, grade)| grade / ((rank + 2) as f64).log2()).sum()
}
