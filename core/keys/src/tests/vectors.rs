//! Official vectors: BIP-39, SLIP-0010, BIP-350, RFC 8032 and Wycheproof. A few are embedded; the whole files are read
//! where they are.

use super::shared_files::{read_json, read_vectors};
use crate::{KeyError, Language, Mnemonic, MnemonicError, PublicKey, Seed, SigningKey, slip10, verify_bytes};
use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Bech32m};
use byline_types::{PublicKeyBytes, SignatureBytes};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

fn bytes<const N: usize>(text: &str) -> [u8; N] {
    hex::decode(text).unwrap().try_into().unwrap()
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap()
}

// BIP-39, with the passphrase of the python-mnemonic vectors.

const PASSPHRASE: &str = "TREZOR";

/// Entropy, phrase, seed.
const BIP39: [(Language, &str, &str, &str); 3] = [
    (
        Language::English,
        "00000000000000000000000000000000",
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
        "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04",
    ),
    (
        Language::English,
        "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f",
        "legal winner thank year wave sausage worth useful legal winner thank yellow",
        "2e8905819b8723fe2c1d161860e5ee1830318dbf49a83bd451cfb8440c28bd6fa457fe1296106559a3c80937a1c1069be3a3a5bd381ee6260e8d9739fce1f607",
    ),
    (
        Language::English,
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo vote",
        "dd48c104698c30cfe2b6142103248622fb7bb0ff692eebb00089b32d22484e1613912f0a5b694407be899ffd31ed3992c456cdf60f5d4564b8ba3f05a69890ad",
    ),
];

fn check_bip39(language: Language, entropy: &str, phrase: &str, seed: &str) {
    let made = Mnemonic::from_entropy_in(language, &hex::decode(entropy).unwrap()).unwrap();
    assert_eq!(*made.phrase(), phrase.nfkd().map(no_wide_space).collect::<String>());
    assert_eq!(hex::encode(made.seed(PASSPHRASE).expose()), seed);

    let read = Mnemonic::parse(phrase).unwrap();
    assert_eq!(read.phrase(), made.phrase());
    assert_eq!(hex::encode(read.seed(PASSPHRASE).expose()), seed);
    if read.language() == language {
        assert_eq!(hex::encode(read.entropy().as_slice()), entropy);
    } else {
        assert_eq!(
            [read.language(), language],
            [Language::ChineseSimplified, Language::ChineseTraditional]
        );
    }
}

fn no_wide_space(character: char) -> char {
    if character == '\u{3000}' { ' ' } else { character }
}

/// The name of a list in the file, where we have that list.
fn language_of(list: &str) -> Option<Language> {
    let name = |language: &Language| match language {
        Language::English => "english",
        Language::ChineseSimplified => "chinese_simplified",
        Language::ChineseTraditional => "chinese_traditional",
        Language::Czech => "czech",
        Language::French => "french",
        Language::Italian => "italian",
        Language::Japanese => "japanese",
        Language::Korean => "korean",
        Language::Portuguese => "portuguese",
        Language::Spanish => "spanish",
    };
    Language::ALL.into_iter().find(|language| name(language) == list)
}

#[test]
fn embedded_bip39_vectors_hold() {
    for (language, entropy, phrase, seed) in BIP39 {
        check_bip39(language, entropy, phrase, seed);
    }
}

#[test]
fn all_bip39_vectors_of_ten_languages_hold_and_the_other_two_lists_are_refused() {
    let Some(file) = read_json("bip39_trezor_vectors.json") else {
        return;
    };
    let (mut held, mut refused) = (0, 0);
    for (list, vectors) in file.as_object().unwrap() {
        for vector in vectors.as_array().unwrap() {
            match language_of(list) {
                Some(language) => {
                    check_bip39(language, string(&vector[0]), string(&vector[1]), string(&vector[2]));
                    held += 1;
                }
                None => {
                    assert!(matches!(list.as_str(), "russian" | "turkish"), "{list}");
                    let error = Mnemonic::parse(string(&vector[1])).unwrap_err();
                    assert!(matches!(error, MnemonicError::UnknownWord { .. }), "{list}: {error}");
                    refused += 1;
                }
            }
        }
    }
    assert_eq!((held, refused), (240, 48));
}

