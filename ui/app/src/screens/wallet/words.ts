/** The words of a seed phrase, while somebody types or checks them. Nothing here keeps them. */

/** How many words a seed phrase may have (BIP-39). */
export const PHRASE_LENGTHS = [12, 15, 18, 21, 24] as const;

/** The words in what was typed: any blanks part them, and case does not count. */
export function wordsOf(typed: string): string[] {
  return typed.normalize('NFKD').toLowerCase().split(/\s+/u).filter(Boolean);
}

/** Whether a phrase may have so many words. */
export function isPhraseLength(count: number): boolean {
  return PHRASE_LENGTHS.some((length) => length === count);
}

/** Whether `typed` is `word`, whatever its case and the blanks around it. */
export function sameWord(typed: string, word: string): boolean {
  return wordsOf(typed).join(' ') === wordsOf(word).join(' ');
}

/** `count` different places below `length`, in rising order, each as likely as any other. */
export function randomPlaces(count: number, length: number): number[] {
  const places = new Set<number>();
  while (places.size < Math.min(count, length)) places.add(randomBelow(length));
  return [...places].sort((a, b) => a - b);
}

/** Draws again above the largest multiple of `limit`, so that no place comes up more often than another. */
function randomBelow(limit: number): number {
  const fair = 256 - (256 % limit);
  const drawn = new Uint8Array(1);
  do crypto.getRandomValues(drawn);
  while ((drawn[0] ?? 0) >= fair);
  return (drawn[0] ?? 0) % limit;
}
