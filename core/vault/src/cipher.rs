//! Password → key (Argon2id), and the sealing of bytes under that key (XChaCha20-Poly1305).

use crate::Cost;
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};
use thiserror::Error;
use zeroize::Zeroizing;

/// Bytes of a key.
pub const KEY_BYTES: usize = 32;
/// Bytes of a nonce. Long enough to be random.
pub const NONCE_BYTES: usize = 24;
/// Bytes that sealing adds.
pub const TAG_BYTES: usize = 16;

/// A key, overwritten when dropped.
pub type SecretKey = Zeroizing<[u8; KEY_BYTES]>;

/// The memory that the password's cost asks for cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not enough memory")]
pub struct OutOfMemory;

/// The tag does not fit: another key, or other bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the authentication tag does not fit")]
pub struct TagMismatch;

/// Argon2id, version 0x13, of `password`. Takes as long and as much memory as `cost` says.
pub fn derive_key(password: &[u8], salt: &[u8], cost: Cost) -> Result<SecretKey, OutOfMemory> {
    let mut key = SecretKey::default();
    #[expect(clippy::expect_used, reason = "the bounds of Cost are within those of Argon2")]
    let params =
        Params::new(cost.memory_kib(), cost.iterations(), cost.lanes(), Some(KEY_BYTES)).expect("a cost in bounds");
    // Passwords and salts are short and not empty here: what can fail is the memory.
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password, salt, key.as_mut())
        .map_err(|_| OutOfMemory)?;
    Ok(key)
}

/// Encrypts `buffer` in place and appends the tag. `header` is authenticated, not encrypted.
pub fn seal(key: &SecretKey, nonce: &[u8; NONCE_BYTES], header: &[u8], buffer: &mut Vec<u8>) {
    #[expect(clippy::expect_used, reason = "fails beyond 256 GiB only")]
    cipher(key)
        .encrypt_in_place(&XNonce::from(*nonce), header, buffer)
        .expect("a short message");
}

/// Checks the tag at the end of `buffer` and decrypts the rest in place.
pub fn unseal(
    key: &SecretKey,
    nonce: &[u8; NONCE_BYTES],
    header: &[u8],
    buffer: &mut Vec<u8>,
) -> Result<(), TagMismatch> {
    cipher(key)
        .decrypt_in_place(&XNonce::from(*nonce), header, buffer)
        .map_err(|_| TagMismatch)
}

fn cipher(key: &SecretKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(<&Key>::from(&**key))
}
