//! Payment channels: opened with enough for many answers, topped up, closed when full, and what is left taken back.

use crate::accounts::Account;
use crate::error::NodeError;
use crate::node::Node;
use byline_keys::SigningKey;
use byline_ledger::usage::{
    Channel, ChannelStatus, CloseChannel, OpenChannel, ReclaimChannel, TopUpChannel, channel_id, read_channel,
};
use byline_ledger::{Body, accounts::read_account, read_params};
use byline_royalty::{Charge, CumulativePayouts, MAX_PAYEES, VerifiedReceipt, Voucher, receipts_root};
use byline_store::{ChannelEntry, WriteTx};
use byline_types::{AccountId, Amount, ChannelId, decode, encode};

/// Answers in one channel, after which a new one is opened: the root over its receipts stays cheap.
const MAX_ANSWERS: u64 = 1024;
/// A channel is given this many times the price of the answer that needs it…
const ESCROW_ANSWERS: u64 = 32;
/// … but never more than this part of what the account has, so that it can still be spent otherwise.
const ESCROW_PART: u64 = 4;
/// Blocks within which a voucher is settled.
const VOUCHER_EXPIRY: u64 = 1_000_000;
/// The most bytes of a stored list of payouts.
const MAX_PAYOUTS_BYTES: usize = 40 * MAX_PAYEES + 4;

impl Node {
    /// An open channel with room for the charge; opened or topped up where there is none.
    pub(crate) fn channel_for(
        &self,
        asker: &Account,
        key: &SigningKey,
        server: &SigningKey,
        charge: &Charge,
    ) -> Result<ChannelEntry, NodeError> {
        let known = self.store.read()?.open_channel(&asker.id, &server.account_id())?;
        let Some(entry) = known else {
            return self.open_channel(asker, key, server, charge.price);
        };
        if is_full(&entry, charge)? {
            self.retire(&entry, key)?;
            return self.open_channel(asker, key, server, charge.price);
        }
        let Some(channel) = self.open_on_ledger(&entry.channel)? else {
            return self.open_channel(asker, key, server, charge.price);
        };
        let room = channel.escrow.minus(payouts(&entry)?.total())?;
        if room < charge.price {
            let missing = charge.price.minus(room)?;
            let Some(amount) = self.escrow(asker, missing)? else {
                self.retire(&entry, key)?;
                return self.open_channel(asker, key, server, charge.price);
            };
            let body = Body::TopUpChannel(TopUpChannel {
                channel: entry.channel,
                amount,
            });
            self.chain.submit(|next| next.sign(key, body), |_, _| Ok(()))?;
        }
        Ok(entry)
    }

    /// Takes back what the account's channels hold, so that it can be spent. What they owe is settled first.
    pub(crate) fn release_channels(&self, owner: &Account) -> Result<(), NodeError> {
        let _paying = self.paying();
        let key = self.key(owner.index)?;
        let open = self.store.read()?.channels()?;
        let mine = open.iter().filter(|entry| entry.asker == owner.id && !entry.closed);
        mine.into_iter().try_for_each(|entry| self.retire(entry, &key))
    }

    fn open_on_ledger(&self, id: &ChannelId) -> Result<Option<Channel>, NodeError> {
        let view = self.chain.view()?;
        let channel = read_channel(&view.state(), id).map_err(|e| NodeError::Damaged(e.to_string()))?;
        Ok(channel.filter(|channel| channel.status == ChannelStatus::Open))
    }

    fn open_channel(
        &self,
        asker: &Account,
        key: &SigningKey,
        server: &SigningKey,
        needed: Amount,
    ) -> Result<ChannelEntry, NodeError> {
        let Some(amount) = self.escrow(asker, needed)? else {
            let (account, available) = (asker.name.clone(), self.available(&asker.id)?);
            return Err(NodeError::InsufficientFunds {
                account,
                available,
                needed,
            });
        };
        let (server, asker) = (server.account_id(), asker.id);
        let body = Body::OpenChannel(OpenChannel { server, amount });
        let entry = |nonce| ChannelEntry {
            channel: channel_id(&asker, &server, nonce),
            asker,
            server,
            next_nonce: 1,
            settled_nonce: 0,
            voucher: None,
            payouts: None,
            closed: false,
        };
        let included = self.chain.submit(
            |next| next.sign(key, body),
            |transaction, signed| {
                // A channel that the ledger has closed meanwhile makes room for the new one.
                if let Some(old) = transaction.open_channel(&asker, &server)? {
                    transaction.mark_closed(&old.channel)?;
                }
                Ok(transaction.put_channel(&entry(signed.transaction.nonce))?)
            },
        )?;
        Ok(entry(included.signed.transaction.nonce))
    }

