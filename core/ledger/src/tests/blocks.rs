//! Blocks follow each other, and a block that lies is refused.

use super::fixture::*;
use crate::tree::MemoryTree;
use crate::*;
use byline_types::*;

fn slot(world: &World) -> Slot {
    Slot {
        time: Timestamp(world.head.time.0 + 1),
        proposer: id(9),
    }
}

/// A block with one transfer.
fn block(world: &World) -> Block {
    let checked = world.signed(1, transfer(2, 10)).check(&world.chain()).unwrap();
    build_block(&world.tree, &world.head, &slot(world), vec![checked])
        .unwrap()
        .block
}

fn refused(change: impl FnOnce(&mut Block)) -> InvalidBlock {
    let world = World::local();
    let mut changed = block(&world);
    change(&mut changed);
    check_block(&world.tree, &world.head, &changed).unwrap_err()
}

#[test]
fn a_block_that_was_built_is_a_block_that_is_accepted() {
    let world = World::local();
    assert!(check_block(&world.tree, &world.head, &block(&world)).is_ok());
}

#[test]
fn every_field_of_a_header_is_checked() {
    use InvalidBlock::*;
    assert_eq!(refused(|b| b.header.version = 2), Version(2));
    assert_eq!(refused(|b| b.header.chain = ChainId::from_bytes([1; 32])), Link);
    assert_eq!(refused(|b| b.header.height = Height(2)), Link);
    assert_eq!(refused(|b| b.header.parent = BlockId::from_bytes([1; 32])), Link);
    assert_eq!(refused(|b| b.header.time = Timestamp(1_000)), Time);
    assert_eq!(refused(|b| b.header.validators = digest(1)), Validators);
    assert_eq!(refused(|b| b.header.next_validators = digest(1)), Validators);
    assert_eq!(refused(|b| b.header.proposer = id(1)), Validators);
    assert_eq!(refused(|b| b.header.transactions_root = digest(1)), TransactionsRoot);
    assert!(matches!(refused(|b| b.header.state_root = digest(1)), StateRoot { .. }));
}

#[test]
fn a_block_with_a_refused_transaction_is_refused_as_a_whole() {
    let world = World::local();
    let mut changed = block(&world);
    changed.transactions.push(changed.transactions[0].clone());
    changed.header.transactions_root = transactions_root(&changed.transactions);
    let error = check_block(&world.tree, &world.head, &changed).unwrap_err();
    let InvalidBlock::Transaction(InvalidTransaction::Refused { index, error, .. }) = error else {
        panic!("{error}")
    };
    assert_eq!((index, error.code()), (1, "nonce_used"));
}

#[test]
fn only_a_validator_proposes_and_only_later_than_the_parent() {
    let world = World::local();
    let stranger = Slot {
        proposer: id(1),
        ..slot(&world)
    };
    let error = build_block(&world.tree, &world.head, &stranger, Vec::new()).unwrap_err();
    assert_eq!(error, BuildError::NotValidator(id(1)));
    let back = Slot {
        time: world.head.time,
        ..slot(&world)
    };
    assert_eq!(
        build_block(&world.tree, &world.head, &back, Vec::new()).unwrap_err(),
        BuildError::TimeNotLater
    );
}

#[test]
fn a_tree_that_lost_the_parents_version_is_not_taken_for_an_empty_one() {
    let world = World::local();
    assert!(tree::update(&MemoryTree::default(), Height(1), &ChangeSet::default()).is_err());
    assert!(tree::root(&world.tree, Height(1)).is_err());
    assert!(build_block(&MemoryTree::default(), &world.head, &slot(&world), Vec::new()).is_err());
}

#[test]
fn the_genesis_is_checked() {
    let good = genesis(Params::local());
    assert!(good.check().is_ok());
    let mut unsorted = good.clone();
    unsorted.balances.reverse();
    assert_eq!(unsorted.check(), Err(GenesisError::Balances));
    let mut nothing = good.clone();
    nothing.balances[0].1 = Amount::ZERO;
    assert_eq!(nothing.check(), Err(GenesisError::Balances));
    let mut too_much = good.clone();
    too_much.balances[0].1 = Amount::MAX;
    assert!(matches!(too_much.check(), Err(GenesisError::Supply(_))));
    let mut window = good.clone();
    window.params.challenge_window = 0;
    assert_eq!(
        window.check(),
        Err(GenesisError::Params(ParamsError::Range("challenge_window")))
    );
    let mut split = good.clone();
    split.params.split.sources = Share::ZERO;
    assert_eq!(split.check(), Err(GenesisError::Params(ParamsError::Split)));
    let other = Genesis {
        salt: [8; 32],
        ..good.clone()
    };
    assert_ne!(other.chain_id(), good.chain_id());
    assert!(Params::network().check().is_ok());
}

#[test]
fn a_validator_set_is_in_order_and_has_power() {
    let validator = |seed: u8, power| Validator {
        key: key(seed).public(),
        power,
    };
    assert_eq!(ValidatorSet::new(Vec::new()), Err(ValidatorSetError::Count));
    assert_eq!(
        ValidatorSet::new(vec![validator(1, 1), validator(1, 2)]),
        Err(ValidatorSetError::Order)
    );
    assert_eq!(ValidatorSet::new(vec![validator(1, 0)]), Err(ValidatorSetError::Power));
    assert_eq!(
        ValidatorSet::new(vec![validator(1, u64::MAX), validator(2, 1)]),
        Err(ValidatorSetError::Power)
    );
    let weak = Validator {
        key: PublicKeyBytes([0; 32]),
        power: 1,
    };
    assert!(matches!(ValidatorSet::new(vec![weak]), Err(ValidatorSetError::Key(_))));
    let set = ValidatorSet::new(vec![validator(2, 5), validator(1, 6)]).unwrap();
    assert_eq!(
        (set.len(), set.total_power(), set.get(&id(2)).unwrap().power),
        (2, 11, 5)
    );
    let mut reversed: Vec<Validator> = set.iter().copied().collect();
    reversed.reverse();
    assert!(decode::<ValidatorSet>(&encode(&reversed), 1_000).is_err());
}

#[test]
fn blocks_headers_and_certificates_survive_encoding() {
    let world = World::local();
    let block = block(&world);
    assert_eq!(Block::decode(&block.encode()).unwrap(), block);
    assert_eq!(Header::decode(&block.header.encode()).unwrap(), block.header);
    assert_eq!(block.header.encode().len(), MAX_HEADER_BYTES);
    let precommit = Precommit {
        height: Height(1),
        round: 0,
        block: block.header.id(),
    };
    let signatures = (0..=255)
        .map(|seed| precommit.sign(&world.chain(), &key(seed)))
        .collect();
    let certificate = Certificate::new(precommit, signatures);
    assert_eq!(Certificate::decode(&certificate.encode()).unwrap(), certificate);
    assert_eq!(Genesis::decode(&world.genesis.encode()).unwrap(), world.genesis);
}

#[test]
fn events_name_the_accounts_whose_history_they_belong_to() {
    let mut world = World::strict();
    let events = world.submit(1, transfer(2, 10)).unwrap();
    assert_eq!(events[0].accounts(), vec![id(1)]);
    let mut both = vec![id(1), id(2)];
    both.sort();
    assert_eq!(events[1].accounts(), both);
    for event in events {
        assert_eq!(decode::<Event>(&encode(&event), 10_000).unwrap(), event);
    }
}
