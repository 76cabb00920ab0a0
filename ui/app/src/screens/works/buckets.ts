/** What was earned, by day or by week and by who was paid, for a plot. */

import { micros } from './money';

/** A payment. */
export interface Payment {
  made_at: number;
  account: string;
  address: string;
  earned: string;
}

/** Who was paid, and what in all. */
export interface Payee {
  account: string;
  address: string;
  total: bigint;
}

/** A span of time. `parts[i]` went to `payees[i]`. */
export interface Bucket {
  /** Its first moment. */
  from: number;
  /** The first moment after it. */
  to: number;
  parts: bigint[];
  total: bigint;
}

/** A plot's data. */
export interface Plot {
  by: 'day' | 'week';
  /** Who earned most first. */
  payees: Payee[];
  buckets: Bucket[];
  total: bigint;
  /** The highest bucket. */
  most: bigint;
  /** What was paid before the first bucket. */
  earlier: bigint;
}

/** Bars at most. */
const MAX_BARS = 26;
/** Days that are shown one by one. */
const MAX_DAYS = 14;
/** Bars at least, so that a first payment does not fill the plot. */
const MIN_BARS = 7;

/**
 * Days of the reader's calendar up to `now`, or weeks of seven such days that end with `now`'s. `earlier` is what was
 * paid before the first bar.
 */
export function plotOf(payments: readonly Payment[], now: number): Plot {
  const first = payments.reduce((least, payment) => Math.min(least, payment.made_at), now);
  const days = daysBetween(first, now) + 1;
  const by = days <= MAX_DAYS ? 'day' : 'week';
  const length = by === 'day' ? 1 : 7;
  const count = Math.min(MAX_BARS, Math.max(MIN_BARS, Math.ceil(days / length)));
  const payees = payeesOf(payments);
  const places = new Map(payees.map((payee, index) => [payee.address, index]));
  const buckets = emptyBuckets(now, count, length, payees.length);
  let earlier = 0n;
  for (const payment of payments) {
    const amount = micros(payment.earned);
    // What was free has no part in a bar.
    if (amount === 0n) continue;
    const bucket = buckets[bucketOf(payment.made_at, now, count, length)];
    const place = places.get(payment.address) ?? 0;
    if (!bucket) {
      earlier += amount;
      continue;
    }
    bucket.parts[place] = (bucket.parts[place] ?? 0n) + amount;
    bucket.total += amount;
  }
  const total = payees.reduce((all, payee) => all + payee.total, 0n);
  const most = buckets.reduce((high, bucket) => (bucket.total > high ? bucket.total : high), 0n);
  return { by, payees, buckets, total, most, earlier };
}

function payeesOf(payments: readonly Payment[]): Payee[] {
  const payees = new Map<string, Payee>();
  for (const { account, address, earned } of payments) {
    const payee = payees.get(address) ?? { account, address, total: 0n };
    payee.total += micros(earned);
    payees.set(address, payee);
  }
  const byTotal = (a: Payee, b: Payee) => (a.total < b.total ? 1 : a.total > b.total ? -1 : 0);
  return [...payees.values()].filter((payee) => payee.total > 0n).sort(byTotal);
}

function emptyBuckets(now: number, count: number, length: number, payees: number): Bucket[] {
  return Array.from({ length: count }, (_, index) => {
    const after = (count - 1 - index) * length;
    return {
      from: startOfDay(now, 1 - length - after),
      to: startOfDay(now, 1 - after),
      parts: Array.from({ length: payees }, () => 0n),
      total: 0n,
    };
  });
}

/** The bucket of a moment, or -1 if it is before the first. What a clock ahead of this one dated is today's. */
function bucketOf(moment: number, now: number, count: number, length: number): number {
  const ago = Math.max(0, daysBetween(moment, now));
  return Math.max(-1, count - 1 - Math.floor(ago / length));
}

/** The start of the day `days` after that of `moment`, by the calendar here: days are not all 24 hours long. */
function startOfDay(moment: number, days = 0): number {
  const date = new Date(moment);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

function daysBetween(earlier: number, later: number): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / 86_400_000);
}

/** Round values for the lines across a plot that reaches `most`: one to three, the last at or above it. */
export function ticks(most: bigint): bigint[] {
  if (most <= 0n) return [];
  const step = roundStep(most);
  const count = Number((most + step - 1n) / step);
  return Array.from({ length: count }, (_, index) => step * BigInt(index + 1));
}

/** The least of 1, 2, 5, 10, 20, … of which three reach `most`. */
function roundStep(most: bigint): bigint {
  for (let power = 1n; ; power *= 10n) {
    const step = [1n, 2n, 5n].find((factor) => factor * power * 3n >= most);
    if (step !== undefined) return step * power;
  }
}
