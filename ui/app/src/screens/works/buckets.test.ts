import { describe, expect, it } from 'vitest';
import { plotOf, ticks, type Payment } from './buckets';
import { coins, compare, micros, ppm, sum } from './money';

const NOW = new Date(2025, 9, 14, 15, 30).getTime();
const DAY = 86_400_000;

function payment(days: number, earned: string, address = 'a'): Payment {
  return { made_at: new Date(2025, 9, 14 - days, 1).getTime(), account: address.toUpperCase(), address, earned };
}

describe('plotOf', () => {
  it('has days for a short time', () => {
    const plot = plotOf([payment(2, '0.5'), payment(2, '0.25', 'b'), payment(0, '1')], NOW);
    expect(plot.by).toBe('day');
    expect(plot.buckets.map((bucket) => coins(bucket.total))).toEqual(['0', '0', '0', '0', '0.75', '0', '1']);
    expect(plot.payees.map((payee) => payee.address)).toEqual(['a', 'b']);
    expect(plot.buckets[4]?.parts.map(coins)).toEqual(['0.5', '0.25']);
    expect(coins(plot.total)).toBe('1.75');
    expect(coins(plot.most)).toBe('1');
  });

  it('has weeks of whole days for a long time, the last with today', () => {
    const plot = plotOf([payment(60, '1'), payment(7, '2'), payment(6, '4'), payment(0, '8')], NOW);
    expect(plot.by).toBe('week');
    expect(plot.buckets.map((bucket) => coins(bucket.total))).toEqual(['1', '0', '0', '0', '0', '0', '0', '2', '12']);
    const last = plot.buckets.at(-1);
    expect(last?.to).toBe(new Date(2025, 9, 15).getTime());
    expect(last?.from).toBe(new Date(2025, 9, 8).getTime());
  });

  it('joins its bars without gaps, across a change of the clocks too', () => {
    const { buckets } = plotOf([payment(150, '1')], NOW);
    buckets.slice(1).forEach((bucket, index) => expect(bucket.from).toBe(buckets[index]?.to));
  });

  it('says what is older than it reaches, and loses nothing', () => {
    const plot = plotOf([payment(400, '3'), payment(1, '1')], NOW);
    expect(coins(plot.earlier)).toBe('3');
    expect(plot.total).toBe(plot.earlier + plot.buckets.reduce((all, bucket) => all + bucket.total, 0n));
  });

  it('takes a payment from the future as one of today', () => {
    const plot = plotOf([{ ...payment(0, '1'), made_at: NOW + 3 * DAY }], NOW);
    expect(coins(plot.buckets.at(-1)?.total ?? 0n)).toBe('1');
  });

  it('has no bar that is high when nothing was paid', () => {
    const plot = plotOf([], NOW);
    expect(plot.most).toBe(0n);
    expect(plot.payees).toEqual([]);
  });
});

describe('ticks', () => {
  it.each([
    ['0.000001', ['0.000001']],
    ['0.004', ['0.002', '0.004']],
    ['26000', ['10000', '20000', '30000']],
    ['7', ['5', '10']],
  ])('are round for %s', (most, lines) => {
    expect(ticks(micros(most)).map(coins)).toEqual(lines);
  });
  it('are none of nothing', () => expect(ticks(0n)).toEqual([]));
});

describe('money', () => {
  it('is added exactly', () => {
    expect(sum(['0.1', '0.2', '18446744073709.551615'])).toBe('18446744073709.851615');
    expect(sum([])).toBe('0');
    expect(coins(micros('3.500000'))).toBe('3.5');
  });
  it('is compared as an amount', () => {
    expect(['10', '9', '0.5'].sort(compare)).toEqual(['0.5', '9', '10']);
  });
  it('is shared', () => {
    expect(ppm(1n, 3n)).toBe(333_333);
    expect(ppm(1n, 0n)).toBe(0);
  });
  it('is nothing where it is no amount', () => {
    expect(micros('1e9')).toBe(0n);
    expect(micros('-1')).toBe(0n);
  });
});
