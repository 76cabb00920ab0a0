//! Receipts: what an answer rested on, what each source's part was, and what that paid, signed by asker and server.

use crate::{
    Beneficiaries, ChargeError, Payee, PayeesError, Payout, Source, SplitRule, charge, check_payees, clusters,
    weights_by_words,
};
use borsh::{BorshDeserialize, BorshSerialize};
use byline_keys::{SignatureError, SigningKey, verify};
use byline_types::{
    AccountId, Amount, ChainId, ChannelId, Digest32, Height, PublicKeyBytes, ReceiptId, Share, SignatureBytes,
    Timestamp, encode, hash,
};
use byline_work::LeafRange;
use thiserror::Error;

const DOMAIN: &str = "byline/receipt";
const VERSION: u16 = 1;

/// The most sources of one answer.
pub const MAX_SOURCES: usize = 64;
/// The most leaf ranges of one source.
const MAX_RANGES: usize = 256;
/// The most ablations of one answer.
const MAX_ABLATIONS: usize = 4096;
/// The most bytes of a signed receipt.
pub const MAX_RECEIPT_BYTES: usize = 1 << 20;

/// How passages were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Retriever {
    /// By words alone (BM25 over passage, work and title).
    Lexical {
        /// Version of the ranking.
        version: u16,
    },
    /// By words and by meaning, fused by rank.
    Hybrid {
        /// Version of the ranking.
        version: u16,
        /// Content hash of the embedding model.
        embedding: Digest32,
    },
}

/// What the asker retrieved and committed to before the answer was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Retrieval {
    /// Height of the ledger that the index had caught up with.
    pub height: Height,
    /// How it searched.
    pub retriever: Retriever,
    /// Commitment to the ordered passages: [`crate::commit_passages`].
    pub passages: Digest32,
    /// How many they were.
    pub count: u16,
}

/// Who made the answer's text. New kinds are appended, never inserted.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Generator {
    /// Nobody: the answer is the best quoted sentences.
    Quote {
        /// Version of the choice of sentences.
        version: u16,
    },
    /// A model, and perhaps an adapter on it.
    Model {
        /// Content hash of the model file.
        model: Digest32,
        /// Content hash of the adapter file.
        adapter: Option<Digest32>,
        /// Engine and device, such as `llama.cpp-cpu`; at most 64 bytes.
        backend: String,
    },
}

/// How the weights were found. New kinds are appended, never inserted.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Method {
    /// By quoted words: exact.
    QuotedWords {
        /// Words quoted from each source, in the order of the sources.
        words: Vec<u64>,
    },
    /// By leaving clusters of sources out and measuring the answer again.
    Ablation {
        /// Version of the value function and of the plan.
        version: u16,
        /// Seed of the sampled coalitions, fixed before the answer.
        seed: [u8; 32],
        /// Which clusters stood in the prompt: bit i is cluster i.
        masks: Vec<u64>,
        /// Value of each coalition in parts per billion, in the order of the masks.
        scores: Vec<u32>,
        /// Weights below this were set to zero.
        floor: Share,
    },
}

/// The content of a receipt. It holds salted commitments: no question, no answer.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Receipt {
    /// Version of this content: 1.
    pub version: u16,
    /// The ledger.
    pub chain: ChainId,
    /// Who asked and pays.
    pub asker: AccountId,
    /// Who served the answer.
    pub server: AccountId,
    /// The channel that pays; none when the answer is free.
    pub channel: Option<ChannelId>,
    /// The answer's number in the channel, from 1; 0 without a channel.
    pub sequence: u64,
    /// When it was made, by the server's clock.
    pub made_at: Timestamp,
    /// Commitment to the question.
    pub question: Digest32,
    /// Commitment to the answer.
    pub answer: Digest32,
    /// What was retrieved.
    pub retrieval: Retrieval,
    /// What wrote the answer.
    pub generator: Generator,
    /// How the weights were found.
    pub method: Method,
    /// Decides equal remainders; fixed before the answer.
    pub tie_seed: [u8; 32],
    /// The sources, each work once a channel of credit.
    pub sources: Vec<Source>,
    /// The model's own part of the answer.
    pub model_part: Share,
    /// The part that nothing accounts for; it is not charged.
    pub unassigned: Share,
    /// The rule by which the price was divided.
    pub split: SplitRule,
    /// Who stands behind the answer besides its sources.
    pub beneficiaries: Beneficiaries,
    /// The most that the answer could have cost.
    pub hold: Amount,
    /// What it cost.
    pub price: Amount,
    /// Who got it: sums exactly to the price.
    pub payouts: Vec<Payout>,
}

