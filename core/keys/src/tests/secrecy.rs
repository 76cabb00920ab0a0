//! No text that this crate makes, other than on request, tells a secret.

use crate::{Mnemonic, SigningKey, slip10};

#[test]
fn debug_output_tells_no_secret() {
    let mnemonic = Mnemonic::from_entropy(&[0x5a; 32]).unwrap();
    let seed = mnemonic.seed("");
    let extended = slip10::derive(&seed, &[44]).unwrap();
    let signing = SigningKey::account(&seed, 0).unwrap();
    let shown =
        format!("{mnemonic:?} {seed:?} {extended:?} {signing:?} {mnemonic:#?} {seed:#?} {extended:#?} {signing:#?}");

    for word in mnemonic.words() {
        assert!(!shown.contains(word), "{word} in {shown}");
    }
    for secret in [
        mnemonic.entropy().as_slice(),
        seed.expose(),
        extended.secret(),
        extended.chain_code(),
    ] {
        assert!(!shown.contains(&hex::encode(&secret[..4])), "{shown}");
        assert!(!shown.contains(&format!("{}, {}", secret[0], secret[1])), "{shown}");
    }
}

#[test]
fn errors_tell_neither_the_words_typed_nor_those_suggested() {
    let error = Mnemonic::parse(&"susage ".repeat(12)).unwrap_err();
    let shown = format!("{error} {error:?} {error:#?}");
    assert!(!shown.contains("susage") && !shown.contains("sausage"), "{shown}");
    assert!(shown.contains("word 1 is not in the en word list"), "{shown}");
}

#[test]
fn secrets_are_overwritten_when_dropped() {
    fn overwritten<T: zeroize::ZeroizeOnDrop>() {}
    overwritten::<crate::Seed>();
    overwritten::<slip10::ExtendedKey>();
    overwritten::<bip39::Mnemonic>();
    overwritten::<ed25519_dalek::SigningKey>();
}
