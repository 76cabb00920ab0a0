//! Transactions: an envelope that says who, where, when and for which fee, around a body that says what.

use crate::accounts::Transfer;
use crate::usage::{ClaimHold, CloseChannel, OpenChannel, ReclaimChannel, Settle, TopUpChannel};
use crate::works::{CancelCommitment, Commit, NewVersion, RegisterWork, SetTerms, WithdrawWork};
use crate::{EnvelopeError, MAX_RECORD_BYTES};
use borsh::{BorshDeserialize, BorshSerialize};
use byline_keys::{SigningKey, verify};
use byline_types::{
    AccountId, Amount, ChainId, DecodeError, Height, Nonce, PublicKeyBytes, SignatureBytes, TxId, decode, encode, hash,
};

/// The domain in which transactions are signed.
pub const TRANSACTION_DOMAIN: &str = "byline/tx";

/// The most bytes of a signed transaction, whatever the parameters say: a settlement with the most payees.
pub const MAX_TRANSACTION_BYTES: usize = MAX_RECORD_BYTES + 1024;

/// What an account wants done.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Transaction {
    /// The ledger it is for.
    pub chain: ChainId,
    /// The key of the account that acts and pays the fee.
    pub sender: PublicKeyBytes,
    /// How many transactions of the account came before.
    pub nonce: Nonce,
    /// The last height at which it may be in a block.
    pub expires: Height,
    /// What the sender pays for it, to the treasury.
    pub fee: Amount,
    /// What is to be done.
    pub body: Body,
}

/// What is to be done. New kinds are appended, never inserted.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Body {
    /// Coins to another account.
    Transfer(Transfer),
    /// A hidden claim on a root, to be revealed by a registration.
    Commit(Commit),
    /// A commitment that will not be revealed is taken back.
    CancelCommitment(CancelCommitment),
    /// A new work.
    RegisterWork(RegisterWork),
    /// A new version of a work.
    NewVersion(NewVersion),
    /// Other terms for a work.
    SetTerms(SetTerms),
    /// A work leaves.
    WithdrawWork(WithdrawWork),
    /// A channel to a server.
    OpenChannel(OpenChannel),
    /// More escrow for a channel.
    TopUpChannel(TopUpChannel),
    /// A voucher is paid out.
    Settle(Settle),
    /// A channel is to end.
    CloseChannel(CloseChannel),
    /// What is left in a channel goes back.
    ReclaimChannel(ReclaimChannel),
    /// A hold whose voucher never came is paid out.
    ClaimHold(ClaimHold),
}

/// A transaction with its sender's signature, not yet verified.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SignedTransaction {
    /// What is signed.
    pub transaction: Transaction,
    /// Over the transaction, in [`TRANSACTION_DOMAIN`].
    pub signature: SignatureBytes,
}

/// A transaction whose signature is the sender's and which is for this chain. There is no other way to make one than
/// [`SignedTransaction::check`], so a mempool verifies each signature once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedTransaction {
    signed: SignedTransaction,
    id: TxId,
    sender: AccountId,
    length: usize,
}

impl Transaction {
    /// Signs with the sender's key. The result does not pass [`SignedTransaction::check`] under another key.
    pub fn sign(self, key: &SigningKey) -> SignedTransaction {
        let signature = key.sign(TRANSACTION_DOMAIN, &self.chain, &self);
        SignedTransaction {
            transaction: self,
            signature,
        }
    }

    /// Bytes that the transaction has once it is signed, from which the least fee follows.
    pub fn signed_length(&self) -> usize {
        encode(self).len() + size_of::<SignatureBytes>()
    }
}

impl SignedTransaction {
    /// Reads a transaction from its canonical bytes, at most [`MAX_TRANSACTION_BYTES`].
    ///
    /// # Errors
    /// Too many bytes, or bytes that are not one transaction.
    pub fn decode(bytes: &[u8]) -> Result<SignedTransaction, DecodeError> {
        decode(bytes, MAX_TRANSACTION_BYTES)
    }

    /// The canonical bytes.
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    /// The hash of the canonical bytes.
    pub fn id(&self) -> TxId {
        id_of(&self.encode())
    }

    /// The account that acts.
    pub fn sender(&self) -> AccountId {
        AccountId::of(&self.transaction.sender)
    }

    /// Verifies what depends on nothing but the transaction itself: chain, size and signature.
    ///
    /// # Errors
    /// Another chain, too many bytes, a weak key or a wrong signature.
    pub fn check(self, chain: &ChainId) -> Result<CheckedTransaction, EnvelopeError> {
        let transaction = &self.transaction;
        if transaction.chain != *chain {
            return Err(EnvelopeError::WrongChain);
        }
        let bytes = self.encode();
        if bytes.len() > MAX_TRANSACTION_BYTES {
            return Err(EnvelopeError::TooLarge {
                length: bytes.len(),
                limit: MAX_TRANSACTION_BYTES,
            });
        }
        verify(
            &transaction.sender,
            TRANSACTION_DOMAIN,
            chain,
            transaction,
            &self.signature,
        )?;
        Ok(CheckedTransaction {
            id: id_of(&bytes),
            sender: self.sender(),
            length: bytes.len(),
            signed: self,
        })
    }
}

fn id_of(bytes: &[u8]) -> TxId {
    TxId::from_bytes(hash("byline/tx-id/1", &[bytes]))
}

impl CheckedTransaction {
    /// The transaction with its signature.
    pub fn signed(&self) -> &SignedTransaction {
        &self.signed
    }

    /// What the signature is over.
    pub fn transaction(&self) -> &Transaction {
        &self.signed.transaction
    }

    /// The hash of the canonical bytes.
    pub fn id(&self) -> TxId {
        self.id
    }

    /// The account that acts.
    pub fn sender(&self) -> AccountId {
        self.sender
    }

    /// Length of the canonical bytes.
    pub fn length(&self) -> usize {
        self.length
    }

    /// Gives the signed transaction back.
    pub fn into_signed(self) -> SignedTransaction {
        self.signed
    }
}
