//! The proof file of a receipt: everything that a stranger needs to check it, and the check.
//!
//! ```text
//! genesis ─hash→ chain id        genesis validators ─sign→ header ─root→ works, terms, channel, balances
//! work    ─hash→ manifest ─root→ quoted leaves ─are→ the answer       leaves ─count→ weights ─split→ payouts
//! channel ─root→ receipt         cumulative payouts ─cover→ the receipt's payouts
//! ```
//!
//! The file is JSON in one canonical form: signed and hashed values as the hex of their canonical bytes, texts as they
//! are. A file that differs in a single byte is refused, with a code that names the part that failed.

mod file;

use crate::{LightBlock, LightError, Options, SignedHeader, VerifiedHeader, verify_header};
use borsh::{BorshDeserialize, BorshSerialize};
use byline_ledger::accounts::Account;
use byline_ledger::usage::Channel;
use byline_ledger::works::WorkRecord;
use byline_ledger::{Genesis, MAX_RECORD_BYTES, NetworkMode, Params, StateKey, StateProof};
use byline_royalty::{
    Charge, CumulativePayouts, Generator, Method, Receipt, ReceiptError, Salt, SignedReceipt, Source, VerifiedReceipt,
    charge, commit, commit_passages,
};
use byline_types::{
    AccountId, Amount, BlockId, ChainId, Height, ManifestId, ReceiptId, Share, Timestamp, WorkId, decode,
};
use byline_work::merkle::{RangeProof, leaf_hash};
use byline_work::{LeafRange, Manifest, PassageId};
use file::File;
use std::collections::BTreeSet;
use thiserror::Error;

/// The name of the format, with its version.
const FORMAT: &str = "byline-proof/1";
/// The most bytes of a proof file.
pub const MAX_PROOF_FILE_BYTES: usize = 64 << 20;
/// The most bytes of a Merkle range proof: two paths of 32 hashes, and a length.
const MAX_RANGE_PROOF_BYTES: usize = 64 * 32 + 4;
/// The most passages that a retrieval commits to.
const MAX_PASSAGES: usize = 4096;

/// A text and the salt of the commitment to it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Opening {
    /// What was committed to.
    pub text: String,
    /// The salt.
    pub salt: Salt,
}

/// A run of leaves that was quoted, with the proof of its place.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct QuotedLeaves {
    /// Where the run stands.
    pub range: LeafRange,
    /// The exact text of each leaf.
    pub leaves: Vec<String>,
    /// Proves the run under the root of the work's version.
    pub proof: RangeProof,
}

/// A record of the ledger with its proof, as bytes that can be kept.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct KeptRecord {
    /// The canonical bytes; none is the proof of absence.
    pub record: Option<Vec<u8>>,
    /// The canonical bytes of the proof.
    pub proof: Vec<u8>,
}

/// What the ledger said when the answer was made: whose each work was, on which terms, and how prices were divided.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct TermsEvidence {
    /// The header that proves it, with its signatures.
    pub header: SignedHeader,
    /// The parameters.
    pub params: KeptRecord,
    /// For each source of the receipt, in its order, the record of its work.
    pub works: Vec<KeptRecord>,
}

/// What was quoted from one source, with the manifest of its version.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SourceEvidence {
    /// The manifest.
    pub manifest: Manifest,
    /// The quotes, in the order of the receipt's leaf ranges.
    pub quotes: Vec<QuotedLeaves>,
}

/// What the asker keeps beside a receipt so that it can be opened and proved later, even if a work is withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Evidence {
    /// The question.
    pub question: Opening,
    /// The answer.
    pub answer: Opening,
    /// The retrieved passages, in order.
    pub passages: Vec<PassageId>,
    /// The salt of the commitment to them.
    pub passages_salt: Salt,
    /// For each source of the receipt, in its order.
    pub sources: Vec<SourceEvidence>,
    /// On which terms.
    pub terms: TermsEvidence,
}

/// A record of the ledger and the proof of it; no record is the proof of absence.
#[derive(Clone, Debug)]
pub struct ProvedRecord {
    /// The canonical bytes.
    pub record: Option<Vec<u8>>,
    /// The proof.
    pub proof: StateProof,
}

/// The channel of a settled receipt.
#[derive(Clone, Debug)]
pub struct ChannelEvidence {
    /// The channel's record.
    pub channel: ProvedRecord,
    /// What it paid.
    pub paid: ProvedRecord,
    /// Proves the receipt's place among the channel's receipts.
    pub place: RangeProof,
}

