/** `text` in groups of four characters, the way people compare long ids. */
export function fours(text: string): string[] {
  return text.match(/.{1,4}/gsu) ?? [];
}
