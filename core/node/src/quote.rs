//! Which sentences make the answer: those that say most of what was asked, once each, not all from one hand.
//!
//! Pure: passages and their tokens come in, chosen sentences go out.

use std::collections::{BTreeMap, BTreeSet};

/// The most sentences of an answer.
const MAX_SENTENCES: usize = 4;
/// The most sentences from works that share a beneficiary.
const MAX_PER_CLUSTER: usize = 3;
/// A sentence is taken while it scores at least this part of the best one.
const RELATIVE_FLOOR: f64 = 0.45;
/// The best sentence's passage must hold at least this part of what the question's words weigh.
const COVERAGE_FLOOR: f64 = 0.25;
/// A sentence shorter than this says too little to be quoted.
const FEWEST_WORDS: u64 = 4;
/// A sentence of this length has no handicap; longer ones are divided down slowly.
const IDEAL_TOKENS: f64 = 24.0;
/// How much of a passage's own rank shows in its sentences.
const RANK_BONUS: f64 = 0.5;
/// Two sentences with this part of their words in common say the same.
const SAME_SAYING: f64 = 0.8;

/// A form in which a word of the question may stand in the library.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// As the index writes it.
    pub token: String,
    /// Which word of the question it is a form of.
    pub word: u32,
    /// How much it says: inverse document frequency, in nats.
    pub idf: f64,
}

/// A sentence that may be quoted.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// Its leaf.
    pub leaf: u32,
    /// Its words as the index writes them.
    pub tokens: Vec<String>,
    /// How many words it has.
    pub words: u64,
    /// Whether its kind may stand in an answer: a sentence or list item, not a heading or code, not a question.
    pub quotable: bool,
    /// Folded text, the same for sentences that differ in case, width or punctuation alone.
    pub key: String,
}

/// A passage that was found, best first.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// Works with one number have a beneficiary in common.
    pub cluster: usize,
    /// Where the work stands in the order of registration: of two that say the same, the earlier is quoted.
    pub seniority: u64,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
}

/// A sentence of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chosen {
    /// Which passage.
    pub passage: usize,
    /// Which of its sentences.
    pub sentence: usize,
}

/// Chooses the sentences of the answer, best first; none when nothing is about the question.
pub fn choose(terms: &[Term], passages: &[Passage]) -> Vec<Chosen> {
    let asked = weigh(terms);
    let candidates = candidates(&asked, passages);
    let Some(best) = candidates.first().map(|c| c.score) else { return Vec::new() };
    if best <= 0.0 || coverage(&asked, passages, &candidates) < COVERAGE_FLOOR {
        return Vec::new();
    }
    take_greedily(&asked, &candidates, passages, best)
}

/// The words of the question by the forms they may have, and how much each form says.
struct Asked<'a>(BTreeMap<&'a str, (u32, f64)>);

fn weigh(terms: &[Term]) -> Asked<'_> {
    Asked(terms.iter().map(|term| (term.token.as_str(), (term.word, term.idf.max(0.0)))).collect())
}

impl Asked<'_> {
    /// The words of the question that are among `tokens`, each with the best of its forms that are there.
    fn found_in<'t>(&self, tokens: impl IntoIterator<Item = &'t String>) -> BTreeMap<u32, f64> {
        let mut found: BTreeMap<u32, f64> = BTreeMap::new();
        for token in tokens {
            if let Some((word, idf)) = self.0.get(token.as_str()) {
                let best = found.entry(*word).or_default();
                *best = best.max(*idf);
            }
        }
        found
    }

    /// What all words of the question weigh.
    fn total(&self) -> f64 {
        let mut words: BTreeMap<u32, f64> = BTreeMap::new();
        for (word, idf) in self.0.values() {
            let best = words.entry(*word).or_default();
            *best = best.max(*idf);
        }
        words.values().sum()
    }
}

struct Candidate {
    at: Chosen,
    score: f64,
}

fn sentence<'a>(passages: &'a [Passage], at: Chosen) -> &'a Sentence {
    &passages[at.passage].sentences[at.sentence]
}

