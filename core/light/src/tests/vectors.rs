//! The Tendermint light-client scenarios, translated: their validators, powers, heights, times and signers become ours,
//! signed with keys of our own, and the verdict must be theirs.

use crate::*;
use byline_keys::SigningKey;
use byline_ledger::*;
use byline_types::*;
use byline_work::merkle;
use serde_json::Value;
use std::cmp::Reverse;
use std::path::Path;

/// One step of a scenario that is embedded for where the files are not: height, time (s), validators, next validators,
/// signers, now (s), verdict.
type Step = (u64, u64, &'static [u8], &'static [u8], &'static [u8], u64, &'static str);

/// The trusting period of all scenarios, in seconds.
const TRUSTING_PERIOD: u64 = 1_400;

/// The first trusted block has height 1, time 1 s, and announces validator 2 alone, as most of the files do.
const EMBEDDED: &[&[Step]] = &[
    &[
        (4, 4, &[1, 3, 4], &[1, 2, 3, 4], &[1, 3, 4], 5, "NOT_ENOUGH_TRUST"),
        (3, 3, &[1, 3], &[1, 3, 4], &[1, 3], 5, "NOT_ENOUGH_TRUST"),
        (2, 2, &[2], &[1, 2], &[2], 1_400, "SUCCESS"),
        (3, 3, &[1, 2], &[1, 2], &[1], 1_400, "INVALID"),
        (3, 3, &[1, 2], &[1, 2], &[1, 2], 1_402, "INVALID"),
    ],
    &[(2, 1_402, &[2], &[2], &[2], 1_400, "INVALID")],
    &[(1, 2, &[2], &[2], &[2], 1_400, "INVALID")],
];

fn options() -> Options {
    Options {
        trusting_period: Some(TRUSTING_PERIOD * 1_000),
        clock_drift: 0,
    }
}

fn verdict(result: &Result<VerifiedHeader, LightError>) -> &'static str {
    match result {
        Ok(_) => "SUCCESS",
        Err(LightError::NotEnoughTrust { .. }) => "NOT_ENOUGH_TRUST",
        Err(_) => "INVALID",
    }
}

#[test]
fn every_tendermint_scenario_has_its_verdict() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/vectors/tendermint_light_client/single_step");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!(
            "skipped: {} is not here; the embedded scenarios stand for it",
            folder.display()
        );
        return;
    };
    let mut count = 0;
    for file in files {
        let path = file.unwrap().path();
        let scenario: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        run(&path.display().to_string(), &scenario);
        count += 1;
    }
    assert_eq!(count, 20);
}

fn run(name: &str, scenario: &Value) {
    assert_eq!(
        text(&scenario["initial"]["trusting_period"]),
        format!("{}", TRUSTING_PERIOD * 1_000_000_000)
    );
    let mut trusted = initial(&scenario["initial"]);
    for (step, input) in scenario["input"].as_array().unwrap().iter().enumerate() {
        let now = time(&input["now"]);
        let result = verify_header(&trusted, &translated(&trusted, input), now, &options());
        assert_eq!(
            verdict(&result),
            text(&input["verdict"]),
            "{name}, step {step}: {result:?}"
        );
        if let Ok(verified) = result {
            trusted = verified.trust();
        }
    }
}

fn initial(initial: &Value) -> TrustedState {
    let header = &initial["signed_header"]["header"];
    let next = validators(&initial["next_validator_set"]);
    assert_eq!(
        tendermint_hash(&initial["next_validator_set"]),
        text(&header["next_validators_hash"])
    );
    let header = ours(header, BlockId::from_bytes([0; 32]), next.hash(), next.hash());
    TrustedState::from_checkpoint(&header, next).unwrap()
}

/// The block of a step in our types.
fn translated(trusted: &TrustedState, input: &Value) -> LightBlock {
    let block = &input["block"];
    let theirs = &block["signed_header"]["header"];
    // What is wrong in these scenarios is wrong in heights, times and signers: every header names the sets given with
    // it, and every commit is for its header.
    let named = |set: &str, hash: &str| {
        assert_eq!(tendermint_hash(&block[set]), text(&theirs[hash]));
        validators(&block[set]).hash()
    };
    assert_eq!(
        input["testgen_block"]["commit"]["header"],
        input["testgen_block"]["header"]
    );
    let (validators_hash, next_hash) = (
        named("validator_set", "validators_hash"),
        named("next_validator_set", "next_validators_hash"),
    );
    let header = ours(theirs, trusted.block(), validators_hash, next_hash);
    let commit = &block["signed_header"]["commit"];
    let precommit = Precommit {
        height: Height(number(&commit["height"])),
        round: 1,
        block: header.id(),
    };
    let signatures = signers(commit)
        .iter()
        .map(|key| precommit.sign(&header.chain, key))
        .collect();
    LightBlock {
        signed: SignedHeader {
            header,
            certificate: Certificate::new(precommit, signatures),
        },
        validators: validators(&block["validator_set"]),
        next_validators: validators(&block["next_validator_set"]),
    }
}

