import { expect, test } from 'vitest';
import { SCREENS, href, parseDeepLink, parseRoute } from './routes';

test('every screen has an address that leads back to it', () => {
  for (const screen of SCREENS) expect(parseRoute(href(screen))).toEqual({ screen, query: {} });
  expect(parseRoute(href('works', 'work1abc', { from: 12, to: 80 }))).toEqual({ screen: 'works', id: 'work1abc', query: { from: '12', to: '80' } });
  expect(parseRoute(href('ask', 'rcpt1abc'))).toEqual({ screen: 'ask', id: 'rcpt1abc', query: {} });
});

test('an address to nowhere leads nowhere', () => {
  for (const address of ['', '#', '#/', '#/nowhere', '#/wallet/send', '#/works/a/b', '#/works/%3Cscript%3E', '#/ask/a b', 'javascript:alert(1)', '#token=00']) {
    expect(parseRoute(address), address).toBeUndefined();
  }
});

test('a query carries numbers and nothing else', () => {
  expect(parseRoute('#/works/w?leaf=12&to=<b>&from=-1&x=1e9')).toEqual({ screen: 'works', id: 'w', query: { leaf: '12' } });
});

test('a deep link opens a screen', () => {
  expect(parseDeepLink('byline://works/work1abc?leaf=3')).toEqual({ screen: 'works', id: 'work1abc', query: { leaf: '3' } });
  expect(parseDeepLink('byline://ask/')).toEqual({ screen: 'ask', query: {} });
  expect(parseDeepLink('BYLINE://wallet')?.screen).toBe('wallet');
  expect(parseDeepLink('byline://wallet/send?to=me&amount=5')).toBeUndefined();
  expect(parseDeepLink('https://works/abc')).toBeUndefined();
});