/// Every quotable sentence that answers to some word, best first; of equal sayings only the most senior.
fn candidates(asked: &Asked<'_>, passages: &[Passage]) -> Vec<Candidate> {
    let mut by_saying: BTreeMap<&str, Candidate> = BTreeMap::new();
    for (p, passage) in passages.iter().enumerate() {
        for (s, sentence) in passage.sentences.iter().enumerate() {
            let score = score(asked, sentence, p);
            if !sentence.quotable || sentence.words < FEWEST_WORDS || score <= 0.0 {
                continue;
            }
            let candidate = Candidate { at: Chosen { passage: p, sentence: s }, score };
            match by_saying.get(sentence.key.as_str()) {
                Some(known) if passages[known.at.passage].seniority <= passage.seniority => {}
                _ => drop(by_saying.insert(&sentence.key, candidate)),
            }
        }
    }
    let mut all: Vec<Candidate> = by_saying.into_values().collect();
    all.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
    all
}

/// Σ idf of the question's words in the sentence, less for long sentences, more in passages found first.
fn score(asked: &Asked<'_>, sentence: &Sentence, rank: usize) -> f64 {
    let found: f64 = asked.found_in(&sentence.tokens).values().sum();
    let length = (sentence.tokens.len() as f64 / IDEAL_TOKENS).max(1.0).sqrt();
    found / length * (1.0 + RANK_BONUS / (rank + 1) as f64)
}

/// The part of the question's weight that the passage of the best sentence holds.
fn coverage(asked: &Asked<'_>, passages: &[Passage], candidates: &[Candidate]) -> f64 {
    let Some(best) = candidates.first() else { return 0.0 };
    let tokens = passages[best.at.passage].sentences.iter().flat_map(|sentence| &sentence.tokens);
    let held: f64 = asked.found_in(tokens).values().sum();
    let total = asked.total();
    if total > 0.0 { held / total } else { 0.0 }
}

/// Takes the best sentence, then those that add words of the question not yet answered to, or are nearly as good.
fn take_greedily(asked: &Asked<'_>, candidates: &[Candidate], passages: &[Passage], best: f64) -> Vec<Chosen> {
    let mut chosen: Vec<Chosen> = Vec::new();
    let mut answered: BTreeSet<u32> = BTreeSet::new();
    for candidate in candidates {
        if chosen.len() == MAX_SENTENCES {
            break;
        }
        let this = sentence(passages, candidate.at);
        let found = asked.found_in(&this.tokens);
        let fits = candidate.score * worth(&found, &answered) >= best * RELATIVE_FLOOR
            && count_in_cluster(&chosen, passages, candidate.at) < MAX_PER_CLUSTER
            && !chosen.iter().any(|c| same_saying(sentence(passages, *c), this));
        if fits {
            answered.extend(found.keys());
            chosen.push(candidate.at);
        }
    }
    chosen
}

/// A sentence that only repeats what was answered counts for three quarters.
fn worth(found: &BTreeMap<u32, f64>, answered: &BTreeSet<u32>) -> f64 {
    let all: f64 = found.values().sum();
    let fresh: f64 = found.iter().filter(|(word, _)| !answered.contains(word)).map(|(_, idf)| idf).sum();
    0.75 + 0.25 * fresh / all.max(f64::MIN_POSITIVE)
}

fn count_in_cluster(chosen: &[Chosen], passages: &[Passage], at: Chosen) -> usize {
    let cluster = passages[at.passage].cluster;
    chosen.iter().filter(|c| passages[c.passage].cluster == cluster).count()
}

/// Jaccard similarity of the two sentences' words.
fn same_saying(a: &Sentence, b: &Sentence) -> bool {
    let (a, b): (BTreeSet<_>, BTreeSet<_>) = (a.tokens.iter().collect(), b.tokens.iter().collect());
    let common = a.intersection(&b).count() as f64;
    common >= SAME_SAYING * (a.len() + b.len()) as f64 / (1.0 + SAME_SAYING)
}
