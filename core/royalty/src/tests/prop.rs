//! Money is conserved for every weight, rate and rule.

use super::{account, source};
use crate::{Beneficiaries, CumulativePayouts, Payee, Source, SplitRule, charge, weights_by_words};
use byline_types::{Amount, Share, apportion, decode, encode};
use proptest::prelude::*;

fn payees(names: Vec<u8>, parts: Vec<u64>) -> Vec<Payee> {
    let mut accounts: Vec<_> = names.into_iter().map(account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let parts: Vec<u64> = parts
        .into_iter()
        .chain(std::iter::repeat(1))
        .take(accounts.len())
        .collect();
    let shares = apportion(1_000_000, &parts, &[0; 32]);
    let share = |ppm: u64| Share::from_ppm(ppm as u32).unwrap();
    accounts
        .into_iter()
        .zip(shares)
        .map(|(account, ppm)| Payee {
            account,
            share: share(ppm),
        })
        .collect()
}

fn sources() -> impl Strategy<Value = Vec<Source>> {
    let rate = prop_oneof![Just(0), Just(1), Just(7), Just(u64::MAX), any::<u64>()];
    let one = (
        prop::collection::vec(0u8..5, 1..4),
        prop::collection::vec(1u64..9, 3),
        0u64..50,
        rate,
    );
    prop::collection::vec(one, 1..8).prop_map(|list| {
        let words: Vec<u64> = list.iter().map(|(_, _, words, _)| *words).collect();
        let weights = weights_by_words(&words, &[1; 32]);
        let rows = list.into_iter().zip(weights).enumerate();
        rows.map(|(i, ((names, parts, _, rate), weight))| source(i as u8, payees(names, parts), weight.ppm(), rate))
            .collect()
    })
}

fn rule() -> impl Strategy<Value = SplitRule> {
    prop::collection::vec(1u64..100, 4).prop_map(|parts| {
        let shares: Vec<Share> = apportion(1_000_000, &parts, &[0; 32])
            .iter()
            .map(|&p| Share::from_ppm(p as u32).unwrap())
            .collect();
        SplitRule {
            sources: shares[0],
            model: shares[1],
            provider: shares[2],
            treasury: shares[3],
        }
    })
}

proptest! {
    #[test]
    fn payouts_sum_exactly_to_the_price_and_never_exceed_the_highest_rate(
        sources in sources(), rule in rule(), model: bool, provider: bool, treasury: bool, seed: [u8; 32]
    ) {
        let others = Beneficiaries {
            model: model.then(|| account(100)),
            provider: provider.then(|| account(101)),
            treasury: treasury.then(|| account(102)),
        };
        let charge = charge(&rule, &sources, &others, &seed).unwrap();
        let paid = Amount::sum(charge.payouts.iter().map(|p| p.amount)).unwrap();
        prop_assert_eq!(paid, charge.price);
        prop_assert!(charge.price <= sources.iter().map(|s| s.rate).max().unwrap());
        let exact: u128 = sources.iter().map(|s| u128::from(s.weight.ppm()) * u128::from(s.rate.micros())).sum();
        prop_assert_eq!(u128::from(charge.price.micros()), exact / 1_000_000);
        prop_assert!(charge.payouts.iter().all(|p| !p.amount.is_zero()));
    }

    #[test]
    fn the_parts_of_the_sources_sum_to_what_the_sources_get(sources in sources(), seed: [u8; 32]) {
        let charge = charge(&SplitRule::SOURCES_ONLY, &sources, &Beneficiaries::default(), &seed).unwrap();
        prop_assert_eq!(Amount::sum(charge.credits.iter().map(|c| c.amount)).unwrap(), charge.price);
        prop_assert!(charge.credits.iter().all(|c| !sources[c.source].rate.is_zero() || c.amount.is_zero()));
    }

    #[test]
    fn weights_are_the_whole_or_nothing(words in prop::collection::vec(0u64..1_000_000, 0..20), seed: [u8; 32]) {
        let sum: u32 = weights_by_words(&words, &seed).iter().map(|w| w.ppm()).sum();
        prop_assert_eq!(sum, if words.iter().any(|&w| w > 0) { 1_000_000 } else { 0 });
    }

    #[test]
    fn cumulative_payouts_grow_and_read_back(
        rounds in prop::collection::vec(prop::collection::vec((0u8..9, 1u64..1000), 0..5), 1..6)
    ) {
        let mut all = CumulativePayouts::default();
        for round in rounds {
            let payouts: Vec<_> = round.iter().map(|(name, micros)| crate::Payout {
                account: account(*name), role: crate::Role::Source, amount: Amount::from_micros(*micros),
            }).collect();
            let next = all.with(&payouts).unwrap();
            prop_assert!(next.covers(&all));
            let added = Amount::sum(payouts.iter().map(|p| p.amount)).unwrap();
            prop_assert_eq!(next.total(), all.total().plus(added).unwrap());
            prop_assert_eq!(payouts.is_empty(), next.root() == all.root());
            prop_assert_eq!(&decode::<CumulativePayouts>(&encode(&next), 1 << 20).unwrap(), &next);
            all = next;
        }
    }

    #[test]
    fn decoding_any_bytes_as_payouts_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(payouts) = decode::<CumulativePayouts>(&bytes, 200) {
            prop_assert_eq!(encode(&payouts), bytes);
        }
    }
}
