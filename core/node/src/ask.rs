//! Asking: passages are found, the best sentences quoted, each source weighed by its words, and paid.
//!
//! ```text
//! question → passages (committed) → sentences → weights → charge → receipt → voucher, all stored in one write
//! ```

use crate::accounts::{Account, party};
use crate::chain::View;
use crate::channel::put_channel;
use crate::error::NodeError;
use crate::node::Node;
use crate::party::{Party, Warning};
use crate::quote::{self, Chosen};
use crate::spending::{Confirmation, note_spent};
use byline_keys::SigningKey;
use byline_ledger::works::{WorkRecord, read_work};
use byline_ledger::{StateKey, read_params};
use byline_light::export::{
    Evidence, NO_ANSWER, Opening, QuotedLeaves, SourceEvidence, TermsEvidence, weights_of_payees,
};
use byline_royalty::{
    Beneficiaries, Charge, CreditChannel, Generator, Method, Receipt, Retrieval, Retriever, Source, VerifiedReceipt,
    charge, clusters, commit, commit_passages, weights_by_words,
};
use byline_store::{Hit, Language, Query, ReceiptEntry, tokens};
use byline_types::{AccountId, Amount, ChannelId, Height, ReceiptId, Share, Timestamp, WorkId, encode};
use byline_work::merkle::{leaf_hash, prove_range};
use byline_work::segment::{kinds, word_count};
use byline_work::{LeafKind, LeafRange, Manifest, PassageId, Shingles};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{ControlFlow, Range};
use std::str::FromStr;

/// The id of the model that answers by quoting.
pub const QUOTE_MODEL: &str = "byline-quote";

/// The most bytes of a question.
pub(crate) const MAX_QUESTION_BYTES: usize = 8 << 10;
/// The most works and passages that one question may leave out.
const MAX_EXCLUSIONS: usize = 256;
/// Passages that are looked at for sentences.
const PASSAGES: usize = 24;
/// The most passages of one beneficiary among them.
const PASSAGES_PER_CLUSTER: usize = 2;
/// Two passages of one beneficiary that share this part of their word triples are copies, in parts per million.
const COPY_PPM: u32 = 500_000;
/// How many more are fetched, since some beneficiaries have more than that.
const FETCHED: usize = 4 * PASSAGES;
/// Version of the choice of sentences.
const QUOTE_VERSION: u16 = 1;
/// Version of the ranking.
const RETRIEVER_VERSION: u16 = 1;

/// A question.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// In any language.
    pub text: String,
    /// The most to pay; works that ask for more are left out.
    pub max_price: Option<Amount>,
    /// Works and passages to answer without.
    pub without: Vec<Exclusion>,
    /// Name or address of the account that pays; the first account if it is not given.
    pub account: Option<String>,
    /// Whether the owner confirmed spending above the daily cap.
    pub confirmed: bool,
}

/// Something to answer without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exclusion {
    /// A whole work.
    Work(WorkId),
    /// One passage.
    Passage(PassageId),
}

impl FromStr for Exclusion {
    type Err = NodeError;

    fn from_str(text: &str) -> Result<Exclusion, NodeError> {
        if text.contains(':') {
            return text
                .parse()
                .map(Exclusion::Passage)
                .map_err(|e| NodeError::Parameter(format!("{e}")));
        }
        Ok(Exclusion::Work(text.parse()?))
    }
}

/// An answer and what it rests on.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The quoted sentences with the numbers of their sources.
    pub text: String,
    /// The sentences, in order.
    pub sentences: Vec<QuotedSentence>,
    /// Who is credited and paid.
    pub credits: Vec<CreditLine>,
    /// The receipt.
    pub receipt: ReceiptId,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who asked.
    pub asker: Party,
    /// What it cost.
    pub price: Amount,
    /// What it could have cost at most.
    pub hold: Amount,
    /// What the asker should know.
    pub warnings: Vec<Warning>,
}

/// What an answer would be made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// Passages that would be looked at for sentences.
    pub passages: usize,
    /// Works that they are of.
    pub works: usize,
    /// What it could cost at most.
    pub hold: Amount,
}