/// Everything that goes into a proof file.
#[derive(Clone, Debug)]
pub struct Export {
    /// The genesis of the ledger.
    pub genesis: Genesis,
    /// The header against which all records are proved, with its signatures.
    pub header: SignedHeader,
    /// The receipt.
    pub receipt: SignedReceipt,
    /// Its openings and quotes.
    pub evidence: Evidence,
    /// The channel, once the receipt is settled.
    pub channel: Option<ChannelEvidence>,
    /// The accounts of asker and payees.
    pub balances: Vec<(AccountId, ProvedRecord)>,
}

/// Why a proof file is refused. Each part has its own code.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExportError {
    /// More than [`MAX_PROOF_FILE_BYTES`].
    #[error("the file is larger than any proof file")]
    TooLarge,
    /// Not a proof file.
    #[error("this is not a proof file of this format: {0}")]
    Format(String),
    /// The same content in another form.
    #[error("the file is not in its canonical form: bytes were changed")]
    NotCanonical,
    /// The genesis cannot stand.
    #[error("the genesis of the ledger is not valid: {0}")]
    Genesis(String),
    /// The header is not of this ledger or not signed by its validators.
    #[error("the header is not proved: {0}")]
    Header(LightError),
    /// The receipt's content or a signature does not hold.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    /// The receipt is of another ledger.
    #[error("the receipt belongs to another ledger than the header")]
    Chain,
    /// The question is not the one committed to.
    #[error("the question is not the one that the receipt was signed for")]
    Question,
    /// The answer is not the one committed to.
    #[error("the answer is not the one that the receipt was signed for")]
    Answer,
    /// The passages are not those committed to.
    #[error("the retrieved passages are not those that the receipt was signed for")]
    Passages,
    /// A number of parts does not fit the receipt.
    #[error("parts of the receipt have no proof in the file, or proofs belong to no part")]
    Parts,
    /// The answer was not made by quoting: this release can check nothing else.
    #[error("this release can check quoted answers only: update Byline")]
    Method,
    /// The price was not divided by the ledger's rule.
    #[error("the ledger's rule for dividing prices is not proved to be the receipt's")]
    Terms,
    /// A work is not on the ledger as the receipt says: its version, its payees or its price.
    #[error("the registration of {0} is not proved: its version, its payees or its price")]
    Registration(WorkId),
    /// A manifest is not the registered one.
    #[error("the manifest of {0} is not the registered one")]
    Manifest(WorkId),
    /// A quoted passage is not in the registered work.
    #[error("a quoted passage of {0} is not proved to stand in it")]
    Passage(WorkId),
    /// The answer is not made of the quoted sentences.
    #[error("the answer is not made of the quoted sentences alone")]
    Quotes,
    /// The words quoted are not as many as the weights rest on.
    #[error("the words quoted from {0} are not as many as the receipt says")]
    Words(WorkId),
    /// The channel or what it paid is not proved.
    #[error("the payment channel is not proved")]
    Channel,
    /// The receipt is not among those of the channel, or its payouts are not covered.
    #[error("the receipt is not among those that the ledger settled")]
    Settlement,
    /// A balance is not proved.
    #[error("the balance of {0} is not proved")]
    Balance(AccountId),
}

impl ExportError {
    /// The stable code of the part that failed, in snake case.
    pub fn code(&self) -> &'static str {
        match self {
            ExportError::TooLarge => "file_too_large",
            ExportError::Format(_) => "file_format",
            ExportError::NotCanonical => "file_not_canonical",
            ExportError::Genesis(_) => "genesis",
            ExportError::Header(_) => "header_signature",
            ExportError::Receipt(ReceiptError::Signature(_) | ReceiptError::Signer) => "receipt_signature",
            ExportError::Receipt(_) => "receipt_content",
            ExportError::Chain => "wrong_chain",
            ExportError::Question => "question_commitment",
            ExportError::Answer => "answer_commitment",
            ExportError::Passages => "passages_commitment",
            ExportError::Parts => "parts_missing",
            ExportError::Method => "method",
            ExportError::Terms => "terms",
            ExportError::Registration(_) => "work_registration",
            ExportError::Manifest(_) => "manifest",
            ExportError::Passage(_) => "passage_proof",
            ExportError::Quotes => "quoted_text",
            ExportError::Words(_) => "quoted_words",
            ExportError::Channel => "channel_proof",
            ExportError::Settlement => "settlement",
            ExportError::Balance(_) => "balance_proof",
        }
    }
}

