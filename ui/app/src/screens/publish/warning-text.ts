import { m } from '$messages';
import { language } from '$lib/i18n/locale.svelte';
import type { WarningDto } from '$lib/api/types';

const WORDS: Record<string, () => string> = {
  front_matter: () => m.publish_warning_front_matter(),
  unknown_licence: () => m.publish_warning_unknown_licence(),
  unreadable_price: () => m.publish_warning_unreadable_price(),
  unknown_language: () => m.publish_warning_unknown_language(),
  too_many_authors: () => m.publish_warning_too_many_authors(),
  nothing_quotable: () => m.publish_warning_nothing_quotable(),
};

/** A warning in the reader's language; the node's own sentence has the detail, and says it all in English. */
export function warningText(warning: WarningDto): { words: string; detail?: string } {
  const words = Object.hasOwn(WORDS, warning.code) ? WORDS[warning.code] : undefined;
  if (!words || language.current === 'en') return { words: warning.message };
  return { words: words(), detail: warning.message };
}
