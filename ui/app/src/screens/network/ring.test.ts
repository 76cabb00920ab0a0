import { expect, test } from 'vitest';
import { arcs, pointAt, signedPart, type Signer } from './ring';

const signer = (signed: boolean, power = 1, you = false): Signer => ({ signed, power, you });

test('each validator has an arc, as long as the others, with paper between', () => {
  const ring = arcs([signer(true), signer(true, 1, true), signer(false), signer(true)]);
  expect(ring.map((arc) => arc.from)).toEqual([7, 97, 187, 277]);
  expect(new Set(ring.map((arc) => arc.sweep))).toEqual(new Set([76]));
  expect(ring.map((arc) => arc.signed)).toEqual([true, true, false, true]);
  expect(ring.map((arc) => arc.you)).toEqual([false, true, false, false]);
});

test('arcs of twelve still fill the ring and do not touch', () => {
  const ring = arcs(Array.from({ length: 12 }, () => signer(true)));
  for (const [n, arc] of ring.entries()) {
    const next = ring[n + 1]?.from ?? 360 + (ring[0]?.from ?? 0);
    expect(arc.from + arc.sweep).toBeLessThan(next);
  }
});

test('what counts above twelve is the power that signed, not the number', () => {
  expect(signedPart([signer(true, 7), signer(false, 3)])).toBeCloseTo(0.7);
  expect(signedPart([])).toBe(0);
});

test('angles run clockwise from the top', () => {
  expect(pointAt(0, 10, 50)).toMatchObject({ x: 50, y: 40 });
  const right = pointAt(90, 10, 50);
  expect([Math.round(right.x), Math.round(right.y)]).toEqual([60, 50]);
});