/// What a proof file proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedFile {
    /// The receipt.
    pub receipt: ReceiptId,
    /// The ledger. Compare it with what you expect: a file can prove no more than that this ledger says so.
    pub chain: ChainId,
    /// Whether one validator alone signs this ledger.
    pub local: bool,
    /// Height of the header that everything was checked against.
    pub height: Height,
    /// Its block.
    pub block: BlockId,
    /// When the answer was made.
    pub made_at: Timestamp,
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// Who asked.
    pub asker: AccountId,
    /// What it cost.
    pub price: Amount,
    /// Whether the ledger paid it.
    pub settled: bool,
    /// Who is credited and paid.
    pub credits: Vec<ProvedCredit>,
    /// What asker and payees have available at that height.
    pub balances: Vec<(AccountId, Amount)>,
    /// What was checked, in order.
    pub checks: Vec<&'static str>,
}

/// One account's credit for one work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvedCredit {
    /// The work.
    pub work: WorkId,
    /// Its title, as registered.
    pub title: String,
    /// Its authors' names, as registered.
    pub authors: Vec<String>,
    /// Who is paid.
    pub account: AccountId,
    /// The work's part of the answer that falls to this account.
    pub weight: Share,
    /// How much it was paid.
    pub paid: Amount,
}

/// Divides each source's weight among its payees, in parts that sum to it exactly; in the order of sources and payees.
pub fn weights_of_payees(receipt: &Receipt) -> Vec<(usize, AccountId, Share)> {
    let mut weights = Vec::new();
    for (index, source) in receipt.sources.iter().enumerate() {
        let shares: Vec<u64> = source.payees.iter().map(|p| u64::from(p.share.ppm())).collect();
        let parts = byline_types::apportion(u64::from(source.weight.ppm()), &shares, &receipt.tie_seed);
        let share = |ppm: u64| {
            u32::try_from(ppm)
                .ok()
                .and_then(|ppm| Share::from_ppm(ppm).ok())
                .unwrap_or_default()
        };
        weights.extend(
            source
                .payees
                .iter()
                .zip(parts)
                .map(|(payee, ppm)| (index, payee.account, share(ppm))),
        );
    }
    weights
}

impl Export {
    /// The bytes of the proof file.
    pub fn to_bytes(&self) -> Vec<u8> {
        File::from(self).to_bytes()
    }
}

/// Checks a proof file from its bytes alone. `word_count` counts words as `byline-work` does.
///
/// # Errors
/// The first part that fails, by name.
pub fn verify_file(bytes: &[u8], word_count: &dyn Fn(&str) -> u64) -> Result<VerifiedFile, ExportError> {
    let export = read_file(bytes)?;
    let header = check_ledger(&export)?;
    let receipt = export.receipt.clone().verify()?;
    check_openings(&export, receipt.receipt())?;
    check_method(receipt.receipt())?;
    check_sources(&export, receipt.receipt(), word_count)?;
    check_answer(&export, receipt.receipt())?;
    let settled = check_channel(&export, &header, &receipt)?;
    let balances = check_balances(&export, &header, receipt.receipt())?;
    let credits = credits(&export, receipt.receipt())?;
    Ok(report(&export, &header, &receipt, settled, balances, credits))
}

fn read_file(bytes: &[u8]) -> Result<Export, ExportError> {
    if bytes.len() > MAX_PROOF_FILE_BYTES {
        return Err(ExportError::TooLarge);
    }
    let file: File = serde_json::from_slice(bytes).map_err(|e| ExportError::Format(e.to_string()))?;
    if file.format != FORMAT {
        return Err(ExportError::Format(format!("it must say `{FORMAT}`")));
    }
    if file.to_bytes() != bytes {
        return Err(ExportError::NotCanonical);
    }
    Export::try_from(file)
}

fn check_ledger(export: &Export) -> Result<VerifiedHeader, ExportError> {
    export
        .genesis
        .check()
        .map_err(|e| ExportError::Genesis(e.to_string()))?;
    if export.receipt.receipt.chain != export.genesis.chain_id() {
        return Err(ExportError::Chain);
    }
    verify_signed_header(&export.genesis, &export.header).map_err(ExportError::Header)
}

