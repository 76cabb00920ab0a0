//! What can go wrong in a use case: each error has a stable code, a sentence for people and a hint at what to do.

use crate::code;
use byline_types::{Amount, AmountError, ParseIdError};
use std::path::PathBuf;
use thiserror::Error;

/// Whose turn it is after an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blame {
    /// The request cannot be served as it is.
    Request,
    /// What was asked for does not exist.
    Missing,
    /// It stands against what is there already.
    Conflict,
    /// The caller may not do this, or not without a confirmation.
    Forbidden,
    /// The request is larger than allowed.
    TooLarge,
    /// The machine or its disk is at fault.
    Machine,
}

/// A use case failed; nothing was changed.
#[derive(Debug, Error)]
pub enum NodeError {
    /// Another process works on this home.
    #[error("another Byline process is using {}", .0.display())]
    HomeLocked(PathBuf),
    /// Reading or writing failed.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The vault refused.
    #[error(transparent)]
    Vault(#[from] byline_vault::VaultError),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] byline_store::StoreError),
    /// What is stored cannot be what was written.
    #[error("the stored data are damaged: {0}")]
    Damaged(String),
    /// The ledger refused a transaction.
    #[error(transparent)]
    Transaction(#[from] byline_ledger::TransactionError),
    /// A document cannot be published.
    #[error(transparent)]
    Document(#[from] byline_work::document::DocumentError),
    /// A text cannot be published.
    #[error(transparent)]
    Text(#[from] byline_work::canonical::TextError),
    /// An id in the request is not one.
    #[error(transparent)]
    Id(#[from] ParseIdError),
    /// Amounts left the range of money.
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// A name for an account cannot be used.
    #[error("`{name}` cannot be an account name: {reason}")]
    AccountName {
        /// The name.
        name: String,
        /// Why not.
        reason: &'static str,
    },
    /// The name is taken.
    #[error("there is already an account named `{0}`")]
    AccountExists(String),
    /// Nobody here has this name or address.
    #[error("there is no account `{0}` here")]
    UnknownAccount(String),
    /// The address is known, but its key is not here.
    #[error("the key of `{0}` is not in this wallet")]
    NotYours(String),
    /// No such work.
    #[error("there is no work `{0}` here")]
    UnknownWork(String),
    /// No such receipt.
    #[error("there is no receipt `{0}` here")]
    UnknownReceipt(String),
    /// The work was withdrawn.
    #[error("the work `{0}` was withdrawn: its text is no longer here")]
    Withdrawn(String),
    /// Nothing was asked.
    #[error("the question is empty")]
    EmptyQuestion,
    /// The question is too long.
    #[error("the question has {bytes} bytes; at most {limit} are taken")]
    LongQuestion {
        /// Bytes given.
        bytes: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The account cannot pay.
    #[error("`{account}` has {available} BYL available and {needed} BYL are needed")]
    InsufficientFunds {
        /// Who would pay.
        account: String,
        /// What it has.
        available: Amount,
        /// What is needed.
        needed: Amount,
    },
    /// More than the daily cap would be spent.
    #[error("this would bring today's spending to {total} BYL, above the daily cap of {cap} BYL")]
    ConfirmationRequired {
        /// Spent today, with this.
        total: Amount,
        /// The cap.
        cap: Amount,
    },
    /// Whoever asked wants no answer any more.
    #[error("the question was taken back before it was answered")]
    Stopped,
    /// A parameter is out of range.
    #[error("{0}")]
    Parameter(String),
    /// The words do not match the vault's.
    #[error("the words do not match: {0}")]
    WrongWords(String),
    /// The words are not a seed phrase.
    #[error(transparent)]
    Mnemonic(#[from] byline_keys::MnemonicError),
    /// A home that has a wallet already.
    #[error("this home has a wallet already")]
    WalletExists,
    /// A proof of our own ledger does not verify.
    #[error("a value of the ledger did not verify against its signed header: {0}")]
    Proof(String),
}

impl NodeError {
    /// An input or output error while doing `what`.
    pub fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> NodeError {
        let what = what.into();
        move |source| NodeError::Io { what, source }
    }

    /// The stable code, in snake case.
    pub fn code(&self) -> &'static str {
        match self {
            NodeError::HomeLocked(_) => "home_locked",
            NodeError::Io { source, .. } => code::of_io(source),
            NodeError::Vault(error) => code::of_vault(error),
            NodeError::Store(error) => code::of_store(error),
            NodeError::Damaged(_) => "damaged",
            NodeError::Transaction(error) => error.code(),
            NodeError::Document(error) => code::of_document(error),
            NodeError::Text(error) => code::of_text(error),
            NodeError::Id(_) => "invalid_id",
            NodeError::Amount(_) => "amount_out_of_range",
            NodeError::AccountName { .. } => "invalid_account_name",
            NodeError::AccountExists(_) => "account_exists",
            NodeError::UnknownAccount(_) => "unknown_account",
            NodeError::NotYours(_) => "not_your_account",
            NodeError::UnknownWork(_) => "unknown_work",
            NodeError::UnknownReceipt(_) => "unknown_receipt",
            NodeError::Withdrawn(_) => "withdrawn",
            NodeError::EmptyQuestion => "empty_question",
            NodeError::LongQuestion { .. } => "question_too_long",
            NodeError::InsufficientFunds { .. } => "insufficient_funds",
            NodeError::ConfirmationRequired { .. } => "confirmation_required",
            NodeError::Stopped => "stopped",
            NodeError::Parameter(_) => "invalid_parameter",
            NodeError::WrongWords(_) => "wrong_words",
            NodeError::Mnemonic(_) => "wrong_seed_phrase",
            NodeError::WalletExists => "wallet_exists",
            NodeError::Proof(_) => "proof_failed",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            NodeError::HomeLocked(_) => "Stop the other process, or choose another folder with --home.",
            NodeError::Io { .. } | NodeError::Store(_) => {
                "Check that the disk has room and that the folder can be written, then try again."
            }
            NodeError::Vault(_) => {
                "Give the right password with --password-file or BYLINE_PASSWORD_FILE; nothing was changed."
            }
            NodeError::Damaged(_) | NodeError::Proof(_) => {
                "Nothing was overwritten. Run `byline doctor`, and restore the folder from a backup."
            }
            NodeError::Transaction(_) => "Nothing was changed on the ledger.",
            NodeError::Document(_) => "Publish plain text, Markdown or reStructuredText in UTF-8, up to 64 MiB a file.",
            NodeError::Text(_) => "Put the text of the work into the file and publish it again.",
            NodeError::Id(_) => "Copy the id whole, as `byline works` or `byline receipts` prints it.",
            NodeError::Amount(_) => "Use smaller amounts.",
            NodeError::AccountName { .. } => "Choose a name of 1 to 80 visible characters on one line.",
            NodeError::AccountExists(_) => "Choose another name, or use the account that is there.",
            NodeError::UnknownAccount(_) => "`byline accounts` lists the names; `byline accounts new NAME` makes one.",
            NodeError::NotYours(_) => "Act for an account of this wallet: `byline accounts` lists them.",
            NodeError::UnknownWork(_) => "`byline works` lists the works that are here.",
            NodeError::UnknownReceipt(_) => "`byline receipts` lists the receipts that are here.",
            NodeError::Withdrawn(_) => "Receipts for it still verify; the author may publish it again.",
            NodeError::EmptyQuestion => "Write the question after `ask`.",
            NodeError::LongQuestion { .. } => "Ask in fewer words.",
            NodeError::InsufficientFunds { .. } => "Set a lower --max-price, or ask with another --account.",
            NodeError::ConfirmationRequired { .. } => {
                "Confirm it at the terminal: give --max-price to `ask` or --yes to `wallet send`."
            }
            NodeError::Stopped => "Nothing was signed and nothing was paid.",
            NodeError::Parameter(_) => "Correct the value and try again.",
            NodeError::WrongWords(_) | NodeError::Mnemonic(_) => "Compare each word with the paper you wrote it on.",
            NodeError::WalletExists => "Choose an empty folder with --home; nothing here was changed.",
        }
    }

    /// Whose turn it is.
    pub fn blame(&self) -> Blame {
        match self {
            NodeError::UnknownWork(_)
            | NodeError::UnknownReceipt(_)
            | NodeError::UnknownAccount(_)
            | NodeError::Withdrawn(_) => Blame::Missing,
            NodeError::AccountExists(_) | NodeError::WalletExists | NodeError::HomeLocked(_) => Blame::Conflict,
            NodeError::ConfirmationRequired { .. } | NodeError::NotYours(_) => Blame::Forbidden,
            NodeError::LongQuestion { .. } => Blame::TooLarge,
            NodeError::Io { .. } | NodeError::Store(_) | NodeError::Damaged(_) | NodeError::Proof(_) => Blame::Machine,
            _ => Blame::Request,
        }
    }
}
