//! Works: adding, new versions, reading back, withdrawing.

use super::{Home, Sample};
use crate::{Added, Query, StoreError};
use byline_types::{Amount, Timestamp};
use byline_work::LeafRange;

const ESSAY: &str =
    "# On bees\n\nThe queen bee lays eggs. Worker bees gather nectar from clover.\n\nHoney keeps for years.";

fn finds(home: &Home, text: &str) -> usize {
    let query = Query {
        text,
        limit: 10,
        ..Query::default()
    };
    home.store.read().unwrap().search(&query).unwrap().len()
}

#[test]
fn a_work_is_read_back_as_it_was_added() {
    let home = Home::new();
    let sample = Sample::new(1, "On bees", ESSAY);
    assert_eq!(home.store.put_works(&[sample.new_work()]).unwrap(), [Added::New]);

    let home = home.reopened();
    let snapshot = home.store.read().unwrap();
    let entry = snapshot.work(&sample.id()).unwrap().unwrap();
    assert_eq!(
        (entry.title.as_str(), entry.version, entry.withdrawn),
        ("On bees", 1, None)
    );
    assert_eq!(entry.leaf_count as usize, sample.draft.ends().len());
    assert_eq!(entry.byte_length as usize, sample.draft.text().len());
    assert_eq!(entry.path.as_deref(), Some("essays/secret-path.md"));
    assert_eq!(
        snapshot.text(&sample.id(), 1).unwrap().as_deref(),
        Some(sample.draft.text())
    );
    assert!(
        snapshot
            .manifest(&sample.id(), 1)
            .unwrap()
            .unwrap()
            .starts_with(b"manifest")
    );
    assert_eq!(snapshot.works(0, 10).unwrap(), vec![entry.clone()]);
    assert_eq!(snapshot.works_of(&entry.owner, 0, 10).unwrap(), vec![entry.clone()]);
    assert!(snapshot.works(entry.number, 10).unwrap().is_empty());
    assert_eq!(snapshot.work_count().unwrap(), 1);
}

#[test]
fn the_leaves_of_a_passage_are_the_leaves_of_the_work() {
    let home = Home::new();
    let sample = Sample::new(
        1,
        "Long",
        &"One sentence is here. Another sentence follows it, longer than the first.\n\n".repeat(60),
    );
    sample.add(&home);
    let snapshot = home.store.read().unwrap();
    let passages = snapshot.passages(&sample.id(), 1).unwrap();
    assert!(passages.len() > 1);
    for passage in &passages {
        for leaf in passage.range.from..passage.range.to {
            assert_eq!(passage.leaf(leaf), sample.draft.leaf(leaf));
        }
        assert_eq!(passage.leaf(passage.range.to), None);
        assert!(sample.draft.text()[passage.byte_from as usize..].starts_with(&passage.text));
    }
    let range = LeafRange::new(passages[1].range.from, passages[1].range.from + 1).unwrap();
    assert_eq!(
        snapshot.passages_over(&sample.id(), 1, range).unwrap(),
        vec![passages[1].clone()]
    );
}

#[test]
fn adding_the_same_version_again_changes_nothing() {
    let home = Home::new();
    let sample = Sample::new(1, "On bees", ESSAY);
    sample.add(&home);
    assert_eq!(home.store.put_works(&[sample.new_work()]).unwrap(), [Added::Already]);
    assert_eq!(home.store.read().unwrap().document_frequency("honey").unwrap(), 1);
    let mut other = sample.new_work();
    other.manifest_id = byline_types::ManifestId::from_bytes([99; 32]);
    assert!(matches!(home.store.put_works(&[other]), Err(StoreError::Conflict(_))));
}

#[test]
fn a_new_version_takes_the_place_of_the_old_one_in_search_only() {
    let home = Home::new();
    let first = Sample::new(1, "On bees", ESSAY);
    first.add(&home);
    let mut second = Sample::new(1, "On wasps", "Wasps eat caterpillars. Nobody keeps them.");
    second.version = 2;
    second.add(&home);
    assert_eq!((finds(&home, "honey"), finds(&home, "caterpillars")), (0, 1));
    let snapshot = home.store.read().unwrap();
    assert_eq!(snapshot.work(&first.id()).unwrap().unwrap().version, 2);
    assert_eq!(
        snapshot.text(&first.id(), 1).unwrap().as_deref(),
        Some(first.draft.text())
    );
    assert_eq!(snapshot.document_frequency("honey").unwrap(), 0);
    assert_eq!(snapshot.work_count().unwrap(), 1);

    second.version = 4;
    let skipped = home.store.put_works(&[second.new_work()]);
    assert!(matches!(
        skipped,
        Err(StoreError::NotNextVersion {
            version: 4,
            latest: 2,
            ..
        })
    ));
}

