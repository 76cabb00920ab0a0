import { expect, test } from 'vitest';
import { fours } from './fours';
import { isolate } from './isolate';
import { isPhraseLength, randomPlaces, sameWord, wordsOf } from './words';

test('words are parted by any blanks, whatever their case', () => {
  expect(wordsOf('  Abandon\tability\n able ')).toEqual(['abandon', 'ability', 'able']);
  expect(wordsOf('')).toEqual([]);
});

test('a phrase has 12, 15, 18, 21 or 24 words', () => {
  expect(Array.from({ length: 30 }, (_, n) => n).filter(isPhraseLength)).toEqual([12, 15, 18, 21, 24]);
});

test('a word is the same in capitals and with blanks, and no other', () => {
  expect(sameWord(' Zebra ', 'zebra')).toBe(true);
  expect(sameWord('zebras', 'zebra')).toBe(false);
  expect(sameWord('', 'zebra')).toBe(false);
});

test('the places asked for are different, in order and within the phrase', () => {
  const seen = new Set<number>();
  for (let round = 0; round < 400; round += 1) {
    const places = randomPlaces(3, 24);
    expect(places).toHaveLength(3);
    expect([...new Set(places)].sort((a, b) => a - b)).toEqual(places);
    places.forEach((place) => seen.add(place));
  }
  expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, n) => n));
});

test('an address is shown in fours, with what is left over at the end', () => {
  expect(fours('byl1qqqqwwwwee')).toEqual(['byl1', 'qqqq', 'wwww', 'ee']);
  expect(fours('')).toEqual([]);
});

test('a name in a sentence cannot turn the words around it', () => {
  expect(isolate('Hanne')).toBe('Hanne');
  expect(isolate('حنة')).toBe('\u2068حنة\u2069');
  expect(isolate('Han\u202ene\u2069')).toBe('Hanne');
});
