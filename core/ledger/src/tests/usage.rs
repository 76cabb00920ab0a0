//! Channels: nothing is paid twice, nothing is taken back, and no more leaves than was put in.

use super::fixture::*;
use crate::usage::*;
use crate::*;
use byline_royalty::{CumulativePayouts, Hold, SignedVoucher, Voucher};
use byline_types::*;

fn signed(world: &World, channel: ChannelId, nonce: u64, payouts: &CumulativePayouts) -> SignedVoucher {
    world.voucher(channel, nonce, payouts).sign(&key(1))
}

/// A body that settles `payouts` under `nonce`.
fn settling(world: &World, channel: ChannelId, nonce: u64, entries: &[(u8, u64)]) -> Body {
    let payouts = payouts(entries);
    settle(signed(world, channel, nonce, &payouts), &payouts)
}

/// The code with which a voucher over 10 µ to account 3 is refused after `change`.
fn refused_voucher(world: &mut World, channel: ChannelId, change: impl FnOnce(&mut Voucher)) -> &'static str {
    let payouts = payouts(&[(3, 10)]);
    let mut voucher = world.voucher(channel, 1, &payouts);
    change(&mut voucher);
    world.refused(2, settle(voucher.sign(&key(1)), &payouts))
}

fn refused_hold(world: &mut World, channel: ChannelId, change: impl FnOnce(&mut Hold)) -> &'static str {
    let mut hold = world.hold(channel, 1, 10, &[3, 4]);
    change(&mut hold);
    world.refused(2, claim(hold.sign(&key(1))))
}

#[test]
fn opening_moves_the_escrow_and_the_deposit_into_the_channel() {
    let mut world = World::strict();
    let before = world.balance(1);
    let channel = world.open_channel(500);
    let record = world.channel(&channel);
    assert_eq!(
        (record.asker, record.server, record.status),
        (id(1), id(2), ChannelStatus::Open)
    );
    assert_eq!(
        (record.escrow, record.paid, record.available()),
        (micros(500), Amount::ZERO, micros(500))
    );
    assert!(world.balance(1) < before - 500 - 7_000);
    let short = OpenChannel {
        server: id(2),
        amount: Amount::MAX,
    };
    assert_eq!(world.refused(1, Body::OpenChannel(short)), "insufficient_balance");
}

#[test]
fn a_settlement_pays_each_payee_what_is_new() {
    let mut world = World::local();
    let channel = world.open_channel(500);
    let (third, fourth) = (world.balance(3), world.balance(4));
    world.submit(2, settling(&world, channel, 1, &[(3, 30)])).unwrap();
    let events = world
        .submit(4, settling(&world, channel, 7, &[(3, 50), (4, 1)]))
        .unwrap();
    assert_eq!((world.balance(3), world.balance(4)), (third + 50, fourth + 1));
    let mut payments = vec![(id(3), micros(20)), (id(4), micros(1))];
    payments.sort();
    assert_eq!(
        events,
        vec![Event::from(UsageEvent::Settled {
            channel,
            asker: id(1),
            nonce: 7,
            payments
        })]
    );
    let record = world.channel(&channel);
    assert_eq!((record.paid, record.nonce, record.receipt_count), (micros(51), 7, 7));
}

#[test]
fn one_voucher_settles_whatever_was_skipped_before_it() {
    let mut skipping = World::local();
    let channel = skipping.open_channel(500);
    let mut stepwise = skipping.clone();
    for nonce in 1..=5 {
        stepwise
            .submit(2, settling(&stepwise, channel, nonce, &[(3, 10 * nonce), (4, nonce)]))
            .unwrap();
    }
    skipping
        .submit(2, settling(&skipping, channel, 5, &[(3, 50), (4, 5)]))
        .unwrap();
    assert_eq!(skipping.balance(3), stepwise.balance(3));
    assert_eq!(
        read_paid(&skipping, &channel).unwrap(),
        read_paid(&stepwise, &channel).unwrap()
    );
}

