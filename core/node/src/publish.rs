//! Publishing: documents become works that are registered on the ledger and found by questions.
//!
//! A batch of documents becomes one block, stored together with the texts: after a crash both are there, or neither.

use crate::accounts::Account;
use crate::chain::Next;
use crate::code;
use crate::error::NodeError;
use crate::node::Node;
use crate::party::{Party, Warning};
use byline_keys::SigningKey;
use byline_ledger::works::{NewVersion, RegisterWork, SetTerms, WorkRecord, read_work};
use byline_ledger::{Body, SignedTransaction, TransactionError};
use byline_royalty::{MAX_WORK_PAYEES, Payee};
use byline_store::{NewWork, WorkEntry, WorkTerms, WriteTx, work_terms};
use byline_types::{AccountId, Amount, Digest32, ManifestId, Share, Timestamp, WorkId, apportion, encode};
use byline_work::document::{self, Document, Licence};
use byline_work::segment::word_count;
use byline_work::{CanonicalText, Description, Draft, LeafRange, Manifest, Terms, work_id};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The most bytes of a title.
const MAX_TITLE_BYTES: usize = 500;
/// The most works of one owner that are looked through for an earlier version.
const MAX_EARLIER: u32 = 100_000;

/// A document to publish.
#[derive(Clone, Debug, Default)]
pub struct NewDocument {
    /// What to call it; its ending tells the format.
    pub path: String,
    /// Where it comes from: publishing from there again makes a new version.
    pub source: Option<String>,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Instead of the title in the document.
    pub title: Option<String>,
    /// BCP-47 tag, instead of the one in the document.
    pub language: Option<String>,
    /// Instead of the licence in the document.
    pub licence: Option<Licence>,
    /// Instead of the price in the document; makes it paid.
    pub price: Option<Amount>,
}

/// Whether to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishMode {
    /// Sign and publish.
    Sign,
    /// Say what would be published.
    Preview,
}

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is a new work.
    New,
    /// It is a new version of a work.
    NewVersion,
    /// The text is the same and its terms are others.
    NewTerms,
    /// This text is published already.
    Unchanged,
    /// Nothing was signed.
    Preview,
}

impl Outcome {
    /// `published`, `new_version`, `new_terms`, `unchanged` or `preview`.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::New => "published",
            Outcome::NewVersion => "new_version",
            Outcome::NewTerms => "new_terms",
            Outcome::Unchanged => "unchanged",
            Outcome::Preview => "preview",
        }
    }
}

/// A published document.
#[derive(Clone, Debug)]
pub struct Published {
    /// As it was given.
    pub path: String,
    /// The work.
    pub work: WorkId,
    /// The version, from 1.
    pub version: u32,
    /// Whose work it is.
    pub owner: Party,
    /// Everyone who is paid for it.
    pub payees: Vec<Party>,
    /// The title.
    pub title: String,
    /// BCP-47 tag.
    pub language: String,
    /// `attribution` or `paid`.
    pub licence: &'static str,
    /// For an answer that rests on it alone.
    pub price: Amount,
    /// Sentences.
    pub leaves: u32,
    /// Passages.
    pub passages: u32,
    /// Words.
    pub words: u64,
    /// Merkle root of the sentences.
    pub root: Digest32,
    /// What became of it.
    pub outcome: Outcome,
    /// What the author should know.
    pub warnings: Vec<Warning>,
    /// Of a preview: what would become of it.
    pub preview: Option<PreviewDetail>,
}

/// What would become of a document, before anything is signed.
#[derive(Clone, Debug)]
pub struct PreviewDetail {
    /// The outcome of signing it now.
    pub becomes: Outcome,
    /// The canonical text, to which all offsets refer.
    pub text: String,
    /// The passages, in order.
    pub cuts: Vec<Cut>,
    /// What the ledger would take for its transactions.
    pub fee: Amount,
    /// What the ledger would keep until the work is withdrawn.
    pub deposit: Amount,
}

/// A passage as it will be cut.
#[derive(Clone, Debug)]
pub struct Cut {
    /// Its leaves.
    pub range: LeafRange,
    /// Where it stands in the canonical text.
    pub bytes: Range<u32>,
    /// Its words.
    pub words: u64,
}

