//! Tests of the crate: properties, and values worked out by hand.

mod prop;
mod vectors;

use crate::{CreditChannel, Payee, Source};
use byline_types::{AccountId, Amount, Digest32, PublicKeyBytes, Share, WorkId};
use byline_work::LeafRange;

pub fn account(name: u8) -> AccountId {
    AccountId::of(&PublicKeyBytes([name; 32]))
}

pub fn sole(account: AccountId) -> Vec<Payee> {
    vec![Payee {
        account,
        share: Share::ONE,
    }]
}

pub fn source(name: u8, payees: Vec<Payee>, weight: u32, rate: u64) -> Source {
    Source {
        work: WorkId::from_bytes([name; 32]),
        version: 1,
        root: Digest32([name; 32]),
        leaf_count: 10,
        payees,
        cluster: 0,
        channel: CreditChannel::Quoted,
        rate: Amount::from_micros(rate),
        weight: Share::from_ppm(weight).unwrap(),
        error: Share::ZERO,
        leaves: vec![LeafRange { from: 1, to: 3 }],
    }
}
