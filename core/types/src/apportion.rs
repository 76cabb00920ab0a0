//! Division of a whole into integer parts that sum exactly to it.

use crate::hash;

/// Splits `total` in proportion to `weights` by the largest-remainder method (Hamilton's).
///
/// part(i) = ⌊total · weight(i) / Σ weight⌋, and the units left over go one each to the largest remainders. The parts
/// always sum to `total`, except that they are all zero when every weight is zero.
pub fn apportion(total: u64, weights: &[u64], tie_seed: &[u8; 32]) -> Vec<u64> {
    let sum: u128 = weights.iter().map(|&w| u128::from(w)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let numerators: Vec<u128> = weights.iter().map(|&w| u128::from(total) * u128::from(w)).collect();
    round_quotients(&numerators, sum, tie_seed)
}

/// Rounds the quotients `numerators / denominator` to integers that sum to ⌊Σ numerators / denominator⌋: each is rounded
/// down, and the units left over go one each to the largest remainders.
///
/// Equal remainders are ordered by a hash of `tie_seed` and the position, so that nobody who sees the numerators first
/// can pick the winner. A quotient above `u64::MAX` is cut to it: callers keep their sums in range.
pub fn round_quotients(numerators: &[u128], denominator: u128, tie_seed: &[u8; 32]) -> Vec<u64> {
    let mut parts: Vec<u64> = numerators.iter().map(|n| saturate(n / denominator)).collect();
    let remainders: u128 = numerators.iter().map(|n| n % denominator).sum();
    // Each remainder is below the denominator, so fewer units are left over than there are numerators.
    let left_over = usize::try_from(remainders / denominator).unwrap_or(usize::MAX);
    for index in by_remainder(numerators, denominator, tie_seed)
        .into_iter()
        .take(left_over)
    {
        parts[index] = parts[index].saturating_add(1);
    }
    parts
}

fn saturate(quotient: u128) -> u64 {
    u64::try_from(quotient).unwrap_or(u64::MAX)
}

fn by_remainder(numerators: &[u128], denominator: u128, tie_seed: &[u8; 32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..numerators.len()).filter(|&i| numerators[i] > 0).collect();
    order.sort_by_cached_key(|&i| {
        let draw = hash("byline/tie/1", &[tie_seed, &(i as u64).to_be_bytes()]);
        (std::cmp::Reverse(numerators[i] % denominator), draw)
    });
    order
}