#[test]
fn one_bad_work_keeps_the_whole_batch_out() {
    let home = Home::new();
    let (good, bad) = (Sample::new(1, "Good", ESSAY), Sample::new(2, "Bad", ESSAY));
    let leaves = u32::try_from(bad.draft.ends().len()).unwrap();
    let cut = [bad.draft.text().len() as u32 - 1];
    let wrong: [(&[LeafRange], &[u32]); 4] = [
        (&[], bad.draft.ends()),
        (&[LeafRange { from: 1, to: leaves }], bad.draft.ends()),
        (
            &[LeafRange {
                from: 0,
                to: leaves + 1,
            }],
            bad.draft.ends(),
        ),
        (&[LeafRange { from: 0, to: 1 }], &cut),
    ];
    for (passages, leaf_ends) in wrong {
        let mut work = bad.new_work();
        (work.passages, work.leaf_ends) = (passages, leaf_ends);
        let refused = home.store.put_works(&[good.new_work(), work]);
        assert!(matches!(refused, Err(StoreError::BadPassages { .. })), "{refused:?}");
    }
    assert_eq!(home.store.read().unwrap().work_count().unwrap(), 0);
    assert_eq!(finds(&home, "honey"), 0);
}

#[test]
fn a_withdrawn_work_is_in_no_index_and_its_words_are_in_no_file() {
    let home = Home::new();
    let secret = Sample::new(
        1,
        "Xylophonist",
        "The zugzwang of Quixhollow was never told before. Its vorpal ending neither.",
    );
    let kept = Sample::new(2, "On bees", ESSAY);
    secret.add(&home);
    kept.add(&home);
    // Words that come late in a file that has been written to before.
    for number in 10..40 {
        Sample::new(number, "More", &format!("Filler number {number} about nothing at all.")).add(&home);
    }
    assert_eq!(finds(&home, "zugzwang"), 1);
    for word in [
        "zugzwang",
        "Quixhollow",
        "Xylophonist",
        "secret title",
        "xylophonist",
        "vorpal",
    ] {
        assert!(contains(&home.bytes(), word), "{word} is there before");
    }

    home.store.withdraw_work(&secret.id(), Timestamp(2_000)).unwrap();
    assert_eq!(
        (
            finds(&home, "zugzwang"),
            finds(&home, "xylophonist"),
            finds(&home, "honey")
        ),
        (0, 0, 1)
    );
    let snapshot = home.store.read().unwrap();
    let entry = snapshot.work(&secret.id()).unwrap().unwrap();
    assert_eq!(
        (entry.title.as_str(), entry.path, entry.withdrawn),
        ("", None, Some(Timestamp(2_000)))
    );
    assert_eq!(snapshot.text(&secret.id(), 1).unwrap(), None);
    assert_eq!(snapshot.manifest(&secret.id(), 1).unwrap(), None);
    assert!(snapshot.manifest_id(&secret.id(), 1).unwrap().is_some());
    assert_eq!(snapshot.document_frequency("zugzwang").unwrap(), 0);
    drop(snapshot);
    for word in [
        "zugzwang",
        "Quixhollow",
        "Xylophonist",
        "xylophonist",
        "quixhollow",
        "vorpal",
    ] {
        assert!(!contains(&home.bytes(), word), "{word} is left behind");
    }

    home.store.withdraw_work(&secret.id(), Timestamp(3_000)).unwrap();
    let unknown = Sample::new(77, "", "x").id();
    assert!(matches!(
        home.store.withdraw_work(&unknown, Timestamp(0)),
        Err(StoreError::UnknownWork(_))
    ));
}

#[test]
fn a_new_version_brings_a_withdrawn_work_back() {
    let home = Home::new();
    let first = Sample::new(1, "On bees", ESSAY);
    first.add(&home);
    home.store.withdraw_work(&first.id(), Timestamp(2_000)).unwrap();
    let mut second = Sample::new(1, "On wasps", "Wasps eat caterpillars. Nobody keeps them.");
    second.version = 2;
    second.add(&home);
    assert_eq!((finds(&home, "honey"), finds(&home, "caterpillars")), (0, 1));
    let snapshot = home.store.read().unwrap();
    assert_eq!(snapshot.work(&first.id()).unwrap().unwrap().withdrawn, None);
    assert_eq!(snapshot.text(&first.id(), 1).unwrap(), None);
    assert_eq!(snapshot.work_count().unwrap(), 1);
}

