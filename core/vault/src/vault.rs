//! The vault: the mnemonic of a wallet, sealed under a password.

use crate::cipher::{NONCE_BYTES, SecretKey};
use crate::private_file::{self, Existing};
use crate::sealed::{FormatError, Header, MAX_FILE_BYTES, SALT_BYTES, SealedFile};
use crate::{Cost, KeychainError, Password, PasswordError};
use borsh::{BorshDeserialize, BorshSerialize};
use byline_keys::slip10::PathError;
use byline_keys::{Mnemonic, Seed, SigningKey};
use byline_types::Timestamp;
use std::path::{Path, PathBuf};
use std::{fmt, io};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Something about the vault or its password went wrong. The messages say what to do.
#[derive(Debug, Error)]
pub enum VaultError {
    /// A file is already where the vault should be made.
    #[error("{} exists already and is not overwritten; move it away first", .0.display())]
    AlreadyExists(PathBuf),
    /// There is no vault.
    #[error("there is no vault at {}; make or restore a wallet first", .0.display())]
    NotFound(PathBuf),
    /// The file is whole, and the password does not open it.
    #[error("the password is wrong")]
    WrongPassword,
    /// The file is not what was written.
    #[error("{} is damaged: {reason}; restore the wallet from a copy or from its seed phrase", path.display())]
    Damaged {
        /// The vault file.
        path: PathBuf,
        /// How one can tell.
        reason: &'static str,
    },
    /// A newer Byline wrote it.
    #[error("{} has format {version}, which this Byline does not know; install a newer one", path.display())]
    TooNew {
        /// The vault file.
        path: PathBuf,
        /// The version of its format.
        version: u16,
    },
    /// The memory that makes guessing slow cannot be had.
    #[error("opening the vault takes {mebibytes} MiB of memory, which are not free; close something and try again")]
    OutOfMemory {
        /// Memory needed.
        mebibytes: u32,
    },
    /// Reading or writing failed.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A password cannot be used.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// There is a vault, and no password for it was given or kept.
    #[error("no password for this wallet is known here; name a file that holds it in BYLINE_PASSWORD_FILE")]
    NoPassword,
    /// The password is in a keychain, and this one does not have it.
    #[error(
        "the password of this wallet is in the keychain of the user and computer that made it, and not in this one; \
         restore the wallet from its seed phrase"
    )]
    NotInKeychain,
    /// The password is in the keychain, and that did not answer.
    #[error("the password of this wallet is in the keychain: {0}; unlock it, or run in the user's own session")]
    Keychain(#[from] KeychainError),
}

/// An [`VaultError::Io`] about `path`, from its cause.
pub(crate) fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> VaultError {
    move |source| VaultError::Io {
        action,
        path: path.to_owned(),
        source,
    }
}

/// An open vault: the secrets of a wallet, and the file in which they rest. Overwritten when dropped.
pub struct Vault {
    path: PathBuf,
    header: Header,
    key: SecretKey,
    content: Content,
    mnemonic: Mnemonic,
    seed: Seed,
}

/// What is sealed. The language is kept with the entropy, since the seed is derived from the words.
#[derive(Clone, BorshSerialize, BorshDeserialize, Zeroize, ZeroizeOnDrop)]
struct Content {
    language: String,
    entropy: Vec<u8>,
    #[zeroize(skip)]
    created: Timestamp,
    backed_up: bool,
}

impl Vault {
    /// Seals `mnemonic` under `password` in a new file at `path`. `now` is what [`Vault::created`] will tell; `random` is fresh
    /// randomness: 16 bytes of salt, 24 of nonce.
    ///
    /// The file is there, whole and on disk, when this returns; after a crash it is there whole or not at all.
    ///
    /// # Errors
    /// A file is there already, or cannot be written; too little memory.
    pub fn create(
        path: &Path,
        mnemonic: &Mnemonic,
        password: &Password,
        cost: Cost,
        now: Timestamp,
        random: &[u8; 40],
    ) -> Result<Vault, VaultError> {
        if Vault::exists(path) {
            return Err(VaultError::AlreadyExists(path.to_owned()));
        }
        let content = Content {
            language: mnemonic.language().tag().to_owned(),
            entropy: mnemonic.entropy().to_vec(),
            created: now,
            backed_up: false,
        };
        let header = header(cost, random);
        let vault = Vault {
            path: path.to_owned(),
            key: derive_key(&header, password)?,
            header,
            content,
            mnemonic: mnemonic.clone(),
            seed: mnemonic.seed(""),
        };
        vault.write(path, &vault.header, &vault.key, Existing::Keep)?;
        Ok(vault)
    }

    /// Opens the vault at `path`.
    ///
    /// # Errors
    /// No file, a wrong password, a damaged file, a newer format, or too little memory: each told apart.
    pub fn open(path: &Path, password: &Password) -> Result<Vault, VaultError> {
        let damaged = |reason| VaultError::Damaged {
            path: path.to_owned(),
            reason,
        };
        let file = read(path)?;
        let header = file.header().clone();
        let key = derive_key(&header, password)?;
        let bytes = file.open(&key).map_err(|_| VaultError::WrongPassword)?;
        let content = Content::try_from_slice(&bytes).map_err(|_| damaged("its content is not that of a vault"))?;
        let mnemonic = content.mnemonic().ok_or(damaged("its content is not a mnemonic"))?;
        Ok(Vault {
            path: path.to_owned(),
            header,
            key,
            content,
            seed: mnemonic.seed(""),
            mnemonic,
        })
    }

