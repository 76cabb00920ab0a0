//! Typed ids: thirty-two bytes each, one type a kind, with a checksummed text form where people handle them.

use crate::{PublicKeyBytes, hash};
use bech32::{Bech32m, Hrp};
use borsh::{BorshDeserialize, BorshSerialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A string is not an id of the kind that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{text}` is not {kind}: {reason}")]
pub struct ParseIdError {
    text: String,
    kind: &'static str,
    reason: String,
}

impl ParseIdError {
    fn new(text: &str, kind: &'static str, reason: impl Into<String>) -> ParseIdError {
        ParseIdError {
            text: text.chars().take(80).collect(),
            kind,
            reason: reason.into(),
        }
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
        pub struct $name([u8; 32]);

        impl $name {
            /// The id with these bytes.
            pub const fn from_bytes(bytes: [u8; 32]) -> $name {
                $name(bytes)
            }

            /// The bytes of the id.
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}

macro_rules! hex_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal) => {
        id!($(#[$doc])* $name);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<$name, ParseIdError> {
                parse_hex(text, $kind).map($name)
            }
        }
    };
}

macro_rules! bech32_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal, $kind:literal) => {
        id!($(#[$doc])* $name);

        impl $name {
            /// The human-readable part of the text form (BIP-350).
            pub const PREFIX: &'static str = $prefix;
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                bech32::encode_lower_to_fmt::<Bech32m, _>(f, Hrp::parse_unchecked($prefix), &self.0)
                    .map_err(|_| fmt::Error)
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<$name, ParseIdError> {
                parse_bech32m(text, $prefix, $kind).map($name)
            }
        }
    };
}

bech32_id!(
    /// An account: the hash of its public key. Text form: an address, `byl1…`.
    AccountId, "byl", "an account address (byl1…)"
);
bech32_id!(
    /// A work, the same through all its versions. Text form `work1…`.
    WorkId, "work", "a work id (work1…)"
);
bech32_id!(
    /// A receipt: the hash of its signed content. Text form `rcpt1…`.
    ReceiptId, "rcpt", "a receipt id (rcpt1…)"
);
bech32_id!(
    /// A payment channel from one asker to one server. Text form `chan1…`.
    ChannelId, "chan", "a channel id (chan1…)"
);
hex_id!(
    /// A ledger: the hash of its genesis and of random bytes drawn when it was made.
    ChainId, "a chain id"
);
hex_id!(
    /// A block: the hash of its header.
    BlockId, "a block id"
);
hex_id!(
    /// A signed transaction.
    TxId, "a transaction id"
);
hex_id!(
    /// A manifest: the hash of its canonical bytes.
    ManifestId, "a manifest id"
);

impl AccountId {
    /// The account that `key` controls.
    pub fn of(key: &PublicKeyBytes) -> AccountId {
        AccountId(hash("byline/account/1", &[&key.0]))
    }
}

pub(crate) fn parse_hex(text: &str, kind: &'static str) -> Result<[u8; 32], ParseIdError> {
    if text.bytes().any(|b| b.is_ascii_uppercase()) {
        return Err(ParseIdError::new(text, kind, "hex digits are written in lower case"));
    }
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| ParseIdError::new(text, kind, "64 hex digits are expected"))?;
    Ok(bytes)
}

fn parse_bech32m(text: &str, prefix: &str, kind: &'static str) -> Result<[u8; 32], ParseIdError> {
    let refuse = |reason: &str| ParseIdError::new(text, kind, reason);
    let checked = bech32::primitives::decode::CheckedHrpstring::new::<Bech32m>(text)
        .map_err(|_| refuse("a character is missing or mistyped"))?;
    if checked.hrp().as_str().to_ascii_lowercase() != prefix {
        return Err(refuse("it names something else"));
    }
    checked
        .byte_iter()
        .collect::<Vec<u8>>()
        .try_into()
        .map_err(|_| refuse("its length is wrong"))
}