/// A document that was not published.
#[derive(Debug)]
pub struct Refused {
    /// As it was given.
    pub path: String,
    /// Why.
    pub error: NodeError,
}

/// Which work a document became, which version, and how.
struct Became {
    work: WorkId,
    version: u32,
    outcome: Outcome,
    preview: Option<PreviewDetail>,
}

/// A document, read and cut, with the accounts it will belong to.
struct Prepared {
    path: String,
    source: Option<String>,
    draft: Draft,
    title: String,
    authors: Vec<String>,
    language: String,
    created: Option<String>,
    media_type: &'static str,
    terms: Terms,
    owner: Account,
    payees: Vec<Account>,
    warnings: Vec<Warning>,
    salt: [u8; 32],
}

/// What is to be done with a prepared document, seen from the state before the block.
struct Plan {
    work: WorkId,
    version: u32,
    outcome: Outcome,
    manifest: Manifest,
    /// What its owner signs.
    bodies: Vec<Body>,
}

impl Node {
    /// Publishes `documents`, one outcome for each in order. Documents that name no author belong to `account`.
    ///
    /// # Errors
    /// Of the whole: an unknown account, or a failing disk. Nothing is published then. Errors of single documents are
    /// among the outcomes, and the others are published.
    pub fn publish(
        &self,
        documents: Vec<NewDocument>,
        account: Option<&str>,
        mode: PublishMode,
    ) -> Result<Vec<Result<Published, Refused>>, NodeError> {
        let default = self.own_account(account)?;
        let read = read_all(documents);
        let prepared = self.prepare_all(read, &default, mode)?;
        let works: Vec<&Prepared> = prepared.iter().filter_map(|one| one.as_ref().ok()).collect();
        let outcomes = match mode {
            PublishMode::Sign => self.sign(&works)?,
            PublishMode::Preview => self.previews(&works)?,
        };
        let mut outcomes = outcomes.into_iter();
        let missing = || NodeError::Damaged("a document has no outcome".into());
        let join = |one: Result<Prepared, Refused>| match one {
            Err(refused) => Err(refused),
            Ok(prepared) => match outcomes.next().unwrap_or_else(|| Err(missing())) {
                Ok(became) => Ok(published(prepared, became)),
                Err(error) => Err(Refused {
                    path: prepared.path,
                    error,
                }),
            },
        };
        Ok(prepared.into_iter().map(join).collect())
    }

    /// Gives each document its accounts. Authors without an account get one, named after them.
    fn prepare_all(
        &self,
        read: Vec<Result<ReadDocument, Refused>>,
        default: &Account,
        mode: PublishMode,
    ) -> Result<Vec<Result<Prepared, Refused>>, NodeError> {
        let mut known: BTreeMap<String, Account> = BTreeMap::new();
        let mut new = 0;
        let mut account_of = |name: &String| {
            if let Some(account) = known.get(name) {
                return Ok(account.clone());
            }
            let account = match mode {
                PublishMode::Sign => self.account_for_author(name)?,
                PublishMode::Preview => self.planned_account(name, new)?,
            };
            new += 1;
            known.insert(name.clone(), account.clone());
            Ok::<_, NodeError>(account)
        };
        let prepare = |one: Result<ReadDocument, Refused>| {
            let document = one?;
            let authors: Result<Vec<Account>, NodeError> = document.authors.iter().map(&mut account_of).collect();
            let path = document.path.clone();
            authors
                .map(|authors| document.owned_by(authors, default, self.random()))
                .map_err(|error| Refused { path, error })
        };
        Ok(read.into_iter().map(prepare).collect())
    }

    /// What would become of the works, from the state as it is. The transactions are made, for their fees, and dropped.
    fn previews(&self, works: &[&Prepared]) -> Result<Vec<Result<Became, NodeError>>, NodeError> {
        let earlier = self.earlier_works(works)?;
        let keys = self.keys_of(works)?;
        self.chain.try_next(|next| {
            let plans = plan_all(next, works, &earlier)?;
            let preview = |(work, plan): (&&Prepared, &Plan)| {
                let signed = transactions(next, &[work], std::slice::from_ref(plan), &keys)?;
                Ok(Ok(preview(work, plan, &signed, next.work_deposit())?))
            };
            works.iter().zip(&plans).map(preview).collect()
        })
    }