    /// Whether there is a file at `path`.
    pub fn exists(path: &Path) -> bool {
        path.symlink_metadata().is_ok()
    }

    /// The mnemonic.
    pub fn mnemonic(&self) -> &Mnemonic {
        &self.mnemonic
    }

    /// The seed of the mnemonic, without a passphrase.
    pub fn seed(&self) -> &Seed {
        &self.seed
    }

    /// The key of the account with this index.
    ///
    /// # Errors
    /// An index above [`byline_keys::MAX_ACCOUNT_INDEX`].
    pub fn signing_key(&self, index: u32) -> Result<SigningKey, PathError> {
        SigningKey::account(&self.seed, index)
    }

    /// The key of the validator.
    pub fn validator_key(&self) -> SigningKey {
        SigningKey::validator(&self.seed)
    }

    /// When the vault was made.
    pub fn created(&self) -> Timestamp {
        self.content.created
    }

    /// Whether someone showed that the words are on paper.
    pub fn backed_up(&self) -> bool {
        self.content.backed_up
    }

    /// Remembers that the words are on paper. `nonce` is fresh randomness.
    ///
    /// # Errors
    /// The file cannot be written; nothing is changed then.
    pub fn mark_backed_up(&mut self, nonce: &[u8; 24]) -> Result<(), VaultError> {
        let before = self.content.backed_up;
        self.content.backed_up = true;
        let header = self.header.with_nonce(*nonce);
        let written = self.write(&self.path, &header, &self.key, Existing::Replace);
        match written {
            Ok(()) => self.header = header,
            Err(_) => self.content.backed_up = before,
        }
        written
    }

    /// Seals the vault under another password from now on. `random` is fresh, as in [`Vault::create`].
    ///
    /// # Errors
    /// The file cannot be written, or too little memory; the old password holds then.
    pub fn change_password(&mut self, password: &Password, cost: Cost, random: &[u8; 40]) -> Result<(), VaultError> {
        let header = header(cost, random);
        let key = derive_key(&header, password)?;
        self.write(&self.path, &header, &key, Existing::Replace)?;
        (self.header, self.key) = (header, key);
        Ok(())
    }

    /// Writes a copy of the vault to `path`, sealed under a password of its own. `random` is fresh, as in [`Vault::create`].
    ///
    /// # Errors
    /// A file is there already, or cannot be written; too little memory.
    pub fn export(&self, path: &Path, password: &Password, cost: Cost, random: &[u8; 40]) -> Result<(), VaultError> {
        let header = header(cost, random);
        let key = derive_key(&header, password)?;
        self.write(path, &header, &key, Existing::Keep)
    }

    fn write(&self, path: &Path, header: &Header, key: &SecretKey, existing: Existing) -> Result<(), VaultError> {
        let file = header.seal(key, &self.content.encode());
        private_file::write(path, &file, existing).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => VaultError::AlreadyExists(path.to_owned()),
            _ => failed("write", path)(error),
        })
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault(secret, {})", self.path.display())
    }
}

impl Content {
    fn mnemonic(&self) -> Option<Mnemonic> {
        Mnemonic::from_entropy_in(self.language.parse().ok()?, &self.entropy).ok()
    }

    fn encode(&self) -> Zeroizing<Vec<u8>> {
        // Reserved, so that growing leaves no copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(crate::sealed::MAX_CONTENT_BYTES));
        #[expect(clippy::expect_used, reason = "writing to memory cannot fail")]
        self.serialize(&mut *bytes).expect("borsh encodes to memory");
        bytes
    }
}

fn header(cost: Cost, random: &[u8; 40]) -> Header {
    let (mut salt, mut nonce) = ([0; SALT_BYTES], [0; NONCE_BYTES]);
    salt.copy_from_slice(&random[..SALT_BYTES]);
    nonce.copy_from_slice(&random[SALT_BYTES..]);
    Header::new(cost, salt, nonce)
}

fn derive_key(header: &Header, password: &Password) -> Result<SecretKey, VaultError> {
    header
        .derive_key(password.expose().as_bytes())
        .map_err(|_| VaultError::OutOfMemory {
            mebibytes: header.cost().memory_kib().div_ceil(1024),
        })
}

fn read(path: &Path) -> Result<SealedFile, VaultError> {
    let bytes = private_file::read(path, MAX_FILE_BYTES).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => VaultError::NotFound(path.to_owned()),
        _ => failed("read", path)(error),
    })?;
    SealedFile::parse(&bytes).map_err(|error| match error {
        FormatError::Damaged(reason) => VaultError::Damaged {
            path: path.to_owned(),
            reason,
        },
        FormatError::TooNew(version) => VaultError::TooNew {
            path: path.to_owned(),
            version,
        },
    })
}
