//! Holds: what an asker signs before an answer is made, so that whoever serves is not left unpaid.

use borsh::{BorshDeserialize, BorshSerialize};
use byline_keys::{SignatureError, SigningKey, verify};
use byline_types::{AccountId, Amount, ChainId, ChannelId, Digest32, Height, PublicKeyBytes, SignatureBytes};

const DOMAIN: &str = "byline/hold";

/// The most accounts that a hold may fall to.
pub const MAX_HOLD_PAYEES: usize = 64;

/// An amount of a channel's escrow that is due in equal parts to the authors of the committed passages if no voucher with
/// this nonce or a higher one is settled before the deadline.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Hold {
    /// The ledger.
    pub chain: ChainId,
    /// The channel whose escrow pays.
    pub channel: ChannelId,
    /// The server of the channel.
    pub server: AccountId,
    /// The nonce that the voucher for this answer will have.
    pub nonce: u64,
    /// The most that the answer can cost, in µ.
    pub amount: Amount,
    /// Who wrote the committed passages: 1 to [`MAX_HOLD_PAYEES`] accounts, rising.
    pub payees: Vec<AccountId>,
    /// Commitment to the ordered passages.
    pub retrieval: Digest32,
    /// After this height it may be claimed.
    pub deadline: Height,
}

/// A hold with the asker's signature.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SignedHold {
    /// What is held.
    pub hold: Hold,
    /// The asker's key.
    pub key: PublicKeyBytes,
    /// Over the hold, in the domain `byline/hold`.
    pub signature: SignatureBytes,
}

impl Hold {
    /// Signs as the asker.
    pub fn sign(self, asker: &SigningKey) -> SignedHold {
        let signature = asker.sign(DOMAIN, &self.chain, &self);
        SignedHold {
            hold: self,
            key: asker.public(),
            signature,
        }
    }

    /// Whether the payees are 1 to [`MAX_HOLD_PAYEES`] accounts in rising order.
    pub fn payees_are_valid(&self) -> bool {
        let count = self.payees.len();
        (1..=MAX_HOLD_PAYEES).contains(&count) && self.payees.windows(2).all(|pair| pair[0] < pair[1])
    }
}

impl SignedHold {
    /// Checks the signature. Whether the key is the asker's of the channel is for the ledger to say.
    pub fn verify(&self) -> Result<(), SignatureError> {
        verify(&self.key, DOMAIN, &self.hold.chain, &self.hold, &self.signature)
    }

    /// The account that promises.
    pub fn asker(&self) -> AccountId {
        AccountId::of(&self.key)
    }
}