#[test]
fn a_replayed_voucher_is_refused() {
    let mut world = World::local();
    let channel = world.open_channel(500);
    let body = settling(&world, channel, 2, &[(3, 10)]);
    world.submit(2, body.clone()).unwrap();
    assert_eq!(world.refused(2, body.clone()), "voucher_replayed");
    assert_eq!(world.refused(3, body), "voucher_replayed");
    assert_eq!(
        world.refused(2, settling(&world, channel, 2, &[(3, 20)])),
        "voucher_replayed"
    );
}

#[test]
fn a_lower_voucher_is_refused() {
    let mut world = World::local();
    let channel = world.open_channel(500);
    world.submit(2, settling(&world, channel, 2, &[(3, 10)])).unwrap();
    assert_eq!(
        world.refused(2, settling(&world, channel, 1, &[(3, 20)])),
        "voucher_lower"
    );
    assert_eq!(
        world.refused(2, settling(&world, channel, 0, &[(3, 20)])),
        "voucher_lower"
    );
}

#[test]
fn a_first_voucher_with_nonce_zero_is_refused() {
    let mut world = World::local();
    let channel = world.open_channel(500);
    assert_eq!(
        world.refused(2, settling(&world, channel, 0, &[(3, 10)])),
        "voucher_replayed"
    );
}

#[test]
fn two_vouchers_in_one_block_pay_the_higher_one_once() {
    let mut world = World::local();
    let channel = world.open_channel(500);
    let before = world.balance(3);
    let low = world.signed(2, settling(&world, channel, 1, &[(3, 10)]));
    let high = world.signed(4, settling(&world, channel, 2, &[(3, 15)]));
    let outcomes = world.clone().block(vec![high.clone(), low.clone()]);
    assert_eq!(outcomes[1].result.as_ref().unwrap_err().code(), "voucher_lower");
    assert!(
        world
            .block(vec![low, high])
            .iter()
            .all(|outcome| outcome.result.is_ok())
    );
    assert_eq!(world.balance(3), before + 15);
}

#[test]
fn a_voucher_that_gives_one_payee_less_is_refused_even_if_the_total_rises() {
    let mut world = World::local();
    let channel = world.open_channel(500);
    world
        .submit(2, settling(&world, channel, 1, &[(3, 10), (4, 10)]))
        .unwrap();
    assert_eq!(
        world.refused(2, settling(&world, channel, 2, &[(3, 100), (4, 9)])),
        "payouts_shrink"
    );
    assert_eq!(
        world.refused(2, settling(&world, channel, 2, &[(3, 100)])),
        "payouts_shrink"
    );
    world
        .submit(2, settling(&world, channel, 2, &[(3, 10), (4, 10)]))
        .unwrap();
}

#[test]
fn an_overdrawn_channel_is_refused_until_it_is_topped_up() {
    let mut world = World::local();
    let channel = world.open_channel(100);
    world.submit(2, settling(&world, channel, 1, &[(3, 100)])).unwrap();
    assert_eq!(
        world.refused(2, settling(&world, channel, 2, &[(3, 101)])),
        "channel_overdrawn"
    );
    let top_up = |amount| {
        Body::TopUpChannel(TopUpChannel {
            channel,
            amount: micros(amount),
        })
    };
    assert_eq!(world.refused(2, top_up(1)), "not_asker");
    assert_eq!(world.refused(1, top_up(0)), "zero_amount");
    world.submit(1, top_up(1)).unwrap();
    world.submit(2, settling(&world, channel, 2, &[(3, 101)])).unwrap();
    assert_eq!(world.channel(&channel).available(), Amount::ZERO);
}

