use crate::{AccountId, Amount, Share, WorkId, apportion, decode, encode};
use proptest::prelude::*;

proptest! {
    #[test]
    fn parts_sum_to_the_total(total: u64, weights in prop::collection::vec(any::<u64>(), 1..20), seed: [u8; 32]) {
        let parts = apportion(total, &weights, &seed);
        let sum: u128 = parts.iter().map(|&p| u128::from(p)).sum();
        let expected = if weights.iter().all(|&w| w == 0) { 0 } else { u128::from(total) };
        prop_assert_eq!(sum, expected);
        prop_assert!(parts.iter().zip(&weights).all(|(&p, &w)| w > 0 || p == 0));
    }

    #[test]
    fn a_part_is_within_one_unit_of_its_exact_value(total: u64, weights in prop::collection::vec(0u64..1000, 1..20), seed: [u8; 32]) {
        let sum: u128 = weights.iter().map(|&w| u128::from(w)).sum();
        prop_assume!(sum > 0);
        for (part, weight) in apportion(total, &weights, &seed).into_iter().zip(&weights) {
            let floor = u128::from(total) * u128::from(*weight) / sum;
            prop_assert!(u128::from(part) == floor || u128::from(part) == floor + 1);
        }
    }

    #[test]
    fn an_amount_reads_back_as_it_was_written(micros: u64) {
        let amount = Amount::from_micros(micros);
        prop_assert_eq!(amount.to_string().parse::<Amount>().unwrap(), amount);
    }

    #[test]
    fn ids_read_back_and_a_mistyped_character_is_refused(bytes: [u8; 32], at in 5usize..60, with in 0usize..32) {
        let id = WorkId::from_bytes(bytes);
        let text = id.to_string();
        prop_assert_eq!(text.parse::<WorkId>().unwrap(), id);
        prop_assert!(text.parse::<AccountId>().is_err());
        let mut typed = text.clone().into_bytes();
        typed[at] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l"[with];
        let typed = String::from_utf8(typed).unwrap();
        prop_assert!(typed == text || typed.parse::<WorkId>().is_err());
    }

    #[test]
    fn decoding_any_bytes_never_panics_and_accepts_only_canonical_ones(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(value) = decode::<(Share, Vec<u8>, Option<Amount>)>(&bytes, 64) {
            prop_assert_eq!(encode(&value), bytes);
        }
    }
}
