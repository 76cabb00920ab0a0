import { afterEach, expect, test } from 'vitest';
import { formatAmount, formatBytes, formatCoins, formatNumber, formatRelative, formatShare, isZero, shorten } from './format';
import { LOCALES, isLocale, language, preferredLocale } from './locale.svelte';

afterEach(() => language.use('en'));

/** Without the marks that keep figures in their order. */
const bare = (text: string) => text.replace(/[\u2066-\u2069]/g, '');

test('an amount loses no digit, however long it is', () => {
  expect(formatAmount('0.000001')).toBe('0.000001');
  expect(formatAmount('9007199254740993.000001')).toBe('9,007,199,254,740,993.000001');
  expect(formatAmount('0.1')).toBe('0.1');
  expect(formatAmount('1000')).toBe('1,000');
});

test('an amount that is none is shown as it came', () => {
  for (const text of ['', 'NaN', '1e5', '0x10', '1,5', '1.']) expect(formatAmount(text)).toBe(text);
});

test('a sign is shown where it is wanted, and none for nothing', () => {
  expect(formatAmount('0.5', 'always')).toBe('+0.5');
  expect(formatAmount('-0.5', 'always')).toBe('-0.5');
  expect(formatAmount('0', 'always')).toBe('0');
});

test('the unit follows the number', () => {
  expect(formatCoins('1')).toBe('1 coin');
  expect(formatCoins('0.004')).toBe('0.004 coins');
  expect(formatCoins('0')).toBe('0 coins');
});

test('a share says a little more where it is small', () => {
  expect(formatShare(640_000)).toBe('64%');
  expect(formatShare(4_200)).toBe('0.4%');
  expect(formatShare(0)).toBe('0%');
  expect(formatShare(1_000_000)).toBe('100%');
});

test('figures keep their order in a line from right to left', async () => {
  await language.use('ar');
  expect(document.documentElement.dir).toBe('rtl');
  expect(document.documentElement.lang).toBe('ar');
  const amount = formatAmount('-1234.5');
  expect(amount.startsWith('\u2066') && amount.endsWith('\u2069')).toBe(true);
  // The digits are those that amounts are typed in.
  expect(bare(amount)).toMatch(/^\S*1,234\.5$/);
});

test('every language writes the same digits', async () => {
  for (const locale of LOCALES) {
    await language.use(locale);
    expect(bare(formatAmount('1234567.25')).replace(/\D/g, '')).toBe('123456725');
    expect(formatNumber(42)).toBe('42');
  }
});

test('times are said as people say them', () => {
  const now = Date.UTC(2026, 10, 22, 12);
  expect(formatRelative(now - 3 * 60_000, now)).toBe('3 minutes ago');
  expect(formatRelative(now - 26 * 3_600_000, now)).toBe('yesterday');
});

test('sizes have a unit', () => {
  expect(formatBytes(999)).toBe('999 byte');
  expect(formatBytes(64_000)).toBe('64 kB');
});

test('nothing is nothing in any form', () => {
  expect(['0', '0.000', '-0'].every(isZero)).toBe(true);
  expect(['0.000001', '', '1'].some(isZero)).toBe(false);
});

test('what is long keeps its ends', () => {
  expect(shorten('byl1emz5rqaphqg6kd3kz')).toBe('byl1em…d3kz');
  expect(shorten('short')).toBe('short');
});

test('the first language of the reader that the app speaks', () => {
  expect(preferredLocale(['de-CH', 'fr-CH', 'en'])).toBe('fr');
  expect(preferredLocale(['zh-Hans-CN'])).toBe('zh');
  expect(preferredLocale(['tlh'])).toBe('en');
  expect(isLocale('__proto__')).toBe(false);
});