/// A step on the way to an answer.
#[derive(Clone, Debug)]
pub enum AskEvent {
    /// Passages were found.
    Found(Estimate),
    /// A sentence of the answer, in order.
    Sentence(QuotedSentence),
}

/// A sentence of an answer.
#[derive(Clone, Debug)]
pub struct QuotedSentence {
    /// The exact bytes of the work.
    pub text: String,
    /// The work.
    pub work: WorkId,
    /// Its version.
    pub version: u32,
    /// Which leaf of it.
    pub leaf: u32,
    /// Where the bytes stand in the work's canonical text.
    pub bytes: Range<u64>,
    /// Title of the work.
    pub title: String,
    /// Who owns the work.
    pub owner: Party,
    /// Number of the source in the answer, from 1.
    pub source: usize,
}

/// One account's credit for one work.
#[derive(Clone, Debug)]
pub struct CreditLine {
    /// The work.
    pub work: WorkId,
    /// Its title.
    pub title: String,
    /// Who is credited.
    pub party: Party,
    /// Part of the answer.
    pub weight: Share,
    /// What it was paid.
    pub paid: Amount,
}

/// A passage that was found, with what the ledger says of its work.
struct Retrieved {
    hit: Hit,
    record: WorkRecord,
    cluster: u16,
}

/// A sentence that was chosen.
struct Quote {
    passage: usize,
    leaf: u32,
    text: String,
    bytes: Range<u64>,
}

impl Node {
    /// Answers a question with quoted sentences, and pays their authors.
    pub fn ask(&self, question: Question) -> Result<Answer, NodeError> {
        self.ask_step_by_step(question, &mut |_| ControlFlow::Continue(()))
    }

    /// As [`Node::ask`], telling `watch` of each step. Where it says to stop, nothing is signed and nothing is paid.
    pub fn ask_step_by_step(
        &self,
        question: Question,
        watch: &mut dyn FnMut(AskEvent) -> ControlFlow<()>,
    ) -> Result<Answer, NodeError> {
        let text = checked_text(&question)?;
        let asker = self.own_account(question.account.as_deref())?;
        let view = self.chain.view()?;
        let (passages, warnings) = self.retrieve(&view, &text, &question)?;
        tell(watch, AskEvent::Found(estimate(&passages)))?;
        let quotes = choose(&view, &text, &passages)?;
        let drawn = Drawn {
            question_salt: self.random(),
            answer_salt: self.random(),
            passages_salt: self.random(),
        };
        let draft = Draft::new(&view, &text, passages, quotes, drawn, self.random())?;
        drop(view);
        for sentence in self.sentences(&draft)? {
            tell(watch, AskEvent::Sentence(sentence))?;
        }
        let made_at = self.now();
        let receipt = self.pay(&draft, &asker, made_at, question.confirmed.into())?;
        if !draft.charge.price.is_zero() {
            self.settler.wake();
        }
        let asker = Party {
            account: asker.id,
            name: Some(asker.name),
        };
        self.answer(&draft, &receipt, asker, warnings)
    }

    /// What an answer could cost at most, and what it would be made of. Nothing is signed.
    pub fn estimate(&self, question: &Question) -> Result<Estimate, NodeError> {
        let text = checked_text(question)?;
        let view = self.chain.view()?;
        let (passages, _) = self.retrieve(&view, &text, question)?;
        Ok(estimate(&passages))
    }

    /// The passages that may be quoted: open to answers, affordable, at most two of a beneficiary, the earliest of copies.
    fn retrieve(
        &self,
        view: &View<'_>,
        text: &str,
        question: &Question,
    ) -> Result<(Vec<Retrieved>, Vec<Warning>), NodeError> {
        let (mut works, mut passages) = (Vec::new(), Vec::new());
        for exclusion in &question.without {
            match exclusion {
                Exclusion::Work(work) => works.push(*work),
                Exclusion::Passage(passage) => passages.push(*passage),
            }
        }
        let query = Query {
            text,
            limit: FETCHED,
            exclude_works: &works,
            exclude_passages: &passages,
            ..Query::default()
        };
        let mut found = Vec::new();
        let mut too_dear = BTreeSet::new();
        for hit in view.tables().search(&query)? {
            let record = read_work(&view.state(), &hit.work).map_err(|e| NodeError::Damaged(e.to_string()))?;
            let Some(record) = record.filter(|r| r.withdrawn.is_none() && r.terms.open_to_answers()) else {
                continue;
            };
            if question.max_price.is_some_and(|limit| record.terms.price() > limit) {
                too_dear.insert(hit.work);
                continue;
            }
            found.push(Retrieved {
                hit,
                record,
                cluster: 0,
            });
        }
        let warning = (!too_dear.is_empty()).then(|| {
            let message = format!(
                "{} works were left out because they ask for more than your limit",
                too_dear.len()
            );
            Warning::new("left_out_by_price", message)
        });
        Ok((limit_clusters(found), warning.into_iter().collect()))
    }

