//! Receipts, vouchers and the exact split of a price: from weights to money.
//!
//! ```text
//! Weights → Charge (integer parts, exact total) → Receipt → Voucher (cumulative) → payouts on the ledger
//! ```
//!
//! Nothing here moves money: the ledger does, from a signed [`Voucher`] and the [`CumulativePayouts`] that it binds.

mod charge;
mod commitment;
mod hold;
mod payouts;
mod receipt;
mod source;
#[cfg(test)]
mod tests;
mod voucher;
mod weights;

pub use charge::{Beneficiaries, Charge, ChargeError, Credit, Payout, Role, SplitRule, charge};
pub use commitment::{Salt, commit, commit_passages};
pub use hold::{Hold, MAX_HOLD_PAYEES, SignedHold};
pub use payouts::{CumulativePayouts, MAX_PAYEES, PayoutsError};
pub use receipt::{
    Generator, MAX_RECEIPT_BYTES, MAX_SOURCES, Method, Receipt, ReceiptError, Retrieval, Retriever, SignedReceipt,
    VerifiedReceipt,
};
pub use source::{CreditChannel, MAX_WORK_PAYEES, Payee, PayeesError, Source, check_payees};
pub use voucher::{SignedVoucher, Voucher, receipts_root};
pub use weights::{clusters, weights_by_words};
