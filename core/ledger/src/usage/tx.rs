//! What can be done with channels.

use borsh::{BorshDeserialize, BorshSerialize};
use byline_royalty::{CumulativePayouts, SignedHold, SignedVoucher};
use byline_types::{AccountId, Amount, ChannelId};

/// Opens a channel from the sender to a server. Its id is [`channel_id`](super::channel_id).
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct OpenChannel {
    /// Who is to answer.
    pub server: AccountId,
    /// The first escrow; may be zero where nothing costs anything.
    pub amount: Amount,
}

/// Adds to the escrow of an open channel of the sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct TopUpChannel {
    /// The channel.
    pub channel: ChannelId,
    /// How much more; not zero.
    pub amount: Amount,
}

/// Pays out what a voucher promises beyond what the channel paid already. Anyone may send it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Settle {
    /// The asker's promise.
    pub voucher: SignedVoucher,
    /// The payouts whose root it binds.
    pub payouts: CumulativePayouts,
}

/// Begins the end of a channel of which the sender is asker or server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct CloseChannel {
    /// The channel.
    pub channel: ChannelId,
}

/// Returns what is left in a channel to the sender, its asker, after the challenge window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ReclaimChannel {
    /// The channel.
    pub channel: ChannelId,
}

/// Pays out a hold in equal parts, because no voucher with its nonce or a higher one was settled by its deadline. The
/// sender is the channel's server.
///
/// A server accepts only holds whose deadline is nearer than the challenge window, so that an asker cannot close the
/// channel and be gone before it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ClaimHold {
    /// The asker's promise.
    pub hold: SignedHold,
}
