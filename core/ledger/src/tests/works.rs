//! Works come, change and go, and the first to publish stays the first.

use super::fixture::*;
use crate::works::*;
use crate::*;
use byline_royalty::Payee;
use byline_types::*;
use byline_work::{Derivatives, Parent, Terms};

fn commit(root: u8, author: u8, salt: u8) -> Digest32 {
    commitment_to(&digest(root), &id(author), &[salt; 32])
}

fn revealing(owner: u8, root: u8, salt: u8) -> Body {
    Body::RegisterWork(RegisterWork {
        reveal: Some([salt; 32]),
        ..registration(owner, root)
    })
}

fn version(work: WorkId, root: u8) -> NewVersion {
    NewVersion {
        work,
        root: digest(root),
        manifest: ManifestId::from_bytes([root; 32]),
        leaf_count: 3,
    }
}

fn derived(owner: u8, root: u8, parents: Vec<Parent>) -> Body {
    Body::RegisterWork(RegisterWork {
        parents,
        ..registration(owner, root)
    })
}

#[test]
fn a_registration_names_owner_root_terms_and_height() {
    let mut world = World::local();
    world.empty_blocks(2);
    let events = world.submit(1, register(1, 5)).unwrap();
    let work = work_of(1, 5);
    assert_eq!(
        events,
        vec![Event::from(WorksEvent::WorkRegistered {
            work,
            owner: id(1),
            version: 1
        })]
    );
    let record = world.work(&work);
    assert_eq!((record.owner, record.root, record.versions), (id(1), digest(5), 1));
    assert_eq!(
        (record.priority, record.registered, record.withdrawn),
        (Height(3), Height(3), None)
    );
    assert_eq!(read_version(&world, &work, 1).unwrap().unwrap().root, digest(5));
}

#[test]
fn two_people_may_register_one_text_and_the_ledger_says_who_was_first() {
    let mut world = World::local();
    world.submit(1, register(1, 5)).unwrap();
    world.submit(2, register(2, 5)).unwrap();
    assert!(world.work(&work_of(1, 5)).priority < world.work(&work_of(2, 5)).priority);
}

#[test]
fn the_same_person_cannot_register_one_text_twice() {
    let mut world = World::local();
    world.submit(1, register(1, 5)).unwrap();
    assert_eq!(world.refused(1, register(1, 5)), "already_registered");
}

#[test]
fn a_commitment_gives_its_height_to_the_work_that_reveals_it() {
    let mut world = World::strict();
    let commitment = commit(5, 1, 8);
    world.submit(1, Body::Commit(Commit { commitment })).unwrap();
    world.submit(2, register(2, 5)).unwrap();
    world.submit(1, revealing(1, 5, 8)).unwrap();
    assert_eq!(world.work(&work_of(1, 5)).priority, Height(1));
    assert_eq!(world.work(&work_of(2, 5)).priority, Height(2));
    assert!(read_commitment(&world, &id(1), &commitment).unwrap().is_none());
}

#[test]
fn a_commitment_is_its_makers_alone() {
    let mut world = World::local();
    let commitment = commit(5, 1, 8);
    world.submit(2, Body::Commit(Commit { commitment })).unwrap();
    world.submit(1, Body::Commit(Commit { commitment })).unwrap();
    assert_eq!(
        world.refused(1, Body::Commit(Commit { commitment })),
        "commitment_exists"
    );
    assert_eq!(world.refused(2, revealing(2, 5, 8)), "unknown_commitment");
    world.submit(1, revealing(1, 5, 8)).unwrap();
}

#[test]
fn a_commitment_is_revealed_from_the_next_block_on_and_within_its_window() {
    let mut world = World::strict();
    let commitment = commit(5, 1, 8);
    let first = world.signed(1, Body::Commit(Commit { commitment }));
    let mut second = world.transaction(1, revealing(1, 5, 8));
    second.nonce = Nonce(1);
    let outcomes = world.block(vec![first, second.sign(&key(1))]);
    assert!(outcomes[0].result.is_ok());
    assert_eq!(outcomes[1].result.as_ref().unwrap_err().code(), "commitment_too_fresh");
    let mut late = world.clone();
    world.empty_blocks(3);
    world.submit(1, revealing(1, 5, 8)).unwrap();
    late.empty_blocks(4);
    assert_eq!(late.refused(1, revealing(1, 5, 8)), "commitment_expired");
}

