import { describe, expect, it } from 'vitest';
import { base64, batches, contentOf, MAX_DOCUMENT_BYTES, ofInput, sift, type Picked } from './files';

function picked(path: string, size = 10): Picked {
  const file = new File([], path);
  Object.defineProperty(file, 'size', { value: size });
  return { path, file };
}

describe('sift', () => {
  it('takes texts, and says why it leaves the others out', () => {
    const sifted = sift([
      picked('a.md'),
      picked('b/C.MARKDOWN'),
      picked('d.rst'),
      picked('e.pdf'),
      picked('README'),
      picked('.hidden.md'),
      picked('b/.git/f.txt'),
      picked('md'),
      picked('g.txt', 0),
      picked('h.text', MAX_DOCUMENT_BYTES + 1),
      picked('i.txt', MAX_DOCUMENT_BYTES),
      picked('a.md'),
    ]);
    expect(sifted.taken.map((one) => one.path)).toEqual(['a.md', 'b/C.MARKDOWN', 'd.rst', 'i.txt']);
    expect(sifted.leftOut).toEqual([
      { path: 'e.pdf', reason: 'ending' },
      { path: 'README', reason: 'ending' },
      { path: '.hidden.md', reason: 'hidden' },
      { path: 'b/.git/f.txt', reason: 'hidden' },
      { path: 'md', reason: 'ending' },
      { path: 'g.txt', reason: 'empty' },
      { path: 'h.text', reason: 'large' },
    ]);
  });

  it('does not take again what is there', () => {
    expect(sift([picked('a.md'), picked('b.md')], new Set(['a.md'])).taken.map((one) => one.path)).toEqual(['b.md']);
  });
});

describe('batches', () => {
  it('keeps to the number of documents', () => {
    const found = batches(Array.from({ length: 600 }, (_, index) => picked(`${index}.md`)));
    expect(found.map((batch) => batch.length)).toEqual([256, 256, 88]);
    expect(found.flat()[599]?.path).toBe('599.md');
  });

  it('keeps to the size, and sends a large one alone', () => {
    const found = batches([picked('a', 4), picked('b', 5), picked('c', 2), picked('d', 99), picked('e', 1)], 10);
    expect(found.map((batch) => batch.map((one) => one.path).join(''))).toEqual(['ab', 'c', 'd', 'e']);
  });

  it('has none of nothing', () => expect(batches([])).toEqual([]));
});

describe('contentOf', () => {
  it('sends UTF-8 as text, with its mark', async () => {
    expect(await contentOf(new File(['\ufeffné 𝄞'], 'a.md'))).toEqual({ text: '\ufeffné 𝄞' });
  });
  it('sends other bytes as they are', async () => {
    expect(await contentOf(new File([new Uint8Array([0xff, 0xfe, 0x41])], 'a.md'))).toEqual({ base64: '//5B' });
  });
});

describe('base64', () => {
  it('joins its pieces without padding between them', () => {
    const bytes = Uint8Array.from({ length: 100_001 }, (_, index) => index % 251);
    const back = Uint8Array.from(atob(base64(bytes)), (character) => character.charCodeAt(0));
    expect(back).toEqual(bytes);
  });
});

describe('ofInput', () => {
  it('keeps the place in a folder', () => {
    const inside = new File(['x'], 'a.md');
    Object.defineProperty(inside, 'webkitRelativePath', { value: 'notes/a.md' });
    expect(ofInput([inside, new File(['x'], 'b.md')]).map((one) => one.path)).toEqual(['notes/a.md', 'b.md']);
  });
});
