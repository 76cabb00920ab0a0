//! Coins move, and only as far as they go.

use super::fixture::*;
use crate::accounts::AccountsEvent;
use crate::*;
use byline_types::*;

#[test]
fn a_transfer_moves_coins_and_makes_the_account_that_receives_them() {
    let mut world = World::local();
    let before = world.balance(1);
    let events = world.submit(1, transfer(5, 250)).unwrap();
    let moved = AccountsEvent::Transferred {
        from: id(1),
        to: id(5),
        amount: micros(250),
        memo: None,
    };
    assert_eq!(events, vec![Event::from(moved)]);
    assert_eq!((world.balance(1), world.balance(5)), (before - 250, 250));
    assert_eq!(world.account(1).nonce, Nonce(1));
}

#[test]
fn a_transfer_to_oneself_changes_no_balance() {
    let mut world = World::local();
    let before = world.balance(1);
    world.submit(1, transfer(1, 250)).unwrap();
    assert_eq!(world.balance(1), before);
}

#[test]
fn a_transfer_of_everything_leaves_nothing_and_of_more_is_refused() {
    let mut world = World::local();
    let all = world.balance(1);
    assert_eq!(world.refused(1, transfer(2, all + 1)), "insufficient_balance");
    world.submit(1, transfer(2, all)).unwrap();
    assert_eq!(world.balance(1), 0);
    assert_eq!(world.refused(1, transfer(2, 1)), "insufficient_balance");
}

#[test]
fn an_account_that_never_received_anything_is_unknown() {
    let mut world = World::local();
    assert_eq!(world.refused(5, transfer(1, 1)), "unknown_account");
    let mut strict = World::strict();
    assert_eq!(strict.refused(5, register(5, 1)), "unknown_account");
}

#[test]
fn a_transfer_of_nothing_is_refused() {
    assert_eq!(World::local().refused(1, transfer(2, 0)), "zero_amount");
}

#[test]
fn where_nothing_costs_anything_a_stranger_can_act() {
    let mut world = World::local();
    world.submit(5, register(5, 1)).unwrap();
    assert_eq!(world.account(5).nonce, Nonce(1));
}

#[test]
fn fees_go_to_the_treasury() {
    let mut world = World::strict();
    let mut transaction = world.transaction(1, transfer(2, 10));
    transaction.fee = transaction.fee.plus(micros(3)).unwrap();
    let fee = transaction.fee;
    let events = world.submit_signed(transaction.sign(&key(1))).unwrap();
    assert_eq!(
        events[0],
        Event::from(AccountsEvent::FeePaid {
            account: id(1),
            amount: fee
        })
    );
    let treasury = crate::accounts::read_account(&world, &treasury()).unwrap().unwrap();
    assert_eq!(treasury.balance, fee);
}

#[test]
fn a_fee_that_cannot_be_paid_is_refused() {
    let mut world = World::strict();
    let fee = world.transaction(1, transfer(2, 1)).fee.micros();
    let rest = world.balance(1) - fee;
    assert_eq!(world.refused(1, transfer(2, rest + 1)), "insufficient_balance");
    world.submit(1, transfer(2, rest)).unwrap();
    assert_eq!(world.refused(1, transfer(2, 1)), "insufficient_balance");
}
