//! Merkle roots and proofs after RFC 9162 (section 2.1), SHA-256.
//!
//! A leaf is hashed with the prefix 0x00 and a node with 0x01, so that a node can never be shown as a leaf. A tree of n
//! leaves splits at the largest power of two below n. One proof covers a run of leaves.

use borsh::{BorshDeserialize, BorshSerialize};
use byline_types::Digest32;
use sha2::{Digest, Sha256};
use thiserror::Error;

const LEAF_PREFIX: [u8; 1] = [0];
const NODE_PREFIX: [u8; 1] = [1];

/// The most nodes that a proof can have: two at each of the 32 levels of the largest tree.
pub const MAX_PROOF_NODES: usize = 64;

/// The nodes beside a run of leaves, from which the root can be computed.
///
/// Their order is that of the walk from the root, left before right, so that there is one proof for each run.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct RangeProof {
    /// The hashes of the largest subtrees without any leaf of the run.
    pub nodes: Vec<Digest32>,
}

/// Why a proof does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MerkleError {
    /// No leaf is named, or one past the end of the tree.
    #[error("the leaves are not inside the tree")]
    OutOfRange,
    /// The proof has too few or too many nodes for this place.
    #[error("the proof has the wrong number of nodes")]
    WrongLength,
    /// The leaves and nodes give another root: a leaf, its place or the proof was changed.
    #[error("the leaves do not belong to this root at this place")]
    WrongRoot,
}

/// SHA-256(0x00 ‖ bytes): the hash of a leaf.
pub fn leaf_hash(bytes: &[u8]) -> Digest32 {
    digest(&[&LEAF_PREFIX, bytes])
}

/// SHA-256(0x00 ‖ salt ‖ bytes): the hash of a leaf whose content must not be guessable from it.
pub fn salted_leaf_hash(salt: &[u8; 32], bytes: &[u8]) -> Digest32 {
    digest(&[&LEAF_PREFIX, salt, bytes])
}

/// The root over leaves with these hashes; SHA-256 of nothing for no leaves.
pub fn root(leaf_hashes: &[Digest32]) -> Digest32 {
    match leaf_hashes {
        [] => digest(&[]),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaf_hashes.split_at(split_point(leaf_hashes.len()));
            node_hash(&root(left), &root(right))
        }
    }
}

/// The proof for the leaves `from..to`, or `None` when there is no such run.
pub fn prove_range(leaf_hashes: &[Digest32], from: u32, to: u32) -> Option<RangeProof> {
    let (from, to) = (from as usize, to as usize);
    if from >= to || to > leaf_hashes.len() {
        return None;
    }
    let mut proof = RangeProof::default();
    collect_nodes(leaf_hashes, 0, (from, to), &mut proof.nodes);
    Some(proof)
}

impl RangeProof {
    /// Checks that `leaf_hashes` stand at `from..` in the tree of `size` leaves under `root`, and that the proof has
    /// exactly the nodes that this needs.
    ///
    /// # Errors
    /// No leaves or leaves outside the tree, missing or surplus nodes, another root.
    pub fn verify(&self, root: &Digest32, size: u32, from: u32, leaf_hashes: &[Digest32]) -> Result<(), MerkleError> {
        let to = range_end(size, from, leaf_hashes.len()).ok_or(MerkleError::OutOfRange)?;
        let mut walk = Walk {
            nodes: self.nodes.iter(),
            leaves: leaf_hashes.iter(),
            range: (from as usize, to),
        };
        let computed = walk.subtree(0, size as usize).ok_or(MerkleError::WrongLength)?;
        if walk.nodes.next().is_some() {
            return Err(MerkleError::WrongLength);
        }
        if computed == *root {
            Ok(())
        } else {
            Err(MerkleError::WrongRoot)
        }
    }
}

fn range_end(size: u32, from: u32, count: usize) -> Option<usize> {
    let to = (from as usize).checked_add(count)?;
    (count > 0 && to <= size as usize).then_some(to)
}

/// The hash of the subtree over `leaves`, which begin at `start`, wherever it lies beside the range.
fn collect_nodes(leaves: &[Digest32], start: usize, range: (usize, usize), nodes: &mut Vec<Digest32>) {
    match overlap(start, leaves.len(), range) {
        Overlap::None => nodes.push(root(leaves)),
        Overlap::Whole => {}
        Overlap::Part => {
            let split = split_point(leaves.len());
            collect_nodes(&leaves[..split], start, range, nodes);
            collect_nodes(&leaves[split..], start + split, range, nodes);
        }
    }
}

/// The walk of `collect_nodes` taken again by one who has only the proof and the leaves of the run.
struct Walk<'a> {
    nodes: std::slice::Iter<'a, Digest32>,
    leaves: std::slice::Iter<'a, Digest32>,
    range: (usize, usize),
}

impl Walk<'_> {
    /// The hash of the subtree of `len` leaves from `start`, or `None` when nodes are missing.
    fn subtree(&mut self, start: usize, len: usize) -> Option<Digest32> {
        match overlap(start, len, self.range) {
            Overlap::None => self.nodes.next().copied(),
            Overlap::Whole if len == 1 => self.leaves.next().copied(),
            Overlap::Whole | Overlap::Part => {
                let split = split_point(len);
                let left = self.subtree(start, split)?;
                let right = self.subtree(start + split, len - split)?;
                Some(node_hash(&left, &right))
            }
        }
    }
}

enum Overlap {
    None,
    Part,
    Whole,
}

fn overlap(start: usize, len: usize, (from, to): (usize, usize)) -> Overlap {
    let end = start + len;
    if end <= from || to <= start {
        Overlap::None
    } else if from <= start && end <= to {
        Overlap::Whole
    } else {
        Overlap::Part
    }
}

/// The largest power of two below `len`, for `len` of at least 2.
fn split_point(len: usize) -> usize {
    len.div_ceil(2).next_power_of_two()
}

fn node_hash(left: &Digest32, right: &Digest32) -> Digest32 {
    digest(&[&NODE_PREFIX, left.as_bytes(), right.as_bytes()])
}

fn digest(parts: &[&[u8]]) -> Digest32 {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    Digest32(hasher.finalize().into())
}
