/**
 * Numbers, money, shares and dates as the reader's language writes them. Everything on screen that is not a word goes
 * through here.
 */
import { m } from '$messages';
import { language } from './locale.svelte';

const MILLION = 1_000_000;

/** Formatters are costly to make: one for each language and set of options. */
const cache = new Map<string, unknown>();

function cached<T>(kind: string, options: object, make: (tag: string) => T): T {
  const tag = language.tag;
  const key = `${kind} ${tag} ${JSON.stringify(options)}`;
  const found = cache.get(key) as T | undefined;
  const formatter = found ?? make(tag);
  if (!found) cache.set(key, formatter);
  return formatter;
}

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return cached('number', options, (tag) => new Intl.NumberFormat(tag, options));
}

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return cached('date', options, (tag) => new Intl.DateTimeFormat(tag, options));
}

/** A whole number, such as `1,204`. */
export function formatNumber(value: number | bigint): string {
  return numbers({ maximumFractionDigits: 0 }).format(value);
}

/**
 * The digits of an amount, without its unit. Works on the decimal string itself, so that no digit is lost; anything that
 * is not a plain decimal is given back as it came.
 */
export function formatAmount(value: string, sign: 'auto' | 'always' = 'auto'): string {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
  const options: Intl.NumberFormatOptions = {
    maximumFractionDigits: 20,
    signDisplay: sign === 'always' ? 'exceptZero' : 'auto',
  };
  return isolate(numbers(options).format(value as Intl.StringNumericLiteral));
}

/** An amount with its unit, such as `0.004 coins`. */
export function formatCoins(value: string, sign: 'auto' | 'always' = 'auto'): string {
  // The number only chooses the plural; what is shown is the string.
  return m.common_coins({ amount: formatAmount(value, sign), n: Math.abs(Number(value)) });
}

/** Whether an amount is nothing. */
export function isZero(value: string): boolean {
  return /^-?0+(\.0+)?$/.test(value);
}

/** A part of a whole, from parts per million, such as `64 %`; one digit after the point below 10 %. */
export function formatShare(ppm: number): string {
  const digits = ppm !== 0 && ppm < MILLION / 10 ? 1 : 0;
  return isolate(numbers({ style: 'percent', maximumFractionDigits: digits }).format(ppm / MILLION));
}

/** A day, such as `22 November 2026`. */
export function formatDate(ms: number): string {
  return dates({ dateStyle: 'long' }).format(ms);
}

/** A day and a time, such as `22 November 2026 at 14:02`. */
export function formatDateTime(ms: number): string {
  return dates({ dateStyle: 'long', timeStyle: 'short' }).format(ms);
}

/** A day and a time in little space, such as `22/11/2026, 14:02`. */
export function formatShortDateTime(ms: number): string {
  return dates({ dateStyle: 'short', timeStyle: 'short' }).format(ms);
}

/** The month and the day, for axes. */
export function formatDay(ms: number): string {
  return dates({ month: 'short', day: 'numeric' }).format(ms);
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
];

/** How long ago, such as `3 minutes ago`. */
export function formatRelative(ms: number, now: number = Date.now()): string {
  let amount = (ms - now) / 1000;
  for (const [unit, size] of STEPS) {
    if (Math.abs(amount) < size) {
      const format = cached('relative', {}, (tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));
      return format.format(Math.round(amount), unit);
    }
    amount /= size;
  }
  return formatDate(ms);
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

/** A size, such as `64 kB`. */
export function formatBytes(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const options = { style: 'unit', unit: UNITS[step], unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return isolate(numbers(options).format(bytes / 1000 ** step));
}

/** Things in a row, such as `a, b and c`. */
export function formatList(items: string[]): string {
  return cached('list', {}, (tag) => new Intl.ListFormat(tag, { type: 'conjunction' })).format(items);
}

/** The name of a language in the reader's language; the tag itself where nobody knows it. */
export function formatLanguage(tag: string): string {
  try {
    const names = cached('language', {}, (own) => new Intl.DisplayNames(own, { type: 'language' }));
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** An address or a hash in little space: its ends. */
export function shorten(value: string, head = 6, tail = 4): string {
  return value.length <= head + tail + 1 ? value : `${value.slice(0, head)}…${value.slice(-tail)}`;
}

/** Keeps figures in their own order inside a line that runs from right to left. */
function isolate(figures: string): string {
  return language.direction === 'rtl' ? `\u2066${figures}\u2069` : figures;
}
