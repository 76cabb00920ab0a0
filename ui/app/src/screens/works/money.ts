/** Sums of coins. Amounts are decimal strings with at most six decimals; they are added as whole millionths. */

const DECIMALS = 6;

/** Millionths of a coin in an amount of the API; nothing where it is no amount. */
export function micros(coins: string): bigint {
  const match = /^(\d+)(?:\.(\d{1,6}))?$/.exec(coins);
  if (!match) return 0n;
  return BigInt((match[1] ?? '0') + (match[2] ?? '').padEnd(DECIMALS, '0'));
}

/** An amount as the API writes it. */
export function coins(micros: bigint): string {
  const digits = micros.toString().padStart(DECIMALS + 1, '0');
  const decimals = digits.slice(-DECIMALS).replace(/0+$/, '');
  const whole = digits.slice(0, -DECIMALS);
  return decimals === '' ? whole : `${whole}.${decimals}`;
}

/** The sum of amounts. */
export function sum(amounts: Iterable<string>): string {
  let total = 0n;
  for (const amount of amounts) total += micros(amount);
  return coins(total);
}

/** `part` of `whole` in parts per million; 0 of nothing. */
export function ppm(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 1_000_000n) / whole);
}

/** For sorting. */
export function compare(a: string, b: string): number {
  const difference = micros(a) - micros(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
