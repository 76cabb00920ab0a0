//! What people type when they restore a wallet, right and wrong.

use crate::slip10::{self, PathError};
use crate::{Language, MAX_ACCOUNT_INDEX, Mnemonic, MnemonicError, Seed, SeedError, SigningKey, WordCheckError};

const PHRASE: &str = "legal winner thank year wave sausage worth useful legal winner thank yellow";

fn refused(text: &str) -> MnemonicError {
    Mnemonic::parse(text).unwrap_err()
}

fn suggestions(text: &str) -> Vec<&'static str> {
    match refused(text) {
        MnemonicError::UnknownWord { suggestions, .. } => suggestions.to_vec(),
        other => panic!("{other}"),
    }
}

#[test]
fn case_and_white_space_do_not_matter() {
    let typed = PHRASE.to_uppercase().replace(' ', "\u{3000}\r\n\t ");
    assert_eq!(*Mnemonic::parse(&format!("\n {typed} ")).unwrap().phrase(), PHRASE);
}

#[test]
fn composed_and_decomposed_accents_are_the_same_words() {
    let mnemonic = Mnemonic::from_entropy_in(Language::Spanish, &[0; 16]).unwrap();
    let composed = "Ábaco ".repeat(11) + "abierto";
    assert_eq!(Mnemonic::parse(&composed), Ok(mnemonic));
}

#[test]
fn each_mistake_has_its_own_error() {
    assert_eq!(refused(""), MnemonicError::WordCount(0));
    assert_eq!(refused("legal winner"), MnemonicError::WordCount(2));
    assert_eq!(refused(&format!("{PHRASE} legal")), MnemonicError::WordCount(13));
    assert_eq!(refused(&PHRASE.replace("yellow", "year")), MnemonicError::Checksum);
    assert_eq!(refused(&"a".repeat(5000)), MnemonicError::TooLong(5000));
    assert_eq!(Mnemonic::from_entropy(&[0; 17]), Err(MnemonicError::EntropyLength(17)));
    let wrong = refused(&PHRASE.replace("sausage", "susage"));
    assert!(
        matches!(
            wrong,
            MnemonicError::UnknownWord {
                position: 6,
                language: Language::English,
                ..
            }
        ),
        "{wrong}"
    );
}

#[test]
fn a_mistyped_word_is_suggested() {
    for (right, typed) in [("sausage", "susage"), ("sausage", "sausaeg"), ("useful", "usefulness")] {
        assert_eq!(suggestions(&PHRASE.replace(right, typed))[0], right);
    }
    assert_eq!(suggestions(&PHRASE.replace("useful", "qqqqqqqq")), Vec::<&str>::new());
    assert_eq!(
        suggestions(&PHRASE.replace("useful", &"q".repeat(1000))),
        Vec::<&str>::new()
    );
}

#[test]
fn a_word_of_another_language_is_the_wrong_word() {
    let mixed = PHRASE.replace("sausage", "ábaco");
    assert!(matches!(
        refused(&mixed),
        MnemonicError::UnknownWord {
            position: 6,
            language: Language::English,
            ..
        }
    ));
}

#[test]
fn a_passphrase_makes_another_wallet_whatever_its_unicode_form() {
    let mnemonic = Mnemonic::parse(PHRASE).unwrap();
    assert_ne!(mnemonic.seed("").expose(), mnemonic.seed("é").expose());
    assert_eq!(mnemonic.seed("é").expose(), mnemonic.seed("e\u{301}").expose());
    assert_ne!(mnemonic.seed("e").expose(), mnemonic.seed("E").expose());
}

#[test]
fn fifteen_eighteen_and_twenty_one_words_are_wallets_too() {
    for (length, words) in [(16, 12), (20, 15), (24, 18), (28, 21), (32, 24)] {
        let mnemonic = Mnemonic::from_entropy(&vec![9; length]).unwrap();
        assert_eq!(mnemonic.words().len(), words);
        assert_eq!(Mnemonic::parse(&mnemonic.phrase()), Ok(mnemonic));
    }
}

#[test]
fn a_backup_is_checked_word_by_word() {
    let mnemonic = Mnemonic::parse(PHRASE).unwrap();
    assert_eq!(mnemonic.check_words(&PHRASE.to_uppercase().replace(' ', "\n")), Ok(()));
    assert_eq!(
        mnemonic.check_words(&PHRASE.replace("sausage", "useful")),
        Err(WordCheckError::Word { position: 6 })
    );
    assert_eq!(
        mnemonic.check_words("legal winner"),
        Err(WordCheckError::WordCount { expected: 12, given: 2 })
    );
}

#[test]
fn language_tags_are_read_back() {
    for language in Language::ALL {
        assert_eq!(language.tag().parse(), Ok(language));
    }
    assert!("ru".parse::<Language>().is_err());
}

#[test]
fn indices_beyond_the_last_are_refused() {
    let seed = Seed::from_bytes(&[1; 16]).unwrap();
    let too_high = |index, highest| PathError::IndexTooHigh { index, highest };
    assert!(SigningKey::account(&seed, MAX_ACCOUNT_INDEX).is_ok());
    let validator = MAX_ACCOUNT_INDEX + 1;
    assert_eq!(
        SigningKey::account(&seed, validator).unwrap_err(),
        too_high(validator, MAX_ACCOUNT_INDEX)
    );
    assert_eq!(
        slip10::derive(&seed, &[0, 1 << 31]).unwrap_err(),
        too_high(1 << 31, slip10::MAX_INDEX)
    );
}

#[test]
fn seeds_of_other_lengths_are_refused() {
    for length in [0, 15, 65] {
        assert_eq!(Seed::from_bytes(&vec![1; length]).unwrap_err(), SeedError { length });
    }
}
