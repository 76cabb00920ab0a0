//! Golden vectors: the bytes of everything that is signed, hashed or stored. They change only with a new format.

use super::fixture::*;
use crate::accounts::*;
use crate::usage::*;
use crate::works::*;
use crate::*;
use byline_royalty::Payee;
use byline_types::*;
use byline_work::{Answering, Derivatives, Parent, Terms, Training};

/// One `name = hex` a line.
const GOLDEN: &str = include_str!("golden.txt");

fn channel() -> ChannelId {
    channel_id(&id(1), &id(2), Nonce(7))
}

fn terms() -> Terms {
    let share = Share::from_ppm(250_000).unwrap();
    Terms {
        answering: Answering::Granted {
            price: micros(5),
            grants: digest(6),
        },
        training: Training::Share { share },
        derivatives: Derivatives::Share { share },
    }
}

fn bodies(world: &World) -> Vec<(&'static str, Body)> {
    let (work, commitment) = (work_of(1, 5), commitment_to(&digest(5), &id(1), &[8; 32]));
    let payouts = payouts(&[(3, 10), (4, 20)]);
    let registration = RegisterWork {
        terms: terms(),
        payees: vec![Payee {
            account: id(1),
            share: Share::ONE,
        }],
        parents: vec![Parent {
            work: work_of(2, 6),
            share: Share::from_ppm(1).unwrap(),
        }],
        reveal: Some([8; 32]),
        ..registration(1, 5)
    };
    let version = NewVersion {
        work,
        root: digest(6),
        manifest: ManifestId::from_bytes([7; 32]),
        leaf_count: 9,
    };
    let mut voucher = world.voucher(channel(), 3, &payouts);
    voucher.expires = Height(99);
    let memo = Some(digest(1));
    vec![
        (
            "transfer",
            Body::Transfer(Transfer {
                to: id(2),
                amount: COIN,
                memo,
            }),
        ),
        ("commit", Body::Commit(Commit { commitment })),
        (
            "cancel_commitment",
            Body::CancelCommitment(CancelCommitment { commitment }),
        ),
        ("register_work", Body::RegisterWork(registration)),
        ("new_version", Body::NewVersion(version)),
        (
            "set_terms",
            Body::SetTerms(SetTerms {
                work,
                terms: Terms::paid(COIN),
            }),
        ),
        ("withdraw_work", Body::WithdrawWork(WithdrawWork { work })),
        (
            "open_channel",
            Body::OpenChannel(OpenChannel {
                server: id(2),
                amount: COIN,
            }),
        ),
        (
            "top_up_channel",
            Body::TopUpChannel(TopUpChannel {
                channel: channel(),
                amount: COIN,
            }),
        ),
        ("settle", settle(voucher.sign(&key(1)), &payouts)),
        ("close_channel", Body::CloseChannel(CloseChannel { channel: channel() })),
        (
            "reclaim_channel",
            Body::ReclaimChannel(ReclaimChannel { channel: channel() }),
        ),
        ("claim_hold", claim(world.hold(channel(), 4, 50, &[3, 4]).sign(&key(1)))),
    ]
}

fn state_keys() -> Vec<(&'static str, StateKey)> {
    vec![
        ("supply", StateKey::Supply),
        ("params", StateKey::Params),
        ("validators", StateKey::Validators),
        ("account", StateKey::Account(id(1))),
        ("work", StateKey::Work(work_of(1, 5))),
        ("work_version", StateKey::WorkVersion(work_of(1, 5), 1)),
        ("commitment", StateKey::Commitment(id(1), digest(1))),
        ("channel", StateKey::Channel(channel())),
        ("paid", StateKey::Paid(channel())),
    ]
}

