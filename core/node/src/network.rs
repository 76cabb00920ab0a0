//! The ledger as it is shown: how far it is, and who signs it.

use crate::chain::ProofState;
use crate::error::NodeError;
use crate::node::Node;
use byline_keys::PublicKey;
use byline_ledger::{Certificate, Header, Validator};
use byline_store::StoredHeader;
use byline_types::{AccountId, Amount, BlockId, ChainId, Height, Timestamp};
use std::collections::BTreeSet;

/// Blocks that are listed.
const LISTED: u64 = 20;

/// The ledger and who signs it.
#[derive(Clone, Debug)]
pub struct Network {
    /// `local` or `network`.
    pub mode: &'static str,
    /// The ledger's id.
    pub chain: ChainId,
    /// When its latest block was made.
    pub time: Timestamp,
    /// The latest header, and how it was verified.
    pub proof: ProofState,
    /// All coins.
    pub supply: Amount,
    /// Who may sign.
    pub validators: Vec<ValidatorView>,
    /// The latest blocks, newest first.
    pub blocks: Vec<BlockView>,
}

/// A validator.
#[derive(Clone, Debug)]
pub struct ValidatorView {
    /// The account of its key.
    pub account: AccountId,
    /// Its voting power.
    pub power: u64,
    /// Whether it signed the latest block.
    pub signed: bool,
    /// Whether it is this node.
    pub you: bool,
}

/// A block.
#[derive(Clone, Debug)]
pub struct BlockView {
    /// Its height.
    pub height: Height,
    /// Its id.
    pub block: BlockId,
    /// When it was made.
    pub time: Timestamp,
    /// Its transactions.
    pub transactions: u32,
    /// How many validators signed it.
    pub signers: usize,
}

impl Node {
    /// The ledger and who signs it.
    pub fn network(&self) -> Result<Network, NodeError> {
        let view = self.chain.view()?;
        let signed = view.signed_header();
        let signers: BTreeSet<AccountId> = signed.certificate.signatures.iter().map(|s| s.validator).collect();
        let own = self.server_key().account_id();
        let validator = |validator: &Validator| {
            let key =
                PublicKey::try_from(validator.key).map_err(|e| NodeError::Damaged(format!("a validator: {e}")))?;
            let account = key.account_id();
            Ok::<_, NodeError>(ValidatorView {
                account,
                power: validator.power,
                signed: signers.contains(&account),
                you: account == own,
            })
        };
        let genesis = self.chain.genesis();
        let proof = view.proof_state();
        Ok(Network {
            mode: self.mode(),
            chain: self.chain.id(),
            time: signed.header.time,
            supply: genesis.supply().unwrap_or_default(),
            validators: genesis.validators.iter().map(validator).collect::<Result<_, _>>()?,
            blocks: self.latest_blocks(proof.height)?,
            proof,
        })
    }

    /// The blocks up to `last`, newest first; block 0 follows from the genesis and nobody signed it.
    fn latest_blocks(&self, last: Height) -> Result<Vec<BlockView>, NodeError> {
        let snapshot = self.store.read()?;
        let first = last.0.saturating_sub(LISTED - 1).max(1);
        let stored = (first..=last.0).rev().map(|height| snapshot.header(Height(height)));
        let mut blocks = Vec::new();
        for header in stored {
            let Some(header) = header? else { continue };
            let transactions = snapshot.block_transaction_count(header.height)?;
            blocks.push(block(&header, transactions)?);
        }
        Ok(blocks)
    }
}

fn block(stored: &StoredHeader, transactions: u32) -> Result<BlockView, NodeError> {
    let damaged = |e: &dyn std::fmt::Display| NodeError::Damaged(format!("header {}: {e}", stored.height));
    let header = Header::decode(&stored.header).map_err(|e| damaged(&e))?;
    let certificate = Certificate::decode(&stored.certificate).map_err(|e| damaged(&e))?;
    Ok(BlockView {
        height: stored.height,
        block: stored.id,
        time: header.time,
        transactions,
        signers: certificate.signatures.len(),
    })
}
