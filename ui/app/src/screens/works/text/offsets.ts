/**
 * From positions of the node to positions of the page. The node counts bytes of UTF-8, a JavaScript string counts
 * UTF-16 units; `𝄞` is four of the one and two of the other.
 */

/** Half-open range of UTF-16 units. */
export interface Span {
  from: number;
  to: number;
}

/** Units between two noted positions: a position is found by one search and at most so many steps. */
const STRIDE = 1024;

/** Bytes of UTF-8 that the character at `index` of `text` takes, and the units it takes there. */
function sizeAt(text: string, index: number): [bytes: number, units: number] {
  const code = text.codePointAt(index) ?? 0;
  if (code < 0x80) return [1, 1];
  if (code < 0x800) return [2, 1];
  return code < 0x10000 ? [3, 1] : [4, 2];
}

/** Finds positions in one text. */
export class Offsets {
  readonly #text: string;
  /** Positions of characters, at least `STRIDE` units apart. */
  readonly #units: number[] = [0];
  /** Their offsets in bytes. */
  readonly #bytes: number[] = [0];
  /** Bytes of the whole text. */
  readonly bytes: number;

  constructor(text: string) {
    this.#text = text;
    let [unit, byte, next] = [0, 0, STRIDE];
    while (unit < text.length) {
      if (unit >= next) {
        this.#units.push(unit);
        this.#bytes.push(byte);
        next = unit + STRIDE;
      }
      const [bytes, units] = sizeAt(text, unit);
      byte += bytes;
      unit += units;
    }
    this.bytes = byte;
  }

  /**
   * The unit at which the character with the byte `byte` begins: a position inside a character is moved to its start,
   * one past the end to the end.
   */
  unit(byte: number): number {
    const noted = this.#notedBefore(byte);
    let unit = this.#units[noted] ?? 0;
    let at = this.#bytes[noted] ?? 0;
    while (unit < this.#text.length) {
      const [bytes, units] = sizeAt(this.#text, unit);
      if (at + bytes > byte) break;
      at += bytes;
      unit += units;
    }
    return unit;
  }

  /** The units of a range of bytes. */
  span(from: number, to: number): Span {
    return { from: this.unit(from), to: this.unit(to) };
  }

  /** The units of the leaves that end at the bytes `ends`, in order, in one pass. */
  leaves(ends: readonly number[]): Span[] {
    let from = 0;
    return ends.map((end) => {
      const span = { from, to: this.unit(end) };
      from = span.to;
      return span;
    });
  }

  #notedBefore(byte: number): number {
    let [low, high] = [0, this.#bytes.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#bytes[middle] ?? 0) <= byte) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** `span` without the blanks at its ends, so that a mark does not reach into the gap before the next sentence. */
export function trimmed(text: string, span: Span): Span {
  let { from, to } = span;
  while (from < to && /\s/.test(text.charAt(from))) from += 1;
  while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
  return { from, to };
}
