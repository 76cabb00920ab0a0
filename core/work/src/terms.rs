//! What others may do with a work, and for how much.

use borsh::{BorshDeserialize, BorshSerialize};
use byline_types::{Amount, Digest32, Share};

/// The terms of a work: one permission each for answering, training and derivatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Terms {
    /// May an answer use the work?
    pub answering: Answering,
    /// May a model or adapter be trained on it?
    pub training: Training,
    /// May other works build on it (translations, adaptations)?
    pub derivatives: Derivatives,
}

/// Whether an answer may use the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Answering {
    /// Free; the work is credited.
    Attribution,
    /// For `price` each time that an answer uses it.
    Paid {
        /// The price per use.
        price: Amount,
    },
    /// Only for named readers, who hold the key to the text.
    Granted {
        /// The price per use.
        price: Amount,
        /// The root of the list of readers.
        grants: Digest32,
    },
    /// Never.
    Forbidden,
}

/// Whether a model or adapter may be trained on the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Training {
    /// Never.
    Forbidden,
    /// For `price`, once.
    Flat {
        /// The price of one training.
        price: Amount,
    },
    /// For a share of what the trained model or adapter earns.
    Share {
        /// The share that goes to all works it was trained on under such terms, in proportion to this figure.
        share: Share,
    },
    /// Free; the work is credited.
    Attribution,
}

/// Whether other works may build on the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Derivatives {
    /// Never.
    Forbidden,
    /// Free; the work is credited as a parent.
    Attribution,
    /// For a share of what the derived work earns.
    Share {
        /// The least share that the derived work must give its parent.
        share: Share,
    },
}

impl Terms {
    /// Free for answers, training and derivatives, always credited.
    pub const fn attribution() -> Terms {
        Terms {
            answering: Answering::Attribution,
            training: Training::Attribution,
            derivatives: Derivatives::Attribution,
        }
    }

    /// Answers pay `price` per use. Training and derivatives are forbidden until the author allows them: one who asks for
    /// money has not given the rest away.
    pub const fn paid(price: Amount) -> Terms {
        Terms {
            answering: Answering::Paid { price },
            training: Training::Forbidden,
            derivatives: Derivatives::Forbidden,
        }
    }

    /// What one answer pays for using the work.
    pub const fn price(&self) -> Amount {
        self.answering.price()
    }

    /// Whether an answer for anybody may use the work.
    pub const fn open_to_answers(&self) -> bool {
        matches!(self.answering, Answering::Attribution | Answering::Paid { .. })
    }
}

impl Answering {
    /// The price per use; nothing where the use is free or forbidden.
    pub const fn price(&self) -> Amount {
        match self {
            Answering::Attribution | Answering::Forbidden => Amount::ZERO,
            Answering::Paid { price } | Answering::Granted { price, .. } => *price,
        }
    }
}