/// A receipt whose arithmetic or signatures do not hold.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReceiptError {
    /// Made by a later release.
    #[error("this receipt has version {0}, which is newer than this release understands: update Byline")]
    Version(u16),
    /// A list is longer than allowed or a number is out of range.
    #[error("the receipt is out of bounds: {0}")]
    Bounds(&'static str),
    /// Payees of a source cannot stand.
    #[error(transparent)]
    Payees(#[from] PayeesError),
    /// Weights do not follow from the method, or do not add up to the whole.
    #[error("the weights do not follow from what the receipt says was measured")]
    Weights,
    /// Clusters do not follow from the payees.
    #[error("the receipt does not count works of one beneficiary as one")]
    Clusters,
    /// Price or payouts do not follow from weights, rates and rule.
    #[error("price and payouts do not follow from the weights")]
    Payouts,
    /// The charge cannot be computed.
    #[error(transparent)]
    Charge(#[from] ChargeError),
    /// A key is not that of the account it signs for.
    #[error("the receipt is signed with a key of another account")]
    Signer,
    /// A signature is wrong.
    #[error("a signature on the receipt is wrong: {0}")]
    Signature(#[from] SignatureError),
}

impl Receipt {
    /// The version that this release writes.
    pub const VERSION: u16 = VERSION;

    /// The receipt's id: the hash of its content.
    pub fn id(&self) -> ReceiptId {
        ReceiptId::from_bytes(hash("byline/receipt/1", &[&encode(self)]))
    }

    /// Checks everything that follows from the content alone: bounds, clusters, weights, price and payouts.
    pub fn check(&self) -> Result<(), ReceiptError> {
        self.check_bounds()?;
        self.sources.iter().try_for_each(|s| check_payees(&s.payees))?;
        self.check_clusters()?;
        self.check_weights()?;
        self.check_price()
    }

    /// Signs as asker and as server.
    ///
    /// # Errors
    /// The content does not hold, or a key is not that of the account named in it.
    pub fn sign(self, asker: &SigningKey, server: &SigningKey) -> Result<VerifiedReceipt, ReceiptError> {
        let signed = SignedReceipt {
            asker_key: asker.public(),
            asker_signature: asker.sign(DOMAIN, &self.chain, &self),
            server_key: server.public(),
            server_signature: server.sign(DOMAIN, &self.chain, &self),
            receipt: self,
        };
        signed.verify()
    }

    fn check_bounds(&self) -> Result<(), ReceiptError> {
        let bounds = |holds: bool, what: &'static str| if holds { Ok(()) } else { Err(ReceiptError::Bounds(what)) };
        if self.version != VERSION {
            return Err(ReceiptError::Version(self.version));
        }
        bounds(self.sources.len() <= MAX_SOURCES, "too many sources")?;
        bounds(
            self.channel.is_some() == (self.sequence > 0),
            "a sequence number stands for a channel",
        )?;
        bounds(self.channel.is_some() || self.price.is_zero(), "only a channel can pay")?;
        bounds(self.generator.is_bounded(), "the backend's name is too long")?;
        bounds(
            self.sources.iter().all(source_is_bounded),
            "the leaves of a source are not in order",
        )?;
        let keys: Vec<_> = self.sources.iter().map(|s| (s.channel, s.work)).collect();
        bounds(
            keys.windows(2).all(|pair| pair[0] < pair[1]),
            "sources are not in order",
        )
    }

    fn check_clusters(&self) -> Result<(), ReceiptError> {
        let payees: Vec<&[Payee]> = self.sources.iter().map(|s| s.payees.as_slice()).collect();
        let expected = clusters(payees);
        let given = self.sources.iter().map(|s| s.cluster);
        if given.eq(expected) {
            Ok(())
        } else {
            Err(ReceiptError::Clusters)
        }
    }

    fn check_weights(&self) -> Result<(), ReceiptError> {
        let weights = self.sources.iter().map(|s| s.weight);
        let parts = weights.clone().chain([self.model_part, self.unassigned]);
        let whole = parts.map(|p| u64::from(p.ppm())).sum::<u64>() == u64::from(Share::ONE.ppm());
        let follows = match &self.method {
            Method::QuotedWords { words } => {
                words.len() == self.sources.len() && weights.eq(weights_by_words(words, &self.tie_seed))
            }
            Method::Ablation { masks, scores, .. } => {
                masks.len() == scores.len()
                    && masks.len() <= MAX_ABLATIONS
                    && scores.iter().all(|&s| s <= 1_000_000_000)
            }
        };
        if whole && follows {
            Ok(())
        } else {
            Err(ReceiptError::Weights)
        }
    }

    fn check_price(&self) -> Result<(), ReceiptError> {
        let charge = charge(&self.split, &self.sources, &self.beneficiaries, &self.tie_seed)?;
        let holds = charge.price == self.price && charge.payouts == self.payouts && self.price <= self.hold;
        if holds { Ok(()) } else { Err(ReceiptError::Payouts) }
    }
}

impl Generator {
    fn is_bounded(&self) -> bool {
        match self {
            Generator::Quote { .. } => true,
            Generator::Model { backend, .. } => backend.len() <= 64,
        }
    }
}

fn source_is_bounded(source: &Source) -> bool {
    let within = |r: &LeafRange| r.from < r.to && r.to <= source.leaf_count;
    source.leaves.len() <= MAX_RANGES
        && source.leaves.iter().all(within)
        && source.leaves.windows(2).all(|pair| pair[0].to <= pair[1].from)
}

/// A receipt as it is stored and sent: not yet verified.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SignedReceipt {
    /// What is signed.
    pub receipt: Receipt,
    /// The asker's key.
    pub asker_key: PublicKeyBytes,
    /// Over the receipt, in the domain `byline/receipt`.
    pub asker_signature: SignatureBytes,
    /// The server's key.
    pub server_key: PublicKeyBytes,
    /// Over the receipt, in the domain `byline/receipt`.
    pub server_signature: SignatureBytes,
}

impl SignedReceipt {
    /// Checks content, keys and both signatures.
    pub fn verify(self) -> Result<VerifiedReceipt, ReceiptError> {
        let receipt = &self.receipt;
        receipt.check()?;
        if AccountId::of(&self.asker_key) != receipt.asker || AccountId::of(&self.server_key) != receipt.server {
            return Err(ReceiptError::Signer);
        }
        verify(&self.asker_key, DOMAIN, &receipt.chain, receipt, &self.asker_signature)?;
        verify(
            &self.server_key,
            DOMAIN,
            &receipt.chain,
            receipt,
            &self.server_signature,
        )?;
        Ok(VerifiedReceipt(self))
    }
}

/// A receipt whose content holds and whose signatures were verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedReceipt(SignedReceipt);

impl VerifiedReceipt {
    /// The content.
    pub fn receipt(&self) -> &Receipt {
        &self.0.receipt
    }

    /// Content and signatures.
    pub fn signed(&self) -> &SignedReceipt {
        &self.0
    }

    /// The receipt's id.
    pub fn id(&self) -> ReceiptId {
        self.0.receipt.id()
    }
}
