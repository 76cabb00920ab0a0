//! Parts of a whole, in parts per million.

use borsh::{BorshDeserialize, BorshSerialize, io};
use std::fmt;
use thiserror::Error;

/// A part of a whole, 0 to 1,000,000 parts per million (ppm).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize)]
pub struct Share(u32);

/// A number is above one million parts per million.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{0} parts per million are more than the whole")]
pub struct ShareError(u32);

impl Share {
    /// Nothing.
    pub const ZERO: Share = Share(0);
    /// The whole.
    pub const ONE: Share = Share(1_000_000);

    /// A share of `ppm` parts per million, at most a million.
    pub fn from_ppm(ppm: u32) -> Result<Share, ShareError> {
        if ppm > Share::ONE.0 {
            Err(ShareError(ppm))
        } else {
            Ok(Share(ppm))
        }
    }

    /// Parts per million.
    pub const fn ppm(self) -> u32 {
        self.0
    }
}

/// As a percentage with the digits it has: `12.5 %`.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 10_000, self.0 % 10_000);
        if rest == 0 {
            return write!(f, "{whole} %");
        }
        let decimals = format!("{rest:04}");
        write!(f, "{whole}.{} %", decimals.trim_end_matches('0'))
    }
}

/// Refuses more than the whole, so that a decoded share is always a share.
impl BorshDeserialize for Share {
    fn deserialize_reader<R: io::Read>(reader: &mut R) -> io::Result<Share> {
        let ppm = u32::deserialize_reader(reader)?;
        Share::from_ppm(ppm).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e.to_string()))
    }
}
