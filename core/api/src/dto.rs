//! The JSON that the API and the command line speak. Ids and amounts are strings; amounts are in coins.

use crate::views::{CutDto, settlement_name};
use byline_node::{
    Account, Answer, CreditLine, Found, HistoryEntry, Party, PreviewDetail, ProofState, Published, QuotedSentence,
    ReceiptDetail, ReceiptSummary, Status, WalletView, Warning, WorkDetail, WorkSummary,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// One document to publish. Exactly one of `text` and `base64` holds its content.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDocumentDto {
    /// What to call it in answers and messages, such as the file's name; its ending tells the format.
    pub path: String,
    /// Where it comes from, the same each time: publishing from there again makes a new version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The content, if it is UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The content as any bytes, in base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base64: Option<String>,
    /// Instead of the title in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// BCP-47 tag, instead of the one in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// `attribution` (free, credited) or `paid`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Coins for an answer that rests on the work alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
}

/// Documents to publish, in order.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishRequest {
    /// The documents; at most 256.
    pub documents: Vec<NewDocumentDto>,
    /// Name or address of the account that publishes what names no author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Say what would be published, and sign nothing.
    #[serde(default)]
    pub preview: bool,
}

/// What became of the documents.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PublishResponse {
    /// One for each document, in order.
    pub documents: Vec<PublishedDto>,
}

/// What became of one document: `error` stands when it was refused, the rest when it was published.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct PublishedDto {
    /// As in the request.
    pub path: String,
    /// The work's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<String>,
    /// Local name of the account that published it, or its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Everyone who is paid for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payees: Vec<PartyDto>,
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// BCP-47 tag; `und` when unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// `attribution` or `paid`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Coins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
    /// Number of the version, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// Sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaves: Option<u32>,
    /// Passages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passages: Option<u32>,
    /// Words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<u64>,
    /// Merkle root of the sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<String>,
    /// `published`, `new_version`, `new_terms`, `unchanged` or `preview`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// What the author should know.
    pub warnings: Vec<WarningDto>,
    /// Of a preview: what signing it now would make: `published`, `new_version`, `new_terms` or `unchanged`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub becomes: Option<String>,
    /// Of a preview: the canonical text, to which all offsets refer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Of a preview: the passages, in order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cuts: Option<Vec<CutDto>>,
    /// Of a preview: what the ledger would take, in coins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<String>,
    /// Of a preview: what the ledger would keep until the work is withdrawn, in coins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposit: Option<String>,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<crate::error::ErrorDetail>,
}

/// Something to know that is not an error.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WarningDto {
    /// Stable, in snake case.
    pub code: String,
    /// A sentence.
    pub message: String,
}

/// An account.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PartyDto {
    /// Its local name, or its address where it has none.
    pub account: String,
    /// Its address.
    pub address: String,
}

/// What to look for.
#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
pub struct SearchParams {
    /// Words to look for.
    pub q: String,
    /// How many passages, 1 to 100; 10 if it is not given.
    pub k: Option<usize>,
}

/// Passages found.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SearchResponse {
    /// Best first.
    pub results: Vec<FoundDto>,
}

/// A passage found.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FoundDto {
    /// The work.
    pub work: String,
    /// The passage's id, which `--without` takes.
    pub passage: String,
    /// First sentence.
    pub leaf_from: u32,
    /// One past the last sentence.
    pub leaf_to: u32,
    /// Higher is better; comparable within one answer only.
    pub score: f64,
    /// The exact text.
    pub text: String,
    /// Title of the work.
    pub title: String,
    /// Local name of the work's owner, or its address.
    pub account: String,
    /// Address of the work's owner.
    pub address: String,
}

/// A question.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskRequest {
    /// The question.
    pub question: String,
    /// The most coins to pay; works that ask for more are left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_price: Option<String>,
    /// Ids of works or passages to answer without.
    #[serde(default)]
    pub without: Vec<String>,
    /// Name or address of the account that pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Spend above the daily cap; only a token of the scope `owner` can say so.
    #[serde(default)]
    pub confirmed: bool,
}

