import { beforeEach, expect, test } from 'vitest';
import { FakeApi } from '$lib/api/fake';
import { preferences } from './preferences.svelte';
import { SLOTS, Tints, farthest } from './tints.svelte';

beforeEach(async () => {
  localStorage.clear();
  await preferences.load(new FakeApi());
});

const weighted = (names: string[]) => names.map((address, index) => ({ address, weight: 100 - index }));

test('authors of a view have different tints, solid edges first', () => {
  const slots = [...new Tints().assign(weighted(['a', 'b', 'c', 'd', 'e', 'f'])).values()];
  expect(new Set(slots).size).toBe(6);
  expect(slots.every((slot) => slot >= 1 && slot <= 6)).toBe(true);
});

test('twelve have their own, the others share the neutral one', () => {
  const slots = [...new Tints().assign(weighted(Array.from({ length: 15 }, (_, index) => `a${index}`))).values()];
  expect(new Set(slots.slice(0, SLOTS)).size).toBe(SLOTS);
  expect(slots.slice(SLOTS)).toEqual([0, 0, 0]);
});

test('an author keeps the tint from view to view, and from visit to visit', () => {
  const tints = new Tints();
  const first = tints.assign(weighted(['a', 'b']));
  expect(tints.assign(weighted(['c', 'b'])).get('b')).toBe(first.get('b'));
  expect(new Tints().slotOf('a')).toBe(first.get('a'));
});

test('of two with the same tint the heavier keeps it', () => {
  const tints = new Tints();
  const [a, b] = [tints.assign(weighted(['a'])).get('a'), tints.assign(weighted(['b'])).get('b')];
  expect(a).toBe(b);
  const both = tints.assign([{ address: 'a', weight: 1 }, { address: 'b', weight: 2 }]);
  expect(both.get('b')).toBe(b);
  expect(both.get('a')).not.toBe(b);
});

test('a wish counts before what was, and stays on this machine', async () => {
  const api = new FakeApi();
  await preferences.load(api);
  const tints = new Tints();
  tints.assign(weighted(['a']));
  await tints.wish('a', 9);
  expect(tints.slotOf('a')).toBe(9);
  expect(api.prefs.tints).toEqual({ a: 9 });
  await preferences.save({ tints: { a: 99 } });
  expect(tints.slotOf('a')).not.toBe(99);
});

test('the next tint is the one that is told apart best', () => {
  // Amber and violet are 20 apart at worst; of the solid ones aqua (21, 22) is farthest from both.
  expect(farthest([1, 3])).toBe(2);
  expect(farthest([1, 2, 3, 4, 5, 6])).toBeGreaterThan(6);
  expect(farthest(Array.from({ length: 12 }, (_, index) => index + 1))).toBe(0);
});
