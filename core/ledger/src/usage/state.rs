//! The record of a channel, and of what it paid.

use crate::state::read_record;
use crate::{StateKey, StateRead, StateReadError};
use borsh::{BorshDeserialize, BorshSerialize};
use byline_royalty::CumulativePayouts;
use byline_types::{AccountId, Amount, ChannelId, Digest32, Height, Nonce, hash};

/// What the ledger knows of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Channel {
    /// Who pays.
    pub asker: AccountId,
    /// Who answers.
    pub server: AccountId,
    /// Coins put in so far. What the channel still holds is this less [`Channel::paid`].
    pub escrow: Amount,
    /// Coins paid out so far: the sum of its [`read_paid`].
    pub paid: Amount,
    /// The highest nonce of a voucher or hold that was paid out; 0 at first.
    pub nonce: u64,
    /// Root over the receipts of the last settled voucher.
    pub receipts_root: Digest32,
    /// Number of those receipts.
    pub receipt_count: u64,
    /// Open, closing or closed.
    pub status: ChannelStatus,
    /// When it was opened.
    pub opened: Height,
    /// What the asker gets back besides the rest of the escrow.
    pub deposit: Amount,
}

/// Where a channel is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum ChannelStatus {
    /// Vouchers settle.
    Open,
    /// Vouchers settle up to and including this height; then the rest may be reclaimed.
    Closing {
        /// The last height at which vouchers settle.
        until: Height,
    },
    /// The rest went back to the asker.
    Closed,
}

impl Channel {
    /// What the channel still holds for vouchers to come, without the deposit.
    pub fn available(&self) -> Amount {
        // Every payment is checked against the escrow before it is made.
        self.escrow.minus(self.paid).unwrap_or_default()
    }
}

/// The id of the channel that `asker` opens to `server` with its transaction number `nonce`.
pub fn channel_id(asker: &AccountId, server: &AccountId, nonce: Nonce) -> ChannelId {
    let parts: [&[u8]; 3] = [asker.as_bytes(), server.as_bytes(), &nonce.0.to_be_bytes()];
    ChannelId::from_bytes(hash("byline/channel/1", &parts))
}

/// The channel, closed or not.
///
/// # Errors
/// The store failed.
pub fn read_channel(state: &dyn StateRead, id: &ChannelId) -> Result<Option<Channel>, StateReadError> {
    read_record(state, &StateKey::Channel(*id))
}

/// What a channel paid to whom so far. The record goes when the channel is reclaimed.
///
/// # Errors
/// The store failed.
pub fn read_paid(state: &dyn StateRead, id: &ChannelId) -> Result<CumulativePayouts, StateReadError> {
    Ok(read_record(state, &StateKey::Paid(*id))?.unwrap_or_default())
}
