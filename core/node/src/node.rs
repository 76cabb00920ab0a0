//! A node at work: what is open, and how it opens and closes.

use crate::chain::{Chain, Ledger};
use crate::consensus::SoleValidator;
use crate::environment::{Environment, Machine, random};
use crate::error::NodeError;
use crate::events::{Events, NodeEvent};
use crate::home::{HomeLock, database_path, vault_path};
use crate::settle::Settler;
use byline_keys::{Mnemonic, SigningKey};
use byline_store::Store;
use byline_types::{Amount, ChainId, Height, Timestamp};
use byline_vault::{OsKeychain, PasswordOrigin, Vault, VaultError, obtain_password};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use zeroize::Zeroizing;

/// Bytes of entropy of a new seed phrase: 24 words.
const ENTROPY: usize = 32;

/// How to open a home.
pub struct OpenOptions {
    /// The folder.
    pub home: PathBuf,
    /// A file with the vault's password; without one the keychain or the home's own password file serves.
    pub password_file: Option<PathBuf>,
    /// How long to wait for another process to leave the home.
    pub wait: Duration,
    /// Clock and randomness.
    pub environment: Arc<dyn Environment>,
}

/// What a node is and how much is in it.
#[derive(Clone, Debug)]
pub struct Status {
    /// Release.
    pub version: &'static str,
    /// `local` or `network`.
    pub mode: &'static str,
    /// The ledger.
    pub chain: ChainId,
    /// Its latest block.
    pub height: Height,
    /// Works that can be found.
    pub works: u64,
    /// Passages that can be found.
    pub passages: u64,
    /// Receipts kept.
    pub receipts: u64,
    /// Accounts of the wallet.
    pub accounts: u64,
    /// All coins.
    pub supply: Amount,
    /// Where the vault's password came from.
    pub password: &'static str,
}

/// A node at work on one home.
pub struct Node {
    pub(crate) store: Arc<Store>,
    pub(crate) chain: Arc<Chain>,
    pub(crate) environment: Arc<dyn Environment>,
    pub(crate) settler: Settler,
    /// Held while an answer is paid: vouchers of a channel follow one another.
    paying: Mutex<()>,
    vault: Mutex<Vault>,
    password: PasswordOrigin,
    pub(crate) home: PathBuf,
    events: Arc<Events>,
    _lock: HomeLock,
}

impl OpenOptions {
    /// Opens `home` at once, with the machine's clock and randomness.
    pub fn new(home: &Path) -> OpenOptions {
        OpenOptions {
            home: home.to_owned(),
            password_file: None,
            wait: Duration::ZERO,
            environment: Arc::new(Machine),
        }
    }
}

impl Node {
    /// Opens a home; a fresh one gets a wallet and a local ledger of its own.
    ///
    /// # Errors
    /// The home is in use, the password is wrong, the disk refuses, or the data are damaged. Nothing is overwritten.
    pub fn open(options: OpenOptions) -> Result<Arc<Node>, NodeError> {
        let OpenOptions {
            home,
            password_file,
            wait,
            environment,
        } = options;
        let lock = HomeLock::take(&home, wait)?;
        let (vault, password) = open_vault(&home, password_file.as_deref(), environment.as_ref())?;
        let store = Arc::new(Store::open(&database_path(&home))?);
        let validator = vault.validator_key();
        let founder = first_key(&vault)?.account_id();
        let consensus = Box::new(SoleValidator::new(vault.validator_key()));
        let events = Arc::new(Events::default());
        let ledger = Ledger {
            store: Arc::clone(&store),
            consensus,
            environment: Arc::clone(&environment),
            events: Arc::clone(&events),
        };
        let chain = Chain::open(ledger, founder, &validator)?;
        let chain = Arc::new(chain);
        let settler = Settler::start(Arc::clone(&store), Arc::clone(&chain), validator);
        let node = Node {
            store,
            chain,
            environment,
            settler,
            paying: Mutex::new(()),
            vault: Mutex::new(vault),
            password,
            home,
            events,
            _lock: lock,
        };
        node.ensure_first_account()?;
        node.settler.wake();
        Ok(Arc::new(node))
    }

