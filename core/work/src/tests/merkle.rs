//! Roots and proofs against published values and an independent computation.

use crate::merkle::{MAX_PROOF_NODES, MerkleError, RangeProof, leaf_hash, prove_range, root, salted_leaf_hash};
use byline_types::Digest32;
use sha2::{Digest, Sha256};

/// The test tree of RFC 6962's reference implementation: its leaves, and the root over the first 1, 2, … of them.
const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

pub(super) fn numbered_leaves(count: u32) -> Vec<Digest32> {
    (0..count).map(|i| leaf_hash(&i.to_be_bytes())).collect()
}

/// The root as a log appends: complete subtrees on a stack, merged from the right (not the recursion of the crate).
pub(super) fn root_by_stack(leaves: &[Digest32]) -> Digest32 {
    let join = |left: Digest32, right: Digest32| {
        Digest32(
            Sha256::new()
                .chain_update([1])
                .chain_update(left.0)
                .chain_update(right.0)
                .finalize()
                .into(),
        )
    };
    let mut stack: Vec<Digest32> = Vec::new();
    for (count, leaf) in leaves.iter().enumerate() {
        let mut node = *leaf;
        for _ in 0..count.trailing_ones() {
            node = join(stack.pop().unwrap(), node);
        }
        stack.push(node);
    }
    let empty = Digest32(Sha256::digest([]).into());
    stack
        .into_iter()
        .rev()
        .reduce(|right, left| join(left, right))
        .unwrap_or(empty)
}

#[test]
fn roots_are_those_of_the_reference_tree() {
    let hashes: Vec<Digest32> = LEAVES.iter().map(|leaf| leaf_hash(&unhex(leaf))).collect();
    for (count, expected) in ROOTS.iter().enumerate() {
        assert_eq!(root(&hashes[..=count]).to_string(), *expected);
    }
    assert_eq!(
        root(&[]).to_string(),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
}

#[test]
fn roots_are_those_of_an_independent_computation() {
    for count in 0..130 {
        let leaves = numbered_leaves(count);
        assert_eq!(root(&leaves), root_by_stack(&leaves), "{count} leaves");
    }
}

#[test]
fn each_run_of_leaves_has_a_proof_and_no_other_run_fits_it() {
    for size in 1..=17_u32 {
        let leaves = numbered_leaves(size);
        let root = root(&leaves);
        for from in 0..size {
            for to in from + 1..=size {
                let proof = prove_range(&leaves, from, to).unwrap();
                let run = &leaves[from as usize..to as usize];
                assert_eq!(proof.verify(&root, size, from, run), Ok(()));
                assert!(proof.nodes.len() <= MAX_PROOF_NODES);
                let elsewhere = (from + 1) % size;
                assert!(size == 1 || proof.verify(&root, size, elsewhere, run).is_err());
            }
        }
    }
}

#[test]
fn a_proof_with_a_node_more_or_less_is_refused() {
    let leaves = numbered_leaves(11);
    let root = root(&leaves);
    let proof = prove_range(&leaves, 3, 5).unwrap();
    let verify = |nodes: Vec<Digest32>| RangeProof { nodes }.verify(&root, 11, 3, &leaves[3..5]);
    let mut longer = proof.nodes.clone();
    longer.push(Digest32::ZERO);
    assert_eq!(verify(longer), Err(MerkleError::WrongLength));
    assert_eq!(verify(proof.nodes[1..].to_vec()), Err(MerkleError::WrongLength));
    let mut swapped = proof.nodes.clone();
    swapped.swap(0, 1);
    assert_eq!(verify(swapped), Err(MerkleError::WrongRoot));
}

#[test]
fn no_leaves_and_leaves_outside_the_tree_are_refused() {
    let leaves = numbered_leaves(4);
    let root = root(&leaves);
    let proof = RangeProof::default();
    assert_eq!(proof.verify(&root, 4, 0, &[]), Err(MerkleError::OutOfRange));
    assert_eq!(proof.verify(&root, 4, 3, &leaves[..2]), Err(MerkleError::OutOfRange));
    assert_eq!(proof.verify(&root, 4, u32::MAX, &leaves), Err(MerkleError::OutOfRange));
    assert_eq!(proof.verify(&root, 4, 0, &leaves), Ok(()));
    assert!(prove_range(&leaves, 2, 2).is_none() && prove_range(&leaves, 3, 5).is_none());
}

#[test]
fn a_node_cannot_be_shown_as_a_leaf() {
    let leaves = numbered_leaves(2);
    let joined: Vec<u8> = leaves.iter().flat_map(|leaf| leaf.0).collect();
    assert_ne!(leaf_hash(&joined), root(&leaves));
}

#[test]
fn a_salt_changes_a_leaf() {
    assert_ne!(salted_leaf_hash(&[0; 32], b"yes"), leaf_hash(b"yes"));
    assert_ne!(salted_leaf_hash(&[0; 32], b"yes"), salted_leaf_hash(&[1; 32], b"yes"));
}
