//! Official vectors of what the vault is built from: XChaCha20-Poly1305 and Argon2id.

use crate::Cost;
use crate::cipher::{NONCE_BYTES, SecretKey, derive_key, seal, unseal};
use serde_json::Value;
use std::path::Path;
use zeroize::Zeroizing;

struct Case {
    key: SecretKey,
    nonce: Vec<u8>,
    header: Vec<u8>,
    message: Vec<u8>,
    sealed: Vec<u8>,
    valid: bool,
}

impl Case {
    /// Whether this crate can take such a nonce at all: the type has 24 bytes.
    fn nonce(&self) -> Option<[u8; NONCE_BYTES]> {
        self.nonce.as_slice().try_into().ok()
    }

    fn check(&self, name: &str) {
        let Some(nonce) = self.nonce() else {
            assert!(!self.valid, "{name}");
            return;
        };
        let mut opened = self.sealed.clone();
        let outcome = unseal(&self.key, &nonce, &self.header, &mut opened);
        assert_eq!(outcome.is_ok(), self.valid, "{name}");
        let mut sealed = self.message.clone();
        seal(&self.key, &nonce, &self.header, &mut sealed);
        assert_eq!(sealed == self.sealed, self.valid, "{name}");
        if self.valid {
            assert_eq!(opened, self.message, "{name}");
        }
    }
}

fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap()).unwrap()
}

/// draft-irtf-cfrg-xchacha, appendix A.3.1.
fn sunscreen() -> Case {
    let message = "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
    let sealed = "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49";
    Case {
        key: Zeroizing::new(std::array::from_fn(|i| 0x80 + u8::try_from(i).unwrap())),
        nonce: (0x40..0x58).collect(),
        header: hex::decode("50515253c0c1c2c3c4c5c6c7").unwrap(),
        message: message.into(),
        sealed: hex::decode(sealed).unwrap(),
        valid: true,
    }
}

#[test]
fn the_draft_s_example_holds_and_no_changed_byte_of_it() {
    sunscreen().check("A.3.1");
    for at in 0..sunscreen().sealed.len() {
        let mut case = sunscreen();
        case.sealed[at] ^= 1;
        case.valid = false;
        case.check("changed");
    }
}

/// All 315. A nonce that is not 24 bytes long counts as refused: the types cannot hold it.
#[test]
fn all_wycheproof_xchacha20_poly1305_vectors_hold() {
    let path = "../../../shared/data/vectors/wycheproof_xchacha20_poly1305_test.json";
    let Ok(text) = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)) else {
        eprintln!("skipped: wycheproof_xchacha20_poly1305_test.json is not here; only the draft's example was checked");
        return;
    };
    let file: Value = serde_json::from_slice(&text).unwrap();
    let groups = file["testGroups"].as_array().unwrap();
    let tests: Vec<&Value> = groups
        .iter()
        .flat_map(|group| group["tests"].as_array().unwrap())
        .collect();
    for test in &tests {
        wycheproof_case(test).check(&test.to_string());
    }
    assert_eq!(tests.len(), 315);
}

fn wycheproof_case(test: &Value) -> Case {
    Case {
        key: Zeroizing::new(bytes(&test["key"]).try_into().unwrap()),
        nonce: bytes(&test["iv"]),
        header: bytes(&test["aad"]),
        message: bytes(&test["msg"]),
        sealed: [bytes(&test["ct"]), bytes(&test["tag"])].concat(),
        valid: test["result"] == "valid",
    }
}

/// From the tests of the reference implementation (phc-winner-argon2, `src/test.c`): Argon2id, version 0x13.
#[test]
fn argon2id_agrees_with_the_reference() {
    for (memory_kib, iterations, lanes, password, salt, expected) in [
        (
            65536,
            2,
            1,
            "password",
            "somesalt",
            "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
        ),
        (
            256,
            2,
            1,
            "password",
            "somesalt",
            "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
        ),
        (
            256,
            2,
            2,
            "password",
            "somesalt",
            "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037",
        ),
        (
            65536,
            1,
            1,
            "password",
            "somesalt",
            "f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98",
        ),
        (
            65536,
            2,
            1,
            "differentpassword",
            "somesalt",
            "0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde",
        ),
        (
            65536,
            2,
            1,
            "password",
            "diffsalt",
            "bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c",
        ),
    ] {
        let cost = Cost::new(memory_kib, iterations, lanes).unwrap();
        let key = derive_key(password.as_bytes(), salt.as_bytes(), cost).unwrap();
        assert_eq!(
            hex::encode(key.as_slice()),
            expected,
            "{memory_kib} {iterations} {lanes} {password} {salt}"
        );
    }
}