    /// Signs the receipt, and where it costs something the voucher, and stores both in one write.
    fn pay(
        &self,
        draft: &Draft,
        asker: &Account,
        made_at: Timestamp,
        confirmation: Confirmation,
    ) -> Result<VerifiedReceipt, NodeError> {
        let (key, server) = (self.key(asker.index)?, self.server_key());
        if draft.charge.price.is_zero() {
            let receipt = draft.receipt(self, &key, &server, None, made_at)?;
            self.store
                .write(|transaction| transaction.put_receipt(&draft.entry(&receipt)))?;
            return Ok(receipt);
        }
        let _paying = self.paying();
        self.check_cap(draft.charge.price, confirmation)?;
        let channel = self.channel_for(asker, &key, &server, &draft.charge)?;
        let place = Some((channel.channel, channel.next_nonce));
        let receipt = draft.receipt(self, &key, &server, place, made_at)?;
        let channel = self.with_voucher(channel, &receipt, &key)?;
        self.store.write(|transaction| {
            transaction.put_receipt(&draft.entry(&receipt))?;
            put_channel(transaction, channel)?;
            note_spent(transaction, draft.charge.price, made_at, confirmation)
        })?;
        Ok(receipt)
    }

    /// The sentences of the answer, in order.
    fn sentences(&self, draft: &Draft) -> Result<Vec<QuotedSentence>, NodeError> {
        let snapshot = self.store.read()?;
        let sentence = |quote: &Quote| {
            let source = draft.source_of(quote);
            Ok(QuotedSentence {
                text: quote.text.clone(),
                work: source.work,
                version: source.version,
                leaf: quote.leaf,
                bytes: quote.bytes.clone(),
                title: draft.manifest_of(quote).title.clone(),
                owner: party(&snapshot, draft.passages[quote.passage].record.owner)?,
                source: draft.number_of(source.work),
            })
        };
        draft.quotes.iter().map(sentence).collect()
    }

    fn answer(
        &self,
        draft: &Draft,
        receipt: &VerifiedReceipt,
        asker: Party,
        warnings: Vec<Warning>,
    ) -> Result<Answer, NodeError> {
        let snapshot = self.store.read()?;
        let mut credits = credits(draft, receipt.receipt(), |account| party(&snapshot, account))?;
        credits.sort_by_key(|credit| draft.number_of(credit.work));
        Ok(Answer {
            text: draft.text.clone(),
            sentences: self.sentences(draft)?,
            credits,
            receipt: receipt.id(),
            made_at: receipt.receipt().made_at,
            asker,
            price: draft.charge.price,
            hold: draft.hold,
            warnings,
        })
    }
}

fn tell(watch: &mut dyn FnMut(AskEvent) -> ControlFlow<()>, event: AskEvent) -> Result<(), NodeError> {
    match watch(event) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(NodeError::Stopped),
    }
}

fn estimate(passages: &[Retrieved]) -> Estimate {
    let works: BTreeSet<WorkId> = passages.iter().map(|one| one.hit.work).collect();
    let prices = passages.iter().map(|one| one.record.terms.price());
    Estimate {
        passages: passages.len(),
        works: works.len(),
        hold: prices.max().unwrap_or_default(),
    }
}

