import { describe, expect, it } from 'vitest';
import { best, heatOf } from './heat';

const passage = (index: number, earned = '0', uses = 0) => ({
  leaf_from: index, leaf_to: index + 1, byte_from: index * 10, byte_to: index * 10 + 10, words: 90, uses, earned,
});

describe('heatOf', () => {
  it('has a block for each passage', () => {
    const blocks = heatOf([passage(0), passage(1, '0.5', 2), passage(2, '0.25', 1)]);
    expect(blocks.map((block) => [block.from, block.to, block.lines, block.strength])).toEqual([
      [0, 1, 5, 0],
      [1, 2, 5, 1],
      [2, 3, 5, 0.625],
    ]);
    expect(best(blocks)).toBe(1);
  });

  it('joins passages of a large text, and loses nothing', () => {
    const blocks = heatOf(Array.from({ length: 1501 }, (_, index) => passage(index, '0.001', 1)));
    expect(blocks.length).toBeLessThanOrEqual(240);
    expect(blocks.at(-1)?.to).toBe(1501);
    expect(blocks.reduce((all, block) => all + block.uses, 0)).toBe(1501);
    expect(blocks[0]?.earned).toBe('0.007');
  });

  it('has no best where nothing was used', () => expect(best(heatOf([passage(0)]))).toBeUndefined());
});
