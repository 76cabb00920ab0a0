//! The ledger's state tree on disk: reading it for `jmt`, writing a block's changes, and pruning old versions.

use crate::database::{Tables, WriteTx};
use crate::error::StoreError;
use crate::row::damaged;
use borsh::BorshDeserialize;
use jmt::storage::{LeafNode, Node, NodeKey, TreeReader, TreeUpdateBatch};
use jmt::{KeyHash, OwnedValue, Version};
use rusqlite::{OptionalExtension, params};

impl TreeReader for Tables {
    fn get_node_option(&self, key: &NodeKey) -> anyhow::Result<Option<Node>> {
        Ok(self.tree_node(key)?)
    }

    fn get_value_option(&self, max_version: Version, key: KeyHash) -> anyhow::Result<Option<OwnedValue>> {
        Ok(self.state_value(max_version, &key.0)?)
    }

    /// Only a tree that is being restored from elsewhere is asked for this.
    fn get_rightmost_leaf(&self) -> anyhow::Result<Option<(NodeKey, LeafNode)>> {
        anyhow::bail!("the state tree is not restored from chunks")
    }
}

impl Tables {
    /// The value under a key's hash in the state after the block at height `version`, or nothing where there was none.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn state_value(&self, version: u64, key_hash: &[u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        let newest: Option<Option<Vec<u8>>> = self
            .connection
            .prepare_cached(
                "SELECT value FROM tree_value WHERE key = ?1 AND version <= ?2 ORDER BY version DESC LIMIT 1",
            )?
            .query_row(params![key_hash, version_column(version)], |row| row.get(0))
            .optional()?;
        Ok(newest.flatten())
    }

    fn tree_node(&self, key: &NodeKey) -> Result<Option<Node>, StoreError> {
        let bytes: Option<Vec<u8>> = self
            .connection
            .prepare_cached("SELECT node FROM tree_node WHERE key = ?1")?
            .query_row([encoded(key)?], |row| row.get(0))
            .optional()?;
        bytes
            .map(|bytes| Node::try_from_slice(&bytes).map_err(damaged))
            .transpose()
    }
}

impl WriteTx<'_> {
    /// Writes what a block changes in the tree.
    pub(crate) fn put_tree_update(&self, update: &TreeUpdateBatch) -> Result<(), StoreError> {
        let mut node = self
            .connection
            .prepare_cached("INSERT OR REPLACE INTO tree_node VALUES (?1, ?2)")?;
        for (key, content) in update.node_batch.nodes() {
            node.execute(params![encoded(key)?, encoded(content)?])?;
        }
        let mut value = self
            .connection
            .prepare_cached("INSERT OR REPLACE INTO tree_value VALUES (?1, ?2, ?3)")?;
        for ((version, key), content) in update.node_batch.values() {
            value.execute(params![key.0, version_column(*version), content])?;
        }
        let mut stale = self
            .connection
            .prepare_cached("INSERT OR REPLACE INTO tree_stale VALUES (?1, ?2)")?;
        for index in &update.stale_node_index_batch {
            stale.execute(params![
                version_column(index.stale_since_version),
                encoded(&index.node_key)?
            ])?;
        }
        Ok(())
    }

    /// Deletes the nodes and values that no version from `oldest` on needs; says how many nodes. Proofs of older
    /// versions can then no longer be made.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn prune_state(&self, oldest: u64) -> Result<usize, StoreError> {
        let oldest = version_column(oldest);
        self.connection.execute(
            "DELETE FROM tree_node WHERE key IN (SELECT key FROM tree_stale WHERE since <= ?1)",
            [oldest],
        )?;
        self.connection.execute(
            "DELETE FROM tree_value WHERE version < ?1 AND EXISTS (
                 SELECT 1 FROM tree_value AS newer WHERE newer.key = tree_value.key
                 AND newer.version > tree_value.version AND newer.version <= ?1)",
            [oldest],
        )?;
        Ok(self
            .connection
            .execute("DELETE FROM tree_stale WHERE since <= ?1", [oldest])?)
    }
}

/// Versions are heights; none reaches what a signed column cannot hold.
fn version_column(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(i64::MAX)
}

fn encoded<T: borsh::BorshSerialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    borsh::to_vec(value).map_err(damaged)
}
