//! What is refused before its body is looked at.

use super::fixture::*;
use crate::*;
use byline_types::*;

fn code(world: &mut World, change: impl FnOnce(&mut Transaction)) -> &'static str {
    let mut transaction = world.transaction(1, transfer(2, 10));
    change(&mut transaction);
    world.submit_signed(transaction.sign(&key(1))).unwrap_err().code()
}

#[test]
fn a_replayed_transaction_is_refused() {
    let mut world = World::strict();
    let mut transaction = world.transaction(1, transfer(2, 10));
    transaction.expires = Height(20);
    let signed = transaction.sign(&key(1));
    world.submit_signed(signed.clone()).unwrap();
    assert_eq!(world.submit_signed(signed.clone()).unwrap_err().code(), "nonce_used");
    let outcomes = world.block(vec![signed.clone(), signed]);
    assert!(outcomes.iter().all(|outcome| outcome.result.is_err()));
}

#[test]
fn the_same_transaction_twice_in_one_block_counts_once() {
    let mut world = World::local();
    let signed = world.signed(1, transfer(2, 10));
    let before = world.balance(2);
    let outcomes = world.block(vec![signed.clone(), signed]);
    assert!(outcomes[0].result.is_ok());
    assert_eq!(outcomes[1].result.as_ref().unwrap_err().code(), "nonce_used");
    assert_eq!(world.balance(2), before + 10);
}

#[test]
fn a_nonce_that_is_ahead_may_pass_later() {
    let mut world = World::local();
    let mut second = world.transaction(1, transfer(2, 10));
    second.nonce = Nonce(1);
    second.expires = Height(9);
    let second = second.sign(&key(1));
    let error = world.submit_signed(second.clone()).unwrap_err();
    assert_eq!(error.code(), "nonce_ahead");
    assert!(error.may_pass_later());
    world.submit(1, transfer(2, 10)).unwrap();
    world.submit_signed(second).unwrap();
}

#[test]
fn transactions_of_one_sender_follow_each_other_in_one_block() {
    let mut world = World::local();
    let transactions = (0..5).map(|nonce| {
        let mut transaction = world.transaction(1, transfer(2, 1));
        transaction.nonce = Nonce(nonce);
        transaction.sign(&key(1))
    });
    let outcomes = world.clone().block(transactions.collect());
    assert!(outcomes.iter().all(|outcome| outcome.result.is_ok()));
    world.submit(1, transfer(2, 1)).unwrap();
}

#[test]
fn expiry_is_a_height_and_not_too_far_away() {
    let mut world = World::strict();
    world.empty_blocks(3);
    assert_eq!(code(&mut world, |tx| tx.expires = Height(3)), "transaction_expired");
    assert_eq!(code(&mut world, |tx| tx.expires = Height(4 + 51)), "expiry_too_far");
    let mut transaction = world.transaction(1, transfer(2, 10));
    transaction.expires = Height(4 + 50);
    world.submit_signed(transaction.sign(&key(1))).unwrap();
}

#[test]
fn a_fee_below_the_price_of_the_bytes_is_refused() {
    let mut world = World::strict();
    assert_eq!(
        code(&mut world, |tx| tx.fee = tx.fee.minus(micros(1)).unwrap()),
        "fee_too_low"
    );
}

#[test]
fn another_chain_is_refused_before_and_after_checking() {
    let mut world = World::local();
    assert_eq!(
        code(&mut world, |tx| tx.chain = ChainId::from_bytes([1; 32])),
        "wrong_chain"
    );
    let mut transaction = world.transaction(1, transfer(2, 10));
    transaction.chain = ChainId::from_bytes([1; 32]);
    let checked = transaction.sign(&key(1)).check(&ChainId::from_bytes([1; 32])).unwrap();
    let executed = execute_checked(&world, &world.context(), vec![checked]).unwrap();
    assert_eq!(executed.outcomes[0].result.as_ref().unwrap_err().code(), "wrong_chain");
}

#[test]
fn a_foreign_signature_is_refused() {
    let mut world = World::local();
    let signed = world.transaction(1, transfer(2, 10)).sign(&key(2));
    assert_eq!(world.submit_signed(signed).unwrap_err().code(), "bad_signature");
}

#[test]
fn a_changed_transaction_is_refused() {
    let mut world = World::local();
    let mut signed = world.signed(1, transfer(2, 10));
    signed.transaction.body = transfer(2, 11);
    assert_eq!(world.submit_signed(signed).unwrap_err().code(), "bad_signature");
}

#[test]
fn a_weak_key_is_refused() {
    let mut world = World::local();
    let mut signed = world.signed(1, transfer(2, 10));
    let mut identity = [0; 32];
    identity[0] = 1;
    signed.transaction.sender = PublicKeyBytes(identity);
    assert_eq!(world.submit_signed(signed).unwrap_err().code(), "bad_key");
}

#[test]
fn a_transaction_above_the_size_of_the_parameters_is_refused() {
    let mut world = World::new(Params {
        max_transaction_bytes: 200,
        ..Params::local()
    });
    world.submit(1, transfer(2, 10)).unwrap();
    assert_eq!(world.refused(1, register(1, 1)), "transaction_too_large");
}

#[test]
fn what_does_not_fit_into_a_block_waits_for_the_next() {
    let mut world = World::new(Params {
        max_block_transactions: 1,
        ..Params::local()
    });
    let both = vec![world.signed(1, transfer(3, 1)), world.signed(2, transfer(3, 1))];
    let outcomes = world.block(both.clone());
    let error = outcomes[1].result.as_ref().unwrap_err();
    assert_eq!(error.code(), "block_full");
    assert!(error.may_pass_later());

    let length = both[0].encode().len() as u32;
    let bytes = Params {
        max_transaction_bytes: length,
        max_block_bytes: 2 * length - 1,
        ..Params::local()
    };
    let mut world = World::new(bytes);
    let outcomes = world.block(vec![world.signed(1, transfer(3, 1)), world.signed(2, transfer(3, 1))]);
    assert_eq!(outcomes[1].result.as_ref().unwrap_err().code(), "block_full");
}

#[test]
fn a_settlement_with_the_most_payees_fits_into_a_transaction() {
    let world = World::local();
    let entries = (0..byline_royalty::MAX_PAYEES as u64).map(|n| {
        let mut account = [0; 32];
        account[..8].copy_from_slice(&n.to_be_bytes());
        (AccountId::from_bytes(account), micros(1))
    });
    let payouts = byline_royalty::CumulativePayouts::from_sorted(entries.collect()).unwrap();
    let voucher = world.voucher(ChannelId::from_bytes([1; 32]), 1, &payouts).sign(&key(1));
    let signed = world.signed(1, settle(voucher, &payouts));
    assert!(SignedTransaction::decode(&signed.encode()).is_ok());
    assert!(encode(&payouts).len() <= MAX_RECORD_BYTES);
}
