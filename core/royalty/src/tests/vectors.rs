//! Receipts, splits and vouchers worked out by hand, and what must be refused.

use super::{account, sole, source};
use crate::*;
use byline_keys::SigningKey;
use byline_types::{Amount, ChainId, ChannelId, Digest32, Height, ReceiptId, Share, Timestamp, decode, encode};

fn keys() -> (SigningKey, SigningKey) {
    (SigningKey::from_bytes(&[1; 32]), SigningKey::from_bytes(&[2; 32]))
}

fn receipt() -> Receipt {
    let (asker, server) = keys();
    let words = vec![30, 10];
    let tie_seed = [9; 32];
    let weights = weights_by_words(&words, &tie_seed);
    let sources = vec![
        source(1, sole(account(10)), weights[0].ppm(), 1000),
        source(2, sole(account(11)), weights[1].ppm(), 7),
    ];
    let sources: Vec<_> = sources
        .into_iter()
        .zip([0, 1])
        .map(|(s, cluster)| Source { cluster, ..s })
        .collect();
    let charge = charge(&SplitRule::SOURCES_ONLY, &sources, &Beneficiaries::default(), &tie_seed).unwrap();
    Receipt {
        version: Receipt::VERSION,
        chain: ChainId::from_bytes([7; 32]),
        asker: asker.account_id(),
        server: server.account_id(),
        channel: Some(ChannelId::from_bytes([5; 32])),
        sequence: 1,
        made_at: Timestamp(1_700_000_000_000),
        question: commit(&[1; 32], b"question"),
        answer: commit(&[2; 32], b"answer"),
        retrieval: Retrieval {
            height: Height(3),
            retriever: Retriever::Lexical { version: 1 },
            passages: commit_passages(&[3; 32], &[]),
            count: 0,
        },
        generator: Generator::Quote { version: 1 },
        method: Method::QuotedWords { words },
        tie_seed,
        sources,
        model_part: Share::ZERO,
        unassigned: Share::ZERO,
        split: SplitRule::SOURCES_ONLY,
        beneficiaries: Beneficiaries::default(),
        hold: Amount::from_micros(1000),
        price: charge.price,
        payouts: charge.payouts,
    }
}

#[test]
fn each_source_is_paid_its_weight_of_its_own_rate() {
    let receipt = receipt();
    assert_eq!(
        receipt.price,
        Amount::from_micros(751),
        "750 and 1.75, rounded down together"
    );
    let paid = |name| {
        receipt
            .payouts
            .iter()
            .find(|p| p.account == account(name))
            .unwrap()
            .amount
            .micros()
    };
    assert_eq!((paid(10), paid(11)), (750, 1));
}

#[test]
fn a_source_that_made_the_whole_answer_gets_exactly_its_rate() {
    for rate in [0, 1, 7, u64::MAX] {
        let charge = charge(
            &SplitRule::SOURCES_ONLY,
            &[source(1, sole(account(1)), 1_000_000, rate)],
            &Beneficiaries::default(),
            &[0; 32],
        )
        .unwrap();
        assert_eq!(charge.price.micros(), rate);
    }
}

#[test]
fn two_signatures_make_a_verified_receipt() {
    let (asker, server) = keys();
    let verified = receipt().sign(&asker, &server).unwrap();
    let bytes = encode(verified.signed());
    let read: SignedReceipt = decode(&bytes, MAX_RECEIPT_BYTES).unwrap();
    assert_eq!(read.verify().unwrap().id(), verified.id());
}

#[test]
fn a_receipt_that_does_not_add_up_is_refused() {
    let change = |edit: fn(&mut Receipt)| {
        let mut receipt = receipt();
        edit(&mut receipt);
        receipt.check()
    };
    assert_eq!(
        change(|r| r.price = Amount::from_micros(752)),
        Err(ReceiptError::Payouts)
    );
    assert_eq!(
        change(|r| r.payouts[0].account = account(99)),
        Err(ReceiptError::Payouts)
    );
    assert_eq!(
        change(|r| r.hold = Amount::from_micros(750)),
        Err(ReceiptError::Payouts)
    );
    assert_eq!(change(|r| r.sources[0].weight = Share::ONE), Err(ReceiptError::Weights));
    assert_eq!(change(|r| r.unassigned = Share::ONE), Err(ReceiptError::Weights));
    assert_eq!(change(|r| r.sources[1].cluster = 0), Err(ReceiptError::Clusters));
    assert_eq!(
        change(|r| r.sources.swap(0, 1)),
        Err(ReceiptError::Bounds("sources are not in order"))
    );
    assert_eq!(change(|r| r.version = 2), Err(ReceiptError::Version(2)));
    assert!(matches!(
        change(|r| r.sources[0].leaves[0].to = 11),
        Err(ReceiptError::Bounds(_))
    ));
    assert!(matches!(change(|r| r.channel = None), Err(ReceiptError::Bounds(_))));
    assert!(matches!(
        change(|r| r.sources[0].payees.clear()),
        Err(ReceiptError::Payees(PayeesError::Count))
    ));
}

#[test]
fn a_receipt_signed_by_somebody_else_is_refused() {
    let (asker, server) = keys();
    assert_eq!(receipt().sign(&server, &asker), Err(ReceiptError::Signer));
    let mut signed = receipt().sign(&asker, &server).unwrap().signed().clone();
    signed.receipt.made_at = Timestamp(1);
    assert!(matches!(signed.verify(), Err(ReceiptError::Signature(_))));
}

