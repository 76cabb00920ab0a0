//! Vouchers: an asker's signed promise of everything it owes in a channel so far.

use borsh::{BorshDeserialize, BorshSerialize};
use byline_keys::{SignatureError, SigningKey, verify};
use byline_types::{
    AccountId, Amount, ChainId, ChannelId, Digest32, Height, PublicKeyBytes, ReceiptId, SignatureBytes,
};
use byline_work::merkle;

const DOMAIN: &str = "byline/voucher";

/// Everything that the asker of a channel owes up to and including one answer. It replaces every voucher of the channel
/// with a lower nonce, and is worth nothing on another chain or in another channel.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Voucher {
    /// The ledger.
    pub chain: ChainId,
    /// The channel whose escrow pays.
    pub channel: ChannelId,
    /// The server of the channel.
    pub server: AccountId,
    /// Rises with every voucher of the channel; the first is 1.
    pub nonce: u64,
    /// Everything owed, in µ: the sum of the payouts.
    pub total: Amount,
    /// Root of the [`crate::CumulativePayouts`].
    pub payouts_root: Digest32,
    /// Root over the receipts of the channel's answers, in order: see [`receipts_root`].
    pub receipts_root: Digest32,
    /// Number of those receipts.
    pub receipt_count: u64,
    /// The last height at which it may be settled.
    pub expires: Height,
}

/// A voucher with the asker's signature.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SignedVoucher {
    /// What is promised.
    pub voucher: Voucher,
    /// The asker's key.
    pub key: PublicKeyBytes,
    /// Over the voucher, in the domain `byline/voucher`.
    pub signature: SignatureBytes,
}

impl Voucher {
    /// Signs as the asker.
    pub fn sign(self, asker: &SigningKey) -> SignedVoucher {
        let signature = asker.sign(DOMAIN, &self.chain, &self);
        SignedVoucher {
            voucher: self,
            key: asker.public(),
            signature,
        }
    }
}

impl SignedVoucher {
    /// Checks the signature. Whether the key is the asker's of the channel is for the ledger to say.
    pub fn verify(&self) -> Result<(), SignatureError> {
        verify(&self.key, DOMAIN, &self.voucher.chain, &self.voucher, &self.signature)
    }

    /// The account that promises.
    pub fn asker(&self) -> AccountId {
        AccountId::of(&self.key)
    }
}

/// The Merkle root (RFC 9162) over the ids of a channel's receipts, in the order of their sequence numbers.
pub fn receipts_root(receipts: &[ReceiptId]) -> Digest32 {
    let leaves: Vec<Digest32> = receipts.iter().map(|id| merkle::leaf_hash(id.as_bytes())).collect();
    merkle::root(&leaves)
}
