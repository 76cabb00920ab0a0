//! Weights of quoted sources: integers that add up exactly to the whole.

use crate::Payee;
use byline_types::{AccountId, Share, apportion};
use std::collections::BTreeMap;

/// weight(i) = words quoted from i / all words quoted, in parts per million, rounded by largest remainder to exactly one
/// million; all zero when nothing is quoted.
pub fn weights_by_words(words: &[u64], tie_seed: &[u8; 32]) -> Vec<Share> {
    apportion(u64::from(Share::ONE.ppm()), words, tie_seed)
        .into_iter()
        .map(share_of_a_million)
        .collect()
}

/// A part of a million is at most a million.
fn share_of_a_million(ppm: u64) -> Share {
    u32::try_from(ppm)
        .ok()
        .and_then(|ppm| Share::from_ppm(ppm).ok())
        .unwrap_or(Share::ONE)
}

/// Numbers the works by beneficiary: works that have a payee in common, directly or through others, get one number.
/// Numbers are given in order of first appearance, from 0.
pub fn clusters<'a>(payees_of_works: impl IntoIterator<Item = &'a [Payee]>) -> Vec<u16> {
    let mut owner_of: BTreeMap<AccountId, usize> = BTreeMap::new();
    let mut parent: Vec<usize> = Vec::new();
    for payees in payees_of_works {
        let work = parent.len();
        parent.push(work);
        for payee in payees {
            let first = *owner_of.entry(payee.account).or_insert(work);
            join(&mut parent, first, work);
        }
    }
    number_roots(&parent)
}

fn find(parent: &[usize], mut work: usize) -> usize {
    while parent[work] != work {
        work = parent[work];
    }
    work
}

/// The earlier work stays the root, so that numbers follow first appearance.
fn join(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(parent, a), find(parent, b));
    parent[a.max(b)] = a.min(b);
}

fn number_roots(parent: &[usize]) -> Vec<u16> {
    let mut numbers: BTreeMap<usize, u16> = BTreeMap::new();
    let mut of_work = Vec::with_capacity(parent.len());
    for work in 0..parent.len() {
        let next = u16::try_from(numbers.len()).unwrap_or(u16::MAX);
        of_work.push(*numbers.entry(find(parent, work)).or_insert(next));
    }
    of_work
}
