//! Headers signed by validators with known keys.

use crate::*;
use byline_keys::SigningKey;
use byline_ledger::*;
use byline_types::*;

pub fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

pub fn id(seed: u8) -> AccountId {
    key(seed).account_id()
}

/// A set of validators with equal power.
pub fn set(seeds: &[u8]) -> ValidatorSet {
    weighted(&seeds.iter().map(|seed| (*seed, 10)).collect::<Vec<_>>())
}

pub fn weighted(validators: &[(u8, u64)]) -> ValidatorSet {
    let validator = |(seed, power): &(u8, u64)| Validator {
        key: key(*seed).public(),
        power: *power,
    };
    ValidatorSet::new(validators.iter().map(validator).collect()).unwrap()
}

pub fn genesis(validators: ValidatorSet) -> Genesis {
    let mut balances = vec![(id(1), Amount::from_micros(500)), (id(2), Amount::from_micros(700))];
    balances.sort();
    let params = Params::local();
    Genesis {
        params,
        balances,
        validators,
        time: Timestamp(1_000),
        salt: [7; 32],
        mode: NetworkMode::Network,
    }
}

/// A header after `trusted`, at `height` and a second a block later.
pub fn header(trusted: &TrustedState, height: u64, validators: &ValidatorSet, next: &ValidatorSet) -> Header {
    Header {
        version: HEADER_VERSION,
        chain: trusted.chain(),
        height: Height(height),
        time: Timestamp(1_000 + height * 1_000),
        parent: trusted.block(),
        transactions_root: Digest32([1; 32]),
        state_root: Digest32([2; 32]),
        validators: validators.hash(),
        next_validators: next.hash(),
        proposer: validators.iter().next().unwrap().id(),
    }
}

/// `header` as signed by `signers`.
pub fn signed(header: Header, validators: &ValidatorSet, next: &ValidatorSet, signers: &[u8]) -> LightBlock {
    let precommit = Precommit {
        height: header.height,
        round: 0,
        block: header.id(),
    };
    let signatures = signers
        .iter()
        .map(|seed| precommit.sign(&header.chain, &key(*seed)))
        .collect();
    LightBlock {
        signed: SignedHeader {
            header,
            certificate: Certificate::new(precommit, signatures),
        },
        validators: validators.clone(),
        next_validators: next.clone(),
    }
}

/// Half a minute after the first headers.
pub const NOW: Timestamp = Timestamp(30_000);

/// A trusting period of a minute, and a second of drift.
pub const OPTIONS: Options = Options {
    trusting_period: Some(60_000),
    clock_drift: 1_000,
};
