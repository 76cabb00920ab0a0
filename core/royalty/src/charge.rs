//! What an answer costs and who gets which part of it, to the last µ.

use crate::{PayeesError, Source, check_payees};
use borsh::{BorshDeserialize, BorshSerialize};
use byline_types::{AccountId, Amount, AmountError, Share, round_quotients};
use std::collections::BTreeMap;
use thiserror::Error;

/// How a price is divided between the kinds of beneficiaries. The four parts add up to the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SplitRule {
    /// The works that the answer rests on.
    pub sources: Share,
    /// The model and adapter that answered.
    pub model: Share,
    /// Who lent the compute.
    pub provider: Share,
    /// The common treasury.
    pub treasury: Share,
}

/// What an account is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum Role {
    /// It gets (a part of) the income of a source.
    Source,
    /// It published the model or adapter.
    Model,
    /// It lent the compute.
    Provider,
    /// It is the treasury.
    Treasury,
}

/// An amount for one account in one role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Payout {
    /// Who is paid.
    pub account: AccountId,
    /// For what.
    pub role: Role,
    /// How much; never zero.
    pub amount: Amount,
}

/// Who stands behind an answer besides its sources. The part of a kind that nobody stands for goes to the sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Beneficiaries {
    /// Of the model or adapter.
    pub model: Option<AccountId>,
    /// Of the compute.
    pub provider: Option<AccountId>,
    /// The treasury.
    pub treasury: Option<AccountId>,
}

/// A price and its parts, which sum exactly to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Charge {
    /// What the asker pays.
    pub price: Amount,
    /// Who gets it, in order of role and account; no zero amounts.
    pub payouts: Vec<Payout>,
    /// What each payee of each source gets for it, in the order of sources and payees; zero amounts stand too.
    pub credits: Vec<Credit>,
}

/// What one payee gets for one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credit {
    /// Position of the source.
    pub source: usize,
    /// Who is paid.
    pub account: AccountId,
    /// How much; may be zero.
    pub amount: Amount,
}