    /// Registers the works in one block and stores their texts with it.
    fn sign(&self, works: &[&Prepared]) -> Result<Vec<Result<Became, NodeError>>, NodeError> {
        let now = self.now();
        let terms = work_terms(
            &works
                .iter()
                .map(|work| work.row(work.id(), 1, ManifestId::from_bytes([0; 32]), &[], now))
                .collect::<Vec<_>>(),
        );
        let earlier = self.earlier_works(works)?;
        let keys = self.keys_of(works)?;
        let made = self.chain.make(
            |next| {
                let plans = plan_all(next, works, &earlier)?;
                Ok((transactions(next, works, &plans, &keys)?, plans))
            },
            |transaction, results, plans| {
                let mut results = results;
                for ((work, plan), terms) in works.iter().zip(plans).zip(&terms) {
                    let (of_plan, rest) = results.split_at(plan.bodies.len());
                    results = rest;
                    if of_plan.iter().all(Result::is_ok) {
                        store(transaction, work, plan, terms, now)?;
                    }
                }
                Ok(())
            },
        )?;
        let mut results = made.outcomes.into_iter().map(|(_, result)| result);
        Ok(made.plan.iter().map(|plan| plan.outcome(&mut results)).collect())
    }

    /// For each owner the works it has, by where they came from.
    fn earlier_works(&self, works: &[&Prepared]) -> Result<BTreeMap<(AccountId, String), WorkEntry>, NodeError> {
        let snapshot = self.store.read()?;
        let owners: BTreeSet<AccountId> = works.iter().map(|work| work.owner.id).collect();
        let mut earlier = BTreeMap::new();
        for owner in owners {
            for entry in snapshot.works_of(&owner, 0, MAX_EARLIER)? {
                if let Some(path) = entry.path.clone() {
                    earlier.insert((owner, path), entry);
                }
            }
        }
        Ok(earlier)
    }

    fn keys_of(&self, works: &[&Prepared]) -> Result<BTreeMap<AccountId, SigningKey>, NodeError> {
        let indexes: BTreeMap<AccountId, u32> = works.iter().map(|work| (work.owner.id, work.owner.index)).collect();
        indexes
            .into_iter()
            .map(|(id, index)| Ok((id, self.key(index)?)))
            .collect()
    }
}

fn plan_all(
    next: &Next<'_>,
    works: &[&Prepared],
    earlier: &BTreeMap<(AccountId, String), WorkEntry>,
) -> Result<Vec<Plan>, NodeError> {
    let mut taken: BTreeMap<WorkId, u32> = BTreeMap::new();
    let mut plans = Vec::new();
    for work in works {
        let plan = plan(next, work, earlier, &taken)?;
        taken.insert(plan.work, plan.version);
        plans.push(plan);
    }
    Ok(plans)
}

fn plan(
    next: &Next<'_>,
    work: &Prepared,
    earlier: &BTreeMap<(AccountId, String), WorkEntry>,
    taken: &BTreeMap<WorkId, u32>,
) -> Result<Plan, NodeError> {
    let read = |id: &WorkId| read_work(next.state(), id).map_err(|e| NodeError::Damaged(e.to_string()));
    let id = work.id();
    if let Some(version) = taken.get(&id) {
        return Ok(work.plan(id, *version, Outcome::Unchanged, None));
    }
    if let Some(record) = read(&id)? {
        return Ok(work.plan_after(id, &record));
    }
    let same_place = work
        .source
        .as_ref()
        .and_then(|source| earlier.get(&(work.owner.id, source.clone())));
    let before = same_place.filter(|entry| entry.title == work.title && !taken.contains_key(&entry.work));
    if let Some(entry) = before
        && let Some(record) = read(&entry.work)?.filter(|record| record.withdrawn.is_none())
    {
        return Ok(work.plan_after(entry.work, &record));
    }
    Ok(work.plan(id, 1, Outcome::New, None))
}

fn transactions(
    next: &mut Next<'_>,
    works: &[&Prepared],
    plans: &[Plan],
    keys: &BTreeMap<AccountId, SigningKey>,
) -> Result<Vec<SignedTransaction>, NodeError> {
    let mut signed = Vec::new();
    for (work, plan) in works.iter().zip(plans) {
        let key = keys
            .get(&work.owner.id)
            .ok_or_else(|| NodeError::NotYours(work.owner.name.clone()))?;
        for body in &plan.bodies {
            signed.push(next.sign(key, body.clone())?);
        }
    }
    Ok(signed)
}