/// An answer and what it rests on.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AnswerDto {
    /// The answer: quoted sentences with the numbers of their sources.
    pub answer: String,
    /// The sentences, in the order of the answer.
    pub sentences: Vec<SentenceDto>,
    /// Who is credited and paid. Weights sum to 1,000,000 and payments to the price.
    pub credits: Vec<CreditDto>,
    /// The receipt's id.
    pub receipt: String,
    /// What it cost, in coins.
    pub price: String,
    /// What it could have cost at most, in coins.
    pub hold: String,
    /// How it was made: `quote`.
    pub method: String,
    /// What that means, in words.
    pub note: String,
    /// Who asked.
    pub account: String,
    /// Address of who asked.
    pub address: String,
    /// What the asker should know.
    pub warnings: Vec<WarningDto>,
}

/// A quoted sentence.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SentenceDto {
    /// The exact bytes of the work from `byte_from` to `byte_to`.
    pub text: String,
    /// The work.
    pub work: String,
    /// Its version.
    pub version: u32,
    /// First leaf.
    pub leaf_from: u32,
    /// One past the last leaf.
    pub leaf_to: u32,
    /// Offset of its first byte in the work's canonical text.
    pub byte_from: u64,
    /// Offset of the byte after its last.
    pub byte_to: u64,
    /// Title of the work.
    pub title: String,
    /// Local name of the work's owner, or its address.
    pub account: String,
    /// Address of the work's owner.
    pub address: String,
    /// Number of the source in the answer, from 1.
    pub source: usize,
}

/// One account's credit for one work.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CreditDto {
    /// The work.
    pub work: String,
    /// Its title.
    pub title: String,
    /// Who is credited: local name or address.
    pub account: String,
    /// Address of who is credited.
    pub address: String,
    /// Part of the answer, in parts per million.
    pub weight_ppm: u32,
    /// Coins.
    pub paid: String,
}

/// Works that are here.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WorksResponse {
    /// In order of registration.
    pub works: Vec<WorkDto>,
}

/// A work.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WorkDto {
    /// Its id.
    pub work: String,
    /// Title; empty once it is withdrawn.
    pub title: String,
    /// Names of the authors; empty once it is withdrawn.
    pub authors: Vec<String>,
    /// Local name of the owner, or its address.
    pub account: String,
    /// Address of the owner.
    pub address: String,
    /// Everyone who is paid for it.
    pub payees: Vec<PartyDto>,
    /// `attribution`, `paid`, `granted` or `none`.
    pub licence: String,
    /// Coins for an answer that rests on it alone.
    pub price: String,
    /// BCP-47 tag.
    pub lang: String,
    /// Latest version, from 1.
    pub version: u32,
    /// Sentences.
    pub leaves: u32,
    /// Passages.
    pub passages: u32,
    /// Merkle root of the sentences.
    pub root: String,
    /// Height at which it was registered.
    pub registered: u64,
    /// Height from which its priority counts.
    pub priority: u64,
    /// Height at which it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<u64>,
    /// How the registration was verified.
    pub proof: ProofDto,
}

/// A work with its text.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WorkDetailDto {
    /// What the list shows too.
    #[serde(flatten)]
    pub summary: WorkDto,
    /// Hash of the manifest, as on the ledger.
    pub manifest: String,
    /// The canonical text, to which all offsets refer; absent once it is withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// For each leaf the offset of the byte after its last.
    pub leaf_ends: Vec<u32>,
    /// The passages' ids.
    pub passage_ids: Vec<String>,
    /// Words.
    pub words: u64,
    /// What the text was written in, such as `text/markdown`; absent once the work is withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
}

/// Receipts that are here.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReceiptsResponse {
    /// Newest first.
    pub receipts: Vec<ReceiptDto>,
}

/// A receipt.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReceiptDto {
    /// Its id.
    pub receipt: String,
    /// The question.
    pub question: String,
    /// When, in milliseconds since 1970.
    pub made_at: u64,
    /// Who asked: local name or address.
    pub account: String,
    /// Address of who asked.
    pub address: String,
    /// Coins.
    pub price: String,
    /// `free`, `pending` (signed by you and the server, not settled) or `settled`.
    pub settlement: String,
}