fn checked_text(question: &Question) -> Result<String, NodeError> {
    let text = question.text.trim();
    if text.is_empty() {
        return Err(NodeError::EmptyQuestion);
    }
    if text.len() > MAX_QUESTION_BYTES {
        return Err(NodeError::LongQuestion {
            bytes: text.len(),
            limit: MAX_QUESTION_BYTES,
        });
    }
    if question.without.len() > MAX_EXCLUSIONS {
        return Err(NodeError::Parameter(format!(
            "at most {MAX_EXCLUSIONS} works and passages can be left out"
        )));
    }
    Ok(text.to_owned())
}

/// Numbers the beneficiaries and keeps the best passages of each, in the order of their rank. Of a beneficiary's passages
/// that say nearly the same, the earliest registered stands: copies of one's own works take no places.
fn limit_clusters(mut found: Vec<Retrieved>) -> Vec<Retrieved> {
    let numbers = clusters(found.iter().map(|one| one.record.payees.as_slice()));
    for (one, number) in found.iter_mut().zip(numbers) {
        one.cluster = number;
    }
    let mut kept: Vec<(Retrieved, Shingles)> = Vec::new();
    for one in found {
        let shingles = Shingles::of(&one.hit.passage.text);
        let is_copy = |known: &Shingles| known.similarity(&shingles).ppm() >= COPY_PPM;
        let copied = kept
            .iter()
            .position(|(other, known)| other.cluster == one.cluster && is_copy(known));
        let count = kept.iter().filter(|(other, _)| other.cluster == one.cluster).count();
        match copied {
            Some(at) if one.record.priority < kept[at].0.record.priority => kept[at] = (one, shingles),
            None if count < PASSAGES_PER_CLUSTER => kept.push((one, shingles)),
            _ => {}
        }
    }
    kept.truncate(PASSAGES);
    kept.into_iter().map(|(one, _)| one).collect()
}

fn choose(view: &View<'_>, text: &str, passages: &[Retrieved]) -> Result<Vec<Quote>, NodeError> {
    let terms = view.tables().query_terms(text, None)?;
    let terms: Vec<quote::Term> = terms
        .into_iter()
        .map(|t| quote::Term {
            token: t.term,
            word: t.word,
            idf: t.idf,
        })
        .collect();
    let candidates: Vec<quote::Passage> = passages.iter().map(candidate).collect();
    let chosen = quote::choose(&terms, &candidates);
    Ok(chosen.iter().map(|at| quoted(passages, at)).collect())
}

fn candidate(retrieved: &Retrieved) -> quote::Passage {
    let passage = &retrieved.hit.passage;
    let kinds = kinds(&passage.text, &passage.leaf_ends);
    let sentences = (passage.range.from..).zip(kinds).map(|(leaf, kind)| {
        let text = passage.leaf(leaf).unwrap_or_default().trim();
        quote::Sentence {
            tokens: terms_of(text, retrieved.hit.language),
            words: word_count(text),
            part: part(kind, text),
            key: byline_work::match_key(text),
        }
    });
    quote::Passage {
        cluster: usize::from(retrieved.cluster),
        seniority: retrieved.record.priority.0,
        sentences: sentences.collect(),
    }
}

fn terms_of(text: &str, language: Language) -> Vec<String> {
    tokens(text, language).into_iter().map(|token| token.term).collect()
}

/// A question answers nothing itself, and neither does a heading; both say what the next sentence is about.
fn part(kind: LeafKind, text: &str) -> quote::Part {
    match kind {
        LeafKind::Heading => quote::Part::Leads,
        _ if is_question(text) => quote::Part::Leads,
        _ if kind.is_quotable() => quote::Part::Says,
        _ => quote::Part::Neither,
    }
}

fn is_question(text: &str) -> bool {
    let end = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', '*', '_']);
    end.ends_with(['?', '？', '؟', '\u{37e}'])
}

fn quoted(passages: &[Retrieved], at: &Chosen) -> Quote {
    let passage = &passages[at.passage].hit.passage;
    let leaf = passage.range.from + at.sentence as u32;
    let start = match at.sentence.checked_sub(1) {
        None => 0,
        Some(before) => passage.leaf_ends[before],
    };
    let whole = passage.leaf(leaf).unwrap_or_default();
    let text = whole.trim();
    let lead = (whole.len() - whole.trim_start().len()) as u64;
    let from = u64::from(passage.byte_from) + u64::from(start) + lead;
    Quote {
        passage: at.passage,
        leaf,
        bytes: from..from + text.len() as u64,
        text: text.to_owned(),
    }
}

