import { describe, expect, it } from 'vitest';
import { leafStrengths, marksOf, passageStrengths, withCurrent } from './strength';

const use = (earned: string, leaves: number[], weight_ppm = 1_000_000) => ({
  receipt: 'r', made_at: 0, weight_ppm, earned, version: 1, leaves, question: 'q', settlement: 'settled',
});
const passage = (uses: number, earned: string) => ({
  leaf_from: 0, leaf_to: 1, byte_from: 0, byte_to: 1, words: 1, uses, earned,
});

describe('leafStrengths', () => {
  it('follows what was earned', () => {
    const strengths = leafStrengths([use('0.004', [0, 1]), use('0.002', [1]), use('0', [2])]);
    expect(strengths.get(1)).toBe(1);
    expect(strengths.get(0)).toBeCloseTo(0.625);
    expect(strengths.get(2)).toBe(0.25);
  });
  it('follows the shares where all is free', () => {
    const strengths = leafStrengths([use('0', [0], 500_000), use('0', [3], 1_000_000)]);
    expect([strengths.get(0), strengths.get(3)]).toEqual([0.625, 1]);
  });
});

describe('passageStrengths', () => {
  it('leaves what was not used without a tint', () => {
    expect(passageStrengths([passage(0, '0'), passage(1, '0.1'), passage(9, '0.2')])).toEqual([0, 0.625, 1]);
    expect(passageStrengths([passage(0, '0'), passage(1, '0'), passage(2, '0')])).toEqual([0, 0.625, 1]);
  });
});

describe('marksOf', () => {
  it('marks sentences without the gap after them, by bytes', () => {
    const text = 'É 𝄞. Two. Three.';
    const ends = [9, 14, 20];
    const marks = marksOf(text, ends, [use('1', [1]), use('1', [0, 99])], 3);
    expect(marks.map((mark) => text.slice(mark.from, mark.to))).toEqual(['É 𝄞.', 'Two.']);
    expect(marks.every((mark) => mark.slot === 3)).toBe(true);
  });
});

describe('withCurrent', () => {
  it('takes the place of what it covers', () => {
    const mark = (from: number, to: number) => ({ from, to, slot: 1, strength: 0.5 });
    const marks = withCurrent([mark(0, 10), mark(12, 20)], { from: 4, to: 15, slot: 1, strength: 1 });
    expect(marks.map(({ from, to, current }) => [from, to, current ?? false])).toEqual([
      [0, 4, false],
      [4, 15, true],
      [15, 20, false],
    ]);
    expect(withCurrent([mark(0, 2)], undefined)).toHaveLength(1);
  });
});
