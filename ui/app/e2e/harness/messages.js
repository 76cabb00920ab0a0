/** What the page says, read from the same files as the page, so that another wording breaks no test. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { APP } from './binary.js';

export const LOCALES = ['en', 'zh', 'es', 'ar', 'hi', 'fr'];
/** What each language calls itself; as in `lib/i18n/locale.svelte.ts`. */
export const OWN_NAMES = { en: 'English', zh: '中文', es: 'Español', ar: 'العربية', hi: 'हिन्दी', fr: 'Français' };

const tables = new Map();

function load(locale) {
  const folder = join(APP, 'messages', locale);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.assign({}, ...files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

/** All messages of a language, by key. */
export function table(locale) {
  if (!tables.has(locale)) tables.set(locale, load(locale));
  return tables.get(locale);
}

function variants(key, locale) {
  const message = table(locale)[key] ?? table('en')[key];
  if (message === undefined) throw new Error(`There is no message ${key}`);
  return typeof message === 'string' ? { '*': message } : message[0].match;
}

/** The text of a message whose values are known. */
export function say(locale) {
  return (key, values = {}) => {
    const all = variants(key, locale);
    const category = new Intl.PluralRules(locale).select(Number(values.n ?? 0));
    const text = all['*'] ?? all[`plural=${category}`] ?? all['plural=*'] ?? all['plural=other'];
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  };
}

/** What may stand around a foreign name so that it reorders nothing beside it. */
const ISOLATE = '[\\u2066-\\u2069]?';
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A pattern for a message of which only some values are known: the others may be anything. */
export function like(locale) {
  return (key, values = {}) => {
    const one = (text) => text.split(/(\{\w+\})/).map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      if (name === undefined) return escape(part).replace(/\s+/g, '\\s+');
      return name in values ? `${ISOLATE}${escape(String(values[name]))}${ISOLATE}` : '[\\s\\S]*?';
    }).join('');
    return new RegExp(`^\\s*(?:${Object.values(variants(key, locale)).map(one).join('|')})\\s*$`, 'u');
  };
}
