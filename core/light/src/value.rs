//! Records and transactions, verified against a header that is believed.

use crate::{LightError, VerifiedHeader};
use borsh::{BorshDeserialize, BorshSerialize};
use byline_ledger::accounts::Account;
use byline_ledger::usage::Channel;
use byline_ledger::works::{VersionRecord, WorkRecord};
use byline_ledger::{MAX_RECORD_BYTES, Params, SignedTransaction, StateKey, StateProof};
use byline_royalty::CumulativePayouts;
use byline_types::{AccountId, Amount, BlockId, ChannelId, Height, WorkId, decode};
use byline_work::{RangeProof, merkle};

/// Something that was proved to be so as of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified<T> {
    value: T,
    height: Height,
    block: BlockId,
}

impl<T> Verified<T> {
    /// What was proved.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// What was proved, without the block of which it is true.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The height as of which it is true.
    pub fn height(&self) -> Height {
        self.height
    }

    /// The block as of which it is true.
    pub fn block(&self) -> BlockId {
        self.block
    }

    /// The same proof, seen as something that follows from it.
    pub fn map<U>(self, see: impl FnOnce(T) -> U) -> Verified<U> {
        Verified {
            value: see(self.value),
            height: self.height,
            block: self.block,
        }
    }
}

impl VerifiedHeader {
    /// Checks that the state after this block has exactly `record` under `key`, or no record.
    ///
    /// # Errors
    /// The proof does not lead from this record to this block's state.
    pub fn verify_value(
        &self,
        key: &StateKey,
        record: Option<&[u8]>,
        proof: &StateProof,
    ) -> Result<Verified<Option<Vec<u8>>>, LightError> {
        proof.verify(&self.header().state_root, key, record)?;
        Ok(self.verified(record.map(<[u8]>::to_vec)))
    }

    /// As [`VerifiedHeader::verify_value`], for an account.
    ///
    /// # Errors
    /// A wrong proof, or a record that this release cannot read.
    pub fn verify_account(
        &self,
        id: &AccountId,
        record: Option<&[u8]>,
        proof: &StateProof,
    ) -> Result<Verified<Option<Account>>, LightError> {
        self.verify_record(&StateKey::Account(*id), record, proof)
    }

    /// As [`VerifiedHeader::verify_value`], for a work.
    ///
    /// # Errors
    /// A wrong proof, or a record that this release cannot read.
    pub fn verify_work(
        &self,
        id: &WorkId,
        record: Option<&[u8]>,
        proof: &StateProof,
    ) -> Result<Verified<Option<WorkRecord>>, LightError> {
        self.verify_record(&StateKey::Work(*id), record, proof)
    }

    /// As [`VerifiedHeader::verify_value`], for one version of a work, counted from 1.
    ///
    /// # Errors
    /// A wrong proof, or a record that this release cannot read.
    pub fn verify_version(
        &self,
        id: &WorkId,
        version: u32,
        record: Option<&[u8]>,
        proof: &StateProof,
    ) -> Result<Verified<Option<VersionRecord>>, LightError> {
        self.verify_record(&StateKey::WorkVersion(*id, version), record, proof)
    }

    /// As [`VerifiedHeader::verify_value`], for a channel.
    ///
    /// # Errors
    /// A wrong proof, or a record that this release cannot read.
    pub fn verify_channel(
        &self,
        id: &ChannelId,
        record: Option<&[u8]>,
        proof: &StateProof,
    ) -> Result<Verified<Option<Channel>>, LightError> {
        self.verify_record(&StateKey::Channel(*id), record, proof)
    }

    /// As [`VerifiedHeader::verify_value`], for what a channel paid.
    ///
    /// # Errors
    /// A wrong proof, or a record that this release cannot read.
    pub fn verify_paid(
        &self,
        id: &ChannelId,
        record: Option<&[u8]>,
        proof: &StateProof,
    ) -> Result<Verified<Option<CumulativePayouts>>, LightError> {
        self.verify_record(&StateKey::Paid(*id), record, proof)
    }

    /// As [`VerifiedHeader::verify_value`], for the parameters in force.
    ///
    /// # Errors
    /// A wrong proof, or a record that this release cannot read.
    pub fn verify_params(
        &self,
        record: Option<&[u8]>,
        proof: &StateProof,
    ) -> Result<Verified<Option<Params>>, LightError> {
        self.verify_record(&StateKey::Params, record, proof)
    }

    /// As [`VerifiedHeader::verify_value`], for all coins that there are.
    ///
    /// # Errors
    /// A wrong proof, or a record that this release cannot read.
    pub fn verify_supply(
        &self,
        record: Option<&[u8]>,
        proof: &StateProof,
    ) -> Result<Verified<Option<Amount>>, LightError> {
        self.verify_record(&StateKey::Supply, record, proof)
    }

    /// Checks that `transaction` (canonical bytes) is the one at `index`, from 0, of the `count` transactions of this
    /// block.
    ///
    /// # Errors
    /// The proof does not lead from it to the header, or it cannot be read.
    pub fn verify_transaction(
        &self,
        transaction: &[u8],
        index: u32,
        count: u32,
        proof: &RangeProof,
    ) -> Result<Verified<SignedTransaction>, LightError> {
        let leaf = merkle::leaf_hash(transaction);
        proof.verify(&self.header().transactions_root, count, index, &[leaf])?;
        Ok(self.verified(SignedTransaction::decode(transaction)?))
    }

    fn verify_record<T: BorshDeserialize + BorshSerialize>(
        &self,
        key: &StateKey,
        record: Option<&[u8]>,
        proof: &StateProof,
    ) -> Result<Verified<Option<T>>, LightError> {
        proof.verify(&self.header().state_root, key, record)?;
        let value = record.map(|bytes| decode(bytes, MAX_RECORD_BYTES)).transpose()?;
        Ok(self.verified(value))
    }

    fn verified<T>(&self, value: T) -> Verified<T> {
        Verified {
            value,
            height: self.height(),
            block: self.id(),
        }
    }
}