fn ours(theirs: &Value, parent: BlockId, validators: Digest32, next_validators: Digest32) -> Header {
    Header {
        version: HEADER_VERSION,
        chain: ChainId::from_bytes(hash("chain", &[text(&theirs["chain_id"]).as_bytes()])),
        height: Height(number(&theirs["height"])),
        time: time(&theirs["time"]),
        parent,
        transactions_root: Digest32::of("data", &[text(&theirs["data_hash"]).as_bytes()]),
        state_root: Digest32::of("app", &[text(&theirs["app_hash"]).as_bytes()]),
        validators,
        next_validators,
        proposer: named_key(&theirs["proposer_address"]).account_id(),
    }
}

/// Those who signed, by the flag of their place in the commit: 2 is a signature, 1 is none.
fn signers(commit: &Value) -> Vec<SigningKey> {
    let places = commit["signatures"].as_array().unwrap().iter();
    places
        .filter(|place| place["block_id_flag"] == 2)
        .map(|place| named_key(&place["validator_address"]))
        .collect()
}

/// Our key for the validator that they call by this address.
fn named_key(address: &Value) -> SigningKey {
    SigningKey::from_bytes(&hash("validator", &[text(address).as_bytes()]))
}

/// Their set with our keys. Ours are never empty: one validator that nobody else names stands for none.
fn validators(set: &Value) -> ValidatorSet {
    let theirs = set["validators"].as_array().into_iter().flatten();
    let mut ours: Vec<Validator> = theirs
        .map(|validator| Validator {
            key: named_key(&validator["address"]).public(),
            power: number(&validator["voting_power"]),
        })
        .collect();
    if ours.is_empty() {
        ours.push(Validator {
            key: named_key(&Value::from("nobody")).public(),
            power: 1,
        });
    }
    ValidatorSet::new(ours).unwrap()
}

/// Their hash of a validator set: an RFC 6962 tree over protobuf `SimpleValidator`s, in order of power and address.
fn tendermint_hash(set: &Value) -> String {
    let mut validators: Vec<&Value> = set["validators"].as_array().into_iter().flatten().collect();
    validators.sort_by_key(|validator| (Reverse(number(&validator["voting_power"])), text(&validator["address"])));
    let leaves: Vec<Digest32> = validators
        .iter()
        .map(|v| merkle::leaf_hash(&simple_validator(v)))
        .collect();
    merkle::root(&leaves).to_string().to_uppercase()
}

fn simple_validator(validator: &Value) -> Vec<u8> {
    let mut bytes = vec![0x0a, 34, 0x0a, 32];
    bytes.extend(base64(text(&validator["pub_key"]["value"])));
    bytes.push(0x10);
    let mut power = number(&validator["voting_power"]);
    while power > 0x7f {
        bytes.push(power as u8 | 0x80);
        power >>= 7;
    }
    bytes.push(power as u8);
    bytes
}

fn base64(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut buffer, mut bits) = (Vec::new(), 0u32, 0);
    for digit in text.bytes().filter(|digit| *digit != b'=') {
        buffer = buffer << 6 | DIGITS.iter().position(|d| *d == digit).unwrap() as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((buffer >> bits) as u8);
        }
    }
    bytes
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn number(value: &Value) -> u64 {
    text(value).parse().unwrap()
}

/// `1970-01-01T00:23:18Z`: the scenarios are played in the first hour of time.
fn time(value: &Value) -> Timestamp {
    let clock = text(value)
        .strip_prefix("1970-01-01T")
        .and_then(|clock| clock.strip_suffix('Z'))
        .unwrap();
    let seconds = clock
        .split(':')
        .fold(0, |sum, part| sum * 60 + part.parse::<u64>().unwrap());
    Timestamp(seconds * 1_000)
}

#[test]
fn embedded_scenarios_have_their_verdicts() {
    use super::fixture::{set, signed};
    for (scenario, steps) in EMBEDDED.iter().enumerate() {
        let genesis = super::fixture::genesis(set(&[2]));
        let mut first = genesis.header().unwrap();
        (first.height, first.time) = (Height(1), Timestamp(1_000));
        let mut trusted = TrustedState::from_checkpoint(&first, set(&[2])).unwrap();
        for (step, (height, time, validators, next, signers, now, expected)) in steps.iter().enumerate() {
            let (validators, next) = (set(validators), set(next));
            let mut header = super::fixture::header(&trusted, *height, &validators, &next);
            header.time = Timestamp(time * 1_000);
            let block = signed(header, &validators, &next, signers);
            let result = verify_header(&trusted, &block, Timestamp(now * 1_000), &options());
            assert_eq!(
                verdict(&result),
                *expected,
                "scenario {scenario}, step {step}: {result:?}"
            );
            if let Ok(verified) = result {
                trusted = verified.trust();
            }
        }
    }
}
