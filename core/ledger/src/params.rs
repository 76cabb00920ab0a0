//! The numbers in the rules, which a network may vote on.

use crate::MAX_TRANSACTION_BYTES;
use borsh::{BorshDeserialize, BorshSerialize};
use byline_royalty::SplitRule;
use byline_types::{AccountId, Amount, Share, hash};
use thiserror::Error;

/// The most bytes of the transactions of one block that parameters may allow.
pub(crate) const MAX_BLOCK_TRANSACTION_BYTES: u32 = 16 << 20;
/// The most transactions of one block that parameters may allow.
const MAX_BLOCK_TRANSACTIONS: u32 = 100_000;
/// The longest span that parameters may set, in blocks: a year at one block a second.
const MAX_SPAN: u64 = 31_536_000;

/// The numbers in the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Params {
    /// The least fee for each byte of a signed transaction.
    pub fee_per_byte: Amount,
    /// Deposit for a commitment and for each version of a work; given back when the work is withdrawn.
    pub work_deposit: Amount,
    /// Deposit for a channel; given back when it is reclaimed.
    pub channel_deposit: Amount,
    /// The most bytes of the transactions of one block.
    pub max_block_bytes: u32,
    /// The most transactions of one block.
    pub max_block_transactions: u32,
    /// The most bytes of one signed transaction.
    pub max_transaction_bytes: u32,
    /// Blocks between the closing of a channel and the return of its escrow, in which vouchers still settle.
    pub challenge_window: u64,
    /// How many blocks ahead a transaction's expiry may lie.
    pub max_expiry: u64,
    /// How many blocks after a commitment it may be revealed.
    pub reveal_window: u64,
    /// How the price of an answer is divided.
    pub split: SplitRule,
}

/// Parameters under which a ledger could not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ParamsError {
    /// A bound or span is zero or above what this release can handle.
    #[error("the parameter {0} is zero or too large")]
    Range(&'static str),
    /// The parts of the price split do not add up to the whole.
    #[error("the parts of the price split do not add up to the whole")]
    Split,
}

/// The account that fees go to. Nobody has a key for it.
pub fn treasury() -> AccountId {
    AccountId::from_bytes(hash("byline/treasury/1", &[]))
}

impl Params {
    /// For a ledger of one's own: no fees, no deposits, everything to the sources.
    pub const fn local() -> Params {
        Params {
            fee_per_byte: Amount::ZERO,
            work_deposit: Amount::ZERO,
            channel_deposit: Amount::ZERO,
            max_block_bytes: 8 << 20,
            max_block_transactions: 10_000,
            max_transaction_bytes: MAX_TRANSACTION_BYTES as u32,
            challenge_window: 1,
            max_expiry: 10_000,
            reveal_window: 10_000,
            split: SplitRule::SOURCES_ONLY,
        }
    }

    /// For a network: small fees, deposits for what stays, a window of about half a day at one block every two seconds.
    pub fn network() -> Params {
        let ppm = |ppm| Share::from_ppm(ppm).unwrap_or_default();
        Params {
            fee_per_byte: Amount::from_micros(1),
            work_deposit: Amount::from_micros(100_000),
            channel_deposit: Amount::from_micros(100_000),
            max_block_bytes: 2 << 20,
            max_block_transactions: 5_000,
            challenge_window: 21_600,
            max_expiry: 1_800,
            reveal_window: 43_200,
            split: SplitRule {
                sources: ppm(700_000),
                model: ppm(100_000),
                provider: ppm(180_000),
                treasury: ppm(20_000),
            },
            ..Params::local()
        }
    }

    /// The least fee of a signed transaction of `length` bytes.
    pub fn fee_for(&self, length: usize) -> Amount {
        self.fee_per_byte.times(length as u64).unwrap_or(Amount::MAX)
    }

    /// Checks that a ledger can work under these numbers.
    ///
    /// # Errors
    /// The first number that is out of range.
    pub fn check(&self) -> Result<(), ParamsError> {
        let within = |name, value: u64, most: u64| {
            if (1..=most).contains(&value) {
                Ok(())
            } else {
                Err(ParamsError::Range(name))
            }
        };
        let transaction = u64::from(self.max_transaction_bytes);
        within("max_transaction_bytes", transaction, MAX_TRANSACTION_BYTES as u64)?;
        within(
            "max_block_bytes",
            u64::from(self.max_block_bytes),
            u64::from(MAX_BLOCK_TRANSACTION_BYTES),
        )?;
        within("max_block_bytes", transaction, u64::from(self.max_block_bytes))?;
        let count = u64::from(self.max_block_transactions);
        within("max_block_transactions", count, u64::from(MAX_BLOCK_TRANSACTIONS))?;
        within("challenge_window", self.challenge_window, MAX_SPAN)?;
        within("max_expiry", self.max_expiry, MAX_SPAN)?;
        within("reveal_window", self.reveal_window, MAX_SPAN)?;
        if self.split.is_whole() {
            Ok(())
        } else {
            Err(ParamsError::Split)
        }
    }
}
