//! Whatever bytes are sent: no panic, and nothing changed is believed.

use super::fixture::*;
use crate::*;
use byline_ledger::StateProof;
use proptest::prelude::*;

fn light_block() -> (TrustedState, LightBlock) {
    let validators = set(&[1, 2, 3, 4]);
    let trusted = TrustedState::from_genesis(&genesis(validators.clone())).unwrap();
    let block = signed(
        header(&trusted, 7, &validators, &validators),
        &validators,
        &validators,
        &[1, 2, 3],
    );
    (trusted, block)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_light_block_with_any_byte_changed_is_refused(at in any::<prop::sample::Index>(), flip in 1..=255u8) {
        let (trusted, block) = light_block();
        let mut bytes = block.encode();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        if let Ok(changed) = LightBlock::decode(&bytes) {
            prop_assert!(verify_header(&trusted, &changed, NOW, &OPTIONS).is_err());
        }
    }

    #[test]
    fn any_bytes_are_refused_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let (trusted, _) = light_block();
        if let Ok(block) = LightBlock::decode(&bytes) {
            prop_assert!(verify_header(&trusted, &block, NOW, &OPTIONS).is_err());
        }
        let _ = StateProof::decode(&bytes);
        let _ = byline_types::decode::<TrustedState>(&bytes, 20_000);
    }

    /// The rule itself, over all subsets of signers and of shared validators.
    #[test]
    fn a_header_is_believed_exactly_when_enough_power_signed(
        trusted in proptest::collection::btree_map(1..7u8, 1..20u64, 1..6),
        later in proptest::collection::btree_map(1..7u8, 1..20u64, 1..6),
        signs in proptest::collection::btree_set(1..7u8, 0..6),
        height in 1..4u64,
    ) {
        let power = |set: &std::collections::BTreeMap<u8, u64>, of: &dyn Fn(&u8) -> bool| {
            set.iter().filter(|(seed, _)| of(seed)).map(|(_, power)| power).sum::<u64>()
        };
        let signers: Vec<u8> = signs.into_iter().filter(|seed| later.contains_key(seed)).collect();
        let signed_by = |seed: &u8| signers.contains(seed);
        let enough = power(&later, &signed_by) * 3 > power(&later, &|_| true) * 2;
        let linked = if height == 1 {
            trusted == later
        } else {
            power(&trusted, &signed_by) * 3 > power(&trusted, &|_| true)
        };
        let sets = [&trusted, &later].map(|set| weighted(&set.iter().map(|(s, p)| (*s, *p)).collect::<Vec<_>>()));
        let state = TrustedState::from_genesis(&genesis(sets[0].clone())).unwrap();
        let block = signed(header(&state, height, &sets[1], &sets[1]), &sets[1], &sets[1], &signers);
        prop_assert_eq!(verify_header(&state, &block, NOW, &OPTIONS).is_ok(), enough && linked);
    }
}
