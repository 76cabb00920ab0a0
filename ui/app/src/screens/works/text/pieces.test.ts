import { describe, expect, it } from 'vitest';
import { markdown } from './markdown';
import { chunks, headingLevels, pieces, type TextMark } from './pieces';

const run = { kind: 'text', text: 'One. Two. Three.', from: 100 } as const;
const mark = (from: number, to: number): TextMark => ({ from, to, slot: 1, strength: 1 });

describe('pieces', () => {
  it('cuts at marks', () => {
    const found = pieces(run, [mark(90, 104), mark(105, 109), mark(112, 200)]);
    expect(found.map((piece) => [piece.text, piece.mark !== null, piece.first])).toEqual([
      ['One.', true, false],
      [' ', false, false],
      ['Two.', true, true],
      [' Th', false, false],
      ['ree.', true, true],
    ]);
  });

  it('clips', () => {
    expect(pieces(run, [mark(105, 109)], { from: 107, to: 111 }).map((piece) => piece.text)).toEqual(['o.', ' T']);
    expect(pieces(run, [], { from: 0, to: 100 })).toEqual([]);
  });
});

describe('pieces with a spot', () => {
  it('cuts at the spot too', () => {
    const found = pieces(run, [mark(105, 109)], undefined, { from: 107, to: 112 });
    expect(found.map((piece) => [piece.text, piece.mark !== null, piece.spot])).toEqual([
      ['One. ', false, false],
      ['Tw', true, false],
      ['o.', true, true],
      [' Th', false, true],
      ['ree.', false, false],
    ]);
  });
});

describe('headingLevels', () => {
  it('keeps the order of the screen', () => {
    const levels = headingLevels(markdown('### a\n\n# b\n\n## c\n\n###### d'), 3);
    expect([...levels.values()]).toEqual([3, 3, 4, 5]);
  });
});

describe('chunks', () => {
  it('cuts between blocks', () => {
    const found = chunks(markdown('a\n\n'.repeat(10)), 3);
    expect(found.flat()).toHaveLength(10);
    expect(found.length).toBeGreaterThan(2);
  });
});