/// Salts drawn for one answer.
struct Drawn {
    question_salt: [u8; 32],
    answer_salt: [u8; 32],
    passages_salt: [u8; 32],
}

/// An answer before it is signed.
struct Draft {
    passages: Vec<Retrieved>,
    /// In the order of the answer.
    quotes: Vec<Quote>,
    /// In the order of the receipt: by work.
    sources: Vec<Source>,
    words: Vec<u64>,
    evidence: Evidence,
    text: String,
    charge: Charge,
    split: byline_royalty::SplitRule,
    hold: Amount,
    tie_seed: [u8; 32],
    height: Height,
}

impl Draft {
    fn new(
        view: &View<'_>,
        question: &str,
        passages: Vec<Retrieved>,
        quotes: Vec<Quote>,
        drawn: Drawn,
        tie_seed: [u8; 32],
    ) -> Result<Draft, NodeError> {
        let params = read_params(&view.state()).map_err(|e| NodeError::Damaged(e.to_string()))?;
        let (sources, words, evidence) = weigh(view, &passages, &quotes, &tie_seed)?;
        let terms = terms_evidence(view, &sources)?;
        let text = text(&passages, &quotes);
        let split = params.split;
        let charge = charge(&split, &sources, &Beneficiaries::default(), &tie_seed);
        let charge = charge.map_err(|e| NodeError::Damaged(e.to_string()))?;
        let ids = passages.iter().map(|one| PassageId {
            work: one.hit.work,
            version: one.hit.version,
            range: one.hit.passage.range,
        });
        let evidence = Evidence {
            question: Opening {
                text: question.to_owned(),
                salt: drawn.question_salt,
            },
            answer: Opening {
                text: text.clone(),
                salt: drawn.answer_salt,
            },
            passages: ids.collect(),
            passages_salt: drawn.passages_salt,
            sources: evidence,
            terms,
        };
        let hold = estimate(&passages).hold;
        let height = view.proof_state().height;
        Ok(Draft {
            passages,
            quotes,
            sources,
            words,
            evidence,
            text,
            charge,
            split,
            hold,
            tie_seed,
            height,
        })
    }

    /// The number under which a work stands in the answer, from 1, by first appearance.
    fn number_of(&self, work: WorkId) -> usize {
        numbers(&self.passages, &self.quotes)
            .get(&work)
            .copied()
            .unwrap_or_default()
    }

    fn source_of(&self, quote: &Quote) -> &Source {
        let work = self.passages[quote.passage].hit.work;
        // Every quoted work is a source.
        let at = self
            .sources
            .binary_search_by_key(&work, |source| source.work)
            .unwrap_or_default();
        &self.sources[at]
    }

    fn manifest_of(&self, quote: &Quote) -> &Manifest {
        let work = self.passages[quote.passage].hit.work;
        let at = self
            .sources
            .binary_search_by_key(&work, |source| source.work)
            .unwrap_or_default();
        &self.evidence.sources[at].manifest
    }

    fn receipt(
        &self,
        node: &Node,
        asker: &SigningKey,
        server: &SigningKey,
        place: Option<(ChannelId, u64)>,
        made_at: Timestamp,
    ) -> Result<VerifiedReceipt, NodeError> {
        let evidence = &self.evidence;
        let whole = if self.sources.is_empty() {
            Share::ONE
        } else {
            Share::ZERO
        };
        let receipt = Receipt {
            version: Receipt::VERSION,
            chain: node.chain.id(),
            asker: asker.account_id(),
            server: server.account_id(),
            channel: place.map(|(channel, _)| channel),
            sequence: place.map_or(0, |(_, sequence)| sequence),
            made_at,
            question: commit(&evidence.question.salt, evidence.question.text.as_bytes()),
            answer: commit(&evidence.answer.salt, evidence.answer.text.as_bytes()),
            retrieval: Retrieval {
                height: self.height,
                retriever: Retriever::Lexical {
                    version: RETRIEVER_VERSION,
                },
                passages: commit_passages(&evidence.passages_salt, &evidence.passages),
                count: u16::try_from(evidence.passages.len()).unwrap_or(u16::MAX),
            },
            generator: Generator::Quote { version: QUOTE_VERSION },
            method: Method::QuotedWords {
                words: self.words.clone(),
            },
            tie_seed: self.tie_seed,
            sources: self.sources.clone(),
            model_part: Share::ZERO,
            unassigned: whole,
            split: self.split,
            beneficiaries: Beneficiaries::default(),
            hold: self.hold,
            price: self.charge.price,
            payouts: self.charge.payouts.clone(),
        };
        receipt
            .sign(asker, server)
            .map_err(|e| NodeError::Damaged(e.to_string()))
    }

