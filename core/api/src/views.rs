//! The JSON of what screens show beyond single works, receipts and balances. Amounts are in coins, times in milliseconds.

use crate::dto::{AnswerDto, PartyDto, ProofDto, SentenceDto};
use crate::dto_host::Pending;
use crate::error::ErrorDetail;
use byline_node::{
    AddressInfo, BlockView, Contact, Cut, Earning, Earnings, EditionEntry, Estimate, Network, NodeEvent, PassageUse,
    Settings, Settlement, Use, Uses, ValidatorView, VerifiedFile, WorkEarnings,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What an answer would be made of.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EstimateDto {
    /// Passages that would be looked at for sentences.
    pub passages: usize,
    /// Works that they are of.
    pub works: usize,
    /// What it could cost at most, in coins.
    pub hold: String,
}

/// One line of an answer that is streamed.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum AskEventDto {
    /// Passages were found.
    Found(EstimateDto),
    /// A sentence of the answer, in order.
    Sentence {
        /// The sentence.
        sentence: SentenceDto,
    },
    /// The answer, signed: the last line.
    Answer {
        /// The answer.
        answer: Box<AnswerDto>,
    },
    /// Why there is no answer: the last line.
    Error {
        /// What went wrong.
        error: ErrorDetail,
        /// The confirmation that is asked for, where the owner has to say yes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confirmation: Option<Pending>,
    },
}

/// A passage as it will be cut.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CutDto {
    /// First sentence.
    pub leaf_from: u32,
    /// One past the last sentence.
    pub leaf_to: u32,
    /// Offset of its first byte in the text.
    pub byte_from: u32,
    /// Offset of the byte after its last.
    pub byte_to: u32,
    /// Words.
    pub words: u64,
}

/// What a work caused.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct UsesDto {
    /// The work.
    pub work: String,
    /// Answers that quote it.
    pub uses: u64,
    /// What all its payees got for it, in coins.
    pub earned: String,
    /// The passages of its latest version; none once it is withdrawn.
    pub passages: Vec<PassageUseDto>,
    /// The latest uses, newest first.
    pub entries: Vec<UseDto>,
}

/// What a passage caused.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PassageUseDto {
    /// First sentence.
    pub leaf_from: u32,
    /// One past the last sentence.
    pub leaf_to: u32,
    /// Offset of its first byte in the work's text.
    pub byte_from: u64,
    /// Offset of the byte after its last.
    pub byte_to: u64,
    /// Words.
    pub words: u32,
    /// Answers that quote it.
    pub uses: u64,
    /// Its part of what the work got, by quoted words, in coins.
    pub earned: String,
}

/// One answer that quotes a work.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct UseDto {
    /// The answer's receipt.
    pub receipt: String,
    /// When, in milliseconds since 1970.
    pub made_at: u64,
    /// The work's part of the answer, in parts per million.
    pub weight_ppm: u32,
    /// What all its payees got, in coins.
    pub earned: String,
    /// The version that was quoted.
    pub version: u32,
    /// The quoted sentences of that version, by number.
    pub leaves: Vec<u32>,
    /// What was asked.
    pub question: String,
    /// `free`, `pending` or `settled`.
    pub settlement: String,
}

/// What works earned for accounts of this wallet.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EarningsDto {
    /// One for each work that was used.
    pub works: Vec<WorkEarningsDto>,
    /// Each payment, oldest first.
    pub entries: Vec<EarningDto>,
}

/// What one work earned.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WorkEarningsDto {
    /// The work.
    pub work: String,
    /// Answers that quote it.
    pub uses: u64,
    /// Coins.
    pub earned: String,
}

/// What an account got for a work in one answer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EarningDto {
    /// The work.
    pub work: String,
    /// When, in milliseconds since 1970.
    pub made_at: u64,
    /// Who was paid: local name or address.
    pub account: String,
    /// Address of who was paid.
    pub address: String,
    /// Coins.
    pub earned: String,
}

/// The versions of a work.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct VersionsResponse {
    /// Newest first.
    pub versions: Vec<VersionDto>,
}

/// A version of a work.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct VersionDto {
    /// Its number, from 1.
    pub version: u32,
    /// Its title; empty once the work is withdrawn.
    pub title: String,
    /// Hash of its manifest.
    pub manifest: String,
    /// Sentences.
    pub leaves: u32,
    /// Words.
    pub words: u64,
    /// Bytes of its text.
    pub bytes: u64,
    /// When it was published here, in milliseconds since 1970.
    pub published: u64,
    /// Whether its text is still here.
    pub has_text: bool,
}

/// The ledger and who signs it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NetworkDto {
    /// `local`: a ledger that this node alone signs.
    pub mode: String,
    /// Its id.
    pub chain: String,
    /// Height of its latest block.
    pub height: u64,
    /// Id of that block.
    pub block: String,
    /// When it was made, in milliseconds since 1970.
    pub time: u64,
    /// How it was verified.
    pub proof: ProofDto,
    /// Coins that exist, for ever.
    pub supply: String,
    /// Who may sign.
    pub validators: Vec<ValidatorDto>,
    /// The latest blocks, newest first.
    pub blocks: Vec<BlockDto>,
    /// Release of this node.
    pub version: String,
    /// Retrieval: `lexical` until an embedding model is installed.
    pub retrieval: String,
}

