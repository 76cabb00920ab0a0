use crate::{AccountId, Amount, AmountError, ChainId, PublicKeyBytes, Share, apportion, decode, hash, signing_bytes};

#[test]
fn amounts_are_written_in_coins() {
    for (micros, text) in [
        (0, "0"),
        (7, "0.000007"),
        (1_250_000, "1.25"),
        (u64::MAX, "18446744073709.551615"),
    ] {
        assert_eq!(Amount::from_micros(micros).to_string(), text);
        assert_eq!(text.parse(), Ok(Amount::from_micros(micros)));
    }
}

#[test]
fn what_is_not_an_amount_is_refused() {
    for text in [
        "",
        ".",
        "1.",
        ".5",
        "-1",
        "+1",
        "1e3",
        "1,5",
        "0.0000001",
        "18446744073709.551616",
        "١",
        " 1",
        "1 ",
    ] {
        assert!(text.parse::<Amount>().is_err(), "{text:?}");
    }
}

#[test]
fn money_does_not_wrap() {
    assert_eq!(Amount::MAX.plus(Amount::from_micros(1)), Err(AmountError::Overflow));
    assert_eq!(Amount::ZERO.minus(Amount::from_micros(1)), Err(AmountError::Underflow));
    assert_eq!(Amount::MAX.times(2), Err(AmountError::Overflow));
    assert_eq!(
        Amount::sum([Amount::MAX, Amount::from_micros(1)]),
        Err(AmountError::Overflow)
    );
}

#[test]
fn seven_micros_among_three_equals_leave_nothing_over() {
    let parts = apportion(7, &[1, 1, 1], &[0; 32]);
    assert_eq!(parts.iter().sum::<u64>(), 7);
    assert_eq!(parts.iter().max(), Some(&3));
    assert_eq!(apportion(0, &[1, 2], &[0; 32]), [0, 0]);
    assert_eq!(apportion(7, &[0, 0], &[0; 32]), [0, 0]);
    assert_eq!(apportion(u64::MAX, &[1], &[0; 32]), [u64::MAX]);
}

#[test]
fn ties_follow_the_seed() {
    let winners: std::collections::BTreeSet<_> = (0..=255).map(|s| apportion(1, &[1, 1, 1], &[s; 32])).collect();
    assert_eq!(winners.len(), 3, "every position wins under some seed");
}

#[test]
fn a_share_above_the_whole_is_refused() {
    assert!(Share::from_ppm(1_000_001).is_err());
    assert!(decode::<Share>(&1_000_001u32.to_le_bytes(), 4).is_err());
    assert_eq!(Share::from_ppm(125_000).unwrap().to_string(), "12.5 %");
}

#[test]
fn left_over_and_excess_bytes_are_refused() {
    assert!(decode::<u8>(&[1, 2], 10).is_err());
    assert!(decode::<u8>(&[1], 0).is_err());
}

#[test]
fn hash_inputs_cannot_be_shifted_between_parts() {
    assert_ne!(hash("d", &[b"ab", b"c"]), hash("d", &[b"a", b"bc"]));
    assert_ne!(hash("d", &[b"ab"]), hash("da", &[b"b"]));
}

/// Golden: these bytes are what every signature of the network is made over.
#[test]
fn signing_bytes_are_fixed() {
    let bytes = signing_bytes(
        "byline/test",
        &ChainId::from_bytes([0xAB; 32]),
        &(7u16, "x".to_string()),
    );
    let expected = format!(
        "0b{}{}01{}{}",
        hex::encode("byline/test"),
        "ab".repeat(32),
        "0000000000000007",
        "07000100000078"
    );
    assert_eq!(hex::encode(bytes), expected);
}

/// Golden: SHA-256 of the length-prefixed domain and key, in bech32m.
#[test]
fn the_address_of_a_key_is_fixed() {
    let id = AccountId::of(&PublicKeyBytes([1; 32]));
    assert_eq!(
        id.to_string(),
        "byl145lula29w9vhrxr9dvrva2fsgmz5zcr8ny4392nfnax7nhf5p8vs2tkpau"
    );
}