    /// Settles a channel, closes it and takes back what is left. Where others share the ledger the rest comes back after
    /// the window in which they may still settle.
    fn retire(&self, entry: &ChannelEntry, key: &SigningKey) -> Result<(), NodeError> {
        self.settler.settle()?;
        let channel = entry.channel;
        let close = Body::CloseChannel(CloseChannel { channel });
        self.chain.submit(
            |next| next.sign(key, close),
            |transaction, _| Ok(transaction.mark_closed(&channel)?),
        )?;
        if self.chain.is_local() {
            self.wait_out_window()?;
            let reclaim = Body::ReclaimChannel(ReclaimChannel { channel });
            self.chain.submit(|next| next.sign(key, reclaim), |_, _| Ok(()))?;
        }
        Ok(())
    }

    /// On a ledger of one's own time is counted in one's own blocks.
    fn wait_out_window(&self) -> Result<(), NodeError> {
        let blocks = {
            let view = self.chain.view()?;
            read_params(&view.state())
                .map_err(|e| NodeError::Damaged(e.to_string()))?
                .challenge_window
        };
        (0..blocks).try_for_each(|_| self.chain.advance())
    }

    fn available(&self, account: &AccountId) -> Result<Amount, NodeError> {
        let view = self.chain.view()?;
        let account = read_account(&view.state(), account).map_err(|e| NodeError::Damaged(e.to_string()))?;
        let params = read_params(&view.state()).map_err(|e| NodeError::Damaged(e.to_string()))?;
        Ok(account
            .unwrap_or_default()
            .balance
            .minus(params.channel_deposit)
            .unwrap_or_default())
    }

    /// What to put into a channel: `needed` at least and enough for many such answers, but not most of what is there.
    /// Nothing where the account does not have it.
    fn escrow(&self, asker: &Account, needed: Amount) -> Result<Option<Amount>, NodeError> {
        let available = self.available(&asker.id)?;
        let wanted = needed.times(ESCROW_ANSWERS).unwrap_or(Amount::MAX);
        let part = Amount::from_micros(available.micros() / ESCROW_PART);
        Ok((available >= needed).then(|| wanted.min(part).max(needed)))
    }

    /// The channel with the voucher for one more answer.
    pub(crate) fn with_voucher(
        &self,
        mut entry: ChannelEntry,
        receipt: &VerifiedReceipt,
        key: &SigningKey,
    ) -> Result<ChannelEntry, NodeError> {
        let total = payouts(&entry)?
            .with(&receipt.receipt().payouts)
            .map_err(|e| NodeError::Damaged(e.to_string()))?;
        let mut receipts = self.store.read()?.channel_receipts(&entry.channel)?;
        receipts.push(receipt.id());
        let voucher = Voucher {
            chain: self.chain.id(),
            channel: entry.channel,
            server: entry.server,
            nonce: entry.next_nonce,
            total: total.total(),
            payouts_root: total.root(),
            receipts_root: receipts_root(&receipts),
            receipt_count: receipts.len() as u64,
            expires: self.chain.height()?.after(VOUCHER_EXPIRY),
        };
        entry.voucher = Some(encode(&voucher.sign(key)));
        entry.payouts = Some(encode(&total));
        entry.next_nonce += 1;
        Ok(entry)
    }
}

/// Writes a channel without taking back what was noted as settled since it was read.
pub(crate) fn put_channel(transaction: &WriteTx<'_>, mut entry: ChannelEntry) -> Result<(), NodeError> {
    let noted = transaction
        .channel(&entry.channel)?
        .map_or(0, |known| known.settled_nonce);
    entry.settled_nonce = entry.settled_nonce.max(noted);
    Ok(transaction.put_channel(&entry)?)
}

fn is_full(entry: &ChannelEntry, charge: &Charge) -> Result<bool, NodeError> {
    Ok(entry.next_nonce > MAX_ANSWERS || payouts(entry)?.len() + charge.payouts.len() > MAX_PAYEES)
}

fn payouts(entry: &ChannelEntry) -> Result<CumulativePayouts, NodeError> {
    let Some(bytes) = &entry.payouts else {
        return Ok(CumulativePayouts::default());
    };
    decode(bytes, MAX_PAYOUTS_BYTES).map_err(|e| NodeError::Damaged(format!("payouts of {}: {e}", entry.channel)))
}
