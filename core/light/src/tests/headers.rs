//! Which headers are believed.

use super::fixture::*;
use crate::*;
use byline_ledger::ValidatorSet;
use byline_types::*;

fn trusted() -> TrustedState {
    TrustedState::from_genesis(&genesis(set(&[1, 2, 3, 4]))).unwrap()
}

/// The verdict on the next block, signed by three of four, after `change`.
fn next_after(change: impl FnOnce(&mut LightBlock)) -> Result<VerifiedHeader, LightError> {
    let (trusted, validators) = (trusted(), set(&[1, 2, 3, 4]));
    let mut block = signed(
        header(&trusted, 1, &validators, &validators),
        &validators,
        &validators,
        &[1, 2, 3],
    );
    change(&mut block);
    verify_header(&trusted, &block, NOW, &OPTIONS)
}

/// The verdict on a block at height 9 of `validators`, signed by `signers`.
fn far(validators: &ValidatorSet, signers: &[u8]) -> Result<VerifiedHeader, LightError> {
    let trusted = trusted();
    let mut header = header(&trusted, 9, validators, validators);
    header.parent = BlockId::from_bytes([9; 32]);
    verify_header(
        &trusted,
        &signed(header, validators, validators, signers),
        NOW,
        &OPTIONS,
    )
}

fn code(verdict: Result<VerifiedHeader, LightError>) -> &'static str {
    verdict.unwrap_err().code()
}

/// A header changed after which it is signed again.
fn resigned(change: impl FnOnce(&mut byline_ledger::Header)) -> &'static str {
    let (trusted, validators) = (trusted(), set(&[1, 2, 3, 4]));
    let mut header = header(&trusted, 1, &validators, &validators);
    change(&mut header);
    code(verify_header(
        &trusted,
        &signed(header, &validators, &validators, &[1, 2, 3]),
        NOW,
        &OPTIONS,
    ))
}

#[test]
fn a_block_signed_by_more_than_two_thirds_is_believed() {
    let verified = next_after(|_| ()).unwrap();
    assert_eq!(verified.height(), Height(1));
    let trust = verified.trust();
    assert_eq!(
        (trust.height(), trust.block(), trust.time()),
        (Height(1), verified.id(), Timestamp(2_000))
    );
    assert_eq!(trust.next_validators(), verified.next_validators());
}

#[test]
fn exactly_two_thirds_are_not_enough() {
    let validators = set(&[1, 2, 3]);
    let trusted = TrustedState::from_genesis(&genesis(validators.clone())).unwrap();
    let block = signed(
        header(&trusted, 1, &validators, &validators),
        &validators,
        &validators,
        &[1, 2],
    );
    let error = verify_header(&trusted, &block, NOW, &OPTIONS).unwrap_err();
    assert_eq!(error, LightError::NotEnoughPower { signed: 20, total: 30 });
}

#[test]
fn power_counts_and_not_heads() {
    let validators = weighted(&[(1, 67), (2, 11), (3, 11), (4, 11)]);
    let trusted = TrustedState::from_genesis(&genesis(validators.clone())).unwrap();
    let block = |signers: &[u8]| {
        signed(
            header(&trusted, 1, &validators, &validators),
            &validators,
            &validators,
            signers,
        )
    };
    assert!(verify_header(&trusted, &block(&[1]), NOW, &OPTIONS).is_ok());
    assert_eq!(
        code(verify_header(&trusted, &block(&[2, 3, 4]), NOW, &OPTIONS)),
        "not_enough_power"
    );
}

#[test]
fn the_largest_powers_do_not_overflow() {
    let validators = weighted(&[(1, u64::MAX - 1), (2, 1)]);
    let trusted = TrustedState::from_genesis(&genesis(validators.clone())).unwrap();
    let block = |signers: &[u8]| {
        signed(
            header(&trusted, 5, &validators, &validators),
            &validators,
            &validators,
            signers,
        )
    };
    assert!(verify_header(&trusted, &block(&[1]), NOW, &OPTIONS).is_ok());
    assert_eq!(
        code(verify_header(&trusted, &block(&[2]), NOW, &OPTIONS)),
        "not_enough_trust"
    );
}

