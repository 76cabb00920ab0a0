/** Words of a text that a question about it could be about. */

/** Letters of a word that says something; one character does in scripts that write words with one. */
const LONG = 4;
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * Up to `count` telling words: those that come more than once first, then the longest. Small words are left out by their
 * length, since nothing here knows the grammar of six languages. The reader can ask anything else.
 */
export function tellingWords(text: string, count: number, locale?: string): string[] {
  const found = new Map<string, { word: string; times: number }>();
  for (const { segment, isWordLike } of new Intl.Segmenter(locale, { granularity: 'word' }).segment(text)) {
    const letters = [...segment].length;
    const telling = isWordLike && /^[\p{L}\p{M}]+$/u.test(segment) && letters >= (DENSE.test(segment) ? 2 : LONG);
    if (!telling) continue;
    const key = segment.toLocaleLowerCase(locale);
    const known = found.get(key) ?? { word: key, times: 0 };
    known.times += 1;
    found.set(key, known);
  }
  const best = [...found.values()].sort((a, b) => b.times - a.times || b.word.length - a.word.length);
  return best.slice(0, count).map(({ word }) => word);
}

/** What to call a text that has no heading: its first words. */
export function firstWords(text: string, most = 48): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  const plain = line.replace(/^#+\s*/, '');
  if (plain.length <= most) return plain.replace(/[.。!?]+$/u, '');
  return `${plain.slice(0, most).replace(/\s+\S*$/, '')}…`;
}
