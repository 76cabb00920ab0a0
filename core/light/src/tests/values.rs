//! Which records and transactions are believed.

use super::fixture::*;
use crate::*;
use byline_ledger::accounts::Transfer;
use byline_ledger::tree::{MemoryTree, prove, update};
use byline_ledger::*;
use byline_types::*;
use byline_work::merkle;

/// A ledger with one block of two transfers, and that block as a light client sees it.
struct Ledger {
    tree: MemoryTree,
    block: Block,
    verified: VerifiedHeader,
}

fn ledger() -> Ledger {
    let genesis = genesis(set(&[1]));
    let mut tree = MemoryTree::default();
    tree.apply(
        &update(&tree, Height(0), &genesis_state(&genesis).unwrap())
            .unwrap()
            .batch,
    );
    let transactions = [1, 2].map(|seed| transfer(&genesis, seed).sign(&key(seed)));
    let checked = transactions.map(|tx| tx.check(&genesis.chain_id()).unwrap()).to_vec();
    let slot = Slot {
        time: Timestamp(2_000),
        proposer: id(1),
    };
    let built = build_block(&tree, &genesis.header().unwrap(), &slot, checked).unwrap();
    tree.apply(&built.tree.batch);
    let validators = set(&[1]);
    let light = signed(built.block.header, &validators, &validators, &[1]);
    let trusted = TrustedState::from_genesis(&genesis).unwrap();
    let verified = verify_header(&trusted, &light, NOW, &Options::LOCAL).unwrap();
    Ledger {
        tree,
        block: built.block,
        verified,
    }
}

fn transfer(genesis: &Genesis, seed: u8) -> Transaction {
    Transaction {
        chain: genesis.chain_id(),
        sender: key(seed).public(),
        nonce: Nonce(0),
        expires: Height(10),
        fee: Amount::ZERO,
        body: Body::Transfer(Transfer {
            to: id(3),
            amount: Amount::from_micros(seed.into()),
            memo: None,
        }),
    }
}

#[test]
fn a_balance_is_believed_with_its_proof_and_not_without() {
    let Ledger { tree, verified, .. } = ledger();
    let (record, proof) = prove(&tree, Height(1), &StateKey::Account(id(3))).unwrap();
    let account = verified.verify_account(&id(3), record.as_deref(), &proof).unwrap();
    assert_eq!(account.value().unwrap().balance, Amount::from_micros(3));
    assert_eq!((account.height(), account.block()), (Height(1), verified.id()));
    assert!(account.map(|account| account.is_some()).into_value());

    let mut richer = record.clone().unwrap();
    richer[0] ^= 1;
    assert_eq!(
        verified
            .verify_account(&id(3), Some(&richer), &proof)
            .unwrap_err()
            .code(),
        "bad_proof"
    );
    assert_eq!(
        verified.verify_account(&id(3), None, &proof).unwrap_err().code(),
        "bad_proof"
    );
    assert_eq!(
        verified
            .verify_account(&id(2), record.as_deref(), &proof)
            .unwrap_err()
            .code(),
        "bad_proof"
    );
    let (old, old_proof) = prove(&tree, Height(0), &StateKey::Account(id(1))).unwrap();
    assert_eq!(
        verified
            .verify_account(&id(1), old.as_deref(), &old_proof)
            .unwrap_err()
            .code(),
        "bad_proof"
    );
}

#[test]
fn an_absent_account_is_proved_absent() {
    let Ledger { tree, verified, .. } = ledger();
    let (record, proof) = prove(&tree, Height(1), &StateKey::Account(id(8))).unwrap();
    assert_eq!(record, None);
    assert_eq!(
        verified.verify_account(&id(8), None, &proof).unwrap().into_value(),
        None
    );
    assert!(verified.verify_account(&id(8), Some(&[0; 16]), &proof).is_err());
}

#[test]
fn the_genesis_needs_no_signature() {
    let genesis = genesis(set(&[1]));
    let verified = VerifiedHeader::from_genesis(&genesis).unwrap();
    let tree = ledger().tree;
    let (record, proof) = prove(&tree, Height(0), &StateKey::Supply).unwrap();
    let supply = verified.verify_supply(record.as_deref(), &proof).unwrap();
    assert_eq!(supply.into_value(), Some(Amount::from_micros(1_200)));
    let (record, proof) = prove(&tree, Height(0), &StateKey::Params).unwrap();
    assert_eq!(
        verified.verify_params(record.as_deref(), &proof).unwrap().into_value(),
        Some(Params::local())
    );
}

#[test]
fn a_record_of_another_kind_cannot_pass_for_one() {
    let Ledger { tree, verified, .. } = ledger();
    let (record, proof) = prove(&tree, Height(1), &StateKey::Account(id(3))).unwrap();
    let work = WorkId::from_bytes(*id(3).as_bytes());
    assert_eq!(
        verified
            .verify_work(&work, record.as_deref(), &proof)
            .unwrap_err()
            .code(),
        "bad_proof"
    );
}

#[test]
fn a_transaction_is_believed_at_its_place_in_its_block() {
    let Ledger { block, verified, .. } = ledger();
    let bytes: Vec<Vec<u8>> = block.transactions.iter().map(SignedTransaction::encode).collect();
    let leaves: Vec<Digest32> = bytes.iter().map(|bytes| merkle::leaf_hash(bytes)).collect();
    for index in 0..2u32 {
        let proof = merkle::prove_range(&leaves, index, index + 1).unwrap();
        let verified_transaction = verified
            .verify_transaction(&bytes[index as usize], index, 2, &proof)
            .unwrap();
        assert_eq!(verified_transaction.value(), &block.transactions[index as usize]);
        let elsewhere = verified.verify_transaction(&bytes[index as usize], 1 - index, 2, &proof);
        assert_eq!(elsewhere.unwrap_err().code(), "not_in_block");
        let mut changed = bytes[index as usize].clone();
        changed[40] ^= 1;
        assert_eq!(
            verified
                .verify_transaction(&changed, index, 2, &proof)
                .unwrap_err()
                .code(),
            "not_in_block"
        );
    }
}