/// A validator.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ValidatorDto {
    /// Address of its key.
    pub key: String,
    /// Voting power.
    pub power: u64,
    /// Whether it signed the latest block.
    pub signed: bool,
    /// Whether it is this node.
    pub you: bool,
}

/// A block.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BlockDto {
    /// Its height.
    pub height: u64,
    /// When it was made, in milliseconds since 1970.
    pub time: u64,
    /// Its id.
    pub block: String,
    /// Transactions in it.
    pub transactions: u32,
    /// Validators that signed it.
    pub signers: usize,
}

/// What is set on this machine.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SettingsDto {
    /// Coins that may be spent in a day without the owner's confirmation.
    pub daily_cap: String,
    /// Coins spent today.
    pub spent_today: String,
    /// The folder in which everything is kept.
    pub home: String,
    /// Release.
    pub version: String,
}

/// What to set.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingsRequest {
    /// Coins that may be spent in a day without the owner's confirmation.
    pub daily_cap: String,
}

/// The address book.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ContactsResponse {
    /// In the order of the names.
    pub contacts: Vec<ContactDto>,
}

/// An entry of the address book.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ContactDto {
    /// The name.
    pub name: String,
    /// The address.
    pub address: String,
}

/// An address to keep under a name.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactRequest {
    /// The address.
    pub address: String,
}

/// What an address or a name stands for.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AddressDto {
    /// The address.
    pub address: String,
    /// The name that it has here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether its key is in this wallet.
    pub own: bool,
    /// Whether the ledger knows it: it received something before.
    pub known: bool,
}

/// Another name for an account.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenameRequest {
    /// The name.
    pub name: String,
}

/// One line of the stream of events.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum EventDto {
    /// The stream is open: the first line.
    Hello,
    /// Nothing happened for a while, and the node is there.
    Alive,
    /// A block was decided.
    Block {
        /// Its height.
        height: u64,
    },
    /// An account of this wallet was paid for what it caused.
    Earned {
        /// Its name.
        account: String,
        /// Its address.
        address: String,
        /// Coins.
        amount: String,
    },
    /// A person is asked for a confirmation.
    Confirmation {
        /// Its id.
        id: String,
    },
}

/// What a proof file proves.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct VerifiedDto {
    /// The receipt.
    pub receipt: String,
    /// The ledger that it is of.
    pub chain: String,
    /// Whether one validator alone signs that ledger.
    pub alone: bool,
    /// Height of the header that everything was checked against.
    pub height: u64,
    /// Its block.
    pub block: String,
    /// When the answer was made, in milliseconds since 1970.
    pub made_at: u64,
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// Address of who asked.
    pub asker: String,
    /// Coins.
    pub price: String,
    /// Whether the ledger paid it.
    pub settled: bool,
    /// Who is credited and paid.
    pub credits: Vec<ProvedCreditDto>,
    /// What was checked, in order.
    pub checks: Vec<String>,
}

/// A credit that a proof file proves.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProvedCreditDto {
    /// The work.
    pub work: String,
    /// Its title, as registered.
    pub title: String,
    /// Its authors' names, as registered.
    pub authors: Vec<String>,
    /// Address of who is paid.
    pub address: String,
    /// Part of the answer, in parts per million.
    pub weight_ppm: u32,
    /// Coins.
    pub paid: String,
}

/// The name of a settlement state.
pub fn settlement_name(settlement: Settlement) -> String {
    match settlement {
        Settlement::Free => "free",
        Settlement::Pending => "pending",
        Settlement::Settled => "settled",
    }
    .to_owned()
}

impl From<Estimate> for EstimateDto {
    fn from(estimate: Estimate) -> EstimateDto {
        EstimateDto {
            passages: estimate.passages,
            works: estimate.works,
            hold: estimate.hold.to_string(),
        }
    }
}

impl From<Cut> for CutDto {
    fn from(cut: Cut) -> CutDto {
        CutDto {
            leaf_from: cut.range.from,
            leaf_to: cut.range.to,
            byte_from: cut.bytes.start,
            byte_to: cut.bytes.end,
            words: cut.words,
        }
    }
}

impl From<Uses> for UsesDto {
    fn from(uses: Uses) -> UsesDto {
        UsesDto {
            work: uses.work.to_string(),
            uses: uses.uses,
            earned: uses.earned.to_string(),
            passages: uses.passages.into_iter().map(PassageUseDto::from).collect(),
            entries: uses.entries.into_iter().map(UseDto::from).collect(),
        }
    }
}

impl From<PassageUse> for PassageUseDto {
    fn from(passage: PassageUse) -> PassageUseDto {
        PassageUseDto {
            leaf_from: passage.range.from,
            leaf_to: passage.range.to,
            byte_from: passage.byte_from,
            byte_to: passage.byte_to,
            words: passage.words,
            uses: passage.uses,
            earned: passage.earned.to_string(),
        }
    }
}

