//! Money: whole micro-coins in a `u64`, with arithmetic that cannot overflow silently.

use borsh::{BorshDeserialize, BorshSerialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// An amount of money in µ: one millionth of a coin (BYL).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct Amount(u64);

/// Arithmetic on amounts left the range of `u64` µ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AmountError {
    /// A sum is above `u64::MAX` µ.
    #[error("the amounts add up to more than can exist")]
    Overflow,
    /// A difference is below zero.
    #[error("the amount taken is larger than what is there")]
    Underflow,
}

/// A string is not an amount of coins.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not an amount of coins: write digits with up to six decimals, such as 1.25")]
pub struct ParseAmountError(String);

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(0);
    /// The largest amount that can be written, in µ.
    pub const MAX: Amount = Amount(u64::MAX);
    /// µ in one coin.
    pub const MICROS_PER_COIN: u64 = 1_000_000;
    const DECIMALS: usize = 6;

    /// An amount of `micros` µ.
    pub const fn from_micros(micros: u64) -> Amount {
        Amount(micros)
    }

    /// An amount of whole coins, or an error above 18 446 744 073 709 coins.
    pub fn from_coins(coins: u64) -> Result<Amount, AmountError> {
        coins
            .checked_mul(Self::MICROS_PER_COIN)
            .map(Amount)
            .ok_or(AmountError::Overflow)
    }

    /// The amount in µ.
    pub const fn micros(self) -> u64 {
        self.0
    }

    /// Whether this is nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// `self + other`.
    pub fn plus(self, other: Amount) -> Result<Amount, AmountError> {
        self.0.checked_add(other.0).map(Amount).ok_or(AmountError::Overflow)
    }

    /// `self - other`.
    pub fn minus(self, other: Amount) -> Result<Amount, AmountError> {
        self.0.checked_sub(other.0).map(Amount).ok_or(AmountError::Underflow)
    }

    /// `self × count`.
    pub fn times(self, count: u64) -> Result<Amount, AmountError> {
        self.0.checked_mul(count).map(Amount).ok_or(AmountError::Overflow)
    }

    /// The sum of `amounts`.
    pub fn sum(amounts: impl IntoIterator<Item = Amount>) -> Result<Amount, AmountError> {
        amounts.into_iter().try_fold(Amount::ZERO, Amount::plus)
    }
}

/// Coins in decimal notation without trailing zeros: `0.000007`, `1.25`, `1000`.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (coins, micros) = (self.0 / Self::MICROS_PER_COIN, self.0 % Self::MICROS_PER_COIN);
        if micros == 0 {
            return write!(f, "{coins}");
        }
        let decimals = format!("{micros:06}");
        write!(f, "{coins}.{}", decimals.trim_end_matches('0'))
    }
}

/// Reads coins in decimal notation: ASCII digits, at most six after one point, no sign, no exponent.
impl FromStr for Amount {
    type Err = ParseAmountError;

    fn from_str(text: &str) -> Result<Amount, ParseAmountError> {
        parse_coins(text).ok_or_else(|| ParseAmountError(text.chars().take(40).collect()))
    }
}

fn parse_coins(text: &str) -> Option<Amount> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(decimals) || decimals.len() > Amount::DECIMALS {
        return None;
    }
    let coins: u64 = whole.parse().ok()?;
    let micros: u64 = format!("{decimals:0<6}").parse().ok()?;
    coins
        .checked_mul(Amount::MICROS_PER_COIN)?
        .checked_add(micros)
        .map(Amount)
}