#[test]
fn an_escrow_that_went_round_too_often_is_refused_and_not_wrapped() {
    let mut genesis = genesis(Params::local());
    genesis.balances = vec![(id(1), Amount::MAX)];
    let mut world = World::local();
    world.head = genesis.header().unwrap();
    let state = genesis_state(&genesis).unwrap();
    let update = tree::update(&tree::MemoryTree::default(), Height(0), &state).unwrap();
    world.tree = tree::MemoryTree::default();
    world.tree.apply(&update.batch);
    world.records = state
        .iter()
        .map(|(key, value)| (*key, value.unwrap().to_vec()))
        .collect();
    world.genesis = genesis;
    let channel = world.open_channel(u64::MAX);
    world.submit(1, settling(&world, channel, 1, &[(1, u64::MAX)])).unwrap();
    let again = Body::TopUpChannel(TopUpChannel {
        channel,
        amount: micros(1),
    });
    assert_eq!(world.refused(1, again), "escrow_too_large");
}

#[test]
fn a_voucher_is_bound_to_chain_server_channel_and_asker() {
    let mut world = World::local();
    let channel = world.open_channel(100);
    assert_eq!(
        refused_voucher(&mut world, channel, |v| v.chain = ChainId::from_bytes([1; 32])),
        "promise_wrong_chain"
    );
    assert_eq!(
        refused_voucher(&mut world, channel, |v| v.server = id(3)),
        "wrong_server"
    );
    assert_eq!(
        refused_voucher(&mut world, channel, |v| v.channel = ChannelId::from_bytes([1; 32])),
        "unknown_channel"
    );
    let payouts = payouts(&[(3, 10)]);
    let by_server = world.voucher(channel, 1, &payouts).sign(&key(2));
    assert_eq!(world.refused(2, settle(by_server, &payouts)), "wrong_signer");
    let mut forged = signed(&world, channel, 1, &payouts);
    forged.voucher.nonce = 2;
    assert_eq!(world.refused(2, settle(forged, &payouts)), "promise_bad_signature");
}

#[test]
fn a_voucher_of_one_channel_is_worth_nothing_in_another() {
    let mut world = World::local();
    let first = world.open_channel(100);
    let second = world.open_channel(100);
    assert_ne!(first, second);
    let payouts = payouts(&[(3, 10)]);
    let mut moved = signed(&world, first, 1, &payouts);
    moved.voucher.channel = second;
    assert_eq!(world.refused(2, settle(moved, &payouts)), "promise_bad_signature");
}

#[test]
fn an_expired_voucher_is_refused() {
    let mut world = World::local();
    let channel = world.open_channel(100);
    let at = world.next_height();
    assert_eq!(
        refused_voucher(&mut world, channel, |v| v.expires = Height(at.0 - 1)),
        "voucher_expired"
    );
    let payouts = payouts(&[(3, 10)]);
    let mut voucher = world.voucher(channel, 1, &payouts);
    voucher.expires = at;
    world.submit(2, settle(voucher.sign(&key(1)), &payouts)).unwrap();
}

#[test]
fn a_voucher_binds_its_payouts_and_their_total() {
    let mut world = World::local();
    let channel = world.open_channel(100);
    let (promised, other) = (payouts(&[(3, 10)]), payouts(&[(4, 10)]));
    assert_eq!(
        world.refused(2, settle(signed(&world, channel, 1, &promised), &other)),
        "payouts_mismatch"
    );
    assert_eq!(
        refused_voucher(&mut world, channel, |v| v.total = micros(9)),
        "total_mismatch"
    );
    assert_eq!(
        refused_voucher(&mut world, channel, |v| v.total = micros(11)),
        "total_mismatch"
    );
}

#[test]
fn a_voucher_covers_no_fewer_receipts_than_the_one_before() {
    let mut world = World::local();
    let channel = world.open_channel(100);
    world.submit(2, settling(&world, channel, 5, &[(3, 10)])).unwrap();
    let payouts = payouts(&[(3, 10)]);
    let mut voucher = world.voucher(channel, 6, &payouts);
    voucher.receipt_count = 4;
    assert_eq!(
        world.refused(2, settle(voucher.sign(&key(1)), &payouts)),
        "receipts_shrink"
    );
}

#[test]
fn a_free_answer_settles_without_coins() {
    let mut world = World::local();
    let channel = world.open_channel(0);
    world.submit(2, settling(&world, channel, 1, &[])).unwrap();
    let record = world.channel(&channel);
    assert_eq!((record.nonce, record.paid, record.receipt_count), (1, Amount::ZERO, 1));
}

