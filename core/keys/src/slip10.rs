//! SLIP-0010 key derivation for ed25519, where every step is hardened.

use crate::Seed;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha512;
use std::fmt;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The HMAC key of the master step; it names the curve.
const CURVE: &[u8] = b"ed25519 seed";

/// The bit that marks a hardened step.
const HARDENED: u32 = 1 << 31;

/// The highest index of a step.
pub const MAX_INDEX: u32 = HARDENED - 1;

/// A path has a step that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PathError {
    /// An index is above [`MAX_INDEX`], or above what this kind of key allows.
    #[error("key index {index} is too high; the highest is {highest}")]
    IndexTooHigh {
        /// The index given.
        index: u32,
        /// The highest allowed.
        highest: u32,
    },
}

/// A secret key together with the chain code from which its children are derived. Overwritten when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct ExtendedKey {
    secret: [u8; 32],
    chain_code: [u8; 32],
}

/// The key at `path` below the master key of `seed`. Steps are written without their hardened bit: `[44, 0]` is `m/44'/0'`.
///
/// # Errors
/// An index above [`MAX_INDEX`].
pub fn derive(seed: &Seed, path: &[u32]) -> Result<ExtendedKey, PathError> {
    path.iter().try_for_each(|index| check_index(*index, MAX_INDEX))?;
    Ok(derive_checked(seed, path))
}

pub(crate) fn check_index(index: u32, highest: u32) -> Result<(), PathError> {
    if index > highest {
        return Err(PathError::IndexTooHigh { index, highest });
    }
    Ok(())
}

/// As [`derive`], for a path that is known to be within bounds.
pub(crate) fn derive_checked(seed: &Seed, path: &[u32]) -> ExtendedKey {
    path.iter()
        .fold(ExtendedKey::master(seed), |parent, index| parent.child(*index))
}

impl ExtendedKey {
    /// The secret key: an ed25519 private key as in RFC 8032.
    pub fn secret(&self) -> &[u8; 32] {
        &self.secret
    }

    /// The chain code: secret too, since it gives the children away together with the key.
    pub fn chain_code(&self) -> &[u8; 32] {
        &self.chain_code
    }

    fn master(seed: &Seed) -> ExtendedKey {
        ExtendedKey::from_hmac(CURVE, &[seed.expose()])
    }

    fn child(&self, index: u32) -> ExtendedKey {
        ExtendedKey::from_hmac(
            &self.chain_code,
            &[&[0], &self.secret, &(index | HARDENED).to_be_bytes()],
        )
    }

    fn from_hmac(key: &[u8], parts: &[&[u8]]) -> ExtendedKey {
        #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
        let mut mac = Hmac::<Sha512>::new_from_slice(key).expect("a key of any length");
        parts.iter().for_each(|part| mac.update(part));
        let mut output = mac.finalize().into_bytes();
        let mut extended = ExtendedKey {
            secret: [0; 32],
            chain_code: [0; 32],
        };
        let (left, right) = output.split_at(32);
        extended.secret.copy_from_slice(left);
        extended.chain_code.copy_from_slice(right);
        output.as_mut_slice().zeroize();
        extended
    }
}

impl fmt::Debug for ExtendedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ExtendedKey(secret)")
    }
}
