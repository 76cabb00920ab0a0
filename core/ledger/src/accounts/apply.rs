//! How coins move.

use super::{AccountsError, AccountsEvent, Transfer, credit, debit, read_account};
use crate::error::Failure;
use crate::execute::Call;
use crate::state::Scratch;
use crate::{EnvelopeError, Event, StateKey, StateReadError, treasury};
use byline_types::{AccountId, Amount, Nonce};

/// Checks that `nonce` is the account's next one.
pub(crate) fn check_nonce(scratch: &Scratch, sender: &AccountId, nonce: Nonce) -> Result<(), Failure> {
    let account = read_account(scratch, sender)?.unwrap_or_default();
    Ok(EnvelopeError::check_nonce(account.nonce, nonce)?)
}

/// Uses up the account's next nonce. It comes after everything that is to be paid, so that paying from an account that
/// never received anything is refused as such; where nothing is to be paid, this makes the account.
pub(crate) fn use_nonce(scratch: &mut Scratch, sender: AccountId) -> Result<(), StateReadError> {
    let mut account = read_account(scratch, &sender)?.unwrap_or_default();
    account.nonce = account.nonce.next();
    scratch.put(StateKey::Account(sender), &account);
    Ok(())
}

/// Moves the fee to the treasury.
pub(crate) fn charge_fee(scratch: &mut Scratch, sender: AccountId, fee: Amount) -> Result<Option<Event>, Failure> {
    if fee.is_zero() {
        return Ok(None);
    }
    debit(scratch, sender, fee)?;
    credit(scratch, treasury(), fee)?;
    Ok(Some(
        AccountsEvent::FeePaid {
            account: sender,
            amount: fee,
        }
        .into(),
    ))
}

pub(crate) fn transfer(scratch: &mut Scratch, call: &Call, tx: &Transfer) -> Result<Event, Failure> {
    if tx.amount.is_zero() {
        return Err(AccountsError::ZeroAmount.into());
    }
    debit(scratch, call.sender, tx.amount)?;
    credit(scratch, tx.to, tx.amount)?;
    let (from, to, amount, memo) = (call.sender, tx.to, tx.amount, tx.memo);
    Ok(AccountsEvent::Transferred { from, to, amount, memo }.into())
}