#[test]
fn the_rest_comes_back_after_the_challenge_window_and_not_before() {
    let mut world = World::strict();
    let untouched = world.balance(1);
    let channel = world.open_channel(100);
    let mut fees = untouched - world.balance(1) - 100 - 7_000;
    let reclaim = || Body::ReclaimChannel(ReclaimChannel { channel });
    assert_eq!(world.refused(1, reclaim()), "channel_open");
    assert_eq!(
        world.refused(3, Body::CloseChannel(CloseChannel { channel })),
        "not_party"
    );
    let close = world.signed(1, Body::CloseChannel(CloseChannel { channel }));
    fees += close.transaction.fee.micros();
    world.submit_signed(close).unwrap();
    let until = world.head.height.after(3);
    assert_eq!(world.channel(&channel).status, ChannelStatus::Closing { until });
    assert_eq!(
        world.refused(1, Body::CloseChannel(CloseChannel { channel })),
        "channel_closing"
    );
    assert_eq!(
        world.refused(1, Body::TopUpChannel(TopUpChannel { channel, amount: COIN })),
        "channel_closing"
    );
    world.empty_blocks(1);
    world.submit(2, settling(&world, channel, 1, &[(3, 40)])).unwrap();
    assert_eq!(world.refused(1, reclaim()), "window_open");
    let last = settling(&world, channel, 2, &[(3, 41)]);
    let mut late = world.clone();
    world.submit(2, last.clone()).unwrap();
    late.empty_blocks(1);
    assert_eq!(late.refused(2, last.clone()), "channel_closed");
    assert_eq!(world.refused(2, reclaim()), "not_asker");
    let reclaiming = world.signed(1, reclaim());
    fees += reclaiming.transaction.fee.micros();
    world.submit_signed(reclaiming).unwrap();
    assert_eq!(world.balance(1), untouched - fees - 41);
    assert_eq!(world.channel(&channel).status, ChannelStatus::Closed);
    assert_eq!(world.refused(1, reclaim()), "channel_closed");
    assert_eq!(world.refused(2, last), "channel_closed");
    assert_eq!(
        world.refused(1, Body::CloseChannel(CloseChannel { channel })),
        "channel_closed"
    );
    assert_eq!(world.channel(&channel).receipts_root, digest(3));
    assert!(
        world.records.contains_key(&StateKey::Paid(channel)),
        "the largest record of a channel goes with it"
    );
}

#[test]
fn an_unknown_channel_is_refused_in_every_body() {
    let mut world = World::local();
    let channel = ChannelId::from_bytes([1; 32]);
    let bodies = [
        Body::TopUpChannel(TopUpChannel { channel, amount: COIN }),
        Body::CloseChannel(CloseChannel { channel }),
        Body::ReclaimChannel(ReclaimChannel { channel }),
        settling(&world, channel, 1, &[(3, 1)]),
        claim(world.hold(channel, 1, 5, &[3]).sign(&key(1))),
    ];
    for body in bodies {
        assert_eq!(world.refused(1, body), "unknown_channel");
    }
}

#[test]
fn a_hold_is_paid_in_equal_parts_after_its_deadline() {
    let mut world = World::local();
    let channel = world.open_channel(100);
    world.submit(2, settling(&world, channel, 1, &[(3, 10)])).unwrap();
    let (third, fourth) = (world.balance(3), world.balance(4));
    let mut hold = world.hold(channel, 2, 11, &[3, 4]);
    hold.deadline = world.next_height();
    let hold = hold.sign(&key(1));
    assert_eq!(world.refused(2, claim(hold.clone())), "hold_not_due");
    world.empty_blocks(1);
    assert_eq!(world.refused(3, claim(hold.clone())), "not_server");
    world.submit(2, claim(hold.clone())).unwrap();
    let (third, fourth) = (world.balance(3) - third, world.balance(4) - fourth);
    assert_eq!(third + fourth, 11);
    assert!(third.abs_diff(fourth) == 1);
    assert_eq!(world.refused(2, claim(hold)), "hold_settled");
}