#[test]
fn works_with_a_payee_in_common_are_one_cluster() {
    let share = |ppm| Share::from_ppm(ppm).unwrap();
    let mut joint = vec![
        Payee {
            account: account(1),
            share: share(500_000),
        },
        Payee {
            account: account(2),
            share: share(500_000),
        },
    ];
    joint.sort_unstable();
    let works = [sole(account(1)), sole(account(3)), sole(account(2)), joint];
    assert_eq!(clusters(works.iter().map(Vec::as_slice)), [0, 1, 0, 0]);
}

#[test]
fn joint_authors_divide_what_their_work_earns() {
    let share = |ppm| Share::from_ppm(ppm).unwrap();
    let mut joint = vec![
        Payee {
            account: account(1),
            share: share(500_000),
        },
        Payee {
            account: account(2),
            share: share(500_000),
        },
    ];
    joint.sort_unstable();
    let charge = charge(
        &SplitRule::SOURCES_ONLY,
        &[source(1, joint, 1_000_000, 7)],
        &Beneficiaries::default(),
        &[4; 32],
    )
    .unwrap();
    let mut parts: Vec<u64> = charge.payouts.iter().map(|p| p.amount.micros()).collect();
    parts.sort_unstable();
    assert_eq!(parts, [3, 4]);
}

#[test]
fn every_kind_of_beneficiary_gets_its_part() {
    let share = |ppm| Share::from_ppm(ppm).unwrap();
    let rule = SplitRule {
        sources: share(700_000),
        model: share(100_000),
        provider: share(150_000),
        treasury: share(50_000),
    };
    let others = Beneficiaries {
        model: Some(account(20)),
        provider: None,
        treasury: Some(account(22)),
    };
    let charge = charge(&rule, &[source(1, sole(account(1)), 1_000_000, 100)], &others, &[0; 32]).unwrap();
    let of = |role| {
        charge
            .payouts
            .iter()
            .find(|p| p.role == role)
            .map(|p| p.amount.micros())
    };
    assert_eq!(
        of(Role::Source),
        Some(85),
        "with the part of the provider that is not there"
    );
    assert_eq!(
        (of(Role::Model), of(Role::Provider), of(Role::Treasury)),
        (Some(10), None, Some(5))
    );
}

#[test]
fn an_ablation_receipt_keeps_its_evidence() {
    let mut receipt = receipt();
    receipt.generator = Generator::Model {
        model: Digest32([1; 32]),
        adapter: None,
        backend: "llama.cpp-cpu".into(),
    };
    receipt.method = Method::Ablation {
        version: 1,
        seed: [3; 32],
        masks: vec![0, 1, 2, 3],
        scores: vec![1, 2, 3, 1_000_000_000],
        floor: Share::ZERO,
    };
    assert_eq!(receipt.check(), Ok(()));
    assert_eq!(
        decode::<Receipt>(&encode(&receipt), MAX_RECEIPT_BYTES),
        Ok(receipt.clone())
    );
    let Method::Ablation { scores, .. } = &mut receipt.method else {
        unreachable!()
    };
    scores.pop();
    assert_eq!(receipt.check(), Err(ReceiptError::Weights));
}

#[test]
fn vouchers_and_holds_bind_their_content() {
    let (asker, _) = keys();
    let voucher = Voucher {
        chain: ChainId::from_bytes([7; 32]),
        channel: ChannelId::from_bytes([5; 32]),
        server: account(2),
        nonce: 1,
        total: Amount::from_micros(5),
        payouts_root: CumulativePayouts::default().root(),
        receipts_root: receipts_root(&[ReceiptId::from_bytes([1; 32])]),
        receipt_count: 1,
        expires: Height(100),
    };
    let mut signed = voucher.sign(&asker);
    assert_eq!(signed.verify(), Ok(()));
    signed.voucher.nonce = 2;
    assert!(signed.verify().is_err());
    let hold = Hold {
        chain: ChainId::from_bytes([7; 32]),
        channel: ChannelId::from_bytes([5; 32]),
        server: account(2),
        nonce: 1,
        amount: Amount::from_micros(5),
        payees: vec![account(3)],
        retrieval: Digest32::ZERO,
        deadline: Height(9),
    };
    assert!(hold.payees_are_valid());
    let mut signed = hold.sign(&asker);
    assert_eq!(signed.verify(), Ok(()));
    signed.hold.amount = Amount::MAX;
    assert!(signed.verify().is_err());
}

#[test]
fn payouts_out_of_order_twice_or_empty_are_refused() {
    let mut entries = vec![
        (account(1), Amount::from_micros(1)),
        (account(2), Amount::from_micros(2)),
    ];
    entries.sort_unstable();
    let refused = |list: Vec<_>| decode::<CumulativePayouts>(&encode(&list), 1000).is_err();
    assert!(!refused(entries.clone()));
    assert!(refused(entries.iter().rev().copied().collect()));
    assert!(refused(vec![entries[0], entries[0]]));
    assert!(refused(vec![(account(1), Amount::ZERO)]));
    assert!(refused(entries.iter().map(|(a, _)| (*a, Amount::MAX)).collect()));
}

/// Golden: the bytes that every signed receipt of the network is made of.
#[test]
fn the_encoding_of_a_receipt_is_fixed() {
    assert_eq!(
        receipt().id().to_string(),
        "rcpt1yk3kp7tf649znkwp5teachzskkezhcgehhd0uh2wyra37ce9jcssjn47k7"
    );
}