#[test]
fn the_deposit_of_a_commitment_comes_back() {
    let mut world = World::strict();
    let commitment = commit(5, 1, 8);
    let before = world.balance(1);
    let committing = world.signed(1, Body::Commit(Commit { commitment }));
    let mut fees = committing.transaction.fee.micros();
    world.submit_signed(committing).unwrap();
    assert_eq!(world.balance(1), before - fees - 5_000);
    let cancelling = world.signed(1, Body::CancelCommitment(CancelCommitment { commitment }));
    fees += cancelling.transaction.fee.micros();
    world.submit_signed(cancelling).unwrap();
    assert_eq!(world.balance(1), before - fees);
    let again = Body::CancelCommitment(CancelCommitment { commitment });
    assert_eq!(world.refused(1, again), "unknown_commitment");
}

#[test]
fn versions_change_under_a_stable_id_and_the_old_ones_stay() {
    let mut world = World::local();
    world.submit(1, register(1, 5)).unwrap();
    let work = work_of(1, 5);
    world.submit(1, Body::NewVersion(version(work, 6))).unwrap();
    let record = world.work(&work);
    assert_eq!(
        (record.versions, record.root, record.priority),
        (2, digest(6), Height(1))
    );
    assert_eq!(read_version(&world, &work, 1).unwrap().unwrap().root, digest(5));
    assert_eq!(read_version(&world, &work, 2).unwrap().unwrap().height, Height(2));
    assert!(read_version(&world, &work, 3).unwrap().is_none());
    assert_eq!(world.refused(1, Body::NewVersion(version(work, 6))), "same_version");
}

#[test]
fn versions_end_before_they_wrap() {
    let mut world = World::local();
    world.submit(1, register(1, 5)).unwrap();
    let work = work_of(1, 5);
    let signed = world.signed(1, Body::NewVersion(version(work, 6)));
    let mut state = crate::state::Scratch::new(&world);
    state.put(
        StateKey::Work(work),
        &WorkRecord {
            versions: u32::MAX,
            ..world.work(&work)
        },
    );
    let executed = execute(&state, &world.context(), vec![signed]).unwrap();
    assert_eq!(
        executed.outcomes[0].result.as_ref().unwrap_err().code(),
        "too_many_versions"
    );
}

#[test]
fn only_the_owner_changes_a_work() {
    let mut world = World::local();
    world.submit(1, register(1, 5)).unwrap();
    let work = work_of(1, 5);
    let terms = Terms::paid(COIN);
    assert_eq!(world.refused(2, Body::NewVersion(version(work, 6))), "not_owner");
    assert_eq!(world.refused(2, Body::SetTerms(SetTerms { work, terms })), "not_owner");
    assert_eq!(world.refused(2, Body::WithdrawWork(WithdrawWork { work })), "not_owner");
    world.submit(1, Body::SetTerms(SetTerms { work, terms })).unwrap();
    assert_eq!(world.work(&work).terms, terms);
}

#[test]
fn an_unknown_work_cannot_be_changed() {
    let mut world = World::local();
    let work = work_of(1, 5);
    assert_eq!(world.refused(1, Body::NewVersion(version(work, 6))), "unknown_work");
    assert_eq!(
        world.refused(1, Body::WithdrawWork(WithdrawWork { work })),
        "unknown_work"
    );
    assert_eq!(
        world.refused(
            1,
            Body::SetTerms(SetTerms {
                work,
                terms: Terms::attribution()
            })
        ),
        "unknown_work"
    );
}

#[test]
fn withdrawal_returns_the_deposits_and_keeps_the_record() {
    let mut world = World::strict();
    world.submit(1, register(1, 5)).unwrap();
    let work = work_of(1, 5);
    world.submit(1, Body::NewVersion(version(work, 6))).unwrap();
    assert_eq!(world.work(&work).deposit, micros(10_000));
    let before = world.balance(1);
    let signed = world.signed(1, Body::WithdrawWork(WithdrawWork { work }));
    let fee = signed.transaction.fee.micros();
    world.submit_signed(signed).unwrap();
    assert_eq!(world.balance(1), before - fee + 10_000);
    let record = world.work(&work);
    assert_eq!((record.withdrawn, record.deposit), (Some(Height(3)), Amount::ZERO));
    assert!(read_version(&world, &work, 1).unwrap().is_some());
    assert_eq!(
        world.refused(1, Body::WithdrawWork(WithdrawWork { work })),
        "work_withdrawn"
    );
    assert_eq!(world.refused(1, Body::NewVersion(version(work, 7))), "work_withdrawn");
}

