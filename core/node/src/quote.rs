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
/// How much the words of a heading count for the sentence right under it; the next one gets half of it, and so on.
const LEAD: f64 = 0.6;
/// The same for the words of the sentence before.
const BEFORE: f64 = 0.4;
/// Two sentences with this part of their words in common say the same.
const SAME_SAYING: f64 = 0.9;
/// The same for two sentences from one hand: an author's own light edits do not count twice.
const SAME_SAYING_OF_ONE_HAND: f64 = 0.6;

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
    /// Its words as the index writes them.
    pub tokens: Vec<String>,
    /// How many words it has.
    pub words: u64,
    /// What it may do in an answer.
    pub part: Part,
    /// Folded text, the same for sentences that differ in case, width or punctuation alone.
    pub key: String,
}

/// What a leaf may do in an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// A sentence or list item that says something: it may be quoted.
    #[default]
    Says,
    /// A heading or a question: what follows it is about its words.
    Leads,
    /// Code, a table, marks: neither.
    Neither,
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
    let asked = weigh(terms, passages);
    let candidates = candidates(&asked, passages);
    let Some(best) = candidates.first().map(|c| c.score) else {
        return Vec::new();
    };
    if best <= 0.0 || coverage(&asked, passages, &candidates) < COVERAGE_FLOOR {
        return Vec::new();
    }
    take_greedily(&asked, &candidates, passages, best)
}

/// Words of the question that were found, and what each says.
type Found = BTreeMap<u32, f64>;

/// The words of the question by the forms they may have, and how much each form says.
struct Asked<'a>(BTreeMap<&'a str, (u32, f64)>);

/// A word says more the rarer it is in the library and among the sentences that were found: what every sentence has tells
/// none of them apart.
fn weigh<'a>(terms: &'a [Term], passages: &[Passage]) -> Asked<'a> {
    let sentences = || passages.iter().flat_map(|passage| &passage.sentences);
    let all = sentences().count() as f64;
    let weigh = |term: &'a Term| {
        let with = sentences()
            .filter(|sentence| sentence.tokens.contains(&term.token))
            .count() as f64;
        let among = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
        (term.token.as_str(), (term.word, term.idf.max(0.0).sqrt() * among))
    };
    Asked(terms.iter().map(weigh).collect())
}

impl Asked<'_> {
    /// The words of the question that are among `tokens`, each with the best of its forms that are there.
    fn found_in<'t>(&self, tokens: impl IntoIterator<Item = &'t String>) -> Found {
        let mut found = Found::new();
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

fn sentence(passages: &[Passage], at: Chosen) -> &Sentence {
    &passages[at.passage].sentences[at.sentence]
}

/// Every quotable sentence that answers to some word, best first; of equal sayings only the most senior.
fn candidates(asked: &Asked<'_>, passages: &[Passage]) -> Vec<Candidate> {
    let mut by_saying: BTreeMap<&str, Candidate> = BTreeMap::new();
    for (p, passage) in passages.iter().enumerate() {
        let mut lead = Lead::default();
        let mut before = BTreeMap::new();
        for (s, sentence) in passage.sentences.iter().enumerate() {
            if sentence.part == Part::Leads {
                lead = Lead {
                    found: asked.found_in(&sentence.tokens),
                    distance: 0,
                };
                continue;
            }
            lead.distance += 1;
            let found = asked.found_in(&sentence.tokens);
            let score = score(sentence, &found, &lead, &before, p);
            before = found;
            if sentence.part != Part::Says || sentence.words < FEWEST_WORDS || score <= 0.0 {
                continue;
            }
            let candidate = Candidate {
                at: Chosen {
                    passage: p,
                    sentence: s,
                },
                score,
            };
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

/// The heading or question under which a sentence stands, and how many leaves before it.
#[derive(Default)]
struct Lead {
    found: Found,
    distance: u32,
}

/// What the question's words in the sentence say, and in part those in its heading and in the sentence before it, which it
/// may go on from ("It eats …"); less for long sentences, more in passages found first. Neighbours alone make no answer.
fn score(sentence: &Sentence, found: &Found, lead: &Lead, before: &Found, rank: usize) -> f64 {
    if found.is_empty() {
        return 0.0;
    }
    let own: f64 = found.values().sum();
    let missing = |near: &Found| {
        near.iter()
            .filter(|(word, _)| !found.contains_key(word))
            .map(|(_, says)| says)
            .sum::<f64>()
    };
    let led = missing(&lead.found) * LEAD / f64::from(lead.distance.max(1));
    let length = (sentence.tokens.len() as f64 / IDEAL_TOKENS).max(1.0).sqrt();
    (own + led.max(missing(before) * BEFORE)) / length * (1.0 + RANK_BONUS / (rank + 1) as f64)
}

/// The part of the question's weight that the passage of the best sentence holds.
fn coverage(asked: &Asked<'_>, passages: &[Passage], candidates: &[Candidate]) -> f64 {
    let Some(best) = candidates.first() else { return 0.0 };
    let tokens = passages[best.at.passage]
        .sentences
        .iter()
        .flat_map(|sentence| &sentence.tokens);
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
            && !chosen.iter().any(|c| same_saying(passages, *c, candidate.at));
        if fits {
            answered.extend(found.keys());
            chosen.push(candidate.at);
        }
    }
    chosen
}

/// A sentence that only repeats what was answered counts for three quarters.
fn worth(found: &Found, answered: &BTreeSet<u32>) -> f64 {
    let all: f64 = found.values().sum();
    let fresh: f64 = found
        .iter()
        .filter(|(word, _)| !answered.contains(word))
        .map(|(_, idf)| idf)
        .sum();
    0.75 + 0.25 * fresh / all.max(f64::MIN_POSITIVE)
}

fn count_in_cluster(chosen: &[Chosen], passages: &[Passage], at: Chosen) -> usize {
    let cluster = passages[at.passage].cluster;
    chosen.iter().filter(|c| passages[c.passage].cluster == cluster).count()
}

/// Whether two sentences share most of their words, by Jaccard similarity: common ÷ (|a| + |b| − common).
fn same_saying(passages: &[Passage], a: Chosen, b: Chosen) -> bool {
    let one_hand = passages[a.passage].cluster == passages[b.passage].cluster;
    let least = if one_hand { SAME_SAYING_OF_ONE_HAND } else { SAME_SAYING };
    let words = |at| sentence(passages, at).tokens.iter().collect::<BTreeSet<_>>();
    let (a, b) = (words(a), words(b));
    let common = a.intersection(&b).count() as f64;
    common >= least * ((a.len() + b.len()) as f64 - common)
}
