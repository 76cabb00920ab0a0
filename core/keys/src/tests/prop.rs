//! Properties: what was signed verifies, anything else does not, and no text or bytes make the crate panic.

use crate::{Language, Mnemonic, PublicKey, SignatureError, SigningKey, verify, verify_bytes};
use byline_types::{ChainId, PublicKeyBytes, SignatureBytes};
use proptest::prelude::*;

fn language() -> impl Strategy<Value = Language> {
    proptest::sample::select(Language::ALL.to_vec())
}

fn entropy() -> impl Strategy<Value = Vec<u8>> {
    proptest::sample::select(vec![16usize, 20, 24, 28, 32])
        .prop_flat_map(|length| proptest::collection::vec(any::<u8>(), length))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_phrase_is_read_back(language in language(), entropy in entropy()) {
        let mnemonic = Mnemonic::from_entropy_in(language, &entropy).unwrap();
        prop_assert_eq!(mnemonic.entropy().to_vec(), entropy);
        let read = Mnemonic::parse(&mnemonic.phrase()).unwrap();
        prop_assert_eq!(read.phrase(), mnemonic.phrase());
        if !matches!(language, Language::ChineseSimplified | Language::ChineseTraditional) {
            prop_assert_eq!(read, mnemonic);
        }
    }

    #[test]
    fn a_wrong_checksum_is_refused(entropy in entropy(), flip in 1u8..=15) {
        // The checksum has at least four bits, the lowest of the last word.
        let mnemonic = Mnemonic::from_entropy(&entropy).unwrap();
        let mut words = mnemonic.words();
        let list = Language::English.words();
        let last = list.iter().position(|word| Some(word) == words.last()).unwrap();
        *words.last_mut().unwrap() = list[last ^ usize::from(flip)];
        prop_assert!(Mnemonic::parse(&words.join(" ")).is_err());
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in any::<String>(), words in proptest::collection::vec("\\PC{0,12}", 0..26)) {
        let _ = Mnemonic::parse(&text);
        let _ = Mnemonic::parse(&words.join(" "));
    }

    #[test]
    fn what_was_signed_verifies_and_nothing_else(
        secret: [u8; 32], chain: [u8; 32], other: [u8; 32], value: Vec<u8>, bit in 0usize..512,
    ) {
        let key = SigningKey::from_bytes(&secret);
        let public = key.public();
        let (chain, other) = (ChainId::from_bytes(chain), ChainId::from_bytes(other));
        let signature = key.sign("byline/test", &chain, &value);
        prop_assert_eq!(verify(&public, "byline/test", &chain, &value, &signature), Ok(()));

        let refused = Err(SignatureError::Mismatch);
        let mut longer = value.clone();
        longer.push(0);
        let mut flipped = signature;
        flipped.0[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(verify(&public, "byline/toast", &chain, &value, &signature), refused);
        prop_assert_eq!(verify(&public, "byline/test", &other, &value, &signature), refused);
        prop_assert_eq!(verify(&public, "byline/test", &chain, &longer, &signature), refused);
        prop_assert_eq!(verify(&public, "byline/test", &chain, &value, &flipped), refused);
        let stranger = SigningKey::from_bytes(&other.as_bytes().map(|byte| !byte)).public();
        prop_assert_eq!(verify(&stranger, "byline/test", &chain, &value, &signature), refused);
    }

    #[test]
    fn any_bytes_are_a_key_that_reads_back_or_none(key: [u8; 32], message: Vec<u8>, signature in any::<[[u8; 32]; 2]>()) {
        let key = PublicKeyBytes(key);
        let signature = SignatureBytes(signature.concat().try_into().unwrap());
        prop_assert!(verify_bytes(&key, &message, &signature).is_err());
        if let Ok(public) = PublicKey::try_from(key) {
            prop_assert_eq!(PublicKeyBytes::from(public), key);
        }
    }

    #[test]
    fn every_secret_has_a_public_key_that_is_usable(secret: [u8; 32]) {
        let key = SigningKey::from_bytes(&secret);
        let public = PublicKey::try_from(key.public()).unwrap();
        prop_assert_eq!(public.account_id(), key.account_id());
    }
}