    fn entry(&self, receipt: &VerifiedReceipt) -> ReceiptEntry {
        let content = receipt.receipt();
        ReceiptEntry {
            number: 0,
            receipt: receipt.id(),
            channel: content.channel,
            nonce: content.sequence,
            asker: content.asker,
            price: content.price,
            created: content.made_at,
            bytes: encode(receipt.signed()),
            openings: encode(&self.evidence),
        }
    }
}

/// The works of the answer by first appearance, from 1.
fn numbers(passages: &[Retrieved], quotes: &[Quote]) -> BTreeMap<WorkId, usize> {
    let mut numbers = BTreeMap::new();
    for quote in quotes {
        let next = numbers.len() + 1;
        numbers.entry(passages[quote.passage].hit.work).or_insert(next);
    }
    numbers
}

/// The answer: each quoted sentence with the number of its source.
fn text(passages: &[Retrieved], quotes: &[Quote]) -> String {
    if quotes.is_empty() {
        return NO_ANSWER.to_owned();
    }
    let numbers = numbers(passages, quotes);
    let number = |quote: &Quote| {
        numbers
            .get(&passages[quote.passage].hit.work)
            .copied()
            .unwrap_or_default()
    };
    quotes
        .iter()
        .map(|quote| format!("{} [{}]", quote.text, number(quote)))
        .collect::<Vec<_>>()
        .join("\n\n")
}

type Weighed = (Vec<Source>, Vec<u64>, Vec<SourceEvidence>);

/// The sources of the quotes, in order of their works: weights by quoted words, clusters by beneficiary, proofs.
fn weigh(view: &View<'_>, passages: &[Retrieved], quotes: &[Quote], tie_seed: &[u8; 32]) -> Result<Weighed, NodeError> {
    let mut by_work: BTreeMap<WorkId, Vec<&Quote>> = BTreeMap::new();
    for quote in quotes {
        by_work.entry(passages[quote.passage].hit.work).or_default().push(quote);
    }
    let (mut sources, mut words, mut evidence) = (Vec::new(), Vec::new(), Vec::new());
    for quotes in by_work.values() {
        let retrieved = &passages[quotes[0].passage];
        words.push(quotes.iter().map(|quote| word_count(&quote.text)).sum());
        evidence.push(source_evidence(view, retrieved, quotes)?);
        sources.push(source(retrieved, quotes));
    }
    let numbers = clusters(sources.iter().map(|source| source.payees.as_slice()));
    let weights = weights_by_words(&words, tie_seed);
    for ((source, cluster), weight) in sources.iter_mut().zip(numbers).zip(weights) {
        (source.cluster, source.weight) = (cluster, weight);
    }
    Ok((sources, words, evidence))
}

/// What the ledger says of the sources and of dividing prices, kept for as long as the receipt: terms may change later.
fn terms_evidence(view: &View<'_>, sources: &[Source]) -> Result<TermsEvidence, NodeError> {
    let works = sources
        .iter()
        .map(|source| Ok(view.proved(&StateKey::Work(source.work))?.into()));
    Ok(TermsEvidence {
        header: view.signed_header().clone(),
        params: view.proved(&StateKey::Params)?.into(),
        works: works.collect::<Result<_, NodeError>>()?,
    })
}

