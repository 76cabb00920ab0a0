import { formatLanguage } from '$lib/i18n/format';

/** Languages on offer, besides the one that is recognised: those with many writers. The ledger takes any tag. */
const TAGS = [
  'ar', 'bn', 'cs', 'da', 'de', 'el', 'en', 'es', 'fa', 'fi', 'fr', 'he', 'hi', 'hu', 'id', 'it', 'ja', 'ko', 'mr', 'nl',
  'no', 'pl', 'pt', 'pt-BR', 'ro', 'ru', 'sv', 'sw', 'ta', 'te', 'th', 'tr', 'uk', 'ur', 'vi', 'zh',
];

/** Their tags and names, in the order of the reader's language; `also` is among them. */
export function languages(also: string): { tag: string; name: string }[] {
  const tags = also !== '' && !TAGS.includes(also) ? [...TAGS, also] : TAGS;
  const named = tags.map((tag) => ({ tag, name: formatLanguage(tag) }));
  return named.sort((a, b) => a.name.localeCompare(b.name));
}