/// A receipt with what it says.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReceiptDetailDto {
    /// What the list shows too.
    #[serde(flatten)]
    pub summary: ReceiptDto,
    /// The answer.
    pub answer: String,
    /// The quoted sentences, by work and place.
    pub sentences: Vec<SentenceDto>,
    /// Who is credited and paid.
    pub credits: Vec<CreditDto>,
    /// How it was made.
    pub method: String,
    /// What it could have cost at most, in coins.
    pub hold: String,
    /// The ledger's chain id.
    pub chain: String,
    /// Channel that pays, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Number of the answer in the channel.
    pub sequence: u64,
}

/// Accounts of this wallet.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AccountsResponse {
    /// In the order they were made.
    pub accounts: Vec<AccountDto>,
}

/// An account of this wallet.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AccountDto {
    /// Its name.
    pub account: String,
    /// Its address.
    pub address: String,
    /// Its number under the seed.
    pub index: u32,
}

/// A new account.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccountRequest {
    /// Its name.
    pub name: String,
}

/// Which account.
#[derive(Clone, Debug, Default, Serialize, Deserialize, IntoParams)]
pub struct AccountParams {
    /// Name or address; the first account if it is not given.
    pub account: Option<String>,
    /// How many entries of a list at most.
    pub limit: Option<usize>,
}

/// What an account has.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WalletDto {
    /// Its name, or its address.
    pub account: String,
    /// Its address.
    pub address: String,
    /// Everything it owns, in coins: available, and in its channels.
    pub balance: String,
    /// What it can spend at once.
    pub available: String,
    /// What its payment channels hold and have not paid out.
    pub in_channels: String,
    /// Whether the seed phrase was written down and checked.
    pub backed_up: bool,
    /// How the numbers were verified.
    pub proof: ProofDto,
}

/// How a value of the ledger was verified.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProofDto {
    /// `signed_by_you_alone` on a local ledger, `proved` where more than two thirds of many validators signed.
    pub state: String,
    /// Height of the header it was verified against.
    pub height: u64,
    /// Id of that block.
    pub block: String,
}

/// A movement of money.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct HistoryDto {
    /// Height of the block.
    pub height: u64,
    /// Time of the block, in milliseconds since 1970.
    pub time: u64,
    /// Id of the transaction.
    pub transaction: String,
    /// What happened, in snake case.
    pub kind: String,
    /// `in` or `out`; `none` where nothing moved.
    pub direction: String,
    /// Coins.
    pub amount: String,
    /// The other account, if there is one: local name or address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counterparty: Option<String>,
}

/// The movements of an account.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct HistoryResponse {
    /// Newest first.
    pub history: Vec<HistoryDto>,
}

/// Coins to send.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendRequest {
    /// Address, or name of a local account.
    pub to: String,
    /// Coins.
    pub amount: String,
    /// Name or address of the account that pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Spend above the daily cap; only a token of the scope `owner` can say so.
    #[serde(default)]
    pub confirmed: bool,
}

/// Coins sent.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SentResponse {
    /// Id of the transaction.
    pub transaction: String,
    /// Height of its block.
    pub height: u64,
    /// What the sender has now.
    pub wallet: WalletDto,
}

/// The seed phrase.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct BackupResponse {
    /// The words, in order.
    pub words: String,
}

/// Words to compare with the vault's.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckWordsRequest {
    /// The words, in order.
    pub words: String,
}

/// The node.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct StatusDto {
    /// Release.
    pub version: String,
    /// `local`: a ledger that this node alone signs.
    pub mode: String,
    /// Chain id.
    pub chain: String,
    /// Height of the latest block.
    pub height: u64,
    /// Works that can be found.
    pub works: u64,
    /// Passages that can be found.
    pub passages: u64,
    /// Receipts kept.
    pub receipts: u64,
    /// Accounts of the wallet.
    pub accounts: u64,
    /// Coins that exist, for ever.
    pub supply: String,
    /// Where the vault's password comes from: `given`, `keychain` or `file`.
    pub password: String,
    /// Retrieval: `lexical` until an embedding model is installed.
    pub retrieval: String,
}

