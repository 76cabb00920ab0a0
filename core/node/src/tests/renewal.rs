//! A home that was left in the middle of being set aside or erased is made whole by whoever takes it next.

use crate::home::HomeLock;
use crate::renewal::{erase, replace_wallet, set_aside_path};
use byline_types::Timestamp;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

const WORDS: &str = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
const OLD: [&str; 4] = ["vault.bin", "vault.password", "byline.db", "byline.db-wal"];

/// A home with files whose content is their name, and one that is not Byline's.
fn old_home() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in OLD.into_iter().chain(["letter.txt"]) {
        fs::write(folder.path().join(name), name).unwrap();
    }
    folder
}

/// The files of a folder by name, without the lock.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| entry.path().is_file() && entry.file_name() != "lock");
    let read = |path: &Path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    files
        .map(|file| (file.file_name().into_string().unwrap(), read(&file.path())))
        .collect()
}

fn take(home: &Path) {
    HomeLock::take(home, Duration::ZERO).unwrap();
}

fn password(folder: &Path) -> std::path::PathBuf {
    let file = folder.join("its own password");
    fs::write(&file, "5".repeat(64)).unwrap();
    file
}

#[test]
fn what_is_set_aside_is_whole_and_what_is_not_ours_stays() {
    let (folder, elsewhere) = (old_home(), tempfile::tempdir().unwrap());
    let (home, before) = (folder.path(), files(folder.path()));
    let aside = set_aside_path(home, Timestamp(7));
    let password = password(elsewhere.path());
    replace_wallet(home, WORDS, Some(&password), &aside, Duration::ZERO).unwrap();
    let mut kept = files(&aside);
    assert_eq!(kept.len(), OLD.len());
    let now = files(home);
    assert_eq!(now.keys().collect::<Vec<_>>(), ["letter.txt", "vault.bin"]);
    assert_ne!(now["vault.bin"], "vault.bin");
    kept.insert("letter.txt".into(), "letter.txt".into());
    assert_eq!(kept, before);
    take(home);
    assert_eq!(files(home), now, "what is done is not undone");
}

#[test]
fn a_move_that_was_cut_short_is_taken_back() {
    for moved in 0..=OLD.len() {
        let folder = old_home();
        let (home, before) = (folder.path(), files(folder.path()));
        let moving = home.join("set-aside-7.moving");
        fs::create_dir(&moving).unwrap();
        for name in &OLD[..moved] {
            fs::rename(home.join(name), moving.join(name)).unwrap();
        }
        take(home);
        assert_eq!(files(home), before, "{moved} files were moved");
        assert!(!moving.exists());
    }
}

#[test]
fn a_wallet_that_was_made_and_not_finished_gives_way_to_the_old_one() {
    for made in [&[][..], &["vault.password"], &["vault.keychain", "vault.bin"]] {
        let folder = old_home();
        let (home, before) = (folder.path(), files(folder.path()));
        let replacing = home.join("set-aside-7.replacing");
        fs::create_dir(&replacing).unwrap();
        for name in OLD {
            fs::rename(home.join(name), replacing.join(name)).unwrap();
        }
        for name in made {
            fs::write(home.join(name), "new").unwrap();
        }
        take(home);
        assert_eq!(files(home), before, "{made:?} were made");
        assert!(!replacing.exists());
    }
}

#[test]
fn a_wallet_that_cannot_be_made_leaves_the_old_one_in_its_place() {
    let folder = old_home();
    let (home, before) = (folder.path(), files(folder.path()));
    let aside = set_aside_path(home, Timestamp(7));
    let no_password = home.join("missing");
    assert!(replace_wallet(home, WORDS, Some(&no_password), &aside, Duration::ZERO).is_err());
    assert_eq!(files(home), before);
    assert!(replace_wallet(home, "zoo zoo zoo", None, &aside, Duration::ZERO).is_err());
    assert_eq!(files(home), before);
    assert_eq!(
        fs::read_dir(home)
            .unwrap()
            .filter(|e| e.as_ref().unwrap().path().is_dir())
            .count(),
        0
    );
}

#[test]
fn erasing_leaves_nothing_of_ours_and_is_finished_after_a_crash() {
    for deleted in 0..=OLD.len() {
        let folder = old_home();
        let home = folder.path();
        let aside = home.join("set-aside-7");
        fs::create_dir(&aside).unwrap();
        fs::write(aside.join("vault.bin"), "older").unwrap();
        fs::write(home.join(".byline-draft"), "draft").unwrap();
        if deleted == 0 {
            erase(home, Duration::ZERO).unwrap();
        } else {
            fs::write(home.join("byline-erasing"), "").unwrap();
            OLD[..deleted]
                .iter()
                .for_each(|name| fs::remove_file(home.join(name)).unwrap());
            take(home);
        }
        assert_eq!(
            files(home).keys().collect::<Vec<_>>(),
            ["letter.txt"],
            "{deleted} files were gone"
        );
        assert!(!aside.exists());
    }
}
