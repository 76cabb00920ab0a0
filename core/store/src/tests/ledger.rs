//! Blocks, transactions, history and the state tree.

use super::Home;
use crate::{DecidedBlock, NewTransaction, Store, StoreError};
use byline_types::{AccountId, BlockId, Height, TxId};
use jmt::storage::TreeUpdateBatch;
use jmt::{KeyHash, RootHash, Sha256Jmt};
use std::path::Path;

fn key(name: &str) -> KeyHash {
    KeyHash::with::<sha2_10::Sha256>(name)
}

fn update(store: &Store, version: u64, values: &[(&str, Option<&str>)]) -> (RootHash, TreeUpdateBatch) {
    let snapshot = store.read().unwrap();
    let values = values
        .iter()
        .map(|(name, value)| (key(name), value.map(|value| value.as_bytes().to_vec())));
    Sha256Jmt::new(&*snapshot).put_value_set(values, version).unwrap()
}

fn commit(
    store: &Store,
    height: u64,
    tree: &TreeUpdateBatch,
    transactions: &[NewTransaction<'_>],
) -> Result<(), StoreError> {
    let block = DecidedBlock {
        height: Height(height),
        id: BlockId::from_bytes([height as u8 + 1; 32]),
        header: b"header",
        certificate: b"certificate",
        transactions,
        tree,
    };
    store.commit_block(&block, |_| Ok::<(), StoreError>(()))
}

#[test]
fn a_committed_block_is_there_after_the_file_is_opened_anew() {
    let home = Home::new();
    let account = AccountId::from_bytes([3; 32]);
    let transaction = NewTransaction {
        id: TxId::from_bytes([9; 32]),
        sender: account,
        bytes: b"transaction",
        touched: &[account],
        events: b"events",
    };
    let (root, tree) = update(&home.store, 0, &[("a", Some("1")), ("b", Some("2"))]);
    commit(&home.store, 0, &tree, &[transaction]).unwrap();

    let home = home.reopened();
    let snapshot = home.store.read().unwrap();
    assert_eq!(snapshot.latest_height().unwrap(), Some(Height(0)));
    assert_eq!(snapshot.latest_header().unwrap(), snapshot.header(Height(0)).unwrap());
    let found = snapshot.transaction(&TxId::from_bytes([9; 32])).unwrap().unwrap();
    assert_eq!(
        (found.height, found.position, found.bytes.as_slice()),
        (Height(0), 0, &b"transaction"[..])
    );
    assert_eq!(snapshot.block_transactions(Height(0)).unwrap(), vec![found]);
    let (value, proof) = Sha256Jmt::new(&*snapshot).get_with_proof(key("a"), 0).unwrap();
    proof.verify_existence(root, key("a"), value.unwrap()).unwrap();
}

#[test]
fn a_block_that_does_not_follow_is_refused_and_changes_nothing() {
    let home = Home::new();
    let (_, tree) = update(&home.store, 0, &[("a", Some("1"))]);
    assert!(matches!(
        commit(&home.store, 1, &tree, &[]),
        Err(StoreError::NotNext {
            height: 1,
            latest: None
        })
    ));
    commit(&home.store, 0, &tree, &[]).unwrap();
    for height in [0, 2] {
        let refused = commit(&home.store, height, &TreeUpdateBatch::default(), &[]);
        assert!(
            matches!(refused, Err(StoreError::NotNext { latest: Some(0), .. })),
            "{refused:?}"
        );
    }
    assert_eq!(home.store.read().unwrap().latest_height().unwrap(), Some(Height(0)));
}

#[test]
fn what_the_extra_step_refuses_keeps_the_block_out_too() {
    let home = Home::new();
    let (_, tree) = update(&home.store, 0, &[("a", Some("1"))]);
    let block = DecidedBlock {
        height: Height(0),
        id: BlockId::from_bytes([1; 32]),
        header: b"",
        certificate: b"",
        transactions: &[],
        tree: &tree,
    };
    let outcome: Result<(), StoreError> = home.store.commit_block(&block, |transaction| {
        transaction.set_setting("half", b"written")?;
        Err(StoreError::Conflict("on purpose".into()))
    });
    assert!(outcome.is_err());
    let snapshot = home.store.read().unwrap();
    assert_eq!(snapshot.latest_height().unwrap(), None);
    assert_eq!(snapshot.setting("half").unwrap(), None);
    assert_eq!(snapshot.state_value(0, &key("a").0).unwrap(), None);
}

#[test]
fn old_versions_can_be_read_and_proved_until_they_are_pruned() {
    let home = Home::new();
    let mut roots = vec![];
    for height in 0..10u64 {
        let value = height.to_string();
        let deleted = (height < 8).then_some("here");
        let (root, tree) = update(
            &home.store,
            height,
            &[("a", Some(&value)), ("b", Some("same")), ("c", deleted)],
        );
        commit(&home.store, height, &tree, &[]).unwrap();
        roots.push(root);
    }
    let prove = |version: u64| {
        let snapshot = home.store.read().unwrap();
        let (value, proof) = Sha256Jmt::new(&*snapshot).get_with_proof(key("a"), version).ok()?;
        proof
            .verify_existence(roots[version as usize], key("a"), value.unwrap())
            .ok()
    };
    assert!((0..10).all(|version| prove(version).is_some()));

    let pruned = home.store.write(|transaction| transaction.prune_state(7)).unwrap();
    assert!(pruned > 0);
    assert!((7..10).all(|version| prove(version).is_some()));
    assert!(prove(3).is_none());
    let snapshot = home.store.read().unwrap();
    assert_eq!(
        snapshot.state_value(7, &key("c").0).unwrap().as_deref(),
        Some(&b"here"[..])
    );
    assert_eq!(snapshot.state_value(9, &key("c").0).unwrap(), None);
    assert_eq!(
        snapshot.state_value(9, &key("b").0).unwrap().as_deref(),
        Some(&b"same"[..])
    );
}

#[test]
fn the_history_of_an_account_is_read_in_pages_newest_first() {
    let home = Home::new();
    let (me, other) = (AccountId::from_bytes([1; 32]), AccountId::from_bytes([2; 32]));
    for height in 0..4u8 {
        let transactions: Vec<NewTransaction<'_>> = (0..3u8)
            .map(|position| NewTransaction {
                id: TxId::from_bytes([height * 16 + position; 32]),
                sender: other,
                bytes: b"",
                touched: if position == 1 { &[] } else { std::slice::from_ref(&me) },
                events: b"",
            })
            .collect();
        commit(
            &home.store,
            u64::from(height),
            &TreeUpdateBatch::default(),
            &transactions,
        )
        .unwrap();
    }
    let snapshot = home.store.read().unwrap();
    let (mut seen, mut before) = (vec![], None);
    loop {
        let page = snapshot.history(&me, before, 3).unwrap();
        let Some(last) = page.last() else { break };
        before = Some((last.height, last.position));
        seen.extend(page.iter().map(|found| (found.height.0, found.position)));
    }
    let expected: Vec<(u64, u32)> = (0..4u64).rev().flat_map(|height| [(height, 2), (height, 0)]).collect();
    assert_eq!(seen, expected);
    assert!(snapshot.history(&other, None, 10).unwrap().is_empty());
}

#[test]
fn a_newer_format_is_refused_and_an_opened_file_is_private() {
    let home = Home::new();
    let path = home.folder.path().join("byline.db");
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&path.metadata().unwrap().permissions()) & 0o777,
        0o600
    );
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::TooNew { found: 99, .. })));
    assert!(matches!(
        Store::open(Path::new("/proc/nowhere/byline.db")),
        Err(StoreError::File { .. })
    ));
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("byline.db");
    std::fs::write(
        &path,
        "this is a letter, not a database; it is long enough to be looked at".repeat(40),
    )
    .unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::Database(_))));
}