/// Believes the header if the validators of the genesis signed it. A file is checked without a clock: the header's own
/// time stands for the present, and how old it is, is for the reader to judge.
fn verify_signed_header(genesis: &Genesis, signed: &SignedHeader) -> Result<VerifiedHeader, LightError> {
    let trusted = VerifiedHeader::from_genesis(genesis)?.trust();
    let validators = genesis.validators.clone();
    let block = LightBlock {
        signed: signed.clone(),
        next_validators: validators.clone(),
        validators,
    };
    verify_header(&trusted, &block, signed.header.time, &Options::LOCAL)
}

fn check_openings(export: &Export, receipt: &Receipt) -> Result<(), ExportError> {
    let evidence = &export.evidence;
    let opens = |opening: &Opening| commit(&opening.salt, opening.text.as_bytes());
    if opens(&evidence.question) != receipt.question {
        return Err(ExportError::Question);
    }
    if opens(&evidence.answer) != receipt.answer {
        return Err(ExportError::Answer);
    }
    let count_fits = usize::from(receipt.retrieval.count) == evidence.passages.len();
    let commitment = commit_passages(&evidence.passages_salt, &evidence.passages);
    if count_fits && commitment == receipt.retrieval.passages {
        Ok(())
    } else {
        Err(ExportError::Passages)
    }
}

/// Weights by quoted words are recomputed here; those of other methods need the model.
fn check_method(receipt: &Receipt) -> Result<(), ExportError> {
    match (&receipt.generator, &receipt.method) {
        (Generator::Quote { .. }, Method::QuotedWords { .. }) => Ok(()),
        _ => Err(ExportError::Method),
    }
}

fn check_sources(export: &Export, receipt: &Receipt, word_count: &dyn Fn(&str) -> u64) -> Result<(), ExportError> {
    let (sources, evidence) = (&receipt.sources, &export.evidence);
    if sources.len() != evidence.sources.len() || sources.len() != evidence.terms.works.len() {
        return Err(ExportError::Parts);
    }
    let header = verify_signed_header(&export.genesis, &evidence.terms.header).map_err(ExportError::Header)?;
    check_terms(&header, evidence, receipt)?;
    for (index, (source, of_source)) in sources.iter().zip(&evidence.sources).enumerate() {
        let manifest = check_registration(source, &evidence.terms.works[index], &header)?;
        check_manifest(source, of_source, manifest)?;
        check_quotes(source, of_source)?;
        check_words(receipt, index, of_source, word_count)?;
    }
    Ok(())
}

/// The rule by which the price was divided is the ledger's, at the height at which the passages were retrieved.
fn check_terms(header: &VerifiedHeader, evidence: &Evidence, receipt: &Receipt) -> Result<(), ExportError> {
    let params: Option<Params> = evidence.terms.params.verified(header, &StateKey::Params);
    let same = params.is_some_and(|params| params.split == receipt.split);
    if same && header.height() == receipt.retrieval.height {
        Ok(())
    } else {
        Err(ExportError::Terms)
    }
}

/// The work as the ledger had it: version, root, payees and price. Gives the id of the registered manifest.
fn check_registration(source: &Source, kept: &KeptRecord, header: &VerifiedHeader) -> Result<ManifestId, ExportError> {
    let failed = || ExportError::Registration(source.work);
    let work: WorkRecord = kept.verified(header, &StateKey::Work(source.work)).ok_or_else(failed)?;
    let same_text = (work.versions, work.root, work.leaf_count) == (source.version, source.root, source.leaf_count);
    let same_terms = work.payees == source.payees && work.terms.price() == source.rate;
    let open = work.withdrawn.is_none() && work.terms.open_to_answers();
    if same_text && same_terms && open {
        Ok(work.manifest)
    } else {
        Err(failed())
    }
}

fn check_manifest(source: &Source, evidence: &SourceEvidence, registered: ManifestId) -> Result<(), ExportError> {
    let manifest = &evidence.manifest;
    let same = registered == manifest.id() && manifest.root == source.root;
    if same && manifest.check().is_ok() {
        Ok(())
    } else {
        Err(ExportError::Manifest(source.work))
    }
}

