/**
 * Amounts that people type, as whole micros in a bigint: no float ever holds money. 1 coin = 1,000,000 micros.
 */

/** Decimal places of a coin. */
export const PLACES = 6;
/** The most micros that the ledger can hold: an unsigned 64-bit number. */
const MOST = (1n << 64n) - 1n;

/** Why a text is no amount. */
export type AmountProblem = 'missing' | 'shape' | 'places' | 'zero' | 'too_large';

/** An amount in the API's form, and in micros; or why it is none. */
export type ParsedAmount = { coins: string; micros: bigint } | { problem: AmountProblem };

/**
 * Reads what somebody typed. Digits of any script count; only a point parts coins from their fraction, because a comma means a fraction to some
 * and thousands to others, and with money a guess is not good enough.
 */
export function parseAmount(typed: string): ParsedAmount {
  const text = plainDigits(typed.trim());
  if (text === '') return { problem: 'missing' };
  const match = /^(\d*)(?:\.(\d*))?$/.exec(text);
  const [whole, fraction] = [match?.[1] ?? '', match?.[2] ?? ''];
  if (!match || whole + fraction === '' || text.endsWith('.')) return { problem: 'shape' };
  if (fraction.length > PLACES) return { problem: 'places' };
  const micros = BigInt(whole || '0') * 10n ** BigInt(PLACES) + BigInt(fraction.padEnd(PLACES, '0'));
  if (micros === 0n) return { problem: 'zero' };
  if (micros > MOST) return { problem: 'too_large' };
  return { coins: coinsOf(micros), micros };
}

/** Micros of an amount that came from the API, such as "12.5". */
export function microsOf(coins: string): bigint {
  const [whole = '0', fraction = ''] = coins.split('.');
  return BigInt(whole) * 10n ** BigInt(PLACES) + BigInt(fraction.slice(0, PLACES).padEnd(PLACES, '0'));
}

/** An amount as the API takes it: no needless zeros. */
export function coinsOf(micros: bigint): string {
  const digits = micros.toString().padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '');
  const whole = digits.slice(0, -PLACES);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** Arabic-Indic, Persian, Devanagari and full-width digits as 0–9, and the Arabic decimal sign as a point. */
function plainDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g, (digit) => String(digitValue(digit)))
    .replace('\u066b', '.');
}

/** The value of a decimal digit of one of those four scripts. */
function digitValue(digit: string): number {
  const code = digit.charCodeAt(0);
  const zero = [0x0660, 0x06f0, 0x0966, 0xff10].find((start) => code >= start && code < start + 10) ?? code;
  return code - zero;
}
