//! What may be written on the command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Publish, ask, and see each source credited and paid.
#[derive(Debug, Parser)]
#[command(name = "byline", version, about, propagate_version = true)]
pub struct Arguments {
    /// Folder of the wallet, the ledger and the library.
    #[arg(long, global = true, env = "BYLINE_HOME", value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// Print JSON: one document, or one line for each item of a list.
    #[arg(long, global = true)]
    pub json: bool,
    /// Act for this account: a name, or an address of this wallet.
    #[arg(long, global = true, value_name = "NAME")]
    pub account: Option<String>,
    /// File that holds the vault's password.
    #[arg(
        long,
        global = true,
        env = "BYLINE_PASSWORD_FILE",
        value_name = "FILE",
        hide_env_values = true
    )]
    pub password_file: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API on this machine until it is stopped.
    Node {
        /// Port to listen on; 0 takes a free one.
        #[arg(long, default_value_t = 7420, value_name = "N")]
        port: u16,
    },
    /// Publish files, or every text in folders.
    Publish(Publish),
    /// List the works that are here.
    Works,
    /// Show a work with its text.
    Work {
        /// Its id, as `byline works` prints it.
        id: String,
    },
    /// Take a work out of every index and erase its text.
    Withdraw {
        /// Its id, as `byline works` prints it.
        id: String,
    },
    /// Find passages. Costs nothing.
    Search {
        /// Words to look for.
        query: String,
        /// How many passages.
        #[arg(short, default_value_t = 10, value_name = "N")]
        k: usize,
    },
    /// Ask a question and pay the sources of the answer.
    Ask(Ask),
    /// List the receipts that are here.
    Receipts,
    /// Show a receipt, or write it with all its proofs into a file.
    Receipt {
        /// Its id, as `byline receipts` prints it.
        id: String,
        /// File to write, for `byline verify` on any machine.
        #[arg(long, value_name = "FILE")]
        export: Option<PathBuf>,
    },
    /// Check an exported receipt: no node, no home, no network.
    Verify {
        /// The file.
        file: PathBuf,
    },
    /// List the accounts of this wallet, or make one.
    Accounts {
        #[command(subcommand)]
        command: Option<AccountsCommand>,
    },
    /// See and move coins; back up and restore the wallet.
    Wallet {
        #[command(subcommand)]
        command: WalletCommand,
    },
    /// Say yes or no to what a page asked the node for.
    Confirm(Confirm),
    /// Erase the wallet, the ledger and the library of this home for ever.
    Erase {
        /// Do not ask before erasing.
        #[arg(long)]
        yes: bool,
    },
    /// See the whole story on the starter library, in a folder of its own.
    Tour,
    /// Say what is installed, missing and listening. Never a secret.
    Doctor,
}

/// What and how to publish.
#[derive(Debug, Args)]
pub struct Publish {
    /// Files and folders.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Title, instead of the document's own; for one file.
    #[arg(long, value_name = "T")]
    pub title: Option<String>,
    /// Terms for answers.
    #[arg(long)]
    pub licence: Option<Licence>,
    /// Coins for an answer that rests on the work alone; makes it `paid`.
    #[arg(long, value_name = "COINS")]
    pub price: Option<String>,
    /// Language as a BCP-47 tag, such as `en` or `zh-Hant`.
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// Do not ask before signing.
    #[arg(long)]
    pub yes: bool,
}

/// Terms for answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Licence {
    /// Free, and credited.
    Attribution,
    /// Paid for each use, and credited.
    Paid,
}

/// What and how to ask.
#[derive(Debug, Args)]
pub struct Ask {
    /// The question.
    pub question: String,
    /// The most coins to pay; works that ask for more are left out.
    #[arg(long, value_name = "COINS")]
    pub max_price: Option<String>,
    /// Answer without this work or passage; may be given again.
    #[arg(long, value_name = "WORK-OR-PASSAGE")]
    pub without: Vec<String>,
}

/// What to say yes or no to.
#[derive(Debug, Args)]
pub struct Confirm {
    /// Id of the confirmation; all that wait if it is not given.
    pub id: Option<String>,
    /// Say yes without being asked.
    #[arg(long, requires = "id", conflicts_with = "no")]
    pub yes: bool,
    /// Say no without being asked.
    #[arg(long, requires = "id")]
    pub no: bool,
}

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub enum AccountsCommand {
    /// Make an account under the same seed phrase.
    New {
        /// Its name.
        name: String,
    },
}

/// What to do with the wallet.
#[derive(Debug, Subcommand)]
pub enum WalletCommand {
    /// What the account has, with the state of its proof.
    Balance,
    /// The account's address.
    Address,
    /// What came and went, newest first.
    History {
        /// How many entries.
        #[arg(short, default_value_t = 100, value_name = "N")]
        n: usize,
    },
    /// Send coins.
    Send {
        /// Address, or name of a local account.
        to: String,
        /// Coins.
        coins: String,
        /// Do not ask before sending.
        #[arg(long)]
        yes: bool,
    },
    /// Show the seed phrase, or check the words that were written down.
    Backup {
        /// Compare with the words in this file (`-`: standard input) instead of showing them.
        #[arg(long, value_name = "FILE")]
        check: Option<PathBuf>,
    },
    /// Make the wallet of a new home from its seed phrase.
    Restore {
        /// File with the words (`-`: standard input, the default where there is no terminal).
        #[arg(long, value_name = "FILE")]
        words: Option<PathBuf>,
    },
    /// Write an encrypted copy of the vault.
    Export {
        /// File to write; it must not exist.
        file: PathBuf,
        /// File with the password of the copy; the vault's own if it is not given.
        #[arg(long, value_name = "FILE")]
        new_password_file: Option<PathBuf>,
    },
}
