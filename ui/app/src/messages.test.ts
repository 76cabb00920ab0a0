import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LOCALES } from '$lib/i18n/locale.svelte';

interface Variants {
  declarations?: string[];
  selectors?: string[];
  match: Record<string, string>;
}
type Message = string | Variants[];

const root = join(import.meta.dirname, '..', 'messages');
const files = readdirSync(join(root, 'en'));
/** Messages that are looked up by a code of the node. */
const BY_CODE = /^error_/;

function read(locale: string, file: string): [string, Message][] {
  const path = join(root, locale, file);
  if (!existsSync(path)) return [];
  const content = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Message>;
  return Object.entries(content).filter(([key]) => key !== '$schema');
}

function all(locale: string): Map<string, Message> {
  return new Map(files.flatMap((file) => read(locale, file)));
}

function texts(message: Message): string[] {
  return typeof message === 'string' ? [message] : message.flatMap((one) => Object.values(one.match));
}

/** Names of what is put in; for variants all of them together, since a singular may leave the number out. */
function places(message: Message): string[] {
  const found = texts(message).flatMap((text) => [...text.matchAll(/(?<!\\)\{(\w+)\}/g)].map((match) => match[1] ?? ''));
  return [...new Set(found)].sort();
}

const english = all('en');
const complete = LOCALES.filter((locale) => files.every((file) => existsSync(join(root, locale, file))));

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(svelte|ts)$/.test(path) && !path.startsWith('paraglide') && !path.endsWith('.test.ts'))
  .map((path) => [path, readFileSync(join(import.meta.dirname, path), 'utf8')] as const);

test('no key stands in two files', () => {
  for (const locale of LOCALES) {
    const keys = files.flatMap((file) => read(locale, file).map(([key]) => key));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index), locale).toEqual([]);
  }
});

test('every message that is used exists', () => {
  const missing = sources.flatMap(([path, code]) =>
    [...code.matchAll(/\bm\.([a-z]+_\w*)/g)].map((match) => match[1] ?? '').filter((key) => !english.has(key)).map((key) => `${path}: ${key}`));
  expect(missing).toEqual([]);
});

test('every message is used', () => {
  const code = sources.map(([, text]) => text).join('\n');
  const used = new Set([...code.matchAll(/\b[a-z]\w*\b/g)].map((match) => match[0]));
  expect([...english.keys()].filter((key) => !used.has(key) && !BY_CODE.test(key))).toEqual([]);
});

test('a complete language has the same messages as English, with the same places', () => {
  for (const locale of complete) {
    const messages = all(locale);
    expect([...messages.keys()].sort(), locale).toEqual([...english.keys()].sort());
    for (const [key, message] of messages) expect(places(message), `${locale}: ${key}`).toEqual(places(english.get(key) ?? ''));
  }
});

test('a language that is begun has no message that English lacks', () => {
  for (const locale of LOCALES) expect([...all(locale).keys()].filter((key) => !english.has(key)), locale).toEqual([]);
});

test('variants say something for every number in their language', () => {
  for (const locale of LOCALES) {
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const [key, message] of all(locale)) {
      if (typeof message === 'string') continue;
      for (const { match, selectors = [], declarations = [] } of message) {
        expect(declarations.length, `${locale}: ${key}`).toBeGreaterThan(0);
        const cases = Object.keys(match);
        const any = cases.some((one) => one.split(',').every((part) => part.trim().endsWith('=*')));
        const each = selectors.length === 1 && categories.every((category) => cases.some((one) => one.trim() === `${selectors[0]}=${category}`));
        expect(any || each, `${locale}: ${key} leaves a number without words`).toBe(true);
      }
    }
  }
});

test('messages have no markup and no stray space', () => {
  for (const locale of LOCALES) {
    for (const [key, message] of all(locale)) {
      for (const text of texts(message)) expect(text, `${locale}: ${key}`).not.toMatch(/<\/?[a-z]|&[a-z]+;|\{#|^\n|\n$| {2}/i);
    }
  }
});
