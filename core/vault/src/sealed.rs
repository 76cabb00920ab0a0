//! The format of the vault file.
//!
//! ```text
//! magic       8   "BYLVAULT"
//! version     2   1, little-endian as all numbers here
//! memory      4   KiB       ┐
//! iterations  4             │ Argon2id
//! lanes       4             │
//! salt       16             ┘
//! nonce      24             ┐ XChaCha20-Poly1305; everything above is its
//! content     n + 16 (tag)  ┘ additional data, and the nonce
//! checksum   32   SHA-256 of everything above
//! ```
//!
//! The tag alone cannot tell a wrong password from a damaged file. The checksum can: it needs no key and protects nothing.

use crate::Cost;
use crate::cipher::{self, NONCE_BYTES, OutOfMemory, SecretKey, TAG_BYTES, TagMismatch};
use borsh::{BorshDeserialize, BorshSerialize};
use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

/// The first bytes of every vault file.
const MAGIC: [u8; 8] = *b"BYLVAULT";
/// The version that is written, and the newest that is read.
const VERSION: u16 = 1;
/// Bytes of the salt.
pub const SALT_BYTES: usize = 16;
const HEADER_BYTES: usize = 8 + 2 + 3 * 4 + SALT_BYTES + NONCE_BYTES;
const CHECKSUM_BYTES: usize = 32;
/// The longest content, in bytes, before it is sealed.
pub const MAX_CONTENT_BYTES: usize = 1024;
/// The longest vault file, in bytes.
pub const MAX_FILE_BYTES: usize = HEADER_BYTES + MAX_CONTENT_BYTES + TAG_BYTES + CHECKSUM_BYTES;

/// Bytes are not a vault file that can be opened here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FormatError {
    /// Something else, or changed or cut since it was written.
    #[error("{0}")]
    Damaged(&'static str),
    /// Written by a newer Byline.
    #[error("version {0} is newer than the {VERSION} that this Byline reads")]
    TooNew(u16),
}

/// What the file says in clear.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Header {
    magic: [u8; 8],
    version: u16,
    cost: Cost,
    salt: [u8; SALT_BYTES],
    nonce: [u8; NONCE_BYTES],
}

/// A vault file that was read but not opened.
#[derive(Debug)]
pub struct SealedFile {
    header: Header,
    sealed: Vec<u8>,
}

impl Header {
    /// The header of a file that is about to be written.
    pub fn new(cost: Cost, salt: [u8; SALT_BYTES], nonce: [u8; NONCE_BYTES]) -> Header {
        Header {
            magic: MAGIC,
            version: VERSION,
            cost,
            salt,
            nonce,
        }
    }

    /// The same key with another nonce.
    pub fn with_nonce(&self, nonce: [u8; NONCE_BYTES]) -> Header {
        Header::new(self.cost, self.salt, nonce)
    }

    /// The key that `password` gives with this salt and cost.
    pub fn derive_key(&self, password: &[u8]) -> Result<SecretKey, OutOfMemory> {
        cipher::derive_key(password, &self.salt, self.cost)
    }

    /// The parameters of Argon2id.
    pub fn cost(&self) -> Cost {
        self.cost
    }

    /// The bytes of the file with this header and content.
    pub fn seal(&self, key: &SecretKey, content: &[u8]) -> Vec<u8> {
        let mut file = byline_types::encode(self);
        // Room for the tag as well, so that no copy of the content is left behind by growing.
        let mut sealed = Zeroizing::new(Vec::with_capacity(content.len() + TAG_BYTES));
        sealed.extend_from_slice(content);
        cipher::seal(key, &self.nonce, &file, &mut sealed);
        file.extend_from_slice(&sealed);
        let checksum = Sha256::digest(&file);
        file.extend_from_slice(&checksum);
        file
    }
}

impl SealedFile {
    /// Reads a vault file of at most [`MAX_FILE_BYTES`].
    pub fn parse(file: &[u8]) -> Result<SealedFile, FormatError> {
        if !file.starts_with(&MAGIC) {
            return Err(FormatError::Damaged("it does not begin like a vault"));
        }
        check_version(file)?;
        if file.len() > MAX_FILE_BYTES {
            return Err(FormatError::Damaged("it is too long"));
        }
        if file.len() < HEADER_BYTES + TAG_BYTES + CHECKSUM_BYTES {
            return Err(FormatError::Damaged("it is cut short"));
        }
        let (body, checksum) = file.split_at(file.len() - CHECKSUM_BYTES);
        if Sha256::digest(body)[..] != *checksum {
            return Err(FormatError::Damaged("its checksum does not hold"));
        }
        let (header, sealed) = body.split_at(HEADER_BYTES);
        let header = byline_types::decode(header, HEADER_BYTES)
            .map_err(|_| FormatError::Damaged("its password cost is out of bounds"))?;
        Ok(SealedFile {
            header,
            sealed: sealed.to_vec(),
        })
    }

    /// What the file says in clear.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The content, if `key` is the right one.
    pub fn open(&self, key: &SecretKey) -> Result<Zeroizing<Vec<u8>>, TagMismatch> {
        let mut content = Zeroizing::new(self.sealed.clone());
        cipher::unseal(
            key,
            &self.header.nonce,
            &byline_types::encode(&self.header),
            &mut content,
        )?;
        Ok(content)
    }
}

/// Looked at before the checksum, whose place may differ in a newer version.
fn check_version(file: &[u8]) -> Result<(), FormatError> {
    match file.get(8..10) {
        Some(&[low, high]) => match u16::from_le_bytes([low, high]) {
            VERSION => Ok(()),
            0 => Err(FormatError::Damaged("it has no version")),
            newer => Err(FormatError::TooNew(newer)),
        },
        _ => Err(FormatError::Damaged("it is cut short")),
    }
}