#[test]
fn a_hold_and_its_voucher_are_never_both_paid() {
    let mut world = World::local();
    let channel = world.open_channel(100);
    let hold = world.hold(channel, 1, 10, &[3]).sign(&key(1));
    let voucher = settling(&world, channel, 1, &[(3, 10)]);
    let mut answered = world.clone();
    answered.submit(2, voucher.clone()).unwrap();
    assert_eq!(answered.refused(2, claim(hold.clone())), "hold_settled");
    world.submit(2, claim(hold)).unwrap();
    assert_eq!(world.refused(2, voucher), "voucher_replayed");
    // The next voucher has to cover what the hold paid, so it pays only what is new.
    assert_eq!(
        world.refused(2, settling(&world, channel, 2, &[(3, 9)])),
        "payouts_shrink"
    );
    let before = world.balance(3);
    world.submit(2, settling(&world, channel, 2, &[(3, 14)])).unwrap();
    assert_eq!(world.balance(3), before + 4);
}

#[test]
fn a_hold_is_bound_to_chain_server_channel_and_asker() {
    let mut world = World::local();
    let channel = world.open_channel(100);
    assert_eq!(
        refused_hold(&mut world, channel, |h| h.chain = ChainId::from_bytes([1; 32])),
        "promise_wrong_chain"
    );
    assert_eq!(refused_hold(&mut world, channel, |h| h.server = id(3)), "wrong_server");
    assert_eq!(
        refused_hold(&mut world, channel, |h| h.channel = ChannelId::from_bytes([1; 32])),
        "unknown_channel"
    );
    assert_eq!(
        refused_hold(&mut world, channel, |h| h.payees.clear()),
        "bad_hold_payees"
    );
    assert_eq!(
        refused_hold(&mut world, channel, |h| h.payees.reverse()),
        "bad_hold_payees"
    );
    assert_eq!(
        refused_hold(&mut world, channel, |h| h.amount = Amount::ZERO),
        "zero_amount"
    );
    assert_eq!(
        refused_hold(&mut world, channel, |h| h.amount = micros(101)),
        "channel_overdrawn"
    );
    assert_eq!(refused_hold(&mut world, channel, |h| h.nonce = 0), "hold_settled");
    let by_server = world.hold(channel, 1, 10, &[3]).sign(&key(2));
    assert_eq!(world.refused(2, claim(by_server)), "wrong_signer");
    let mut forged = world.hold(channel, 1, 10, &[3]).sign(&key(1));
    forged.hold.amount = micros(11);
    assert_eq!(world.refused(2, claim(forged)), "promise_bad_signature");
}

#[test]
fn a_hold_takes_no_more_than_vouchers_left() {
    let mut world = World::local();
    let channel = world.open_channel(100);
    world.submit(2, settling(&world, channel, 1, &[(3, 60)])).unwrap();
    let hold = |amount| world.hold(channel, 2, amount, &[3, 4]).sign(&key(1));
    let (too_much, all) = (hold(41), hold(40));
    assert_eq!(world.refused(2, claim(too_much)), "channel_overdrawn");
    world.submit(2, claim(all)).unwrap();
    assert_eq!(world.channel(&channel).available(), Amount::ZERO);
}

#[test]
fn a_channel_has_no_more_payees_than_can_be_recorded() {
    let mut world = World::local();
    let channel = world.open_channel(10_000);
    let entries = (0..byline_royalty::MAX_PAYEES as u64).map(|n| {
        let mut account = [0; 32];
        account[..8].copy_from_slice(&n.to_be_bytes());
        (AccountId::from_bytes(account), micros(1))
    });
    let full = CumulativePayouts::from_sorted(entries.collect()).unwrap();
    world
        .submit(2, settle(signed(&world, channel, 1, &full), &full))
        .unwrap();
    let hold = world.hold(channel, 2, 10, &[3]).sign(&key(1));
    assert_eq!(world.refused(2, claim(hold)), "too_many_payees");
}