fn contains(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

#[test]
fn prices_decide_who_finds_a_work() {
    let home = Home::new();
    let mut sample = Sample::new(1, "On bees", ESSAY);
    sample.price = Some(Amount::MAX);
    sample.add(&home);
    let count = |most: Option<u64>| {
        let query = Query {
            text: "honey",
            limit: 5,
            max_price: most.map(Amount::from_micros),
            ..Query::default()
        };
        home.store.read().unwrap().search(&query).unwrap().len()
    };
    assert_eq!((count(None), count(Some(7)), count(Some(u64::MAX))), (1, 0, 1));
    home.store
        .write(|transaction| transaction.set_price(&sample.id(), Some(Amount::from_micros(7))))
        .unwrap();
    assert_eq!((count(Some(6)), count(Some(7))), (0, 1));
    home.store
        .write(|transaction| transaction.set_price(&sample.id(), None))
        .unwrap();
    assert_eq!(count(None), 0);
}

#[test]
fn a_reader_sees_one_state_while_works_are_written() {
    let home = Home::new();
    Sample::new(1, "On bees", ESSAY).add(&home);
    let snapshot = home.store.read().unwrap();
    let sample = Sample::new(2, "More on bees", ESSAY);
    let terms = crate::work_terms(&[sample.new_work()]);
    home.store
        .write(|transaction| {
            transaction.put_work(&sample.new_work(), &terms[0])?;
            // A reader that begins inside another's transaction neither waits nor sees it.
            assert_eq!(finds(&home, "honey"), 1);
            Ok::<(), StoreError>(())
        })
        .unwrap();
    let query = Query {
        text: "honey",
        limit: 5,
        ..Query::default()
    };
    assert_eq!(snapshot.search(&query).unwrap().len(), 1);
    assert_eq!(finds(&home, "honey"), 2);
}

#[test]
fn a_writer_that_panicked_leaves_nothing_behind() {
    let home = Home::new();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _: Result<(), StoreError> = home.store.write(|transaction| {
            transaction.set_setting("half", b"written").unwrap();
            panic!("on purpose");
        });
    }));
    assert!(panicked.is_err());
    home.store
        .write(|transaction| transaction.set_setting("whole", b"yes"))
        .unwrap();
    let snapshot = home.store.read().unwrap();
    assert_eq!(
        (snapshot.setting("half").unwrap(), snapshot.setting("whole").unwrap()),
        (None, Some(b"yes".to_vec()))
    );
}

#[test]
fn an_index_made_by_other_rules_is_made_anew() {
    let home = Home::new();
    Sample::new(1, "On bees", ESSAY).add(&home);
    home.store
        .write(|transaction| {
            transaction.set_setting("store/terms-version", b"old")?;
            transaction
                .connection
                .execute_batch("DELETE FROM term; UPDATE corpus SET passages = 77")?;
            Ok::<(), StoreError>(())
        })
        .unwrap();
    let home = home.reopened();
    assert_eq!(finds(&home, "honey"), 1);
    assert_eq!(home.store.read().unwrap().passage_count().unwrap(), 1);
    home.store.optimize_index().unwrap();
    assert_eq!(finds(&home, "clover"), 1);
}

#[test]
fn a_work_of_many_sections_is_one_work() {
    let home = Home::new();
    let text: String = (0..25_000)
        .map(|n| format!("Line {n} of the ledger says item{n} was sold for nothing.\n\n"))
        .collect();
    let long = Sample::new(1, "Ledger", &text);
    assert!(long.draft.passages().len() > 600);
    long.add(&home);
    let after = Sample::new(2, "On bees", ESSAY);
    after.add(&home);
    for (text, work) in [("item24990", long.id()), ("item3", long.id()), ("honey", after.id())] {
        let query = Query {
            text,
            limit: 3,
            ..Query::default()
        };
        let hits = home.store.read().unwrap().search(&query).unwrap();
        assert_eq!(hits[0].work, work, "{text}");
    }
    assert_eq!(
        home.store.read().unwrap().text(&long.id(), 1).unwrap().as_deref(),
        Some(long.draft.text())
    );
    home.store.withdraw_work(&long.id(), Timestamp(1)).unwrap();
    assert_eq!((finds(&home, "item24990"), finds(&home, "honey")), (0, 1));
}
