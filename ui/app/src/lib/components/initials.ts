/**
 * One or two letters that stand for a name: the first of its first and last words, or the first of a single word. Works on
 * whole characters as readers see them, in any script.
 */
export function initials(name: string): string {
  const words = name.trim().split(/[\s\-_.]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return [first, last].map((word) => firstLetter(word)).join('').toLocaleUpperCase();
}

function firstLetter(word: string | undefined): string {
  if (!word) return '';
  const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word);
  for (const { segment } of segments) if (/[\p{L}\p{N}]/u.test(segment)) return [...segment][0] ?? '';
  return '';
}
