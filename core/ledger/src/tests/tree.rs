//! The state tree against an independent computation of its root, and its proofs against everything they do not prove.

use crate::tree::{MemoryTree, prove, update};
use crate::*;
use byline_types::*;
use proptest::prelude::*;
use sha2_10::{Digest, Sha256};
use std::collections::BTreeMap;

fn key(n: u16) -> StateKey {
    let mut bytes = [0; 32];
    bytes[..2].copy_from_slice(&n.to_be_bytes());
    StateKey::Account(AccountId::from_bytes(bytes))
}

fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    parts.iter().for_each(|part| hasher.update(part));
    hasher.finalize().into()
}

fn bit(key: &[u8; 32], depth: usize) -> bool {
    key[depth / 8] >> (7 - depth % 8) & 1 == 1
}

/// A binary trie over the bits of the keys, in which a subtree with one leaf is that leaf.
fn expected_root(leaves: &[([u8; 32], [u8; 32])], depth: usize) -> [u8; 32] {
    match leaves {
        [] => *b"SPARSE_MERKLE_PLACEHOLDER_HASH__",
        [(key, value)] => sha256(&[b"JMT::LeafNode", key, value]),
        _ => {
            let (right, left): (Vec<_>, Vec<_>) = leaves.iter().partition(|(key, _)| bit(key, depth));
            let children = [expected_root(&left, depth + 1), expected_root(&right, depth + 1)];
            sha256(&[b"JMT::IntrnalNode", &children[0], &children[1]])
        }
    }
}

fn root_of(records: &BTreeMap<StateKey, Vec<u8>>) -> Digest32 {
    let leaves: Vec<_> = records
        .iter()
        .map(|(key, record)| (key.hash(), sha256(&[record])))
        .collect();
    Digest32(expected_root(&leaves, 0))
}

/// Versions of changes: few keys, so that records are often replaced and removed.
fn versions() -> impl Strategy<Value = Vec<BTreeMap<u16, Option<u8>>>> {
    let changes = proptest::collection::btree_map(0..40u16, proptest::option::of(any::<u8>()), 0..12);
    proptest::collection::vec(changes, 1..12)
}

fn apply(versions: &[BTreeMap<u16, Option<u8>>], prune: bool) -> (MemoryTree, BTreeMap<StateKey, Vec<u8>>) {
    let (mut tree, mut records) = (MemoryTree::default(), BTreeMap::new());
    for (height, version) in versions.iter().enumerate() {
        let mut changes = ChangeSet::default();
        for (n, value) in version {
            match value {
                Some(byte) => {
                    changes.put(key(*n), byte);
                    records.insert(key(*n), vec![*byte]);
                }
                None => {
                    changes.remove(key(*n));
                    records.remove(&key(*n));
                }
            }
        }
        let update = update(&tree, Height(height as u64), &changes).unwrap();
        assert_eq!(update.root, root_of(&records));
        tree.apply(&update.batch);
        if prune {
            tree.prune(&update.batch);
        }
    }
    (tree, records)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn roots_follow_from_the_records_alone_and_every_record_and_absence_is_proved(
        versions in versions(),
        prune in any::<bool>(),
    ) {
        let (tree, records) = apply(&versions, prune);
        let height = Height(versions.len() as u64 - 1);
        let root = root_of(&records);
        for n in 0..44 {
            let (record, proof) = prove(&tree, height, &key(n)).unwrap();
            prop_assert_eq!(record.as_ref(), records.get(&key(n)));
            let record = record.as_deref();
            prop_assert_eq!(proof.verify(&root, &key(n), record), Ok(()));
            prop_assert!(proof.verify(&root, &key(n), Some(b"other")).is_err());
            prop_assert!(record.is_none() || proof.verify(&root, &key(n), None).is_err());
            prop_assert!(proof.verify(&Digest32([1; 32]), &key(n), record).is_err());
            prop_assert!(record.is_none() || proof.verify(&root, &key(n + 1), record).is_err());
            prop_assert_eq!(StateProof::decode(&proof.encode()).unwrap(), proof);
        }
    }

    #[test]
    fn a_proof_with_any_byte_changed_proves_nothing(
        versions in versions(),
        n in 0..44u16,
        at in any::<prop::sample::Index>(),
        flip in 1..=255u8,
    ) {
        let (tree, records) = apply(&versions, false);
        let (record, proof) = prove(&tree, Height(versions.len() as u64 - 1), &key(n)).unwrap();
        let mut bytes = proof.encode();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        if let Ok(changed) = StateProof::decode(&bytes) {
            prop_assert!(changed.verify(&root_of(&records), &key(n), record.as_deref()).is_err());
        }
    }

    #[test]
    fn any_bytes_are_a_proof_of_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(proof) = StateProof::decode(&bytes) {
            prop_assert!(proof.verify(&Digest32([1; 32]), &key(1), None).is_err());
            prop_assert!(proof.verify(&Digest32([1; 32]), &key(1), Some(b"")).is_err());
        }
    }
}

#[test]
fn a_proof_with_more_siblings_than_bits_is_refused() {
    let mut bytes = vec![0];
    bytes.extend(257u32.to_le_bytes());
    bytes.extend([0; 257]);
    let proof = StateProof::decode(&bytes).unwrap();
    assert_eq!(proof.verify(&Digest32([1; 32]), &key(1), None), Err(ProofError));
    assert!(StateProof::decode(&vec![0; MAX_PROOF_BYTES + 1]).is_err());
}
