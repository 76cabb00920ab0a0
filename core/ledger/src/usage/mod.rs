//! Usage: channels from askers to servers, and the vouchers and holds that pay authors out of them.
//!
//! A channel's escrow belongs to its asker until a voucher or a hold pays it out. Three rules keep it exact: what a
//! channel paid is recorded per payee, and a voucher pays the difference to that record; a nonce is good once; and no
//! more leaves a channel than was put in.

pub(crate) mod apply;
mod error;
mod event;
mod state;
mod tx;

pub use error::UsageError;
pub use event::UsageEvent;
pub use state::{Channel, ChannelStatus, channel_id, read_channel, read_paid};
pub use tx::{ClaimHold, CloseChannel, OpenChannel, ReclaimChannel, Settle, TopUpChannel};