    /// Settles what is owed and writes everything into the one file of the database. After it the process may end without
    /// leaving work to the next start.
    pub fn close(&self) -> Result<(), NodeError> {
        self.settler.settle()?;
        Ok(self.store.checkpoint()?)
    }

    /// What the node is and how much is in it.
    pub fn status(&self) -> Result<Status, NodeError> {
        let snapshot = self.store.read()?;
        Ok(Status {
            version: env!("CARGO_PKG_VERSION"),
            mode: self.mode(),
            chain: self.chain.id(),
            height: self.chain.height()?,
            works: snapshot.work_count()?,
            passages: snapshot.passage_count()?,
            receipts: snapshot.receipt_count()?,
            accounts: snapshot.accounts()?.len() as u64,
            supply: self.chain.genesis().supply().unwrap_or_default(),
            password: match self.password {
                PasswordOrigin::Given => "given",
                PasswordOrigin::Keychain => "keychain",
                PasswordOrigin::HomeFile => "file",
            },
        })
    }

    /// `local` or `network`.
    pub(crate) fn mode(&self) -> &'static str {
        if self.chain.is_local() { "local" } else { "network" }
    }

    /// What happens from now on. The listener is forgotten when it is dropped.
    pub fn subscribe(&self) -> Receiver<NodeEvent> {
        self.events.subscribe()
    }

    /// Random bytes fit for keys.
    pub fn fill_random(&self, bytes: &mut [u8]) {
        self.environment.fill_random(bytes);
    }

    /// The seed phrase.
    pub fn seed_words(&self) -> Zeroizing<String> {
        self.vault().mnemonic().phrase()
    }

    /// Compares `typed` with the seed phrase and, when it is the same, notes that the wallet was backed up.
    pub fn check_words(&self, typed: &str) -> Result<(), NodeError> {
        let mut vault = self.vault();
        vault
            .mnemonic()
            .check_words(typed)
            .map_err(|e| NodeError::WrongWords(e.to_string()))?;
        Ok(vault.mark_backed_up(&random(self.environment.as_ref()))?)
    }

    /// The time, as the node's environment has it.
    pub fn now(&self) -> Timestamp {
        self.environment.now()
    }

    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        random(self.environment.as_ref())
    }

    pub(crate) fn vault(&self) -> MutexGuard<'_, Vault> {
        self.vault.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn paying(&self) -> MutexGuard<'_, ()> {
        self.paying.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The key with which the node signs blocks and serves answers.
    pub(crate) fn server_key(&self) -> SigningKey {
        self.vault().validator_key()
    }
}

fn first_key(vault: &Vault) -> Result<SigningKey, NodeError> {
    vault.signing_key(0).map_err(|e| NodeError::Damaged(e.to_string()))
}

fn open_vault(
    home: &Path,
    password_file: Option<&Path>,
    environment: &dyn Environment,
) -> Result<(Vault, PasswordOrigin), NodeError> {
    let (password, origin) = obtain_password(home, password_file, &OsKeychain, || random(environment))?;
    let path = vault_path(home);
    if Vault::exists(&path) {
        return Ok((Vault::open(&path, &password)?, origin));
    }
    if database_path(home).exists() {
        // The wallet comes before the library: here it was lost, and a new one would not fit the ledger.
        return Err(VaultError::NotFound(path).into());
    }
    let entropy = Zeroizing::new(random::<ENTROPY>(environment));
    let mnemonic = Mnemonic::from_entropy(&*entropy)?;
    let vault = Vault::create(
        &path,
        &mnemonic,
        &password,
        password.cost(),
        environment.now(),
        &random(environment),
    )?;
    Ok((vault, origin))
}
