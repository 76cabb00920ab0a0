import { render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { ApiError } from '$lib/api/errors';
import { FakeApi } from '$lib/api/fake';
import AuthorName from '$lib/components/AuthorName.svelte';
import ErrorNotice from '$lib/components/ErrorNotice.svelte';
import ShareBar from '$lib/components/ShareBar.svelte';
import { app } from '$lib/state/app.svelte';
import { router } from '$lib/state/router.svelte';
import Ask from './screens/ask/Ask.svelte';
import { asking } from './screens/ask/asking.svelte';

/** What somebody might call themselves, or their work, or write in it. */
const CORPUS = [
  '<script>globalThis.ran = 1</script>',
  '<img src=x onerror="globalThis.ran = 1">',
  '"><svg onload=globalThis.ran=1>',
  "'-globalThis.ran=1-'",
  '{globalThis.ran = 1}',
  '${globalThis.ran = 1}',
  '{@html "<b>x</b>"}',
  '<a href="javascript:globalThis.ran=1">word</a>',
  '[word](javascript:globalThis.ran=1)',
  '</p></div></main><h1>Byline</h1>',
  '<iframe srcdoc="<script>parent.ran=1</script>"></iframe>',
  '<style>*{display:none}</style>',
  '<!-- -->',
  '&lt;b&gt; &amp; &#x202e;',
  '\u202eevil\u202c \u2066inside\u2069 \u200f',
  '\u0000\u0007\u001b[31m',
  'раураl and аpple',
  'a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308',
  '__proto__',
  'constructor',
];

const FORBIDDEN = 'script, iframe, object, embed, img, style, link, base, form[action], [onerror], [onload], [onclick], a[href^="javascript"], a[href^="data"]';

function inert(root: HTMLElement): void {
  expect((globalThis as { ran?: unknown }).ran).toBeUndefined();
  expect([...root.querySelectorAll(FORBIDDEN)].map((element) => element.outerHTML)).toEqual([]);
}

beforeEach(async () => {
  localStorage.clear();
  asking.forget();
  await app.use(new FakeApi());
});

test.each(CORPUS)('as a question, a title, a name and a sentence it is text: %j', async (text) => {
  const api = new FakeApi();
  api.accountList = [{ account: text, address: 'byl1me', index: 0 }];
  await api.publish({ documents: [{ path: 'a.md', title: text, text: `${text} lenses turned. Then ${text} came.`, licence: 'paid', price: '0.004' }] });
  await app.use(api);
  for await (const _ of api.ask({ question: `${text} lenses turned?` }));
  asking.forget();
  router.go('ask', 'rcpt1');
  const { container, unmount } = render(Ask);
  await screen.findByRole('heading', { name: 'Credited here' });
  await waitFor(() => expect(screen.getByTestId('seal').textContent).not.toContain('not verified'));
  inert(container);
  const shown = (wanted: string, selector: string) =>
    expect([...container.querySelectorAll(selector)].map((element) => element.textContent), selector).toContain(wanted);
  shown(`${text} lenses turned?`, 'h1');
  shown(text, 'h3 bdi');
  shown(text, '.src p bdi');
  expect(document.title).toContain('Byline');
  unmount();
});

test.each(CORPUS)('in the small parts it is text: %j', (text) => {
  const parts = [
    render(AuthorName, { account: 'byl1x', name: text }),
    render(ShareBar, { segments: [{ slot: 1, label: text.slice(0, 2), weight_ppm: 1_000_000, name: text }] }),
    render(ErrorNotice, { error: new ApiError(400, { code: 'zz', message: text, hint: text }) }),
  ];
  for (const { container } of parts) {
    inert(container);
    expect(container.textContent).toContain(text.trim());
  }
});
