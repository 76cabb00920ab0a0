//! The daily cap: how much may leave the wallet in a day without a confirmation that web content cannot give.

use crate::error::NodeError;
use crate::node::Node;
use byline_store::WriteTx;
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
    /// Refuses to spend `amount` if the day's sum would be above the cap and nobody confirmed it.
    pub(crate) fn check_cap(&self, amount: Amount, confirmation: Confirmation) -> Result<(), NodeError> {
        let snapshot = self.store.read()?;
        let cap = snapshot
            .setting(CAP_SETTING)?
            .and_then(|bytes| decode(&bytes, MAX_SETTING_BYTES).ok());
        let cap: Amount = cap.unwrap_or(DEFAULT_CAP);
        let total = spent(snapshot.setting(SPENT_SETTING)?, self.now()).plus(amount)?;
        if amount.is_zero() || total <= cap || confirmation == Confirmation::Given {
            return Ok(());
        }
        Err(NodeError::ConfirmationRequired { total, cap })
    }
}

/// Adds `amount` to the day's sum, in the same write as the spending itself.
pub(crate) fn note_spent(transaction: &WriteTx<'_>, amount: Amount, now: Timestamp) -> Result<(), NodeError> {
    if amount.is_zero() {
        return Ok(());
    }
    let total = spent(transaction.setting(SPENT_SETTING)?, now).plus(amount)?;
    Ok(transaction.set_setting(SPENT_SETTING, &encode(&(now.0 / DAY, total)))?)
}

/// What was spent on the day (UTC) of `now`.
fn spent(setting: Option<Vec<u8>>, now: Timestamp) -> Amount {
    let noted: Option<(u64, Amount)> = setting.and_then(|bytes| decode(&bytes, MAX_SETTING_BYTES).ok());
    noted
        .filter(|(day, _)| *day == now.0 / DAY)
        .map_or(Amount::ZERO, |(_, amount)| amount)
}
