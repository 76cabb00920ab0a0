//! Where all the coins are: the sum over all records is the supply, at every height.

use crate::accounts::Account;
use crate::state::required;
use crate::usage::Channel;
use crate::works::{CommitmentRecord, WorkRecord};
use crate::{MAX_RECORD_BYTES, StateKey, StateRead, StateReadError};
use byline_types::{Amount, decode};

/// All coins there are.
///
/// # Errors
/// The store failed, or holds no supply: this is no ledger.
pub fn read_supply(state: &dyn StateRead) -> Result<Amount, StateReadError> {
    required(state, &StateKey::Supply)
}

/// The coins that one record holds: a balance, a deposit, or what is left of an escrow. Summed over all records of a
/// state this is the supply.
///
/// # Errors
/// The bytes are not such a record.
pub fn coins_held(key: &StateKey, record: &[u8]) -> Result<Amount, StateReadError> {
    let broken = |e: &dyn std::fmt::Display| StateReadError(format!("{key:?}: {e}"));
    match key {
        StateKey::Account(_) => read::<Account>(record).map(|account| account.balance),
        StateKey::Work(_) => read::<WorkRecord>(record).map(|work| work.deposit),
        StateKey::Commitment(..) => read::<CommitmentRecord>(record).map(|commitment| commitment.deposit),
        StateKey::Channel(_) => {
            let channel = read::<Channel>(record).map_err(|e| broken(&e))?;
            return channel.available().plus(channel.deposit).map_err(|e| broken(&e));
        }
        StateKey::Supply | StateKey::Params | StateKey::Validators | StateKey::WorkVersion(..) | StateKey::Paid(_) => {
            Ok(Amount::ZERO)
        }
    }
    .map_err(|e| broken(&e))
}

fn read<T: borsh::BorshDeserialize + borsh::BorshSerialize>(bytes: &[u8]) -> Result<T, byline_types::DecodeError> {
    decode(bytes, MAX_RECORD_BYTES)
}
