//! Why a channel cannot do what was asked.

use byline_keys::SignatureError;
use byline_royalty::{MAX_HOLD_PAYEES, MAX_PAYEES};
use byline_types::{AccountId, Amount, ChannelId, Height};
use thiserror::Error;

/// Why a channel cannot do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UsageError {
    /// No such channel.
    #[error("the channel {channel} is not known to this ledger")]
    UnknownChannel {
        /// The id given.
        channel: ChannelId,
    },
    /// The sender is not its asker.
    #[error("only the asker of a channel can do this")]
    NotAsker,
    /// The sender is not its server.
    #[error("only the server of a channel can claim a hold")]
    NotServer,
    /// The sender is neither.
    #[error("only the asker or the server of a channel can close it")]
    NotParty,
    /// It is closing.
    #[error("the channel is closing, and vouchers settle until height {until}: open another one")]
    ChannelClosing {
        /// The last height at which vouchers settle.
        until: Height,
    },
    /// It is closed, or the window after its closing is over.
    #[error("the channel is closed: nothing can be paid out of it any more")]
    ChannelClosed,
    /// It was not closed.
    #[error("the channel is open: close it first")]
    ChannelOpen,
    /// The window after its closing is not over.
    #[error("vouchers still settle until height {until}: reclaim the rest after it")]
    WindowOpen {
        /// The last height at which vouchers settle.
        until: Height,
    },
    /// More was put in, over time, than can be counted.
    #[error("the channel took more coins over time than can be counted: open another one")]
    EscrowTooLarge,
    /// The promise is for another ledger.
    #[error("the voucher or hold is for another ledger")]
    WrongChain,
    /// The promise names a server that is not the channel's.
    #[error("the voucher or hold names the server {named}, and the channel's is {actual}")]
    WrongServer {
        /// The promise's.
        named: AccountId,
        /// The channel's.
        actual: AccountId,
    },
    /// The promise is signed by another account than the asker.
    #[error("the voucher or hold is not signed by the asker of the channel")]
    WrongSigner,
    /// The signature under the promise is wrong.
    #[error("the signature of the voucher or hold is wrong: {0}")]
    BadPromise(#[from] SignatureError),
    /// This very nonce was paid out.
    #[error("the voucher with nonce {nonce} was settled already: nothing is paid twice")]
    VoucherReplayed {
        /// The nonce.
        nonce: u64,
    },
    /// A higher nonce was paid out.
    #[error("the voucher has nonce {nonce}, and {settled} was settled already: send the newest one")]
    VoucherLower {
        /// The voucher's nonce.
        nonce: u64,
        /// The highest one settled.
        settled: u64,
    },
    /// Its last height is past.
    #[error("the voucher could be settled until height {expires}: ask for a new one")]
    VoucherExpired {
        /// The last height.
        expires: Height,
    },
    /// The payouts are not those that the voucher binds.
    #[error("the payouts are not those that the voucher was signed for")]
    PayoutsMismatch,
    /// The voucher's total is not the sum of its payouts.
    #[error("the voucher promises {total}, and its payouts add up to {sum}")]
    TotalMismatch {
        /// The voucher's total.
        total: Amount,
        /// The sum of the payouts.
        sum: Amount,
    },
    /// A payee would have less than was paid already.
    #[error("the voucher gives {payee} less than the channel already paid: a voucher may only add")]
    PayoutsShrink {
        /// The first such payee.
        payee: AccountId,
    },
    /// The voucher covers fewer receipts than the one before.
    #[error("the voucher covers {count} receipts, and {settled} were settled already: a voucher may only add")]
    ReceiptsShrink {
        /// The voucher's count.
        count: u64,
        /// The count settled.
        settled: u64,
    },
    /// More is promised than was put in.
    #[error("the channel is overdrawn: {needed} is promised, and {escrow} was put in. Top the channel up")]
    Overdrawn {
        /// What would be paid out in all.
        needed: Amount,
        /// What was put in in all.
        escrow: Amount,
    },
    /// The channel has too many payees.
    #[error("the channel would have more than {MAX_PAYEES} payees: open another one")]
    TooManyPayees,
    /// The hold falls to nobody, to too many, or they are not in order.
    #[error("a hold falls to 1 to {MAX_HOLD_PAYEES} accounts, once each in order of their ids")]
    BadHoldPayees,
    /// Its deadline is not past.
    #[error("the hold can be claimed after height {deadline}")]
    HoldNotDue {
        /// The deadline.
        deadline: Height,
    },
    /// A voucher or hold with its nonce or a higher one was paid out.
    #[error("the hold has nonce {nonce}, and {settled} was settled already: nothing is paid twice")]
    HoldSettled {
        /// The hold's nonce.
        nonce: u64,
        /// The highest one settled.
        settled: u64,
    },
}

impl UsageError {
    /// A stable name of the reason, in snake case.
    pub fn code(&self) -> &'static str {
        match self {
            UsageError::UnknownChannel { .. } => "unknown_channel",
            UsageError::NotAsker => "not_asker",
            UsageError::NotServer => "not_server",
            UsageError::NotParty => "not_party",
            UsageError::ChannelClosing { .. } => "channel_closing",
            UsageError::ChannelClosed => "channel_closed",
            UsageError::ChannelOpen => "channel_open",
            UsageError::WindowOpen { .. } => "window_open",
            UsageError::EscrowTooLarge => "escrow_too_large",
            UsageError::WrongChain => "promise_wrong_chain",
            UsageError::WrongServer { .. } => "wrong_server",
            UsageError::WrongSigner => "wrong_signer",
            UsageError::BadPromise(_) => "promise_bad_signature",
            UsageError::VoucherReplayed { .. } => "voucher_replayed",
            UsageError::VoucherLower { .. } => "voucher_lower",
            UsageError::VoucherExpired { .. } => "voucher_expired",
            UsageError::PayoutsMismatch => "payouts_mismatch",
            UsageError::TotalMismatch { .. } => "total_mismatch",
            UsageError::PayoutsShrink { .. } => "payouts_shrink",
            UsageError::ReceiptsShrink { .. } => "receipts_shrink",
            UsageError::Overdrawn { .. } => "channel_overdrawn",
            UsageError::TooManyPayees => "too_many_payees",
            UsageError::BadHoldPayees => "bad_hold_payees",
            UsageError::HoldNotDue { .. } => "hold_not_due",
            UsageError::HoldSettled { .. } => "hold_settled",
        }
    }
}