fn check_quotes(source: &Source, evidence: &SourceEvidence) -> Result<(), ExportError> {
    let failed = ExportError::Passage(source.work);
    if !evidence
        .quotes
        .iter()
        .map(|quote| quote.range)
        .eq(source.leaves.iter().copied())
    {
        return Err(failed);
    }
    let proved = |quote: &QuotedLeaves| {
        let hashes: Vec<_> = quote.leaves.iter().map(|leaf| leaf_hash(leaf.as_bytes())).collect();
        let complete = quote.leaves.len() == quote.range.count() as usize;
        complete
            && quote
                .proof
                .verify(&source.root, source.leaf_count, quote.range.from, &hashes)
                .is_ok()
    };
    if evidence.quotes.iter().all(proved) {
        Ok(())
    } else {
        Err(failed)
    }
}

fn check_words(
    receipt: &Receipt,
    index: usize,
    evidence: &SourceEvidence,
    word_count: &dyn Fn(&str) -> u64,
) -> Result<(), ExportError> {
    let Method::QuotedWords { words } = &receipt.method else {
        return Ok(());
    };
    let quoted: u64 = evidence
        .quotes
        .iter()
        .flat_map(|quote| &quote.leaves)
        .map(|leaf| word_count(leaf.trim()))
        .sum();
    let same = words.get(index) == Some(&quoted);
    if same {
        Ok(())
    } else {
        Err(ExportError::Words(receipt.sources[index].work))
    }
}

/// The answer where nothing was found to quote.
pub const NO_ANSWER: &str = "Nothing that is published here answers this question.";

/// A quoted answer is each quoted leaf once, followed by the number of its source in order of first appearance, with a
/// blank line between two of them, and nothing else.
fn check_answer(export: &Export, receipt: &Receipt) -> Result<(), ExportError> {
    let mut rest = export.evidence.answer.text.as_str();
    if receipt.sources.is_empty() {
        return if rest == NO_ANSWER {
            Ok(())
        } else {
            Err(ExportError::Quotes)
        };
    }
    let mut left = quoted_leaves(&export.evidence);
    let mut numbers: Vec<usize> = Vec::new();
    while !left.is_empty() {
        let at = left
            .iter()
            .position(|(_, leaf)| rest.starts_with(leaf))
            .ok_or(ExportError::Quotes)?;
        let (source, leaf) = left.remove(at);
        if !numbers.contains(&source) {
            numbers.push(source);
        }
        let number = numbers.iter().position(|known| *known == source).unwrap_or_default() + 1;
        let end = if left.is_empty() {
            String::new()
        } else {
            "\n\n".to_owned()
        };
        rest = rest[leaf.len()..]
            .strip_prefix(&format!(" [{number}]{end}"))
            .ok_or(ExportError::Quotes)?;
    }
    if rest.is_empty() {
        Ok(())
    } else {
        Err(ExportError::Quotes)
    }
}

/// Every quoted leaf with its source; longest first, so that none is taken for the beginning of another.
fn quoted_leaves(evidence: &Evidence) -> Vec<(usize, &str)> {
    let mut leaves: Vec<(usize, &str)> = Vec::new();
    for (index, source) in evidence.sources.iter().enumerate() {
        leaves.extend(
            source
                .quotes
                .iter()
                .flat_map(|quote| &quote.leaves)
                .map(|leaf| (index, leaf.trim())),
        );
    }
    leaves.sort_by_key(|(_, leaf)| std::cmp::Reverse(leaf.len()));
    leaves
}

/// Whether the ledger paid the receipt. A receipt without a channel has nothing to be paid.
fn check_channel(export: &Export, header: &VerifiedHeader, receipt: &VerifiedReceipt) -> Result<bool, ExportError> {
    let (content, id) = (receipt.receipt(), receipt.id());
    let Some(evidence) = &export.channel else {
        return Ok(false);
    };
    let channel_id = content.channel.ok_or(ExportError::Parts)?;
    for (key, proved) in [
        (StateKey::Channel(channel_id), &evidence.channel),
        (StateKey::Paid(channel_id), &evidence.paid),
    ] {
        header
            .verify_value(&key, proved.record.as_deref(), &proved.proof)
            .map_err(|_| ExportError::Channel)?;
    }
    let channel: Channel = evidence.channel.decode().ok_or(ExportError::Channel)?;
    let paid: CumulativePayouts = evidence.paid.decode().unwrap_or_default();
    let parties = channel.asker == content.asker && channel.server == content.server;
    let size = u32::try_from(channel.receipt_count).map_err(|_| ExportError::Channel)?;
    let place = content
        .sequence
        .checked_sub(1)
        .and_then(|at| u32::try_from(at).ok())
        .ok_or(ExportError::Settlement)?;
    let listed = evidence
        .place
        .verify(&channel.receipts_root, size, place, &[leaf_hash(id.as_bytes())])
        .is_ok();
    let promised = CumulativePayouts::default()
        .with(&content.payouts)
        .map_err(|_| ExportError::Settlement)?;
    if parties && listed && paid.covers(&promised) {
        Ok(true)
    } else {
        Err(ExportError::Settlement)
    }
}

