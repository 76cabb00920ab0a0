//! What is published: text becomes canonical bytes, leaves, passages, a Merkle root, a manifest and terms.
//!
//! Nothing here does I/O, reads a clock or draws randomness. Without the feature `segmentation` only the part that a
//! verifier needs is built: ids, Merkle proofs, terms and manifests.

#[cfg(feature = "segmentation")]
pub mod canonical;
#[cfg(feature = "segmentation")]
pub mod document;
#[cfg(feature = "segmentation")]
mod draft;
pub mod manifest;
pub mod merkle;
mod passage_id;
#[cfg(feature = "segmentation")]
pub mod segment;
#[cfg(feature = "segmentation")]
mod similarity;
pub mod terms;
#[cfg(test)]
mod tests;

#[cfg(feature = "segmentation")]
pub use canonical::{CanonicalText, TextError};
#[cfg(feature = "segmentation")]
pub use draft::{Description, Draft, range_bytes};
pub use manifest::{LeafHashing, Manifest, ManifestError, Parent, Segmentation, WorkKind};
pub use merkle::{MerkleError, RangeProof};
pub use passage_id::{LeafRange, ParsePassageError, PassageId, work_id};
#[cfg(feature = "segmentation")]
pub use segment::LeafKind;
#[cfg(feature = "segmentation")]
pub use similarity::{SHINGLE_WORDS, Shingles, match_key, near_duplicate};
pub use terms::{Answering, Derivatives, Terms, Training};