impl From<Use> for UseDto {
    fn from(one: Use) -> UseDto {
        UseDto {
            receipt: one.receipt.to_string(),
            made_at: one.made_at.0,
            weight_ppm: one.weight.ppm(),
            earned: one.earned.to_string(),
            version: one.version,
            leaves: one.leaves,
            question: one.question,
            settlement: settlement_name(one.settlement),
        }
    }
}

impl From<Earnings> for EarningsDto {
    fn from(earnings: Earnings) -> EarningsDto {
        EarningsDto {
            works: earnings.works.into_iter().map(WorkEarningsDto::from).collect(),
            entries: earnings.entries.into_iter().map(EarningDto::from).collect(),
        }
    }
}

impl From<WorkEarnings> for WorkEarningsDto {
    fn from(work: WorkEarnings) -> WorkEarningsDto {
        WorkEarningsDto {
            work: work.work.to_string(),
            uses: work.uses,
            earned: work.earned.to_string(),
        }
    }
}

impl From<Earning> for EarningDto {
    fn from(earning: Earning) -> EarningDto {
        let party = PartyDto::from(&earning.party);
        EarningDto {
            work: earning.work.to_string(),
            made_at: earning.made_at.0,
            account: party.account,
            address: party.address,
            earned: earning.earned.to_string(),
        }
    }
}

impl From<EditionEntry> for VersionDto {
    fn from(edition: EditionEntry) -> VersionDto {
        VersionDto {
            version: edition.version,
            title: edition.title,
            manifest: edition.manifest_id.to_string(),
            leaves: edition.leaf_count,
            words: edition.words,
            bytes: edition.byte_length,
            published: edition.published.0,
            has_text: edition.has_text,
        }
    }
}

impl From<Network> for NetworkDto {
    fn from(network: Network) -> NetworkDto {
        NetworkDto {
            mode: network.mode.to_owned(),
            chain: network.chain.to_string(),
            height: network.proof.height.0,
            block: network.proof.block.to_string(),
            time: network.time.0,
            proof: ProofDto::from(&network.proof),
            supply: network.supply.to_string(),
            validators: network.validators.into_iter().map(ValidatorDto::from).collect(),
            blocks: network.blocks.into_iter().map(BlockDto::from).collect(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            retrieval: "lexical".to_owned(),
        }
    }
}

impl From<ValidatorView> for ValidatorDto {
    fn from(validator: ValidatorView) -> ValidatorDto {
        ValidatorDto {
            key: validator.account.to_string(),
            power: validator.power,
            signed: validator.signed,
            you: validator.you,
        }
    }
}

impl From<BlockView> for BlockDto {
    fn from(block: BlockView) -> BlockDto {
        BlockDto {
            height: block.height.0,
            time: block.time.0,
            block: block.block.to_string(),
            transactions: block.transactions,
            signers: block.signers,
        }
    }
}

impl From<Settings> for SettingsDto {
    fn from(settings: Settings) -> SettingsDto {
        SettingsDto {
            daily_cap: settings.daily_cap.to_string(),
            spent_today: settings.spent_today.to_string(),
            home: settings.home.display().to_string(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

impl From<Contact> for ContactDto {
    fn from(contact: Contact) -> ContactDto {
        ContactDto {
            name: contact.name,
            address: contact.account.to_string(),
        }
    }
}

impl From<AddressInfo> for AddressDto {
    fn from(info: AddressInfo) -> AddressDto {
        AddressDto {
            address: info.party.account.to_string(),
            name: info.party.name,
            own: info.own,
            known: info.known,
        }
    }
}

impl From<NodeEvent> for EventDto {
    fn from(event: NodeEvent) -> EventDto {
        match event {
            NodeEvent::Block { height } => EventDto::Block { height: height.0 },
            NodeEvent::Earned { account, amount } => {
                let party = PartyDto::from(&account);
                EventDto::Earned {
                    account: party.account,
                    address: party.address,
                    amount: amount.to_string(),
                }
            }
        }
    }
}

impl From<VerifiedFile> for VerifiedDto {
    fn from(file: VerifiedFile) -> VerifiedDto {
        let credit = |credit: byline_node::ProvedCredit| ProvedCreditDto {
            work: credit.work.to_string(),
            title: credit.title,
            authors: credit.authors,
            address: credit.account.to_string(),
            weight_ppm: credit.weight.ppm(),
            paid: credit.paid.to_string(),
        };
        VerifiedDto {
            receipt: file.receipt.to_string(),
            chain: file.chain.to_string(),
            alone: file.local,
            height: file.height.0,
            block: file.block.to_string(),
            made_at: file.made_at.0,
            question: file.question,
            answer: file.answer,
            asker: file.asker.to_string(),
            price: file.price.to_string(),
            settled: file.settled,
            credits: file.credits.into_iter().map(credit).collect(),
            checks: file.checks.iter().map(|check| (*check).to_owned()).collect(),
        }
    }
}
