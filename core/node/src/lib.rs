//! The node: the use cases of Byline, one file each, over the store, the vault and the ledger.
//!
//! ```text
//! publish → ask → settle → wallet        withdraw   receipts → export → verify (anywhere)
//! ```
//!
//! Everything here may block on the disk; faces call it from threads of their own.

mod accounts;
mod archive;
mod ask;
mod chain;
mod channel;
mod code;
mod consensus;
mod contacts;
mod doctor;
mod environment;
mod error;
mod events;
mod export;
mod home;

mod network;
mod node;
mod party;
mod preferences;
mod publish;
mod quote;
mod receipts;
mod renewal;
mod restore;
mod search;
mod settle;
mod spending;
#[cfg(test)]
mod tests;
mod uses;
mod wallet;
mod withdraw;
mod works;

pub use accounts::Account;
pub use ask::{Answer, AskEvent, CreditLine, Estimate, Exclusion, QUOTE_MODEL, Question, QuotedSentence};
pub use byline_light::export::{ExportError, MAX_PROOF_FILE_BYTES, ProvedCredit, VerifiedFile};
pub use byline_store::{Contact, EditionEntry};
pub use byline_work::document::{Licence, MAX_DOCUMENT_BYTES, is_importable};
pub use byline_work::segment::word_count;
pub use chain::ProofState;
pub use consensus::{Consensus, ConsensusError, DecidedBlock, SoleValidator};
pub use contacts::AddressInfo;
pub use doctor::{Examined, Health, examine};
pub use environment::{Environment, Machine};
pub use error::{Blame, NodeError};
pub use events::NodeEvent;
pub use export::verify_file;
pub use home::is_in_use;
pub use network::{BlockView, Network, ValidatorView};
pub use node::{Node, OpenOptions, Status};
pub use party::{Party, Warning};
pub use preferences::{MAX_PREFERENCES_BYTES, Settings};
pub use publish::{Cut, NewDocument, Outcome, PreviewDetail, PublishMode, Published, Refused};
pub use receipts::{ReceiptDetail, ReceiptSummary, Settlement};
pub use renewal::{check_seed_phrase, erase, replace_wallet, set_aside_path};
pub use restore::{export_vault, restore};
pub use search::Found;
pub use uses::{Earning, Earnings, PassageUse, Use, Uses, WorkEarnings};
pub use wallet::{Direction, HistoryEntry, Sent, Transfer, WalletView};
pub use works::{WorkDetail, WorkSummary};
