//! No text and no file of this crate tells a secret.

use super::{create, mnemonic, password};
use crate::{NoKeychain, Password, VAULT_FILE, Vault, obtain_password};
use std::fs;

#[test]
fn debug_output_tells_no_secret() {
    let home = tempfile::tempdir().unwrap();
    let vault = create(&home.path().join(VAULT_FILE));
    let secret = password("open sesame");
    let shown = format!("{vault:?} {vault:#?} {secret:?} {secret:#?}");
    assert!(!shown.contains("sesame"), "{shown}");
    for word in mnemonic().words() {
        assert!(!shown.contains(word), "{word} in {shown}");
    }
    for secret in [
        mnemonic().entropy().as_slice(),
        vault.seed().expose(),
        vault.signing_key(0).unwrap().public().0.as_slice(),
    ] {
        assert!(!shown.contains(&hex::encode(&secret[..4])), "{shown}");
        assert!(!shown.contains(&format!("{}, {}", secret[0], secret[1])), "{shown}");
    }
}

#[test]
fn errors_tell_no_secret() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(VAULT_FILE);
    create(&path);
    let wrong = Vault::open(&path, &password("open sesami")).unwrap_err();
    let unknown = obtain_password(home.path(), None, &NoKeychain, || [0; 32]).unwrap_err();
    let long = Password::new(&"sesame".repeat(1000)).unwrap_err();
    let shown = format!("{wrong} {wrong:?} {unknown} {unknown:?} {long} {long:?}");
    assert!(!shown.contains("sesam"), "{shown}");
}

#[test]
fn the_file_has_nothing_in_clear_but_its_header() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(VAULT_FILE);
    let vault = create(&path);
    let file = fs::read(&path).unwrap();
    let has = |needle: &[u8]| file.windows(needle.len()).any(|window| window == needle);
    assert!(has(b"BYLVAULT"));
    assert!(!has(&mnemonic().entropy()[..4]));
    assert!(!has(&vault.seed().expose()[..4]));
    assert!(!has(&vault.signing_key(0).unwrap().public().0[..4]));
    assert!(!has(mnemonic().words()[0].as_bytes()));
}

#[test]
fn secrets_are_overwritten_when_dropped() {
    fn overwritten<T: zeroize::ZeroizeOnDrop>() {}
    overwritten::<crate::cipher::SecretKey>();
    overwritten::<zeroize::Zeroizing<String>>();
    overwritten::<chacha20poly1305::XChaCha20Poly1305>();
}
