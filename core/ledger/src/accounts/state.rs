//! The record of an account, and the only two ways in which a balance changes.

use super::AccountsError;
use crate::error::Failure;
use crate::state::{Scratch, read_record};
use crate::{StateKey, StateRead, StateReadError};
use borsh::{BorshDeserialize, BorshSerialize};
use byline_types::{AccountId, Amount, Nonce};

/// What the ledger knows of an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Account {
    /// Coins it can spend.
    pub balance: Amount,
    /// How many of its transactions were executed; the next one carries this number.
    pub nonce: Nonce,
}

/// The account, or none where it never received or sent anything.
///
/// # Errors
/// The store failed.
pub fn read_account(state: &dyn StateRead, id: &AccountId) -> Result<Option<Account>, StateReadError> {
    read_record(state, &StateKey::Account(*id))
}

/// Adds `amount` to a balance, making the account where there is none. Nothing makes no account.
pub(crate) fn credit(scratch: &mut Scratch, id: AccountId, amount: Amount) -> Result<(), StateReadError> {
    if amount.is_zero() {
        return Ok(());
    }
    let mut account = read_account(scratch, &id)?.unwrap_or_default();
    // All balances together are below the supply, which is an amount: more than that is a damaged state.
    account.balance = account
        .balance
        .plus(amount)
        .map_err(|e| StateReadError(format!("{id}: {e}")))?;
    scratch.put(StateKey::Account(id), &account);
    Ok(())
}

/// Takes `amount` from a balance.
pub(crate) fn debit(scratch: &mut Scratch, id: AccountId, amount: Amount) -> Result<(), Failure> {
    if amount.is_zero() {
        return Ok(());
    }
    let mut account = read_account(scratch, &id)?.ok_or(AccountsError::UnknownAccount { account: id })?;
    let insufficient = AccountsError::InsufficientBalance {
        balance: account.balance,
        needed: amount,
    };
    account.balance = account.balance.minus(amount).map_err(|_| insufficient)?;
    scratch.put(StateKey::Account(id), &account);
    Ok(())
}