fn store(
    transaction: &WriteTx<'_>,
    work: &Prepared,
    plan: &Plan,
    terms: &WorkTerms,
    now: Timestamp,
) -> Result<(), NodeError> {
    match plan.outcome {
        Outcome::Unchanged | Outcome::Preview => {}
        Outcome::NewTerms => transaction.set_price(&plan.work, work.price())?,
        Outcome::New | Outcome::NewVersion => {
            let manifest = encode(&plan.manifest);
            let row = work.row(plan.work, plan.version, plan.manifest.id(), &manifest, now);
            transaction.put_work(&row, terms)?;
        }
    }
    Ok(())
}

impl Plan {
    /// What became of it, given the ledger's results for all that was signed, in order.
    fn outcome(&self, results: &mut impl Iterator<Item = Result<(), TransactionError>>) -> Result<Became, NodeError> {
        let mine: Vec<Result<(), TransactionError>> = results.take(self.bodies.len()).collect();
        mine.into_iter().collect::<Result<(), _>>()?;
        Ok(Became {
            work: self.work,
            version: self.version,
            outcome: self.outcome,
            preview: None,
        })
    }
}

fn preview(work: &Prepared, plan: &Plan, signed: &[SignedTransaction], deposit: Amount) -> Result<Became, NodeError> {
    let mut fee = Amount::ZERO;
    for transaction in signed {
        fee = fee.plus(transaction.transaction.fee)?;
    }
    let takes_deposit = matches!(plan.outcome, Outcome::New | Outcome::NewVersion);
    Ok(Became {
        work: plan.work,
        version: plan.version,
        outcome: Outcome::Preview,
        preview: Some(PreviewDetail {
            becomes: plan.outcome,
            text: work.draft.text().to_owned(),
            cuts: cuts(&work.draft),
            fee,
            deposit: if takes_deposit { deposit } else { Amount::ZERO },
        }),
    })
}

fn cuts(draft: &Draft) -> Vec<Cut> {
    let ends = draft.ends();
    let end_of = |leaves: u32| leaves.checked_sub(1).and_then(|last| ends.get(last as usize)).copied();
    let cut = |range: &LeafRange| {
        let bytes = end_of(range.from).unwrap_or_default()..end_of(range.to).unwrap_or_default();
        let text = draft.text().get(bytes.start as usize..bytes.end as usize);
        Cut {
            range: *range,
            words: text.map(word_count).unwrap_or_default(),
            bytes,
        }
    };
    draft.passages().iter().map(cut).collect()
}

fn published(work: Prepared, became: Became) -> Published {
    let Became {
        work: id,
        version,
        outcome,
        preview,
    } = became;
    let party = |account: &Account| Party {
        account: account.id,
        name: Some(account.name.clone()),
    };
    Published {
        work: id,
        version,
        owner: party(&work.owner),
        payees: work.payees.iter().map(party).collect(),
        licence: licence_name(&work.terms),
        price: work.terms.price(),
        leaves: work.draft.leaf_count(),
        passages: u32::try_from(work.draft.passages().len()).unwrap_or(u32::MAX),
        words: work.draft.word_count(),
        root: work.draft.root(),
        outcome,
        path: work.path,
        title: work.title,
        language: work.language,
        warnings: work.warnings,
        preview,
    }
}

/// The name of the terms for answers.
pub(crate) fn licence_name(terms: &Terms) -> &'static str {
    match terms.answering {
        byline_work::Answering::Attribution => "attribution",
        byline_work::Answering::Paid { .. } => "paid",
        byline_work::Answering::Granted { .. } => "granted",
        byline_work::Answering::Forbidden => "none",
    }
}

/// A document that was read and cut, before it has accounts.
struct ReadDocument {
    path: String,
    source: Option<String>,
    draft: Draft,
    title: String,
    authors: Vec<String>,
    language: String,
    created: Option<String>,
    media_type: &'static str,
    terms: Terms,
    warnings: Vec<Warning>,
}