/// Everyone whose balance a proof file shows: the asker, and whoever is credited or paid.
pub fn parties(receipt: &Receipt) -> BTreeSet<AccountId> {
    let payees = receipt
        .sources
        .iter()
        .flat_map(|source| &source.payees)
        .map(|payee| payee.account);
    let paid = receipt.payouts.iter().map(|payout| payout.account);
    payees.chain(paid).chain([receipt.asker]).collect()
}

fn check_balances(
    export: &Export,
    header: &VerifiedHeader,
    receipt: &Receipt,
) -> Result<Vec<(AccountId, Amount)>, ExportError> {
    if !export.balances.iter().map(|(account, _)| *account).eq(parties(receipt)) {
        return Err(ExportError::Parts);
    }
    let check = |(account, proved): &(AccountId, ProvedRecord)| {
        let failed = || ExportError::Balance(*account);
        let key = StateKey::Account(*account);
        header
            .verify_value(&key, proved.record.as_deref(), &proved.proof)
            .map_err(|_| failed())?;
        let known = proved
            .record
            .as_ref()
            .map(|_| proved.decode::<Account>().ok_or_else(failed))
            .transpose()?;
        Ok((*account, known.unwrap_or_default().balance))
    };
    export.balances.iter().map(check).collect()
}

fn credits(export: &Export, receipt: &Receipt) -> Result<Vec<ProvedCredit>, ExportError> {
    let Charge { credits, .. } = charge(
        &receipt.split,
        &receipt.sources,
        &receipt.beneficiaries,
        &receipt.tie_seed,
    )
    .map_err(ReceiptError::from)?;
    let parts = weights_of_payees(receipt);
    Ok(credits
        .iter()
        .zip(parts)
        .map(|(credit, (source, account, weight))| ProvedCredit {
            work: receipt.sources[source].work,
            title: export.evidence.sources[source].manifest.title.clone(),
            authors: export.evidence.sources[source].manifest.authors.clone(),
            account,
            weight,
            paid: credit.amount,
        })
        .collect())
}

fn report(
    export: &Export,
    header: &VerifiedHeader,
    receipt: &VerifiedReceipt,
    settled: bool,
    balances: Vec<(AccountId, Amount)>,
    credits: Vec<ProvedCredit>,
) -> VerifiedFile {
    let mut checks = vec![
        "header signature",
        "receipt signatures",
        "price and payouts",
        "commitments",
    ];
    if !credits.is_empty() {
        checks.extend(["work registrations", "passages", "quoted words"]);
    }
    if settled {
        checks.push("settlement");
    }
    checks.push("balances");
    let content = receipt.receipt();
    VerifiedFile {
        receipt: receipt.id(),
        chain: content.chain,
        local: export.genesis.mode == NetworkMode::Local,
        height: header.header().height,
        block: header.header().id(),
        made_at: content.made_at,
        question: export.evidence.question.text.clone(),
        answer: export.evidence.answer.text.clone(),
        asker: content.asker,
        price: content.price,
        settled,
        credits,
        balances,
        checks,
    }
}

impl KeptRecord {
    /// The record, if it is there and proved.
    fn verified<T: BorshDeserialize + BorshSerialize>(&self, header: &VerifiedHeader, key: &StateKey) -> Option<T> {
        let record = self.record.as_deref()?;
        let proof = StateProof::decode(&self.proof).ok()?;
        header.verify_value(key, Some(record), &proof).ok()?;
        decode(record, MAX_RECORD_BYTES).ok()
    }
}

impl From<ProvedRecord> for KeptRecord {
    fn from(proved: ProvedRecord) -> KeptRecord {
        KeptRecord {
            record: proved.record,
            proof: proved.proof.encode(),
        }
    }
}

impl ProvedRecord {
    fn decode<T: BorshDeserialize + BorshSerialize>(&self) -> Option<T> {
        decode(self.record.as_deref()?, MAX_RECORD_BYTES).ok()
    }
}
