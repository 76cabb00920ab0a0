//! The daily cap: how much may leave the wallet in a day without a confirmation that web content cannot give.

use crate::error::NodeError;
use crate::node::Node;
use byline_store::{Tables, WriteTx};
use byline_types::{Amount, Timestamp, decode, encode};

/// Coins that may be spent in a day without confirmation, until the owner sets another number.
const DEFAULT_CAP: Amount = Amount::from_micros(100 * Amount::MICROS_PER_COIN);
const CAP_SETTING: &str = "daily_cap";
const SPENT_SETTING: &str = "spent";
const MAX_SETTING_BYTES: usize = 64;
const DAY: u64 = 24 * 60 * 60 * 1000;

/// Whether the owner said yes to spending above the cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Confirmation {
    Given,
    Missing,
}

impl From<bool> for Confirmation {
    fn from(given: bool) -> Confirmation {
        if given {
            Confirmation::Given
        } else {
            Confirmation::Missing
        }
    }
}

impl Node {
    /// Refuses early what [`note_spent`] would refuse, before anything is done for it.
    pub(crate) fn check_cap(&self, amount: Amount, confirmation: Confirmation) -> Result<(), NodeError> {
        total_within_cap(&*self.store.read()?, amount, self.now(), confirmation).map(|_| ())
    }
}

/// Adds `amount` to the day's sum, in the same write as the spending itself: two spendings at once both count.
///
/// # Errors
/// The sum would be above the cap and nobody confirmed it; the write is rolled back.
pub(crate) fn note_spent(
    transaction: &WriteTx<'_>,
    amount: Amount,
    now: Timestamp,
    confirmation: Confirmation,
) -> Result<(), NodeError> {
    if amount.is_zero() {
        return Ok(());
    }
    let noted = total_within_cap(transaction, amount, now, confirmation)?;
    Ok(transaction.set_setting(SPENT_SETTING, &encode(&noted))?)
}

/// The day and its sum with `amount`. The day never goes back, so that a clock set back does not clear the sum.
fn total_within_cap(
    tables: &Tables,
    amount: Amount,
    now: Timestamp,
    confirmation: Confirmation,
) -> Result<(u64, Amount), NodeError> {
    let cap = cap(tables)?;
    let (day, before) = day_and_sum(tables, now)?;
    let total = before.plus(amount).unwrap_or(Amount::MAX);
    if amount.is_zero() || total <= cap || confirmation == Confirmation::Given {
        return Ok((day, total));
    }
    Err(NodeError::ConfirmationRequired { total, cap })
}

/// What may be spent in a day without the owner's confirmation.
pub(crate) fn cap(tables: &Tables) -> Result<Amount, NodeError> {
    let set = tables.setting(CAP_SETTING)?;
    let set: Option<Amount> = set.and_then(|bytes| decode(&bytes, MAX_SETTING_BYTES).ok());
    Ok(set.unwrap_or(DEFAULT_CAP))
}

/// Sets the cap.
pub(crate) fn set_cap(transaction: &WriteTx<'_>, amount: Amount) -> Result<(), NodeError> {
    Ok(transaction.set_setting(CAP_SETTING, &encode(&amount))?)
}

/// What was spent today.
pub(crate) fn spent_today(tables: &Tables, now: Timestamp) -> Result<Amount, NodeError> {
    Ok(day_and_sum(tables, now)?.1)
}

/// The day that counts and what was spent in it so far.
fn day_and_sum(tables: &Tables, now: Timestamp) -> Result<(u64, Amount), NodeError> {
    let noted = tables.setting(SPENT_SETTING)?;
    let noted: Option<(u64, Amount)> = noted.and_then(|bytes| decode(&bytes, MAX_SETTING_BYTES).ok());
    let (noted_day, noted_sum) = noted.unwrap_or_default();
    let day = noted_day.max(now.0 / DAY);
    Ok((day, if day == noted_day { noted_sum } else { Amount::ZERO }))
}