fn leaves(quotes: &[&Quote]) -> Vec<LeafRange> {
    let leaves: BTreeSet<u32> = quotes.iter().map(|quote| quote.leaf).collect();
    leaves
        .into_iter()
        .map(|leaf| LeafRange {
            from: leaf,
            to: leaf + 1,
        })
        .collect()
}

fn source(retrieved: &Retrieved, quotes: &[&Quote]) -> Source {
    Source {
        work: retrieved.hit.work,
        version: retrieved.hit.version,
        root: retrieved.record.root,
        leaf_count: retrieved.record.leaf_count,
        payees: retrieved.record.payees.clone(),
        cluster: 0,
        channel: CreditChannel::Quoted,
        rate: retrieved.record.terms.price(),
        weight: Share::ZERO,
        error: Share::ZERO,
        leaves: leaves(quotes),
    }
}

/// The manifest, and each quoted leaf with the proof of its place, kept for as long as the receipt.
fn source_evidence(view: &View<'_>, retrieved: &Retrieved, quotes: &[&Quote]) -> Result<SourceEvidence, NodeError> {
    let (work, version) = (retrieved.hit.work, retrieved.hit.version);
    let damaged = |what: &str| NodeError::Damaged(format!("{what} of {work}"));
    let manifest = view
        .tables()
        .manifest(&work, version)?
        .ok_or_else(|| damaged("the manifest"))?;
    let manifest = Manifest::decode(&manifest).map_err(|e| damaged(&format!("the manifest ({e})")))?;
    let text = view.tables().text(&work, version)?.ok_or_else(|| damaged("the text"))?;
    let leaves_of: Vec<&str> = byline_work::segment::leaf_texts(&text, &manifest.leaf_ends).collect();
    let hashes: Vec<_> = leaves_of.iter().map(|leaf| leaf_hash(leaf.as_bytes())).collect();
    let quote = |range: LeafRange| {
        let leaf = leaves_of.get(range.from as usize).ok_or_else(|| damaged("a leaf"))?;
        let proof = prove_range(&hashes, range.from, range.to).ok_or_else(|| damaged("a leaf"))?;
        Ok(QuotedLeaves {
            range,
            leaves: vec![(*leaf).to_owned()],
            proof,
        })
    };
    let quotes = leaves(quotes)
        .into_iter()
        .map(quote)
        .collect::<Result<Vec<_>, NodeError>>()?;
    Ok(SourceEvidence { manifest, quotes })
}

/// What each payee of each source got, in the order of sources and payees; sources by their place in the receipt.
pub(crate) fn payouts_of_sources(receipt: &Receipt) -> Result<Vec<(usize, AccountId, Amount)>, NodeError> {
    let charge = charge(
        &receipt.split,
        &receipt.sources,
        &receipt.beneficiaries,
        &receipt.tie_seed,
    );
    let charge = charge.map_err(|e| NodeError::Damaged(e.to_string()))?;
    let payees = weights_of_payees(receipt).into_iter();
    let amounts = charge.credits.iter().map(|credit| credit.amount);
    Ok(payees
        .zip(amounts)
        .map(|((source, account, _), amount)| (source, account, amount))
        .collect())
}

/// One line for each payee of each source.
pub(crate) fn credit_lines(
    receipt: &Receipt,
    title_of: impl Fn(usize) -> String,
    mut party_of: impl FnMut(AccountId) -> Result<Party, NodeError>,
) -> Result<Vec<CreditLine>, NodeError> {
    let weights = weights_of_payees(receipt).into_iter().map(|(_, _, weight)| weight);
    let lines = payouts_of_sources(receipt)?
        .into_iter()
        .zip(weights)
        .map(|((source, account, paid), weight)| {
            Ok(CreditLine {
                work: receipt.sources[source].work,
                title: title_of(source),
                party: party_of(account)?,
                weight,
                paid,
            })
        });
    lines.collect()
}

fn credits(
    draft: &Draft,
    receipt: &Receipt,
    party_of: impl FnMut(AccountId) -> Result<Party, NodeError>,
) -> Result<Vec<CreditLine>, NodeError> {
    credit_lines(
        receipt,
        |source| draft.evidence.sources[source].manifest.title.clone(),
        party_of,
    )
}