#[test]
fn a_later_block_is_believed_when_more_than_a_third_of_the_trusted_power_signed() {
    assert!(far(&set(&[1, 2, 3, 4]), &[1, 2, 3]).is_ok());
    assert!(far(&set(&[1, 2, 5, 6, 7]), &[1, 2, 5, 6]).is_ok());
    assert_eq!(code(far(&set(&[1, 5, 6, 7]), &[1, 5, 6])), "not_enough_trust");
    assert_eq!(code(far(&set(&[5, 6, 7, 8]), &[5, 6, 7, 8])), "not_enough_trust");
    assert_eq!(code(far(&set(&[1, 2, 5, 6, 7]), &[1, 2, 5])), "not_enough_power");
}

#[test]
fn exactly_a_third_is_not_enough_trust() {
    let validators = set(&[1, 2, 3]);
    let trusted = TrustedState::from_genesis(&genesis(validators)).unwrap();
    let later = set(&[1, 5]);
    let block = signed(header(&trusted, 9, &later, &later), &later, &later, &[1, 5]);
    let error = verify_header(&trusted, &block, NOW, &OPTIONS).unwrap_err();
    assert_eq!(error, LightError::NotEnoughTrust { signed: 10, total: 30 });
}

#[test]
fn the_next_block_is_signed_by_whom_the_trusted_one_announced() {
    let (trusted, other) = (trusted(), set(&[1, 2, 3, 5]));
    let block = signed(header(&trusted, 1, &other, &other), &other, &other, &[1, 2, 3, 5]);
    assert_eq!(
        code(verify_header(&trusted, &block, NOW, &OPTIONS)),
        "unexpected_validators"
    );
}

#[test]
fn sets_change_from_block_to_block_as_announced() {
    let (first, second) = (set(&[1, 2, 3, 4]), set(&[5, 6, 7]));
    let trusted = trusted();
    let block = signed(header(&trusted, 1, &first, &second), &first, &second, &[1, 2, 3]);
    let trusted = verify_header(&trusted, &block, NOW, &OPTIONS).unwrap().trust();
    let block = signed(header(&trusted, 2, &second, &second), &second, &second, &[5, 6, 7]);
    assert!(verify_header(&trusted, &block, NOW, &OPTIONS).is_ok());
}

#[test]
fn chain_height_time_version_and_parent_are_checked() {
    assert_eq!(resigned(|h| h.chain = ChainId::from_bytes([1; 32])), "wrong_chain");
    assert_eq!(resigned(|h| h.version = 2), "unknown_version");
    assert_eq!(resigned(|h| h.height = Height(0)), "height_not_higher");
    assert_eq!(resigned(|h| h.time = Timestamp(1_000)), "time_not_later");
    assert_eq!(resigned(|h| h.parent = BlockId::from_bytes([1; 32])), "broken_link");
    assert_eq!(resigned(|h| h.time = Timestamp(NOW.0 + 1_001)), "from_the_future");
    assert_eq!(resigned(|h| h.validators = Digest32([1; 32])), "wrong_validators");
    assert_eq!(
        resigned(|h| h.next_validators = Digest32([1; 32])),
        "wrong_next_validators"
    );
}

#[test]
fn trust_ends_with_the_trusting_period_where_there_is_one() {
    let (trusted, validators) = (trusted(), set(&[1, 2, 3, 4]));
    let block = signed(
        header(&trusted, 1, &validators, &validators),
        &validators,
        &validators,
        &[1, 2, 3],
    );
    let at = |now, options: &Options| verify_header(&trusted, &block, Timestamp(now), options);
    assert!(at(60_999, &OPTIONS).is_ok());
    assert_eq!(code(at(61_000, &OPTIONS)), "trust_expired");
    assert!(at(u64::MAX, &Options::LOCAL).is_ok());
}

