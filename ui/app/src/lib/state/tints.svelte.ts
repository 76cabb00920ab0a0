import { preferences } from './preferences.svelte';

/** How many authors have a tint of their own; 0 stands for everybody else. */
export const SLOTS = 12;
/** Slots 1 to 6 have a solid edge, the others a dashed one. */
const SOLID = 6;
/** Authors whose slot is remembered without a wish. */
const REMEMBERED = 200;

/**
 * How far apart the edges of two tints are to the eye that tells them apart least: the smallest CIEDE2000 difference over
 * both themes, in ordinary sight and under protanopia, deuteranopia and tritanopia (Machado 2009).
 */
const DISTANCE = [
  [0, 21, 20, 14, 17, 19, 43, 17, 0, 43, 12, 7],
  [21, 0, 22, 27, 14, 16, 15, 15, 19, 7, 28, 6],
  [20, 22, 0, 18, 26, 14, 1, 14, 31, 14, 14, 17],
  [14, 27, 18, 0, 13, 29, 42, 4, 13, 44, 1, 15],
  [17, 14, 26, 13, 0, 30, 5, 0, 17, 14, 14, 15],
  [19, 16, 14, 29, 30, 0, 10, 23, 15, 0, 19, 14],
  [43, 15, 1, 42, 5, 10, 0, 12, 23, 12, 28, 12],
  [17, 15, 14, 4, 0, 23, 12, 0, 24, 24, 17, 14],
  [0, 19, 31, 13, 17, 15, 23, 24, 0, 19, 14, 20],
  [43, 7, 14, 44, 14, 0, 12, 24, 19, 0, 35, 13],
  [12, 28, 14, 1, 14, 19, 28, 17, 14, 35, 0, 21],
  [7, 6, 17, 15, 15, 14, 12, 14, 20, 13, 21, 0],
];

/** An author in a view, and how much of the view is theirs. */
export interface Weighted {
  address: string;
  weight: number;
}

/** Which tint each author has. Wishes stay on this machine, and so does everything else here. */
export class Tints {
  /**
   * Slots that authors got without a wish, kept so that an author rarely changes colour. Not reactive: it is written
   * while a view is drawn, and what was drawn before stays right.
   */
  readonly #remembered = load();

  /** The slot of an author on their own: the wish, what they had before, or a new one. */
  slotOf(address: string): number {
    return this.#wished(address) ?? this.#remembered.get(address) ?? this.#next(address, [...this.#remembered.values()]);
  }

  /**
   * Places the authors of a view by weight, heaviest first: each gets the slot they wish or had, if it is free in this
   * view, else the free one that is easiest to tell from those taken. From the thirteenth on they share 0.
   */
  assign(authors: Weighted[]): Map<string, number> {
    const placed = new Map<string, number>();
    const byWeight = [...authors].sort((a, b) => b.weight - a.weight || (a.address < b.address ? -1 : 1));
    for (const { address } of byWeight) {
      if (placed.has(address)) continue;
      const taken = [...placed.values()];
      const own = this.#wished(address) ?? this.#remembered.get(address);
      const slot = own !== undefined && !taken.includes(own) ? own : farthest(taken);
      placed.set(address, slot);
      if (slot !== 0 && own === undefined) this.#remember(address, slot);
    }
    return placed;
  }

  /** Keeps the slot that the reader wants an author to have. */
  wish(address: string, slot: number): Promise<void> {
    return preferences.save({ tints: { ...preferences.current.tints, [address]: slot } });
  }

  #wished(address: string): number | undefined {
    const slot = preferences.current.tints?.[address];
    return slot !== undefined && Number.isInteger(slot) && slot >= 1 && slot <= SLOTS ? slot : undefined;
  }

  #next(address: string, taken: number[]): number {
    // When every slot is somebody's, one has to be shared; which one depends on the address alone.
    const slot = farthest(taken) || (hash(address) % SLOTS) + 1;
    this.#remember(address, slot);
    return slot;
  }

  #remember(address: string, slot: number): void {
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size >= REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    this.#remembered.set(address, slot);
    keep(this.#remembered);
  }
}

/** Where the slots are kept between visits. Losing them costs nothing but a change of colour. */
const KEPT = 'byline-tints';

function load(): Map<string, number> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    const pairs = Array.isArray(kept) ? (kept as [string, number][]) : [];
    return new Map(pairs.filter(([, slot]) => Number.isInteger(slot) && slot >= 1 && slot <= SLOTS));
  } catch {
    return new Map();
  }
}

function keep(slots: Map<string, number>): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify([...slots]));
  } catch {
    // A browser that keeps nothing forgets the colours too.
  }
}

/** The free slot with the largest smallest distance to those taken, a solid one while there is one; 0 if none is free. */
export function farthest(taken: readonly number[]): number {
  const free = Array.from({ length: SLOTS }, (_, index) => index + 1).filter((slot) => !taken.includes(slot));
  const solid = free.filter((slot) => slot <= SOLID);
  const choice = solid.length > 0 ? solid : free;
  const apart = (slot: number) => Math.min(...taken.map((other) => DISTANCE[slot - 1]?.[other - 1] ?? 0));
  return choice.reduce((best, slot) => (best === 0 || apart(slot) > apart(best) ? slot : best), 0);
}

function hash(text: string): number {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return sum;
}

/** The tints of all authors. */
export const tints = new Tints();