impl From<&Party> for PartyDto {
    fn from(party: &Party) -> PartyDto {
        PartyDto {
            account: party.label(),
            address: party.account.to_string(),
        }
    }
}

impl From<&ProofState> for ProofDto {
    fn from(proof: &ProofState) -> ProofDto {
        ProofDto {
            state: proof.name().to_owned(),
            height: proof.height.0,
            block: proof.block.to_string(),
        }
    }
}

impl From<Warning> for WarningDto {
    fn from(warning: Warning) -> WarningDto {
        WarningDto {
            code: warning.code.to_owned(),
            message: warning.message,
        }
    }
}

impl From<Published> for PublishedDto {
    fn from(published: Published) -> PublishedDto {
        let dto = PublishedDto {
            path: published.path,
            work: Some(published.work.to_string()),
            account: Some(published.owner.label()),
            address: Some(published.owner.account.to_string()),
            payees: published.payees.iter().map(PartyDto::from).collect(),
            title: Some(published.title),
            lang: Some(published.language),
            licence: Some(published.licence.to_owned()),
            price: Some(published.price.to_string()),
            version: Some(published.version),
            leaves: Some(published.leaves),
            passages: Some(published.passages),
            words: Some(published.words),
            root: Some(published.root.to_string()),
            outcome: Some(published.outcome.name().to_owned()),
            warnings: published.warnings.into_iter().map(WarningDto::from).collect(),
            ..PublishedDto::default()
        };
        match published.preview {
            Some(preview) => dto.of(preview),
            None => dto,
        }
    }
}

impl PublishedDto {
    /// With what a preview says.
    fn of(self, preview: PreviewDetail) -> PublishedDto {
        PublishedDto {
            becomes: Some(preview.becomes.name().to_owned()),
            text: Some(preview.text),
            cuts: Some(preview.cuts.into_iter().map(CutDto::from).collect()),
            fee: Some(preview.fee.to_string()),
            deposit: Some(preview.deposit.to_string()),
            ..self
        }
    }
}

impl From<Found> for FoundDto {
    fn from(found: Found) -> FoundDto {
        FoundDto {
            work: found.passage.work.to_string(),
            passage: found.passage.to_string(),
            leaf_from: found.passage.range.from,
            leaf_to: found.passage.range.to,
            score: found.score,
            text: found.text,
            title: found.title,
            account: found.owner.label(),
            address: found.owner.account.to_string(),
        }
    }
}

impl From<QuotedSentence> for SentenceDto {
    fn from(sentence: QuotedSentence) -> SentenceDto {
        SentenceDto {
            text: sentence.text,
            work: sentence.work.to_string(),
            version: sentence.version,
            leaf_from: sentence.leaf,
            leaf_to: sentence.leaf + 1,
            byte_from: sentence.bytes.start,
            byte_to: sentence.bytes.end,
            title: sentence.title,
            account: sentence.owner.label(),
            address: sentence.owner.account.to_string(),
            source: sentence.source,
        }
    }
}

impl From<CreditLine> for CreditDto {
    fn from(credit: CreditLine) -> CreditDto {
        CreditDto {
            work: credit.work.to_string(),
            title: credit.title,
            account: credit.party.label(),
            address: credit.party.account.to_string(),
            weight_ppm: credit.weight.ppm(),
            paid: credit.paid.to_string(),
        }
    }
}

impl From<Answer> for AnswerDto {
    fn from(answer: Answer) -> AnswerDto {
        AnswerDto {
            answer: answer.text,
            sentences: answer.sentences.into_iter().map(SentenceDto::from).collect(),
            credits: answer.credits.into_iter().map(CreditDto::from).collect(),
            receipt: answer.receipt.to_string(),
            price: answer.price.to_string(),
            hold: answer.hold.to_string(),
            method: "quote".to_owned(),
            note: "No language model wrote this: it is made of quoted sentences.".to_owned(),
            account: answer.asker.label(),
            address: answer.asker.account.to_string(),
            warnings: answer.warnings.into_iter().map(WarningDto::from).collect(),
        }
    }
}