/// Reads and cuts documents on all cores, in order.
fn read_all(documents: Vec<NewDocument>) -> Vec<Result<ReadDocument, Refused>> {
    let threads = std::thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(documents.len());
    let next = AtomicUsize::new(0);
    let take_turns = || {
        let turns = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        turns
            .map_while(|at| documents.get(at).map(|document| (at, read_one(document))))
            .collect::<Vec<_>>()
    };
    let mut read: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(take_turns)).collect();
        // A worker that panicked leaves a gap, which `publish` reports as an error.
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_default())
            .collect()
    });
    read.sort_by_key(|(at, _)| *at);
    read.into_iter().map(|(_, outcome)| outcome).collect()
}

fn read_one(document: &NewDocument) -> Result<ReadDocument, Refused> {
    let refused = |error: NodeError| Refused {
        path: document.path.clone(),
        error,
    };
    let parsed = document::parse(&document.path, &document.bytes).map_err(|e| refused(e.into()))?;
    let terms = terms(document, &parsed).map_err(refused)?;
    let text = CanonicalText::new(&parsed.body).map_err(|e| refused(e.into()))?;
    let draft = Draft::new(text).map_err(|e| refused(e.into()))?;
    let language = document.language.clone().or(parsed.front.language.clone());
    Ok(ReadDocument {
        path: document.path.clone(),
        source: document.source.clone(),
        title: title(document, &parsed),
        authors: authors(&parsed),
        language: language.unwrap_or_else(|| guess_language(draft.text())),
        created: parsed.front.created.clone(),
        media_type: parsed.format.media_type(),
        terms,
        warnings: warnings(&parsed, &draft),
        draft,
    })
}

/// A price makes a work paid; a paid work needs a price above nothing, and a free one has none.
fn terms(document: &NewDocument, parsed: &Document) -> Result<Terms, NodeError> {
    let licence = document.licence.or(if document.price.is_some() {
        None
    } else {
        parsed.front.licence
    });
    let price = document.price.or(if document.licence == Some(Licence::Attribution) {
        None
    } else {
        parsed.front.price
    });
    match (licence, price) {
        (Some(Licence::Attribution), Some(price)) if !price.is_zero() => Err(NodeError::Parameter(
            "a work under `attribution` is free: choose the licence `paid`, or leave the price out".into(),
        )),
        (Some(Licence::Paid), None) => Err(NodeError::Parameter(
            "a paid work needs a price: give --price COINS".into(),
        )),
        (Some(Licence::Paid) | None, Some(price)) => Ok(Terms::paid(price)),
        _ => Ok(Terms::attribution()),
    }
}

fn title(document: &NewDocument, parsed: &Document) -> String {
    let title = document.title.as_deref().unwrap_or(&parsed.title);
    let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
    line[..line.floor_char_boundary(MAX_TITLE_BYTES)].to_owned()
}

/// Each author once, at most as many as a work may have payees.
fn authors(parsed: &Document) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let distinct = parsed
        .front
        .authors
        .iter()
        .filter(|name| seen.insert(name.to_lowercase()));
    distinct.take(MAX_WORK_PAYEES).cloned().collect()
}

fn warnings(parsed: &Document, draft: &Draft) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = parsed
        .warnings
        .iter()
        .map(|warning| Warning::new(code::of_warning(warning), warning.to_string()))
        .collect();
    if parsed.front.authors.len() > MAX_WORK_PAYEES {
        let message = format!("only the first {MAX_WORK_PAYEES} authors are paid: a work has at most so many payees");
        warnings.push(Warning::new("too_many_authors", message));
    }
    if !draft.kinds().iter().any(|kind| kind.is_quotable()) {
        warnings.push(Warning::new(
            "nothing_quotable",
            "no sentence of this text can be quoted in an answer",
        ));
    }
    warnings
}

/// A guess from the script and the function words; `und` where it says nothing.
fn guess_language(text: &str) -> String {
    byline_store::Language::of_text(text, "").tag().to_owned()
}

impl ReadDocument {
    fn owned_by(self, authors: Vec<Account>, default: &Account, salt: [u8; 32]) -> Prepared {
        let owner = authors.first().unwrap_or(default).clone();
        let payees = if authors.is_empty() {
            vec![default.clone()]
        } else {
            authors
        };
        let names = payees.iter().map(|account| account.name.clone()).collect();
        Prepared {
            path: self.path,
            source: self.source,
            draft: self.draft,
            title: self.title,
            authors: names,
            language: self.language,
            created: self.created,
            media_type: self.media_type,
            terms: self.terms,
            owner,
            payees,
            warnings: self.warnings,
            salt,
        }
    }
}

