//! Accounts, contacts, channels, receipts and settings.

use super::Home;
use crate::{ChannelEntry, Contact, LocalAccount, ReceiptEntry, StoreError};
use byline_types::{AccountId, Amount, ChannelId, ReceiptId, Timestamp};

fn account(number: u8, name: &str) -> LocalAccount {
    LocalAccount {
        name: name.to_owned(),
        account: AccountId::from_bytes([number; 32]),
        derivation: number.into(),
        created: Timestamp(5),
    }
}

#[test]
fn names_are_unique_whatever_their_case_and_composition() {
    let home = Home::new();
    home.store
        .write(|transaction| transaction.add_account(&account(0, "  Zoë Ångström ")))
        .unwrap();
    for same in ["Zoë Ångström", "ZOE\u{308} A\u{30A}NGSTRÖM"] {
        let taken = home
            .store
            .write(|transaction| transaction.add_account(&account(1, same)));
        assert!(matches!(taken, Err(StoreError::NameTaken(_))), "{same}");
        let found = home.store.read().unwrap().account_named(same).unwrap().unwrap();
        assert_eq!(found.name, "Zoë Ångström");
    }
    for bad in ["", " \t ", "a\u{7}b", &"x".repeat(101)] {
        let refused = home
            .store
            .write(|transaction| transaction.add_account(&account(1, bad)));
        assert!(matches!(refused, Err(StoreError::BadName { .. })), "{bad:?}");
    }
    let twice = home
        .store
        .write(|transaction| transaction.add_account(&account(0, "Other")));
    assert!(matches!(twice, Err(StoreError::Conflict(_))));
    assert_eq!(home.store.read().unwrap().next_derivation().unwrap(), 1);
}

#[test]
fn an_account_can_be_renamed_but_not_to_a_name_that_is_taken() {
    let home = Home::new();
    let (one, two) = (account(0, "one"), account(1, "two"));
    home.store
        .write(|transaction| {
            transaction
                .add_account(&one)
                .and_then(|()| transaction.add_account(&two))
        })
        .unwrap();
    let taken = home
        .store
        .write(|transaction| transaction.rename_account(&two.account, "ONE"));
    assert!(matches!(taken, Err(StoreError::NameTaken(_))));
    home.store
        .write(|transaction| transaction.rename_account(&two.account, "TWO"))
        .unwrap();
    let names: Vec<String> = home
        .store
        .read()
        .unwrap()
        .accounts()
        .unwrap()
        .into_iter()
        .map(|found| found.name)
        .collect();
    assert_eq!(names, ["one", "TWO"]);
    assert_eq!(
        home.store.read().unwrap().local_account(&one.account).unwrap(),
        Some(one)
    );
}

#[test]
fn a_contact_is_found_replaced_and_forgotten() {
    let home = Home::new();
    let put = |number: u8, name: &str| {
        let contact = Contact {
            name: name.into(),
            account: AccountId::from_bytes([number; 32]),
        };
        home.store
            .write(|transaction| transaction.put_contact(&contact))
            .unwrap();
    };
    put(1, "Ada");
    put(2, "ADA");
    let snapshot = home.store.read().unwrap();
    assert_eq!(snapshot.contacts().unwrap().len(), 1);
    assert_eq!(
        snapshot.contact("ada").unwrap().unwrap().account,
        AccountId::from_bytes([2; 32])
    );
    drop(snapshot);
    assert!(
        home.store
            .write(|transaction| transaction.remove_contact("aDa"))
            .unwrap()
    );
    assert!(
        !home
            .store
            .write(|transaction| transaction.remove_contact("ada"))
            .unwrap()
    );
}

fn channel(number: u8) -> ChannelEntry {
    ChannelEntry {
        channel: ChannelId::from_bytes([number; 32]),
        asker: AccountId::from_bytes([1; 32]),
        server: AccountId::from_bytes([2; 32]),
        next_nonce: 1,
        settled_nonce: 0,
        voucher: None,
        payouts: None,
        closed: false,
    }
}

#[test]
fn one_open_channel_between_two_and_settled_marks_only_rise() {
    let home = Home::new();
    let mut first = channel(1);
    home.store.write(|transaction| transaction.put_channel(&first)).unwrap();
    let second = home.store.write(|transaction| transaction.put_channel(&channel(2)));
    assert!(matches!(second, Err(StoreError::Conflict(_))));
    assert!(home.store.read().unwrap().unsettled_channels().unwrap().is_empty());

    first.next_nonce = 4;
    first.voucher = Some(b"voucher 3".to_vec());
    home.store.write(|transaction| transaction.put_channel(&first)).unwrap();
    assert_eq!(
        home.store.read().unwrap().unsettled_channels().unwrap(),
        vec![first.clone()]
    );
    for (nonce, settled) in [(2, 2), (1, 2), (3, 3)] {
        home.store
            .write(|transaction| transaction.mark_settled(&first.channel, nonce))
            .unwrap();
        let kept = home.store.read().unwrap().channel(&first.channel).unwrap().unwrap();
        assert_eq!(kept.settled_nonce, settled);
    }
    assert!(home.store.read().unwrap().unsettled_channels().unwrap().is_empty());

    home.store
        .write(|transaction| transaction.mark_closed(&first.channel))
        .unwrap();
    assert_eq!(
        home.store
            .read()
            .unwrap()
            .open_channel(&first.asker, &first.server)
            .unwrap(),
        None
    );
    home.store
        .write(|transaction| transaction.put_channel(&channel(2)))
        .unwrap();
    assert_eq!(home.store.read().unwrap().channels().unwrap().len(), 2);
}

fn receipt(number: u8, channel: Option<u8>) -> ReceiptEntry {
    ReceiptEntry {
        number: 0,
        receipt: ReceiptId::from_bytes([number; 32]),
        channel: channel.map(|channel| ChannelId::from_bytes([channel; 32])),
        nonce: number.into(),
        asker: AccountId::from_bytes([1; 32]),
        price: Amount::MAX,
        created: Timestamp(u64::from(number)),
        bytes: vec![number; 10],
        openings: b"question".to_vec(),
    }
}

#[test]
fn receipts_are_kept_once_and_read_in_pages_newest_first() {
    let home = Home::new();
    for number in 1..=5 {
        let entry = receipt(number, (number != 3).then_some(1));
        for _ in 0..2 {
            home.store.write(|transaction| transaction.put_receipt(&entry)).unwrap();
        }
    }
    let snapshot = home.store.read().unwrap();
    let page = snapshot.receipts(None, 3).unwrap();
    assert_eq!(page.iter().map(|entry| entry.nonce).collect::<Vec<_>>(), [5, 4, 3]);
    assert_eq!(page[0].price, Amount::MAX);
    let rest = snapshot.receipts(Some(page[2].number), 3).unwrap();
    assert_eq!(rest.iter().map(|entry| entry.nonce).collect::<Vec<_>>(), [2, 1]);
    let of_channel: Vec<u8> = snapshot
        .channel_receipts(&ChannelId::from_bytes([1; 32]))
        .unwrap()
        .iter()
        .map(|id| id.as_bytes()[0])
        .collect();
    assert_eq!(of_channel, [1, 2, 4, 5]);
    let changed = ReceiptEntry {
        bytes: b"other".to_vec(),
        ..receipt(1, Some(1))
    };
    assert!(matches!(
        home.store.write(|transaction| transaction.put_receipt(&changed)),
        Err(StoreError::Conflict(_))
    ));
}