// SLIP-0010, ed25519.

const SLIP10: &str = "
### Test vector 1 for ed25519

Seed (hex): 000102030405060708090a0b0c0d0e0f

* Chain m
  * chain code: 90046a93de5380a72b5e45010748567d5ea02bbf6522f979e05c0d8d8ca9fffb
  * private: 2b4be7f19ee27bbf30c667b642d5f4aa69fd169872f8fc3059c08ebae2eb19e7
  * public: 00a4b2856bfec510abab89753fac1ac0e1112364e7d250545963f135f2a33188ed
* Chain m/0<sub>H</sub>/1<sub>H</sub>/2<sub>H</sub>/2<sub>H</sub>/1000000000<sub>H</sub>
  * chain code: 68789923a0cac2cd5a29172a475fe9e0fb14cd6adb5ad98a3fa70333e7afa230
  * private: 8f94d394a8e8fd6b1bc2f3f49f5c47e385281d5c17e65324b0f62483e37e8793
  * public: 003c24da049451555d51a7014a37337aa4e12d41e485abccfa46b47dfb2af54b7a
";

/// Checks the ed25519 vectors of the document, and tells how many chains it had.
fn check_slip10(document: &str) -> usize {
    document
        .split("\n### ")
        .filter(|section| {
            section
                .lines()
                .next()
                .is_some_and(|title| title.ends_with("for ed25519"))
        })
        .map(check_slip10_section)
        .sum()
}

fn check_slip10_section(section: &str) -> usize {
    let seed = Seed::from_bytes(&hex::decode(field(section, "Seed (hex): ")).unwrap()).unwrap();
    let chains: Vec<&str> = section.split("* Chain m").skip(1).collect();
    chains.iter().for_each(|chain| check_slip10_chain(&seed, chain));
    chains.len()
}

/// The fingerprint is not checked: it hashes the public key for BIP-32's serial form, which we do not use.
fn check_slip10_chain(seed: &Seed, chain: &str) {
    let path: Vec<u32> = chain
        .lines()
        .next()
        .unwrap()
        .replace("<sub>H</sub>", "'")
        .split('/')
        .skip(1)
        .map(|step| step.strip_suffix('\'').unwrap().parse().unwrap())
        .collect();
    let key = slip10::derive(seed, &path).unwrap();
    assert_eq!(hex::encode(key.chain_code()), field(chain, "chain code: "));
    assert_eq!(hex::encode(key.secret()), field(chain, "private: "));
    let public = SigningKey::from_bytes(key.secret()).public();
    assert_eq!(format!("00{}", hex::encode(public.0)), field(chain, "public: "));
}

fn field<'a>(text: &'a str, name: &str) -> &'a str {
    let (_, rest) = text.split_once(name).unwrap();
    rest.lines().next().unwrap()
}

#[test]
fn embedded_slip10_vectors_hold() {
    assert_eq!(check_slip10(SLIP10), 2);
}

#[test]
fn all_slip10_vectors_for_ed25519_hold() {
    if let Some(document) = read_vectors("slip-0010.md") {
        assert_eq!(check_slip10(&document), 12);
    }
}

// BIP-350. The decoder is the bech32 crate's, which byline-types reads addresses with.

const BIP350: &str = "
The following strings are valid Bech32m:
* <tt>A1LQFN3A</tt>
* <tt>?1v759aa</tt>

The following string are not valid Bech32m (with reason for invalidity):
* 0x20 + <tt>1xj0phk</tt>: HRP character out of range
* <tt>M1VUXWEZ</tt>: checksum calculated with uppercase form of HRP

The following list gives valid segwit addresses and the scriptPubKey
* <tt>BC1SW50QGDZ25J</tt>: <tt>6002751e</tt>

The following list gives invalid segwit addresses and the reason
* <tt>bc1gmk9yu</tt>: Empty data section
";

