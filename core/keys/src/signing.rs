//! Keys that sign: one for each account of a seed, and one for the validator.

use crate::Seed;
use crate::slip10::{self, PathError};
use borsh::BorshSerialize;
use byline_types::{AccountId, ChainId, PublicKeyBytes, SignatureBytes, signing_bytes};
use ed25519_dalek::Signer;
use std::fmt;

/// The purpose of BIP-44, first step of every path.
const PURPOSE: u32 = 44;

/// Second step of every path, as SLIP-0044 has them: `BYL` in ASCII (0x42594c). It is not registered there.
pub const COIN_TYPE: u32 = 4_348_236;

/// The last index is the validator's, so that its key can be handed to a server without touching an account.
const VALIDATOR_INDEX: u32 = slip10::MAX_INDEX;

/// The highest index of an account.
pub const MAX_ACCOUNT_INDEX: u32 = VALIDATOR_INDEX - 1;

/// A secret ed25519 key. Overwritten when dropped.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key of the account with this index, from 0: `m/44'/4348236'/index'`.
    ///
    /// # Errors
    /// An index above [`MAX_ACCOUNT_INDEX`].
    pub fn account(seed: &Seed, index: u32) -> Result<SigningKey, PathError> {
        slip10::check_index(index, MAX_ACCOUNT_INDEX)?;
        Ok(SigningKey::at(seed, index))
    }

    /// The key of the validator: `m/44'/4348236'/2147483647'`.
    pub fn validator(seed: &Seed) -> SigningKey {
        SigningKey::at(seed, VALIDATOR_INDEX)
    }

    /// The key with these secret bytes (RFC 8032 private key).
    pub fn from_bytes(secret: &[u8; 32]) -> SigningKey {
        SigningKey(ed25519_dalek::SigningKey::from_bytes(secret))
    }

    /// The public key.
    pub fn public(&self) -> PublicKeyBytes {
        PublicKeyBytes(self.0.verifying_key().to_bytes())
    }

    /// The account that the key controls.
    pub fn account_id(&self) -> AccountId {
        AccountId::of(&self.public())
    }

    /// Signs `value` as a `domain` on `chain`; see [`signing_bytes`]. Deterministic.
    pub fn sign<T: BorshSerialize>(&self, domain: &'static str, chain: &ChainId, value: &T) -> SignatureBytes {
        self.sign_bytes(&signing_bytes(domain, chain, value))
    }

    /// Signs bare bytes. Not public: whatever leaves this crate is signed for one purpose on one chain.
    pub(crate) fn sign_bytes(&self, message: &[u8]) -> SignatureBytes {
        SignatureBytes(self.0.sign(message).to_bytes())
    }

    fn at(seed: &Seed, index: u32) -> SigningKey {
        SigningKey::from_bytes(slip10::derive_checked(seed, &[PURPOSE, COIN_TYPE, index]).secret())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey(secret, public {:?})", self.public())
    }
}