#[test]
fn a_withdrawn_work_that_comes_back_keeps_its_place_in_time() {
    let mut world = World::strict();
    world.submit(1, register(1, 5)).unwrap();
    let work = work_of(1, 5);
    world.submit(1, Body::WithdrawWork(WithdrawWork { work })).unwrap();
    world.submit(2, register(2, 5)).unwrap();
    world.submit(1, register(1, 5)).unwrap();
    let record = world.work(&work);
    assert_eq!(
        (record.priority, record.withdrawn, record.versions),
        (Height(1), None, 2)
    );
    assert_eq!(record.deposit, micros(5_000));
}

#[test]
fn payees_must_share_the_whole() {
    let mut world = World::local();
    let with = |payees| {
        Body::RegisterWork(RegisterWork {
            payees,
            ..registration(1, 5)
        })
    };
    let payee = |seed, ppm| Payee {
        account: id(seed),
        share: Share::from_ppm(ppm).unwrap(),
    };
    assert_eq!(world.refused(1, with(Vec::new())), "bad_payees");
    assert_eq!(world.refused(1, with(vec![payee(1, 999_999)])), "bad_payees");
    assert_eq!(
        world.refused(1, with(vec![payee(1, 500_000), payee(1, 500_000)])),
        "bad_payees"
    );
    let mut two = vec![payee(1, 400_000), payee(2, 600_000)];
    two.sort();
    world.submit(1, with(two)).unwrap();
}

#[test]
fn a_work_without_leaves_is_refused() {
    let mut world = World::local();
    assert_eq!(
        world.refused(
            1,
            Body::RegisterWork(RegisterWork {
                leaf_count: 0,
                ..registration(1, 5)
            })
        ),
        "no_leaves"
    );
    world.submit(1, register(1, 5)).unwrap();
    let empty = NewVersion {
        leaf_count: 0,
        ..version(work_of(1, 5), 6)
    };
    assert_eq!(world.refused(1, Body::NewVersion(empty)), "no_leaves");
}

#[test]
fn parents_are_registered_works_whose_terms_allow_it() {
    let mut world = World::local();
    let parent = |work, ppm| Parent {
        work,
        share: Share::from_ppm(ppm).unwrap(),
    };
    let first = work_of(1, 5);
    assert_eq!(
        world.refused(2, derived(2, 6, vec![parent(first, 0)])),
        "unknown_parent"
    );
    world.submit(1, register(1, 5)).unwrap();
    world.submit(2, derived(2, 6, vec![parent(first, 0)])).unwrap();

    let asks = Derivatives::Share {
        share: Share::from_ppm(100_000).unwrap(),
    };
    let terms = Terms {
        derivatives: asks,
        ..Terms::attribution()
    };
    world
        .submit(1, Body::SetTerms(SetTerms { work: first, terms }))
        .unwrap();
    assert_eq!(
        world.refused(2, derived(2, 7, vec![parent(first, 99_999)])),
        "parent_forbids"
    );
    world.submit(2, derived(2, 7, vec![parent(first, 100_000)])).unwrap();

    let terms = Terms {
        derivatives: Derivatives::Forbidden,
        ..Terms::attribution()
    };
    world
        .submit(1, Body::SetTerms(SetTerms { work: first, terms }))
        .unwrap();
    assert_eq!(
        world.refused(2, derived(2, 8, vec![parent(first, 1_000_000)])),
        "parent_forbids"
    );
    world.submit(1, derived(1, 8, vec![parent(first, 0)])).unwrap();
}

#[test]
fn parents_stand_once_each_in_order_within_the_whole() {
    let mut world = World::local();
    world.submit(1, register(1, 5)).unwrap();
    world.submit(1, register(1, 6)).unwrap();
    let parent = |root, ppm| Parent {
        work: work_of(1, root),
        share: Share::from_ppm(ppm).unwrap(),
    };
    let mut both = vec![parent(5, 500_000), parent(6, 500_001)];
    both.sort();
    assert_eq!(world.refused(1, derived(1, 7, both.clone())), "bad_parents");
    both.reverse();
    assert_eq!(world.refused(1, derived(1, 7, both)), "bad_parents");
    assert_eq!(
        world.refused(1, derived(1, 7, vec![parent(5, 1), parent(5, 1)])),
        "bad_parents"
    );
    assert_eq!(world.refused(1, derived(1, 7, vec![parent(7, 1)])), "bad_parents");
    assert_eq!(
        world.refused(1, derived(1, 7, (10..19).map(|root| parent(root, 0)).collect())),
        "bad_parents"
    );
}