/// The items of the list that follows `heading`.
fn items<'a>(document: &'a str, heading: &str) -> Vec<&'a str> {
    let (_, rest) = document.split_once(heading).unwrap();
    rest.lines()
        .skip_while(|line| !line.starts_with("* "))
        .map_while(|line| line.strip_prefix("* "))
        .collect()
}

/// The strings in `<tt>`, the first one with the character that is written before it as a number.
fn strings(item: &str) -> Vec<String> {
    let first = item.strip_prefix("0x").map(|rest| {
        let code = u32::from_str_radix(&rest[..2], 16).unwrap();
        char::from_u32(code).unwrap()
    });
    let mut found: Vec<String> = item
        .split("<tt>")
        .skip(1)
        .map(|rest| rest.split_once("</tt>").unwrap().0.to_owned())
        .collect();
    found[0] = first.into_iter().chain(found[0].chars()).collect();
    found
}

fn check_bip350(document: &str) -> [usize; 4] {
    [
        check_valid_bech32m(document),
        check_invalid_bech32m(document),
        check_valid_segwit(document),
        check_invalid_segwit(document),
    ]
}

fn check_valid_bech32m(document: &str) -> usize {
    let valid = items(document, "strings are valid Bech32m");
    for item in &valid {
        let text = &strings(item)[0];
        assert!(CheckedHrpstring::new::<Bech32m>(text).is_ok(), "{text}");
        assert!(CheckedHrpstring::new::<Bech32>(text).is_err(), "{text}");
    }
    valid.len()
}

fn check_invalid_bech32m(document: &str) -> usize {
    let invalid = items(document, "string are not valid Bech32m");
    for item in &invalid {
        assert!(CheckedHrpstring::new::<Bech32m>(&strings(item)[0]).is_err(), "{item}");
    }
    invalid.len()
}

fn check_valid_segwit(document: &str) -> usize {
    let valid = items(document, "list gives valid segwit addresses");
    for item in &valid {
        let [address, script] = &strings(item)[..] else {
            panic!("{item}")
        };
        assert_eq!(segwit_script(address), Some(hex::decode(script).unwrap()), "{item}");
    }
    valid.len()
}

fn check_invalid_segwit(document: &str) -> usize {
    let invalid = items(document, "list gives invalid segwit addresses");
    for item in &invalid {
        assert_eq!(segwit_script(&strings(item)[0]), None, "{item}");
    }
    invalid.len()
}

/// The scriptPubKey of an address of Bitcoin's main or test network.
fn segwit_script(address: &str) -> Option<Vec<u8>> {
    let (hrp, version, program) = bech32::segwit::decode(address).ok()?;
    if !matches!(hrp.to_lowercase().as_str(), "bc" | "tb") {
        return None;
    }
    let opcode = match version.to_u8() {
        0 => 0,
        version => 0x50 + version,
    };
    Some([&[opcode, u8::try_from(program.len()).unwrap()], program.as_slice()].concat())
}

#[test]
fn embedded_bip350_vectors_hold() {
    assert_eq!(check_bip350(BIP350), [2, 2, 1, 1]);
}

#[test]
fn all_bip350_vectors_hold() {
    if let Some(document) = read_vectors("bip-0350.mediawiki") {
        assert_eq!(check_bip350(&document), [7, 14, 8, 15]);
    }
}

// Signatures: RFC 8032, section 7.1, tests 1 to 3: secret key, public key, message, signature.

const RFC8032: [(&str, &str, &str, &str); 3] = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
];

#[test]
fn rfc8032_signatures_are_made_and_verified() {
    for (secret, public, message, signature) in RFC8032 {
        let key = SigningKey::from_bytes(&bytes(secret));
        let message = hex::decode(message).unwrap();
        assert_eq!(key.public(), PublicKeyBytes(bytes(public)));
        assert_eq!(key.sign_bytes(&message), SignatureBytes(bytes(signature)));
        assert_eq!(
            verify_bytes(&key.public(), &message, &SignatureBytes(bytes(signature))),
            Ok(())
        );
    }
}