#[test]
fn a_certificate_is_for_one_block() {
    assert_eq!(
        code(next_after(|b| b.signed.header.state_root = Digest32([9; 32]))),
        "wrong_block"
    );
    assert_eq!(
        code(next_after(|b| b.signed.certificate.height = Height(2))),
        "wrong_block"
    );
    assert_eq!(code(next_after(|b| b.signed.certificate.round = 1)), "bad_signature");
}

#[test]
fn signers_stand_once_each_in_order_and_are_validators() {
    assert_eq!(
        code(next_after(|b| b.signed.certificate.signatures.reverse())),
        "signer_order"
    );
    let twice = |b: &mut LightBlock| {
        let first = b.signed.certificate.signatures[0];
        b.signed.certificate.signatures.insert(0, first);
    };
    assert_eq!(code(next_after(twice)), "signer_order");
    let (trusted, validators) = (trusted(), set(&[1, 2, 3, 4]));
    let block = signed(
        header(&trusted, 1, &validators, &validators),
        &validators,
        &validators,
        &[1, 2, 3, 7],
    );
    assert_eq!(code(verify_header(&trusted, &block, NOW, &OPTIONS)), "unknown_signer");
}

#[test]
fn one_wrong_signature_spoils_a_certificate() {
    assert_eq!(
        code(next_after(|b| b.signed.certificate.signatures[1].signature.0[5] ^= 1)),
        "bad_signature"
    );
    let swapped = |b: &mut LightBlock| {
        let stolen = b.signed.certificate.signatures[0].signature;
        b.signed.certificate.signatures[1].signature = stolen;
    };
    assert_eq!(code(next_after(swapped)), "bad_signature");
    assert_eq!(
        code(next_after(|b| b.signed.certificate.signatures.clear())),
        "not_enough_power"
    );
}

#[test]
fn a_signature_of_another_chain_is_worth_nothing() {
    let (trusted, validators) = (trusted(), set(&[1, 2, 3, 4]));
    let header = header(&trusted, 1, &validators, &validators);
    let mut block = signed(header, &validators, &validators, &[1, 2, 3]);
    let precommit = block.signed.certificate.precommit();
    let elsewhere = ChainId::from_bytes([1; 32]);
    let signatures = [1, 2, 3].map(|seed| precommit.sign(&elsewhere, &key(seed)));
    block.signed.certificate = byline_ledger::Certificate::new(precommit, signatures.to_vec());
    assert_eq!(code(verify_header(&trusted, &block, NOW, &OPTIONS)), "bad_signature");
}

#[test]
fn a_checkpoint_is_trusted_with_the_set_that_it_names() {
    let validators = set(&[1, 2, 3, 4]);
    let header = header(&trusted(), 9, &validators, &validators);
    let trusted = TrustedState::from_checkpoint(&header, validators.clone()).unwrap();
    assert_eq!((trusted.height(), trusted.block()), (Height(9), header.id()));
    assert_eq!(trusted.header(&header).unwrap().trust(), trusted);
    let changed = byline_ledger::Header {
        state_root: Digest32([9; 32]),
        ..header
    };
    assert_eq!(trusted.header(&changed).unwrap_err().code(), "not_trusted");
    let other = TrustedState::from_checkpoint(&header, set(&[1]));
    assert_eq!(other.unwrap_err().code(), "wrong_next_validators");
    let next = signed(
        super::fixture::header(&trusted, 10, &validators, &validators),
        &validators,
        &validators,
        &[1, 2, 3],
    );
    assert!(verify_header(&trusted, &next, NOW, &OPTIONS).is_ok());
}

#[test]
fn a_light_block_of_the_most_validators_is_within_its_bound() {
    let seeds: Vec<u8> = (0..=255).collect();
    let validators = set(&seeds);
    let block = signed(
        header(&trusted(), 9, &validators, &validators),
        &validators,
        &validators,
        &seeds,
    );
    assert_eq!(LightBlock::decode(&block.encode()).unwrap(), block);
}