impl From<WorkSummary> for WorkDto {
    fn from(work: WorkSummary) -> WorkDto {
        WorkDto {
            work: work.id.to_string(),
            title: work.title,
            authors: work.authors,
            account: work.owner.label(),
            address: work.owner.account.to_string(),
            payees: work.payees.iter().map(PartyDto::from).collect(),
            licence: work.licence.to_owned(),
            price: work.price.to_string(),
            lang: work.language,
            version: work.version,
            leaves: work.leaves,
            passages: work.passages,
            root: work.root.to_string(),
            registered: work.registered.0,
            priority: work.priority.0,
            withdrawn: work.withdrawn.map(|h| h.0),
            proof: ProofDto::from(&work.proof),
        }
    }
}

impl From<WorkDetail> for WorkDetailDto {
    fn from(work: WorkDetail) -> WorkDetailDto {
        WorkDetailDto {
            summary: work.summary.into(),
            manifest: work.manifest.to_string(),
            text: work.text,
            leaf_ends: work.leaf_ends,
            passage_ids: work.passage_ids.iter().map(ToString::to_string).collect(),
            words: work.words,
            media_type: work.media_type,
        }
    }
}

impl From<ReceiptSummary> for ReceiptDto {
    fn from(receipt: ReceiptSummary) -> ReceiptDto {
        ReceiptDto {
            receipt: receipt.id.to_string(),
            question: receipt.question,
            made_at: receipt.made_at.0,
            account: receipt.asker.label(),
            address: receipt.asker.account.to_string(),
            price: receipt.price.to_string(),
            settlement: settlement_name(receipt.settlement),
        }
    }
}

impl From<ReceiptDetail> for ReceiptDetailDto {
    fn from(receipt: ReceiptDetail) -> ReceiptDetailDto {
        ReceiptDetailDto {
            summary: receipt.summary.into(),
            answer: receipt.answer,
            sentences: receipt.sentences.into_iter().map(SentenceDto::from).collect(),
            credits: receipt.credits.into_iter().map(CreditDto::from).collect(),
            method: "quote".to_owned(),
            hold: receipt.hold.to_string(),
            chain: receipt.chain.to_string(),
            channel: receipt.channel.map(|c| c.to_string()),
            sequence: receipt.sequence,
        }
    }
}

impl From<Account> for AccountDto {
    fn from(account: Account) -> AccountDto {
        AccountDto {
            account: account.name,
            address: account.id.to_string(),
            index: account.index,
        }
    }
}

impl From<WalletView> for WalletDto {
    fn from(wallet: WalletView) -> WalletDto {
        WalletDto {
            account: wallet.party.label(),
            address: wallet.party.account.to_string(),
            balance: wallet.balance.to_string(),
            available: wallet.available.to_string(),
            in_channels: wallet.in_channels.to_string(),
            backed_up: wallet.backed_up,
            proof: ProofDto::from(&wallet.proof),
        }
    }
}

impl From<HistoryEntry> for HistoryDto {
    fn from(entry: HistoryEntry) -> HistoryDto {
        HistoryDto {
            height: entry.height.0,
            time: entry.time.0,
            transaction: entry.transaction.to_string(),
            kind: entry.kind.to_owned(),
            direction: entry.direction.name().to_owned(),
            amount: entry.amount.to_string(),
            counterparty: entry.counterparty.as_ref().map(Party::label),
        }
    }
}

impl From<Status> for StatusDto {
    fn from(status: Status) -> StatusDto {
        StatusDto {
            version: status.version.to_owned(),
            mode: status.mode.to_owned(),
            chain: status.chain.to_string(),
            height: status.height.0,
            works: status.works,
            passages: status.passages,
            receipts: status.receipts,
            accounts: status.accounts,
            supply: status.supply.to_string(),
            password: status.password.to_owned(),
            retrieval: "lexical".to_owned(),
        }
    }
}
