//! Properties of proofs, names and encodings.

use super::merkle::{numbered_leaves, root_by_stack};
use crate::merkle::{prove_range, root};
use crate::{LeafRange, Manifest, PassageId, RangeProof, Terms};
use byline_types::{Digest32, WorkId, decode, encode};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_proof_of_any_run_holds_and_of_any_other_text_does_not(size in 1u32..600, a: prop::sample::Index, b: prop::sample::Index, flip: prop::sample::Index) {
        let leaves = numbered_leaves(size);
        let (a, b) = (a.index(size as usize) as u32, b.index(size as usize) as u32);
        let (from, to) = (a.min(b), a.max(b) + 1);
        let root = root(&leaves);
        prop_assert_eq!(root, root_by_stack(&leaves));
        let proof = prove_range(&leaves, from, to).unwrap();
        let mut run = leaves[from as usize..to as usize].to_vec();
        prop_assert_eq!(proof.verify(&root, size, from, &run), Ok(()));
        let changed = flip.index(run.len());
        run[changed].0[0] ^= 1;
        prop_assert!(proof.verify(&root, size, from, &run).is_err());
    }

    #[test]
    fn any_bytes_as_a_proof_end_in_a_verdict(bytes in prop::collection::vec(any::<u8>(), 0..200), size: u32, from: u32, count in 0usize..40) {
        if let Ok(proof) = decode::<RangeProof>(&bytes, 4096) {
            let _ = proof.verify(&Digest32::ZERO, size, from, &vec![Digest32::ZERO; count]);
        }
    }

    #[test]
    fn any_bytes_as_a_manifest_end_in_a_verdict(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(manifest) = Manifest::decode(&bytes) {
            prop_assert_eq!(encode(&manifest), bytes);
        }
    }

    #[test]
    fn any_bytes_as_terms_are_refused_or_encode_back(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        if let Ok(terms) = decode::<Terms>(&bytes, 100) {
            prop_assert_eq!(encode(&terms), bytes);
        }
    }

    #[test]
    fn passages_read_back(work: [u8; 32], version in 1u32.., from in 0u32..1000, count in 1u32..1000) {
        let passage = PassageId { work: WorkId::from_bytes(work), version, range: LeafRange { from, to: from + count } };
        prop_assert_eq!(passage.to_string().parse::<PassageId>().unwrap(), passage);
    }

    #[test]
    fn any_text_as_a_passage_ends_in_a_verdict(text in "\\PC{0,80}|work1[a-z0-9]{0,70}@[0-9]{0,3}:[0-9]{0,3}-[0-9]{0,3}") {
        let _ = text.parse::<PassageId>();
    }
}