/// A world with something of every kind in its state.
fn lived_in() -> (World, Vec<Event>) {
    let mut world = World::strict();
    let mut events = Vec::new();
    let commitment = commitment_to(&digest(5), &id(1), &[8; 32]);
    events.extend(world.submit(1, Body::Commit(Commit { commitment })).unwrap());
    events.extend(world.submit(1, register(1, 1)).unwrap());
    let channel = world.open_channel(1_000);
    let payouts = payouts(&[(3, 10), (4, 20)]);
    let voucher = world.voucher(channel, 1, &payouts).sign(&key(1));
    events.extend(world.submit(2, settle(voucher, &payouts)).unwrap());
    events.extend(world.submit(2, Body::CloseChannel(CloseChannel { channel })).unwrap());
    (world, events)
}

fn lines() -> Vec<(String, Vec<u8>)> {
    let world = World::strict();
    let mut lines = vec![
        ("genesis".to_owned(), world.genesis.encode()),
        ("genesis.chain_id".to_owned(), world.chain().as_bytes().to_vec()),
        ("genesis.header".to_owned(), world.head.encode()),
        ("genesis.header.id".to_owned(), world.head.id().as_bytes().to_vec()),
        ("treasury".to_owned(), treasury().as_bytes().to_vec()),
    ];
    for (name, body) in bodies(&world) {
        let transaction = world.transaction(1, body);
        let signing = signing_bytes(TRANSACTION_DOMAIN, &world.chain(), &transaction);
        let signed = transaction.sign(&key(1));
        lines.push((format!("body.{name}"), encode(&signed.transaction.body)));
        lines.push((format!("signing_bytes.{name}"), signing));
        lines.push((format!("signed.{name}"), signed.encode()));
        lines.push((format!("id.{name}"), signed.id().as_bytes().to_vec()));
    }
    for (name, key) in state_keys() {
        lines.push((format!("state_key.{name}"), key.to_bytes()));
        lines.push((format!("state_key.{name}.hash"), key.hash().to_vec()));
    }
    let precommit = Precommit {
        height: Height(3),
        round: 1,
        block: BlockId::from_bytes([5; 32]),
    };
    lines.push((
        "precommit".into(),
        signing_bytes(PRECOMMIT_DOMAIN, &world.chain(), &precommit),
    ));
    let certificate = Certificate::new(precommit, vec![precommit.sign(&world.chain(), &key(9))]);
    lines.push(("certificate".into(), certificate.encode()));
    let (world, events) = lived_in();
    for (key, record) in &world.records {
        lines.push((format!("record.{}", hex::encode(key.to_bytes())), record.clone()));
    }
    lines.push(("header".into(), world.head.encode()));
    lines.push(("events".into(), encode(&events)));
    lines.push(("proof".into(), world.prove(&StateKey::Account(id(1))).1.encode()));
    lines
}

#[test]
fn every_format_is_byte_for_byte_what_it_was() {
    let now: Vec<String> = lines()
        .iter()
        .map(|(name, bytes)| format!("{name} = {}", hex::encode(bytes)))
        .collect();
    let golden: Vec<&str> = GOLDEN.lines().collect();
    for (now, golden) in now.iter().zip(&golden) {
        assert_eq!(
            now,
            golden,
            "a format changed; where that is meant, replace golden.txt by:\n{}",
            now_text()
        );
    }
    assert_eq!(
        now.len(),
        golden.len(),
        "lines were added or removed; replace golden.txt by:\n{}",
        now_text()
    );
}

fn now_text() -> String {
    lines()
        .iter()
        .map(|(name, bytes)| format!("{name} = {}\n", hex::encode(bytes)))
        .collect()
}

#[test]
fn golden_transactions_are_read_back_and_their_signatures_hold() {
    let chain = World::strict().chain();
    let signed = GOLDEN
        .lines()
        .filter_map(|line| line.strip_prefix("signed.")?.split_once(" = "));
    let mut count = 0;
    for (name, text) in signed {
        let bytes = hex::decode(text).unwrap();
        let signed = SignedTransaction::decode(&bytes).unwrap();
        assert_eq!(signed.encode(), bytes, "{name}");
        signed.check(&chain).unwrap();
        count += 1;
    }
    assert_eq!(count, 13);
}