impl Prepared {
    fn id(&self) -> WorkId {
        work_id(&self.owner.id, &self.draft.root())
    }

    /// What to do with a text whose work is on the ledger: a withdrawn work comes back, a changed text is a new version,
    /// and where only the terms are others, the terms change.
    fn plan_after(&self, id: WorkId, record: &WorkRecord) -> Plan {
        let next = record.versions + 1;
        if record.withdrawn.is_some() || record.root != self.draft.root() {
            return self.plan(id, next, Outcome::NewVersion, Some(record));
        }
        let outcome = if record.terms != self.terms {
            Outcome::NewTerms
        } else {
            Outcome::Unchanged
        };
        self.plan(id, record.versions, outcome, Some(record))
    }

    fn plan(&self, work: WorkId, version: u32, outcome: Outcome, before: Option<&WorkRecord>) -> Plan {
        let manifest = self.draft.manifest(self.description(before), self.salt);
        let bodies = self.bodies(work, outcome, before, manifest.id());
        Plan {
            work,
            version,
            outcome,
            manifest,
            bodies,
        }
    }

    fn bodies(&self, work: WorkId, outcome: Outcome, before: Option<&WorkRecord>, manifest: ManifestId) -> Vec<Body> {
        let (root, leaf_count) = (self.draft.root(), self.draft.leaf_count());
        let register = || {
            let (terms, payees, parents) = (self.terms, self.shares(), Vec::new());
            Body::RegisterWork(RegisterWork {
                root,
                manifest,
                leaf_count,
                terms,
                payees,
                parents,
                reveal: None,
            })
        };
        let set_terms = || {
            Body::SetTerms(SetTerms {
                work,
                terms: self.terms,
            })
        };
        let new_version = || {
            Body::NewVersion(NewVersion {
                work,
                root,
                manifest,
                leaf_count,
            })
        };
        match (outcome, before) {
            (Outcome::Unchanged | Outcome::Preview, _) => Vec::new(),
            (Outcome::NewTerms, _) => vec![set_terms()],
            (Outcome::NewVersion, Some(record)) if record.withdrawn.is_none() => {
                let terms = (record.terms != self.terms).then(set_terms);
                std::iter::once(new_version()).chain(terms).collect()
            }
            (Outcome::New | Outcome::NewVersion, _) => vec![register()],
        }
    }

    /// What a use costs; none where the terms do not open the work to answers.
    fn price(&self) -> Option<Amount> {
        self.terms.open_to_answers().then(|| self.terms.price())
    }

    /// Equal parts, in the order that the ledger asks for.
    fn shares(&self) -> Vec<Payee> {
        let accounts: BTreeSet<AccountId> = self.payees.iter().map(|account| account.id).collect();
        let parts = apportion(u64::from(Share::ONE.ppm()), &vec![1; accounts.len()], &[0; 32]);
        let share = |ppm: u64| {
            u32::try_from(ppm)
                .ok()
                .and_then(|ppm| Share::from_ppm(ppm).ok())
                .unwrap_or_default()
        };
        accounts
            .into_iter()
            .zip(parts)
            .map(|(account, ppm)| Payee {
                account,
                share: share(ppm),
            })
            .collect()
    }

    fn description(&self, before: Option<&WorkRecord>) -> Description {
        Description {
            title: self.title.clone(),
            authors: self.authors.clone(),
            language: self.language.clone(),
            media_type: self.media_type.to_owned(),
            created: self.created.clone(),
            parents: Vec::new(),
            previous: before.map(|record| record.manifest),
        }
    }

    fn row<'a>(
        &'a self,
        work: WorkId,
        version: u32,
        manifest_id: ManifestId,
        manifest: &'a [u8],
        published: Timestamp,
    ) -> NewWork<'a> {
        NewWork {
            work,
            version,
            owner: self.owner.id,
            manifest_id,
            manifest,
            title: &self.title,
            authors: &self.authors,
            language: &self.language,
            text: self.draft.text(),
            leaf_ends: self.draft.ends(),
            passages: self.draft.passages(),
            price: self.price(),
            published,
            path: self.source.as_deref(),
        }
    }
}
