import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findConnection, forgetToken, inAddress, keepToken } from './connection';

const TOKEN = 'ab'.repeat(32);

beforeEach(() => {
  forgetToken();
  history.replaceState(null, '', '#/ask');
});
afterEach(() => vi.restoreAllMocks());

test('a token is taken out of the address and kept for the tab', async () => {
  history.replaceState(null, '', `#token=${TOKEN}`);
  expect(inAddress()).toBe(true);
  expect(await findConnection()).toEqual({ url: '', token: TOKEN });
  expect(location.hash).toBe('');
  expect(await findConnection()).toEqual({ url: '', token: TOKEN });
});

test('what is no token does not stay in the address either', async () => {
  history.replaceState(null, '', `#token=${TOKEN}0`);
  expect(await findConnection()).toBeUndefined();
  expect(location.hash).toBe('');
});

test('a browser that keeps nothing lets one in all the same', async () => {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  vi.spyOn(globalThis, 'sessionStorage', 'get').mockImplementation(refuse);
  expect(await findConnection()).toBeUndefined();
  keepToken(TOKEN);
  expect(await findConnection()).toEqual({ url: '', token: TOKEN });
  forgetToken();
  expect(await findConnection()).toBeUndefined();
});
