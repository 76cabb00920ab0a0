//! What happened to channels.

use borsh::{BorshDeserialize, BorshSerialize};
use byline_types::{AccountId, Amount, ChannelId, Height};

/// Something that happened to a channel.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum UsageEvent {
    /// A channel was opened.
    ChannelOpened {
        /// The channel.
        channel: ChannelId,
        /// Who pays.
        asker: AccountId,
        /// Who answers.
        server: AccountId,
        /// The first escrow.
        amount: Amount,
    },
    /// A channel got more escrow.
    ChannelToppedUp {
        /// The channel.
        channel: ChannelId,
        /// Who pays.
        asker: AccountId,
        /// How much was added.
        amount: Amount,
    },
    /// A voucher was paid out.
    Settled {
        /// The channel.
        channel: ChannelId,
        /// Who pays.
        asker: AccountId,
        /// The voucher's nonce.
        nonce: u64,
        /// Who got how much by this settlement, in order of account; no zero amounts.
        payments: Vec<(AccountId, Amount)>,
    },
    /// A hold was paid out.
    HoldClaimed {
        /// The channel.
        channel: ChannelId,
        /// Who pays.
        asker: AccountId,
        /// The hold's nonce.
        nonce: u64,
        /// Who got how much, in order of account; no zero amounts.
        payments: Vec<(AccountId, Amount)>,
    },
    /// The end of a channel was begun.
    ChannelClosing {
        /// The channel.
        channel: ChannelId,
        /// Who pays.
        asker: AccountId,
        /// Who answers.
        server: AccountId,
        /// The last height at which vouchers settle.
        until: Height,
    },
    /// What was left in a channel went back.
    ChannelReclaimed {
        /// The channel.
        channel: ChannelId,
        /// Who got it.
        asker: AccountId,
        /// The rest of the escrow and the deposit.
        amount: Amount,
    },
}

impl UsageEvent {
    pub(crate) fn accounts(&self) -> Vec<AccountId> {
        match self {
            UsageEvent::ChannelOpened { asker, server, .. } | UsageEvent::ChannelClosing { asker, server, .. } => {
                vec![*asker, *server]
            }
            UsageEvent::ChannelToppedUp { asker, .. } | UsageEvent::ChannelReclaimed { asker, .. } => vec![*asker],
            UsageEvent::Settled { asker, payments, .. } | UsageEvent::HoldClaimed { asker, payments, .. } => {
                std::iter::once(*asker)
                    .chain(payments.iter().map(|(account, _)| *account))
                    .collect()
            }
        }
    }
}
