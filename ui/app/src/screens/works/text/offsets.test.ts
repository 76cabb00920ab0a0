import { describe, expect, it } from 'vitest';
import { Offsets, trimmed } from './offsets';

/** What the node would say of a place: the bytes before it. */
function bytesBefore(text: string, unit: number): number {
  return new TextEncoder().encode(text.slice(0, unit)).length;
}

describe('Offsets', () => {
  it('leaves ASCII alone', () => {
    const offsets = new Offsets('A light. A bell.');
    expect(offsets.span(9, 16)).toEqual({ from: 9, to: 16 });
    expect(offsets.bytes).toBe(16);
  });

  it('finds every character of a text of all widths', () => {
    const text = 'aé🜚x 灯台\u{1d11e}… नमस्ते مرحبا 👩‍👩‍👧 end'.repeat(200);
    const offsets = new Offsets(text);
    for (let unit = 0; unit < text.length; unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1) {
      expect(offsets.unit(bytesBefore(text, unit))).toBe(unit);
    }
    expect(offsets.bytes).toBe(new TextEncoder().encode(text).length);
  });

  it('never cuts a character in two', () => {
    const offsets = new Offsets('x\u{1d11e}y');
    expect([1, 2, 3, 4].map((byte) => offsets.unit(byte))).toEqual([1, 1, 1, 1]);
    expect(offsets.unit(5)).toBe(3);
  });

  it('stays inside the text', () => {
    expect(new Offsets('ab').unit(99)).toBe(2);
    expect(new Offsets('').span(0, 4)).toEqual({ from: 0, to: 0 });
    expect(new Offsets('ab').unit(-3)).toBe(0);
  });

  it('maps leaves', () => {
    const text = 'Né. \u{1f4d6} b. c';
    const first = bytesBefore(text, 4);
    const offsets = new Offsets(text);
    const leaves = offsets.leaves([first, offsets.bytes]);
    expect(leaves.map((leaf) => text.slice(leaf.from, leaf.to))).toEqual(['Né. ', '\u{1f4d6} b. c']);
  });

  it('maps a large text quickly', () => {
    const text = 'Sentence with é and \u{1d11e}. '.repeat(50_000);
    const started = performance.now();
    const offsets = new Offsets(text);
    const step = offsets.bytes / 50_000;
    offsets.leaves(Array.from({ length: 50_000 }, (_, index) => Math.round((index + 1) * step)));
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

describe('trimmed', () => {
  it('drops blanks at both ends', () => {
    expect(trimmed(' a b\n', { from: 0, to: 5 })).toEqual({ from: 1, to: 4 });
    expect(trimmed('   ', { from: 0, to: 3 })).toEqual({ from: 3, to: 3 });
  });
});
