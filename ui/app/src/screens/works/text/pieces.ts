/** Cuts runs of text where marks begin and end. */

import type { Span } from './offsets';
import type { Block, Run } from './tree';

/** A sentence that is marked; `from` and `to` bound it in the source. */
export interface TextMark extends Span {
  /** Whose it is. */
  slot: number;
  /** How much it caused, 0 to 1. */
  strength: number;
  /** The one that the address of the screen names. */
  current?: boolean;
}

/** A run, or a part of one. */
export interface Piece {
  text: string;
  mark: TextMark | null;
  /** Whether the mark begins here. */
  first: boolean;
  /** Whether the mark ends here. */
  last: boolean;
  /** Whether it is in the place that is pointed at. */
  spot: boolean;
}

/** The parts of `run` inside `clip`. `marks` are in order and do not overlap; `spot` may lie across them. */
export function pieces(run: Run, marks: readonly TextMark[], clip?: Span, spot?: Span): Piece[] {
  const found = marked(run, marks, clip);
  if (!spot || run.from >= spot.to || run.from + run.text.length <= spot.from) return found;
  const [before, inside, after] = [{ from: 0, to: spot.from }, spot, { from: spot.to, to: Infinity }];
  return [before, inside, after].flatMap((part) =>
    marked(run, marks, intersection(part, clip)).map((piece) => ({ ...piece, spot: part === inside })),
  );
}

function intersection(a: Span, b: Span | undefined): Span {
  return b ? { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) } : a;
}

function marked(run: Run, marks: readonly TextMark[], clip?: Span): Piece[] {
  const from = Math.max(run.from, clip?.from ?? 0);
  const to = Math.min(run.from + run.text.length, clip?.to ?? Infinity);
  const found: Piece[] = [];
  const add = (start: number, end: number, mark: TextMark | null) => {
    const text = run.text.slice(start - run.from, end - run.from);
    if (text !== '') found.push({ text, mark, first: mark?.from === start, last: mark?.to === end, spot: false });
  };
  let at = from;
  for (let index = firstEndingAfter(marks, from); at < to && index < marks.length; index += 1) {
    const mark = marks[index];
    if (!mark || mark.from >= to) break;
    const start = Math.max(at, mark.from);
    const end = Math.min(to, mark.to);
    add(at, start, null);
    add(start, end, mark);
    at = end;
  }
  if (at < to) add(at, to, null);
  return found;
}

function firstEndingAfter(marks: readonly Span[], at: number): number {
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.to ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether two ranges share anything. */
export function overlaps(a: Span, b: Span | undefined): boolean {
  return !b || (a.from < b.to && b.from < a.to);
}

/**
 * Levels for the headings of a text inside a screen: none above `top`, and none deeper than one below the heading
 * before it, whatever its author did.
 */
export function headingLevels(blocks: readonly Block[], top: number): Map<Block, number> {
  const levels = new Map<Block, number>();
  let before = top - 1;
  for (const block of blocks) {
    if (block.kind !== 'heading') continue;
    before = Math.min(6, top - 1 + block.level, before + 1);
    levels.set(block, before);
  }
  return levels;
}

/** Groups of whole blocks of about `size` units each, drawn one after the other. */
export function chunks(blocks: readonly Block[], size: number): Block[][] {
  const found: Block[][] = [];
  let units = Infinity;
  for (const block of blocks) {
    if (units >= size) {
      found.push([]);
      units = 0;
    }
    found.at(-1)?.push(block);
    units += block.to - block.from;
  }
  return found;
}
