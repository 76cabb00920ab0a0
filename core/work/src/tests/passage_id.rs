//! Names of works and passages.

use crate::{LeafRange, PassageId, work_id};
use byline_types::{AccountId, Digest32};

fn example() -> PassageId {
    let work = work_id(&AccountId::from_bytes([7; 32]), &Digest32([9; 32]));
    PassageId {
        work,
        version: 1,
        range: LeafRange { from: 12, to: 19 },
    }
}

#[test]
fn a_passage_reads_back_as_it_was_written() {
    let text = example().to_string();
    assert!(text.starts_with("work1") && text.ends_with("@1:12-19"), "{text}");
    assert_eq!(text.parse::<PassageId>().unwrap(), example());
}

#[test]
fn what_is_no_passage_is_refused() {
    let work = example().work.to_string();
    for text in [
        work.clone(),
        format!("{work}:12-19"),
        format!("{work}@1:19-12"),
        format!("{work}@1:12-12"),
        format!("{work}@1:012-19"),
        format!("{work}@+1:12-19"),
        format!("{work}@0:12-19"),
        format!("{work}@1:12-4294967296"),
        "work1@1:1-2".into(),
    ] {
        assert!(text.parse::<PassageId>().is_err(), "{text}");
    }
}

#[test]
fn a_work_is_named_by_its_owner_and_first_root() {
    let id = |owner, root| work_id(&AccountId::from_bytes([owner; 32]), &Digest32([root; 32]));
    assert_eq!(id(1, 2), id(1, 2));
    assert_ne!(id(1, 2), id(2, 1));
    assert_eq!(
        id(1, 2).to_string(),
        "work1wnc4wzm8e7w7sk050lu8gaprzm9j9jsrm7t3m78g9ctkwzynky5s957t7g"
    );
}

#[test]
fn ranges_know_what_they_hold() {
    let range = LeafRange::new(3, 5).unwrap();
    assert_eq!(range.count(), 2);
    assert!(range.contains(4) && !range.contains(5));
    assert!(range.overlaps(LeafRange { from: 4, to: 9 }) && !range.overlaps(LeafRange { from: 5, to: 9 }));
    assert_eq!(LeafRange::new(5, 5), None);
}
