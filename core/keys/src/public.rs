//! Public keys that are known to be usable, and the one way in which signatures are verified.

use borsh::BorshSerialize;
use byline_types::{AccountId, ChainId, PublicKeyBytes, SignatureBytes, signing_bytes};
use ed25519_dalek::{Signature, VerifyingKey};
use std::fmt;
use thiserror::Error;

/// Thirty-two bytes are not a public key that may sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// The bytes are not the one encoding that RFC 8032 gives a point of the curve.
    #[error("these bytes are not an ed25519 public key")]
    NotAPoint,
    /// The point has a small order, so that one signature fits many messages.
    #[error("this ed25519 public key is weak: anyone can make signatures that fit it")]
    Weak,
}

/// A signature does not stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SignatureError {
    /// The key that is said to have signed is not usable.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// This key did not sign exactly this value, for this purpose, on this chain.
    #[error("the signature does not fit what it is said to sign")]
    Mismatch,
}

/// Verifies that `key` signed `value` as a `domain` on `chain`. Strict: see [`verify_bytes`].
///
/// # Errors
/// An unusable key, or a signature that does not fit.
pub fn verify<T: BorshSerialize>(
    key: &PublicKeyBytes,
    domain: &'static str,
    chain: &ChainId,
    value: &T,
    signature: &SignatureBytes,
) -> Result<(), SignatureError> {
    PublicKey::try_from(*key)?.verify(domain, chain, value, signature)
}

/// Verifies a signature over `message` alone (RFC 8032, ed25519), without domain or chain.
///
/// Strict, so that everyone comes to the same verdict: weak keys, small-order `R`, `S` not below the group order and
/// encodings that are not canonical are refused, and the equation is the one without the cofactor.
///
/// # Errors
/// An unusable key, or a signature that does not fit.
pub fn verify_bytes(key: &PublicKeyBytes, message: &[u8], signature: &SignatureBytes) -> Result<(), SignatureError> {
    PublicKey::try_from(*key)?.verify_bytes(message, signature)
}

/// An ed25519 public key: a canonically encoded point of the curve that is not weak.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// The bytes of the key.
    pub fn to_bytes(&self) -> PublicKeyBytes {
        PublicKeyBytes(self.0.to_bytes())
    }

    /// The account that the key controls.
    pub fn account_id(&self) -> AccountId {
        AccountId::of(&self.to_bytes())
    }

    /// As [`verify`], for a key that was checked before.
    ///
    /// # Errors
    /// The signature does not fit.
    pub fn verify<T: BorshSerialize>(
        &self,
        domain: &'static str,
        chain: &ChainId,
        value: &T,
        signature: &SignatureBytes,
    ) -> Result<(), SignatureError> {
        self.verify_bytes(&signing_bytes(domain, chain, value), signature)
    }

    /// As [`verify_bytes`], for a key that was checked before.
    ///
    /// # Errors
    /// The signature does not fit.
    pub fn verify_bytes(&self, message: &[u8], signature: &SignatureBytes) -> Result<(), SignatureError> {
        self.0
            .verify_strict(message, &Signature::from_bytes(&signature.0))
            .map_err(|_| SignatureError::Mismatch)
    }
}

impl TryFrom<PublicKeyBytes> for PublicKey {
    type Error = KeyError;

    fn try_from(bytes: PublicKeyBytes) -> Result<PublicKey, KeyError> {
        let key = VerifyingKey::from_bytes(&bytes.0).map_err(|_| KeyError::NotAPoint)?;
        if key.is_weak() {
            return Err(KeyError::Weak);
        }
        if !is_canonical(&bytes.0) {
            return Err(KeyError::NotAPoint);
        }
        Ok(PublicKey(key))
    }
}

impl From<PublicKey> for PublicKeyBytes {
    fn from(key: PublicKey) -> PublicKeyBytes {
        key.to_bytes()
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_bytes(), f)
    }
}

/// Whether the coordinate `y`, 255 bits little-endian, is below p = 2²⁵⁵ − 19 (RFC 8032, 5.1.3, step 1). `dalek` reduces it
/// instead, which would give one key two encodings, and so two accounts.
fn is_canonical(bytes: &[u8; 32]) -> bool {
    const LOWEST_BYTE_OF_P: u8 = 0xed;
    const HIGHEST_BYTE_OF_P: u8 = 0x7f;
    let [lowest, middle @ .., highest] = bytes;
    let at_least_p = *lowest >= LOWEST_BYTE_OF_P
        && middle.iter().all(|byte| *byte == 0xff)
        && highest & HIGHEST_BYTE_OF_P == HIGHEST_BYTE_OF_P;
    !at_least_p
}
