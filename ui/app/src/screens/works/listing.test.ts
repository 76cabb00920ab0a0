import { describe, expect, it } from 'vitest';
import type { WorkDto } from '$lib/api/types';
import { matching, sorted, split } from './listing';

function work(id: string, title: string, address: string, more: Partial<WorkDto> = {}): WorkDto {
  return {
    work: id, title, authors: [], account: address.toUpperCase(), address, payees: [], licence: 'attribution', price: '0',
    lang: 'en', version: 1, leaves: 1, passages: 1, root: '', registered: 1, priority: 1,
    proof: { state: 'signed_by_you_alone', height: 1, block: '' }, ...more,
  };
}

const works = [
  work('w1', 'Éclats', 'a', { price: '10', registered: 3 }),
  work('w2', 'Beacons', 'b', { price: '9', registered: 2, payees: [{ account: 'A', address: 'a' }] }),
  work('w3', 'Charts', 'c', { registered: 1 }),
];
const earnings = { works: [{ work: 'w2', uses: 4, earned: '0.5' }], entries: [] };
const owns = (address: string) => address === 'a';

describe('the list', () => {
  it('has what one owns or is paid for first', () => {
    const { own, others } = split(works, earnings, owns);
    expect(own.map((line) => [line.work.work, line.uses, line.earned])).toEqual([['w1', 0, '0'], ['w2', 4, '0.5']]);
    expect(others.map((line) => [line.work.work, line.uses])).toEqual([['w3', undefined]]);
  });

  it('does not make up what it does not know', () => {
    expect(split(works, undefined, owns).own[0]?.earned).toBeUndefined();
  });

  it('is filtered without case and accents, by title and name', () => {
    const lines = split(works, earnings, () => true).own;
    const found = (filter: string) => matching(lines, filter).map((line) => line.work.work);
    expect(found('ECLATS')).toEqual(['w1']);
    expect(found(' a beac')).toEqual(['w2']);
    expect(found('')).toHaveLength(3);
    expect(found('nothing')).toEqual([]);
  });

  it('is sorted by amounts, not by their letters', () => {
    const lines = split(works, earnings, () => true).own;
    expect(sorted(lines, { key: 'price', descending: true }).map((line) => line.work.price)).toEqual(['10', '9', '0']);
    expect(sorted(lines, { key: 'title', descending: false }).map((line) => line.work.work)).toEqual(['w2', 'w3', 'w1']);
  });
});
