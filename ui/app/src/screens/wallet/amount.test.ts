import { describe, expect, test } from 'vitest';
import { coinsOf, microsOf, parseAmount } from './amount';

describe('an amount', () => {
  test.each([
    ['1', '1', 1_000_000n],
    ['0.5', '0.5', 500_000n],
    ['.5', '0.5', 500_000n],
    [' 12.50 ', '12.5', 12_500_000n],
    ['007', '7', 7_000_000n],
    ['0.000001', '0.000001', 1n],
    ['٣٫٥', '3.5', 3_500_000n],
    ['१२.५', '12.5', 12_500_000n],
    ['１２', '12', 12_000_000n],
  ])('%j is %s coins', (typed, coins, micros) => {
    expect(parseAmount(typed)).toEqual({ coins, micros });
  });

  test.each([
    ['', 'missing'],
    ['  ', 'missing'],
    ['0', 'zero'],
    ['0.000000', 'zero'],
    ['0.0000001', 'places'],
    ['1.2345678', 'places'],
    ['1,5', 'shape'],
    ['1,000', 'shape'],
    ['1.', 'shape'],
    ['.', 'shape'],
    ['1.2.3', 'shape'],
    ['-1', 'shape'],
    ['+1', 'shape'],
    ['1e3', 'shape'],
    ['0x10', 'shape'],
    ['Infinity', 'shape'],
    ['99999999999999999999', 'too_large'],
  ])('%j is refused: %s', (typed, problem) => {
    expect(parseAmount(typed)).toEqual({ problem });
  });

  test('keeps every micro of sums that a float would round', () => {
    const coins = '9007199254740.993001';
    expect(Number(coins).toString()).not.toBe(coins);
    expect(parseAmount(coins)).toEqual({ coins, micros: 9_007_199_254_740_993_001n });
    expect(coinsOf(microsOf(coins))).toBe(coins);
  });

  test('goes up to the most the ledger can hold', () => {
    expect(parseAmount('18446744073709.551615')).toMatchObject({ micros: (1n << 64n) - 1n });
    expect(parseAmount('18446744073709.551616')).toEqual({ problem: 'too_large' });
  });

  test.each(['0', '1', '0.1', '100', '100.000001', '12.5'])('%s comes back from micros as it was', (coins) => {
    expect(coinsOf(microsOf(coins))).toBe(coins);
  });
});
