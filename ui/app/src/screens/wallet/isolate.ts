import { language } from '$lib/i18n/locale.svelte';

/** Scripts that run from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
/** Characters that change the direction of what follows them. */
const CONTROLS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A name inside a sentence, which must not turn the order of the words around it (UAX 9: first-strong isolate). Where the
 * sentence and the name run the same way nothing is needed, and nothing invisible is added.
 */
export function isolate(name: string): string {
  const plain = name.replace(CONTROLS, '');
  const turns = language.direction === 'rtl' || RIGHT_TO_LEFT.test(plain);
  return turns ? `\u2068${plain}\u2069` : plain;
}
