/** How strongly a part of a text is tinted: by what it earned, or by how much it was used where all of it is free. */

import type { PassageUseDto, UseDto } from '$lib/api/types';
import { micros } from './money';
import { Offsets, trimmed } from './text/offsets';
import type { TextMark } from './text/pieces';

/** The tint of the least: it must still be seen. */
const LEAST = 0.25;

/** The least for a little, 1 for the most, 0 for nothing. */
export function strength(value: number, most: number): number {
  return value <= 0 || most <= 0 ? 0 : LEAST + (1 - LEAST) * (value / most);
}

/** For each passage how strongly it is tinted. */
export function passageStrengths(passages: readonly PassageUseDto[]): number[] {
  const earned = passages.map((passage) => Number(micros(passage.earned)));
  const values = earned.some((value) => value > 0) ? earned : passages.map((passage) => passage.uses);
  const most = values.reduce((high, value) => Math.max(high, value), 0);
  return values.map((value) => strength(value, most));
}

/**
 * For each quoted sentence how strongly it is tinted. What an answer paid for several sentences of a work counts for
 * each of them alike: the receipt has one figure for all.
 */
export function leafStrengths(entries: readonly UseDto[]): Map<number, number> {
  const paid = entries.some((entry) => micros(entry.earned) > 0n);
  const values = new Map<number, number>();
  for (const entry of entries) {
    const value = (paid ? Number(micros(entry.earned)) : entry.weight_ppm) / Math.max(1, entry.leaves.length);
    for (const leaf of entry.leaves) values.set(leaf, (values.get(leaf) ?? 0) + value);
  }
  const most = [...values.values()].reduce((high, value) => Math.max(high, value), 0);
  return new Map([...values].map(([leaf, value]) => [leaf, strength(value, most) || LEAST]));
}

/** The marks of the quoted sentences of a text, in order. */
export function marksOf(
  text: string,
  leafEnds: readonly number[],
  entries: readonly UseDto[],
  slot: number,
): TextMark[] {
  const offsets = new Offsets(text);
  return [...leafStrengths(entries)]
    .filter(([leaf]) => leaf >= 0 && leaf < leafEnds.length)
    .sort(([a], [b]) => a - b)
    .map(([leaf, strength]) => {
      const span = offsets.span(leaf === 0 ? 0 : (leafEnds[leaf - 1] ?? 0), leafEnds[leaf] ?? 0);
      return { ...trimmed(text, span), slot, strength };
    });
}

/** `marks` with the sentence that was asked for in full strength, in the place of those that it covers. */
export function withCurrent(marks: readonly TextMark[], current: TextMark | undefined): TextMark[] {
  if (!current || current.to <= current.from) return [...marks];
  const others = marks.flatMap((mark) => {
    if (mark.to <= current.from || mark.from >= current.to) return [mark];
    const before = { ...mark, to: current.from };
    const after = { ...mark, from: current.to };
    return [before, after].filter((part) => part.to > part.from);
  });
  return [...others, { ...current, current: true }].sort((a, b) => a.from - b.from);
}