/// A charge cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ChargeError {
    /// The four parts of the rule do not add up to the whole.
    #[error("the parts of the price split do not add up to the whole")]
    Rule,
    /// Weights add up to more than the whole.
    #[error("the sources' weights add up to more than the whole")]
    Weights,
    /// A source's payees cannot stand.
    #[error(transparent)]
    Payees(#[from] PayeesError),
    /// Amounts left the range of money.
    #[error(transparent)]
    Amount(#[from] AmountError),
}

impl SplitRule {
    /// Everything to the sources: the rule where nobody else takes part.
    pub const SOURCES_ONLY: SplitRule = SplitRule {
        sources: Share::ONE,
        model: Share::ZERO,
        provider: Share::ZERO,
        treasury: Share::ZERO,
    };

    /// Whether the four parts add up to the whole.
    pub fn is_whole(&self) -> bool {
        let parts = [self.sources, self.model, self.provider, self.treasury];
        parts.iter().map(|p| u64::from(p.ppm())).sum::<u64>() == u64::from(Share::ONE.ppm())
    }
}

const MILLION: u128 = 1_000_000;

/// One claim on the price: an exact quotient over [`CLAIM_DENOMINATOR`] µ.
struct Claim {
    numerator: u128,
    account: AccountId,
    role: Role,
    source: Option<usize>,
}

/// weight (ppm) · rate (µ) · share of the source's income (ppm) · sources' part of the price (ppm).
const CLAIM_DENOMINATOR: u128 = MILLION * MILLION * MILLION;

/// The price of an answer and its division.
///
/// ```text
/// price        = ⌊ Σ over sources (weight · rate) ⌋
/// payee's part = weight · rate · share in the work · sources' part of the price
/// others' part = price · part of the model, the provider, the treasury, as far as there are any
/// ```
///
/// All parts are rounded together by largest remainder, ties by `tie_seed`, so they sum exactly to the price. A source
/// whose rate is zero costs nothing and is paid nothing; a source that made the whole answer costs exactly its rate. The
/// price is never above the highest rate, which is therefore what an asker holds ready.
pub fn charge(
    rule: &SplitRule,
    sources: &[Source],
    others: &Beneficiaries,
    tie_seed: &[u8; 32],
) -> Result<Charge, ChargeError> {
    check_inputs(rule, sources)?;
    let mut claims = source_claims(rule, sources, others);
    claims.extend(other_claims(rule, sources, others));
    let numerators: Vec<u128> = claims.iter().map(|c| c.numerator).collect();
    let parts = round_quotients(&numerators, CLAIM_DENOMINATOR, tie_seed);
    collect(&claims, &parts)
}

fn check_inputs(rule: &SplitRule, sources: &[Source]) -> Result<(), ChargeError> {
    if !rule.is_whole() {
        return Err(ChargeError::Rule);
    }
    let weights: u64 = sources.iter().map(|s| u64::from(s.weight.ppm())).sum();
    if weights > u64::from(Share::ONE.ppm()) {
        return Err(ChargeError::Weights);
    }
    sources
        .iter()
        .try_for_each(|s| check_payees(&s.payees))
        .map_err(ChargeError::from)
}

/// weight · rate of one source, in µ · ppm. Weights add up to a million at most, so all of them together stay below 2^84.
fn value(source: &Source) -> u128 {
    u128::from(source.weight.ppm()) * u128::from(source.rate.micros())
}

fn source_claims(rule: &SplitRule, sources: &[Source], others: &Beneficiaries) -> Vec<Claim> {
    let part = MILLION - claimed_by_others(rule, others);
    let mut claims = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        for payee in &source.payees {
            let numerator = value(source) * u128::from(payee.share.ppm()) * part;
            claims.push(Claim {
                numerator,
                account: payee.account,
                role: Role::Source,
                source: Some(index),
            });
        }
    }
    claims
}

fn other_parts(rule: &SplitRule, others: &Beneficiaries) -> [(Role, Share, Option<AccountId>); 3] {
    [
        (Role::Model, rule.model, others.model),
        (Role::Provider, rule.provider, others.provider),
        (Role::Treasury, rule.treasury, others.treasury),
    ]
}

/// Parts per million that go to others than sources.
fn claimed_by_others(rule: &SplitRule, others: &Beneficiaries) -> u128 {
    let parts = other_parts(rule, others);
    parts
        .iter()
        .filter(|(_, _, account)| account.is_some())
        .map(|(_, share, _)| u128::from(share.ppm()))
        .sum()
}

fn other_claims(rule: &SplitRule, sources: &[Source], others: &Beneficiaries) -> Vec<Claim> {
    let total: u128 = sources.iter().map(value).sum();
    let claim = |(role, share, account): (Role, Share, Option<AccountId>)| {
        let numerator = total * u128::from(share.ppm()) * MILLION;
        account.map(|account| Claim {
            numerator,
            account,
            role,
            source: None,
        })
    };
    other_parts(rule, others).into_iter().filter_map(claim).collect()
}

fn collect(claims: &[Claim], parts: &[u64]) -> Result<Charge, ChargeError> {
    let mut merged: BTreeMap<(Role, AccountId), Amount> = BTreeMap::new();
    let mut charge = Charge::default();
    for (claim, amount) in claims.iter().zip(parts.iter().copied().map(Amount::from_micros)) {
        charge.price = charge.price.plus(amount)?;
        let sum = merged.entry((claim.role, claim.account)).or_default();
        *sum = sum.plus(amount)?;
        charge.credits.extend(claim.source.map(|source| Credit {
            source,
            account: claim.account,
            amount,
        }));
    }
    merged.retain(|_, amount| !amount.is_zero());
    charge.payouts = merged
        .into_iter()
        .map(|((role, account), amount)| Payout { account, role, amount })
        .collect();
    Ok(charge)
}
