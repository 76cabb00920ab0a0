import { expect, test } from 'vitest';
import type { CreditDto, SentenceDto, WorkDetailDto } from '$lib/api/types';
import { authorsOf, inOrder, partsOf, passages, sourcesOf, withGone } from './answer';

const TEXT = '# Lichter 灯塔\n\nEins ist hier. Zwei 🗼 leuchtet weit. Drei folgt.\n\nVier steht allein. Fünf auch.';

/** A work whose leaves are its lines and sentences. */
function work(text: string): WorkDetailDto {
  const leaves = text.match(/[^\n.]+[\n.]+\s*/g) ?? [];
  let at = 0;
  const leaf_ends = leaves.map((leaf) => (at += new TextEncoder().encode(leaf).length));
  return { work: 'w', text, leaf_ends, version: 1 } as unknown as WorkDetailDto;
}

/** A quotation of `words` from the work. */
function quote(words: string, source = 1, given: Partial<SentenceDto> = {}): SentenceDto {
  const detail = work(TEXT);
  const byte_from = new TextEncoder().encode(TEXT.slice(0, TEXT.indexOf(words))).length;
  const byte_to = byte_from + new TextEncoder().encode(words).length;
  const leaf_from = detail.leaf_ends.findIndex((end) => end > byte_from);
  return { text: words, work: 'w', version: 1, leaf_from, leaf_to: leaf_from + 1, byte_from, byte_to, title: 't', account: 'a', address: 'A', source, ...given };
}

const credit = (given: Partial<CreditDto>): CreditDto => ({ work: 'w', title: 't', account: 'a', address: 'A', weight_ppm: 0, paid: '0', ...given });
const joined = (words: string, text = TEXT) => {
  const [source] = sourcesOf([quote(words)]);
  if (!source) throw new Error('no source');
  return passages(work(text), source)?.map((pieces) => pieces.map((piece) => (piece.sentence ? `[${piece.text}]` : piece.text)).join(''));
};

test('a sentence stands between its neighbours, counted in bytes', () => {
  expect(joined('Zwei 🗼 leuchtet weit.')).toEqual(['Eins ist hier. [Zwei 🗼 leuchtet weit.] Drei folgt.']);
});

test('a heading or another paragraph is no neighbour', () => {
  expect(joined('Eins ist hier.')).toEqual(['[Eins ist hier.] Zwei 🗼 leuchtet weit.']);
  expect(joined('Drei folgt.')).toEqual(['Zwei 🗼 leuchtet weit. [Drei folgt.]']);
});

test('two sentences of a work stand together where they are near, and apart where they are not', () => {
  const [near] = sourcesOf([quote('Drei folgt.'), quote('Eins ist hier.')]);
  expect(near && passages(work(TEXT), near)?.length).toBe(1);
  const long = TEXT.replace('Drei folgt.', `${'Wort '.repeat(120)}Ende. Drei folgt.`);
  const [far] = sourcesOf([quote('Eins ist hier.')]);
  expect(far && passages(work(long), far)).toHaveLength(1);
});

test('a text that is not the one that was quoted is not shown', () => {
  const [source] = sourcesOf([quote('Zwei 🗼 leuchtet weit.')]);
  if (!source) throw new Error('no source');
  expect(passages(work(TEXT.replace('Eins', 'Null und')), source)).toBeUndefined();
  expect(passages({ ...work(TEXT), text: undefined }, source)).toBeUndefined();
  expect(passages(undefined, source)).toBeUndefined();
});

test('a long neighbour is cut at a word', () => {
  const text = `${'Wort '.repeat(60)}Ende. Kurz und gut. ${'Noch '.repeat(60)}eins.`;
  const from = new TextEncoder().encode(text.slice(0, text.indexOf('Kurz'))).length;
  const sentence = { ...quote('Eins ist hier.'), text: 'Kurz und gut.', byte_from: from, byte_to: from + 13, leaf_from: 1, leaf_to: 2 };
  const [source] = sourcesOf([sentence]);
  const [pieces] = (source && passages(work(text), source)) ?? [];
  expect(pieces?.[0]?.text).toMatch(/^…Wort .* Ende\. $/);
  expect(pieces?.at(-1)?.text).toMatch(/^ Noch .* Noch…$/);
});

test('sources have the sentences and the money of their work', () => {
  const sentences = [quote('Zwei 🗼 leuchtet weit.', 2, { work: 'x' }), quote('Eins ist hier.'), quote('Drei folgt.')];
  const credits = [credit({ weight_ppm: 400_000, paid: '0.1' }), credit({ address: 'B', weight_ppm: 200_000, paid: '0.2' }), credit({ work: 'x', weight_ppm: 400_000, paid: '0.000001' })];
  const [first, second] = sourcesOf(sentences, credits);
  expect(first).toMatchObject({ number: 1, weight_ppm: 600_000, paid: '0.3' });
  expect(first?.sentences).toHaveLength(2);
  expect(second).toMatchObject({ number: 2, weight_ppm: 400_000, paid: '0.000001' });
});

test('an author of two works has one part', () => {
  const sources = sourcesOf(
    [quote('Eins ist hier.'), quote('Zwei 🗼 leuchtet weit.', 2, { work: 'x' })],
    [credit({ weight_ppm: 250_000, paid: '0.1' }), credit({ work: 'x', weight_ppm: 750_000, paid: '0.2' })],
  );
  expect(partsOf(sources)).toEqual([{ address: 'A', name: 'a', numbers: [1, 2], weight_ppm: 1_000_000, paid: '0.3' }]);
  expect(authorsOf(sources)).toEqual([{ address: 'A', weight: 1_000_000 }]);
});

test('a receipt is read in the order of its answer', () => {
  const sentences = [quote('Eins ist hier.'), quote('Zwei 🗼 leuchtet weit.'), quote('Drei folgt.')];
  const answer = 'Drei folgt. [1]\n\nEins ist hier. [1] Zwei 🗼 leuchtet weit. [1]';
  expect(inOrder(answer, sentences).map(({ text }) => text)).toEqual(['Drei folgt.', 'Eins ist hier.', 'Zwei 🗼 leuchtet weit.']);
});

test('what is gone is shown where it stood', () => {
  const [one, two, three] = [quote('Eins ist hier.'), quote('Zwei 🗼 leuchtet weit.', 2, { work: 'x' }), quote('Drei folgt.')];
  const lines = withGone([one, three], [one, two, three], new Set(['x']));
  expect(lines.map(({ sentence, gone }) => [sentence.text, gone])).toEqual([['Eins ist hier.', false], ['Zwei 🗼 leuchtet weit.', true], ['Drei folgt.', false]]);
});
