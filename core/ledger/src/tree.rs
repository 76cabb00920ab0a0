//! The state tree: a Jellyfish Merkle tree with one version for each height, over whatever store holds its nodes.

use crate::{ChangeSet, StateKey, StateProof, StateRead, StateReadError};
use byline_types::{Digest32, Height};
use jmt::{KeyHash, OwnedValue, Sha256Jmt};
use std::collections::BTreeMap;
use thiserror::Error;

/// Where a record stands in the tree: [`StateKey::hash`].
pub use jmt::KeyHash as RecordHash;
pub use jmt::storage::{LeafNode, NibblePath, Node, NodeBatch, NodeKey, StaleNodeIndex, TreeReader, TreeUpdateBatch};

/// The state tree cannot be read or extended: a fault of the store.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the state tree cannot be used: {0}")]
pub struct TreeError(String);

/// What a block adds to the tree.
#[derive(Clone, Debug)]
pub struct TreeUpdate {
    /// The root after it.
    pub root: Digest32,
    /// Nodes and values to be stored, and nodes that later versions do not need.
    pub batch: TreeUpdateBatch,
}

/// The state at one height, read from the tree's values.
pub struct TreeState<'a, R> {
    reader: &'a R,
    height: Height,
}

/// A tree in memory: for tests, simulations and the root of a genesis.
#[derive(Clone, Debug, Default)]
pub struct MemoryTree {
    nodes: BTreeMap<NodeKey, Node>,
    values: BTreeMap<([u8; 32], u64), Option<OwnedValue>>,
}

/// The tree after `changes`, as version `height`. The tree must have version `height - 1`, unless this is the genesis.
///
/// # Errors
/// The store failed, or does not have the version before.
pub fn update<R: TreeReader>(reader: &R, height: Height, changes: &ChangeSet) -> Result<TreeUpdate, TreeError> {
    // Without its root the tree of the version before would pass for an empty one.
    if let Some(before) = height.0.checked_sub(1) {
        root(reader, Height(before))?;
    }
    let values = changes
        .iter()
        .map(|(key, value)| (KeyHash(key.hash()), value.map(<[u8]>::to_vec)));
    let (root, batch) = Sha256Jmt::new(reader).put_value_set(values, height.0)?;
    Ok(TreeUpdate {
        root: Digest32(root.0),
        batch,
    })
}

/// The root at `height`.
///
/// # Errors
/// The store failed, or does not have this version.
pub fn root<R: TreeReader>(reader: &R, height: Height) -> Result<Digest32, TreeError> {
    let root = Sha256Jmt::new(reader).get_root_hash_option(height.0)?;
    root.map(|root| Digest32(root.0))
        .ok_or_else(|| TreeError(format!("the tree has no version {height}")))
}

/// The record under `key` at `height`, or none, with its proof against the root at that height.
///
/// # Errors
/// The store failed, or does not have this version.
pub fn prove<R: TreeReader>(
    reader: &R,
    height: Height,
    key: &StateKey,
) -> Result<(Option<Vec<u8>>, StateProof), TreeError> {
    let (value, path) = Sha256Jmt::new(reader).get_with_proof(KeyHash(key.hash()), height.0)?;
    Ok((value, StateProof::new(path)))
}

/// Errors of `jmt` are texts; the store's own error is the innermost one.
impl From<anyhow::Error> for TreeError {
    fn from(error: anyhow::Error) -> TreeError {
        TreeError(format!("{error:#}"))
    }
}

impl<'a, R: TreeReader> TreeState<'a, R> {
    /// The state after the block at `height`, which the tree must have as its latest or an earlier version.
    pub fn new(reader: &'a R, height: Height) -> TreeState<'a, R> {
        TreeState { reader, height }
    }
}

impl<R: TreeReader> StateRead for TreeState<'_, R> {
    fn read(&self, key: &StateKey) -> Result<Option<Vec<u8>>, StateReadError> {
        let value = self.reader.get_value_option(self.height.0, KeyHash(key.hash()));
        value.map_err(|e| StateReadError(format!("{e:#}")))
    }
}

impl MemoryTree {
    /// Stores what a block added.
    pub fn apply(&mut self, batch: &TreeUpdateBatch) {
        let nodes = batch.node_batch.nodes().iter();
        self.nodes.extend(nodes.map(|(key, node)| (key.clone(), node.clone())));
        let values = batch.node_batch.values().iter();
        self.values
            .extend(values.map(|((version, key), value)| ((key.0, *version), value.clone())));
    }

    /// Forgets the nodes that no version after the batch needs, so that only the newest version can be proved.
    pub fn prune(&mut self, batch: &TreeUpdateBatch) {
        for stale in &batch.stale_node_index_batch {
            self.nodes.remove(&stale.node_key);
        }
    }
}

impl TreeReader for MemoryTree {
    fn get_node_option(&self, key: &NodeKey) -> anyhow::Result<Option<Node>> {
        Ok(self.nodes.get(key).cloned())
    }

    fn get_value_option(&self, version: u64, key: KeyHash) -> anyhow::Result<Option<OwnedValue>> {
        let newest = self.values.range((key.0, 0)..=(key.0, version)).next_back();
        Ok(newest.and_then(|(_, value)| value.clone()))
    }

    fn get_rightmost_leaf(&self) -> anyhow::Result<Option<(NodeKey, LeafNode)>> {
        anyhow::bail!("only restoring a tree from elsewhere asks for this, which is not done here")
    }
}
