import { table, type Table } from './table.svelte';

/** The languages that the app speaks, as BCP-47 tags, each with its own name. */
export const LOCALES = ['en', 'zh', 'es', 'ar', 'hi', 'fr'] as const;
export type Locale = (typeof LOCALES)[number];

/** What each language calls itself; the same in every language, so that everybody finds their own. */
export const OWN_NAMES: Record<Locale, string> = {
  en: 'English',
  zh: '中文',
  es: 'Español',
  ar: 'العربية',
  hi: 'हिन्दी',
  fr: 'Français',
};

/** Each language is a file of its own, so that a reader loads one. */
const LOADERS: Record<Locale, () => Promise<Table>> = {
  en: () => import('../../paraglide/messages/en.js') as Promise<Table>,
  zh: () => import('../../paraglide/messages/zh.js') as Promise<Table>,
  es: () => import('../../paraglide/messages/es.js') as Promise<Table>,
  ar: () => import('../../paraglide/messages/ar.js') as Promise<Table>,
  hi: () => import('../../paraglide/messages/hi.js') as Promise<Table>,
  fr: () => import('../../paraglide/messages/fr.js') as Promise<Table>,
};

class Language {
  /** The language in use. */
  current = $state<Locale>('en');
  /** Whether its words are here: before, nothing can be shown. */
  spoken = $state(false);
  #turn = 0;

  /** Which way it is written. */
  get direction(): 'ltr' | 'rtl' {
    return this.current === 'ar' ? 'rtl' : 'ltr';
  }

  /**
   * The tag for `Intl`: with the reader's region, if it is one of this language, for dates as they are written there; and
   * with the digits that amounts are typed in, in every language.
   */
  get tag(): string {
    const regional = navigator.languages.find((tag) => tag.split('-')[0] === this.current);
    return `${regional?.split('-u-')[0] ?? this.current}-u-nu-latn`;
  }

  /** Speaks `locale` from now on. The page is not loaded again. Of several choices the last counts, however slow it loads. */
  async use(locale: Locale): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const messages = await LOADERS[locale]();
    if (turn !== this.#turn) return;
    table.now = messages;
    this.current = locale;
    this.spoken = true;
    document.documentElement.lang = locale;
    document.documentElement.dir = this.direction;
  }
}

/** The language of the app. */
export const language = new Language();

/** Whether the app speaks `tag`. */
export function isLocale(tag: unknown): tag is Locale {
  return LOCALES.some((locale) => locale === tag);
}

/** The first of the reader's languages that the app speaks; English if it speaks none. */
export function preferredLocale(tags: readonly string[] = navigator.languages): Locale {
  const spoken = tags.map((tag) => tag.toLowerCase().split('-')[0]).find(isLocale);
  return spoken ?? 'en';
}
