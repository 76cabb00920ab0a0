import { beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetDraft, isEmpty, loadDraft, newDraft, saveDraft } from './draft';
import { priceOf, priceProblem } from './price';

describe('the draft', () => {
  beforeEach(() => localStorage.clear());

  it('survives', () => {
    const draft = { ...newDraft(), title: 'Fog', text: 'Fog spends a light.', licence: 'paid' as const, price: '0.004' };
    const saved = saveDraft(draft);
    expect(saved).toBeGreaterThan(0);
    expect(loadDraft()).toEqual({ ...draft, saved });
  });

  it('can be forgotten', () => {
    saveDraft({ ...newDraft(), text: 'x' });
    forgetDraft();
    expect(isEmpty(loadDraft())).toBe(true);
    expect(loadDraft().saved).toBe(0);
  });

  it.each(['', '{', 'null', '[]', '{"text":7,"licence":"free","saved":"x"}'])('reads %j as nothing', (kept) => {
    localStorage.setItem('byline.draft', kept);
    const draft = loadDraft();
    expect(isEmpty(draft)).toBe(true);
    expect(draft.licence).toBe('attribution');
  });

  it('says when there is no room', () => {
    const full = { setItem: () => { throw new DOMException('', 'QuotaExceededError'); } } as unknown as Storage;
    expect(saveDraft(newDraft(), full)).toBeUndefined();
  });

  it('is empty where the browser keeps nothing', () => {
    const storage = vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(isEmpty(loadDraft())).toBe(true);
    expect(saveDraft(newDraft())).toBeUndefined();
    expect(() => forgetDraft()).not.toThrow();
    storage.mockRestore();
  });
});

describe('priceOf', () => {
  it.each([
    ['0.004', '0.004'],
    [' 1.5 ', '1.5'],
    ['1,5', undefined],
    ['1,000', undefined],
    ['٠٫٠٠٤', '0.004'],
    ['०.५', '0.5'],
    ['12', '12'],
    ['1e3', undefined],
    ['-1', undefined],
    ['0.1234567', undefined],
    ['1.000,5', undefined],
    ['', undefined],
  ])('reads %j', (typed, price) => expect(priceOf(typed)).toBe(price));

  it('says what is wrong', () => {
    expect(['', 'x', '0', '0.000', '0.1'].map(priceProblem)).toEqual([
      'missing',
      'unreadable',
      'zero',
      'zero',
      undefined,
    ]);
  });
});
