/** Names and titles that others wrote, inside sentences of the app. */

/** Characters that turn the direction of what follows them. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A title that stands alone: it cannot turn its own letters around to look like another. */
export function plainTitle(title: string): string {
  return title.replace(DIRECTIONS, '');
}

/** A title inside a sentence: its direction ends where it ends. */
export function isolated(title: string): string {
  return `\u2068${plainTitle(title)}\u2069`;
}
