//! Where the password of a home comes from.

use super::{NOW, cheap, mnemonic, password};
use crate::{
    KEYCHAIN_MARKER, Keychain, KeychainError, NoKeychain, PASSWORD_FILE, Password, PasswordOrigin, VAULT_FILE, Vault,
    VaultError, obtain_password,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A keychain in memory.
#[derive(Default)]
struct Remembering(RefCell<BTreeMap<String, Password>>);

/// A keychain that takes everything and gives nothing back.
struct Forgetful;

/// A keychain that is never asked.
struct Untouchable;

impl Keychain for Remembering {
    fn get(&self, account: &str) -> Result<Option<Password>, KeychainError> {
        Ok(self.0.borrow().get(account).cloned())
    }

    fn set(&self, account: &str, password: &Password) -> Result<(), KeychainError> {
        self.0.borrow_mut().insert(account.to_owned(), password.clone());
        Ok(())
    }

    fn delete(&self, account: &str) -> Result<(), KeychainError> {
        self.0.borrow_mut().remove(account);
        Ok(())
    }
}

impl Keychain for Forgetful {
    fn get(&self, _: &str) -> Result<Option<Password>, KeychainError> {
        Ok(None)
    }

    fn set(&self, _: &str, _: &Password) -> Result<(), KeychainError> {
        Ok(())
    }

    fn delete(&self, _: &str) -> Result<(), KeychainError> {
        Ok(())
    }
}

impl Keychain for Untouchable {
    fn get(&self, _: &str) -> Result<Option<Password>, KeychainError> {
        panic!("the keychain was asked")
    }

    fn set(&self, _: &str, _: &Password) -> Result<(), KeychainError> {
        panic!("the keychain was asked")
    }

    fn delete(&self, _: &str) -> Result<(), KeychainError> {
        panic!("the keychain was asked")
    }
}

fn no_randomness() -> [u8; 32] {
    panic!("a password was generated")
}

fn obtain_kept(home: &Path, keychain: &dyn Keychain) -> Result<(Password, PasswordOrigin), VaultError> {
    obtain_password(home, None, keychain, no_randomness)
}

fn create_vault(home: &Path, password: &Password) {
    Vault::create(&home.join(VAULT_FILE), &mnemonic(), password, cheap(), NOW, &[7; 40]).unwrap();
}

#[test]
fn the_file_that_is_named_comes_first() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join(PASSWORD_FILE), "kept").unwrap();
    let given = home.path().join("given");
    fs::write(&given, "given\n").unwrap();
    let obtained = obtain_password(home.path(), Some(&given), &Untouchable, no_randomness).unwrap();
    assert_eq!(obtained, (password("given"), PasswordOrigin::Given));
    let missing = obtain_password(home.path(), Some(Path::new("/no/such")), &Untouchable, no_randomness);
    assert!(matches!(missing, Err(VaultError::Password(_))));
}

#[test]
fn a_fresh_home_without_a_keychain_keeps_its_password_in_a_file() {
    let home = tempfile::tempdir().unwrap();
    let made = obtain_password(home.path(), None, &NoKeychain, || [1; 32]).unwrap();
    assert_eq!(made, (Password::generate(&[1; 32]), PasswordOrigin::HomeFile));
    assert_eq!(obtain_kept(home.path(), &Untouchable).unwrap(), made);
    create_vault(home.path(), &made.0);
    assert_eq!(obtain_kept(home.path(), &Untouchable).unwrap(), made);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_password_file() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    obtain_password(home.path(), None, &NoKeychain, || [1; 32]).unwrap();
    let mode = fs::metadata(home.path().join(PASSWORD_FILE))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_fresh_home_with_a_keychain_keeps_its_password_there_and_only_there() {
    let home = tempfile::tempdir().unwrap();
    let keychain = Remembering::default();
    let made = obtain_password(home.path(), None, &keychain, || [1; 32]).unwrap();
    assert_eq!(made.1, PasswordOrigin::Keychain);
    assert_eq!(obtain_kept(home.path(), &keychain).unwrap(), made);
    create_vault(home.path(), &made.0);
    assert_eq!(obtain_kept(home.path(), &keychain).unwrap(), made);
    for entry in fs::read_dir(home.path()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains(made.0.expose()));
    }
}

#[test]
fn a_home_that_was_moved_still_finds_its_password() {
    let place = tempfile::tempdir().unwrap();
    let (old, new) = (place.path().join("old"), place.path().join("new"));
    fs::create_dir(&old).unwrap();
    let keychain = Remembering::default();
    let made = obtain_password(&old, None, &keychain, || [1; 32]).unwrap();
    create_vault(&old, &made.0);
    fs::rename(&old, &new).unwrap();
    assert_eq!(obtain_kept(&new, &keychain).unwrap(), made);
}

#[test]
fn two_homes_share_no_entry() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let keychain = Remembering::default();
    obtain_password(one.path(), None, &keychain, || [1; 32]).unwrap();
    obtain_password(two.path(), None, &keychain, || [2; 32]).unwrap();
    assert_eq!(keychain.0.borrow().len(), 2);
    assert_eq!(
        obtain_kept(one.path(), &keychain).unwrap().0,
        Password::generate(&[1; 32])
    );
}

#[test]
fn a_keychain_that_forgets_is_not_trusted_with_a_wallet() {
    let home = tempfile::tempdir().unwrap();
    let made = obtain_password(home.path(), None, &Forgetful, || [1; 32]).unwrap();
    assert_eq!(made.1, PasswordOrigin::HomeFile);
    assert!(!home.path().join(KEYCHAIN_MARKER).exists());
}

#[test]
fn a_vault_without_a_known_password_is_not_given_a_new_one() {
    let home = tempfile::tempdir().unwrap();
    create_vault(home.path(), &password("from elsewhere"));
    assert!(matches!(
        obtain_kept(home.path(), &NoKeychain),
        Err(VaultError::NoPassword)
    ));
    fs::write(home.path().join(KEYCHAIN_MARKER), "wallet-1").unwrap();
    assert!(matches!(
        obtain_kept(home.path(), &Remembering::default()),
        Err(VaultError::NotInKeychain)
    ));
    assert!(matches!(
        obtain_kept(home.path(), &NoKeychain),
        Err(VaultError::Keychain(KeychainError::Absent))
    ));
}

#[test]
fn a_fresh_home_whose_keychain_went_away_starts_anew() {
    let home = tempfile::tempdir().unwrap();
    obtain_password(home.path(), None, &Remembering::default(), || [1; 32]).unwrap();
    let again = obtain_password(home.path(), None, &NoKeychain, || [2; 32]).unwrap();
    assert_eq!(again, (Password::generate(&[2; 32]), PasswordOrigin::HomeFile));
    assert_eq!(obtain_kept(home.path(), &Untouchable).unwrap(), again);
}

#[test]
fn an_empty_password_file_is_an_error_not_a_reason_for_a_new_password() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join(PASSWORD_FILE), "").unwrap();
    assert!(matches!(
        obtain_password(home.path(), None, &NoKeychain, no_randomness),
        Err(VaultError::Password(_))
    ));
}