/// All 151: `verify_strict` differs from the expected verdict in none, so none is excused. Signatures of another length than 64
/// bytes count as refused: `SignatureBytes` cannot hold them.
#[test]
fn all_wycheproof_ed25519_vectors_hold() {
    let Some(file) = read_json("wycheproof_ed25519_test.json") else {
        return;
    };
    let mut checked = 0;
    for group in file["testGroups"].as_array().unwrap() {
        let key = PublicKeyBytes(bytes(string(&group["publicKey"]["pk"])));
        for test in group["tests"].as_array().unwrap() {
            let message = hex::decode(string(&test["msg"])).unwrap();
            let signature = hex::decode(string(&test["sig"])).unwrap();
            assert_eq!(
                accepts(&key, &message, &signature),
                string(&test["result"]) == "valid",
                "{test}"
            );
            checked += 1;
        }
    }
    assert_eq!(checked, file["numberOfTests"]);
    assert_eq!(checked, 151);
}

fn accepts(key: &PublicKeyBytes, message: &[u8], signature: &[u8]) -> bool {
    let Ok(signature) = signature.try_into() else {
        return false;
    };
    verify_bytes(key, message, &SignatureBytes(signature)).is_ok()
}

/// The eight points of small order, each in its canonical encoding, then the encodings of such points that are not canonical
/// (Chalkias, Garillot, Nikolaenko: "Taming the many EdDSAs", table 1).
const SMALL_ORDER: [&str; 11] = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

#[test]
fn weak_keys_are_refused_by_name() {
    for key in SMALL_ORDER {
        assert_eq!(
            PublicKey::try_from(PublicKeyBytes(bytes(key))),
            Err(KeyError::Weak),
            "{key}"
        );
    }
}

#[test]
fn every_key_has_one_encoding() {
    // y = p + i, for each i that leaves y below 2²⁵⁵, with either sign: all that RFC 8032 calls a failure to decode.
    for lowest in 0xed..=0xffu8 {
        for highest in [0x7f, 0xff] {
            let mut key = [0xff; 32];
            (key[0], key[31]) = (lowest, highest);
            assert!(
                PublicKey::try_from(PublicKeyBytes(key)).is_err(),
                "{lowest:02x} {highest:02x}"
            );
        }
    }
    // Those just below p are judged by the curve alone: about half are points.
    let below = (0x80..0xecu8).filter(|lowest| {
        let mut key = [0xff; 32];
        (key[0], key[31]) = (*lowest, 0x7f);
        PublicKey::try_from(PublicKeyBytes(key)).is_ok()
    });
    assert!(below.count() > 20);
}

// What is fixed by our own choice: these may never change, or wallets would lose their accounts. The addresses were computed
// by a program of its own (hashlib, hmac and the curve's formulas).

#[test]
fn accounts_and_validator_of_a_phrase_stay_what_they_are() {
    let seed = Mnemonic::parse(BIP39[0].2).unwrap().seed("");
    let address = |index| SigningKey::account(&seed, index).unwrap().account_id().to_string();
    assert_eq!(
        address(0),
        "byl1k9wu76gnalms04lv9u5gugaz7wrphpmllyg9vupqhscagc6tfnjqjw7s4f"
    );
    assert_eq!(
        address(1),
        "byl17a2n667ch70dpcckcav3kfd87cu7hrr06cyywheg40gch0fyed2ql3qdhr"
    );
    assert_eq!(
        SigningKey::validator(&seed).account_id().to_string(),
        "byl1uawtxsj7makahsgt82ndhwcaazc034d45eg39zatxty06yxje76q4rprxx"
    );
}

#[test]
fn an_account_is_the_slip10_key_at_its_path() {
    let seed = Seed::from_bytes(&[7; 64]).unwrap();
    let at =
        |index| SigningKey::from_bytes(slip10::derive(&seed, &[44, 0x0042_594c, index]).unwrap().secret()).public();
    assert_eq!(SigningKey::account(&seed, 5).unwrap().public(), at(5));
    assert_eq!(SigningKey::validator(&seed).public(), at(0x7fff_ffff));
}
