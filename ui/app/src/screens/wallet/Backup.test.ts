import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { FakeApi } from '$lib/api/fake';
import { app } from '$lib/state/app.svelte';
import { isEnabled } from './look';
import Backup from './Backup.svelte';

const WORDS =
  'alpaca badger caiman dingo eland ferret gibbon heron ibis jackal kestrel lemur marmot newt ocelot puffin quail rhea serval tapir urial vole wombat yak'.split(' ');

let api: FakeApi;
const user = userEvent.setup();

beforeEach(async () => {
  localStorage.clear();
  sessionStorage.clear();
  api = new FakeApi();
  api.backup = (options) => (api.calls.push(['backup', options?.confirmation]), Promise.resolve(WORDS.join(' ')));
  api.checkBackup = (words, options) => (api.calls.push(['checkBackup', words, options?.confirmation]), Promise.resolve());
  await app.use(api);
});

async function openWords() {
  const view = render(Backup, { onclose: () => {} });
  await user.click(screen.getByRole('button', { name: 'Show the words' }));
  await screen.findByRole('heading', { name: 'Write these down, in this order' });
  return view;
}

async function openCheck() {
  const view = await openWords();
  await user.click(screen.getByRole('button', { name: 'Show' }));
  await user.click(screen.getByRole('button', { name: 'I have written them down' }));
  await screen.findByRole('heading', { name: 'Three words, from the paper' });
  return view;
}

/** Everywhere that the page could have left a word. */
function traces(): string {
  const storages = [localStorage, sessionStorage].map((storage) => JSON.stringify({ ...storage }));
  return [document.documentElement.outerHTML, location.href, ...storages].join(' ');
}

const kept = () => WORDS.filter((word) => new RegExp(`\\b${word}\\b`).test(traces()));

/** The words that are asked for, with their fields. */
function blanks() {
  return screen.getAllByRole('textbox').map((input) => {
    const [, number] = /Word (\d+)/.exec((input as HTMLInputElement).labels?.[0]?.textContent ?? '') ?? [];
    return { input, number: Number(number), word: WORDS[Number(number) - 1] ?? '' };
  });
}

test('the words are hidden until one asks for them, and can be hidden again', async () => {
  await openWords();
  expect(kept()).toEqual([]);
  expect(isEnabled(screen.getByRole('button', { name: 'I have written them down' }))).toBe(false);
  await user.click(screen.getByRole('button', { name: 'Show' }));
  expect(screen.getAllByRole('listitem').map((item) => item.textContent?.replace(/[\d\s]/g, ''))).toEqual(WORDS);
  await user.click(screen.getByRole('button', { name: 'Hide' }));
  expect(kept()).toEqual([]);
});

test('a window that goes to the background hides them', async () => {
  await openWords();
  await user.click(screen.getByRole('button', { name: 'Show' }));
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  await screen.findByRole('button', { name: 'Show' });
  expect(kept()).toEqual([]);
});

test('nothing of them stays once one leaves', async () => {
  const { unmount } = await openWords();
  await user.click(screen.getByRole('button', { name: 'Show' }));
  expect(kept()).toEqual(WORDS);
  unmount();
  expect(kept()).toEqual([]);
});

test('words that arrive after one has left are not shown to whoever comes next', async () => {
  let arrive = (_: string) => {};
  api.backup = () => new Promise((resolve) => (arrive = resolve));
  const { unmount } = render(Backup, { onclose: () => {} });
  await user.click(screen.getByRole('button', { name: 'Show the words' }));
  unmount();
  arrive(WORDS.join(' '));
  render(Backup, { onclose: () => {} });
  expect(screen.getByRole('button', { name: 'Show the words' })).toBeTruthy();
  expect(kept()).toEqual([]);
});

test('leaving the page sends one back to the beginning', async () => {
  await openWords();
  await user.click(screen.getByRole('button', { name: 'Show' }));
  dispatchEvent(new Event('pagehide'));
  await screen.findByRole('button', { name: 'Show the words' });
  expect(kept()).toEqual([]);
});

test('three different words are asked for; a wrong one is named by its number and not told', async () => {
  await openCheck();
  expect(new Set(blanks().map(({ number }) => number)).size).toBe(3);
  const [first, ...others] = blanks();
  if (!first) throw new Error('nothing is asked for');
  await user.type(first.input, 'zebra');
  for (const { input, word } of others) await user.type(input, word);
  await user.click(screen.getByRole('button', { name: 'Check' }));
  expect(document.activeElement).toBe(first.input);
  expect(screen.getByText(new RegExp(`Word ${first.number} is a different one`))).toBeTruthy();
  expect(document.body.textContent).not.toContain(first.word);
  expect(api.calls.some(([call]) => call === 'checkBackup')).toBe(false);
});

test('the right words are checked by the node as a whole, and then nothing of them is left', async () => {
  await openCheck();
  for (const { input, word } of blanks()) await user.type(input, ` ${word.toUpperCase()} `);
  await user.click(screen.getByRole('button', { name: 'Check' }));
  expect(document.activeElement).toBe(await screen.findByRole('heading', { name: 'Backed up.' }));
  expect(api.calls.find(([call]) => call === 'checkBackup')).toEqual(['checkBackup', WORDS.join(' '), undefined]);
  expect(kept()).toEqual([]);
});

test('the confirmation that showed the words covers the check', async () => {
  const fresh = new FakeApi();
  await app.use(fresh);
  render(Backup, { onclose: () => {} });
  await user.click(screen.getByRole('button', { name: 'Show the words' }));
  await user.click(await screen.findByRole('button', { name: 'Show' }));
  await user.click(screen.getByRole('button', { name: 'I have written them down' }));
  for (const input of await screen.findAllByRole('textbox')) {
    const last = (input as HTMLInputElement).labels?.[0]?.textContent === 'Word 24';
    await user.type(input, last ? 'art' : 'abandon');
  }
  const used: (string | undefined)[] = [];
  const check = fresh.checkBackup;
  fresh.checkBackup = (words, options) => (used.push(options?.confirmation), check(words, options));
  await user.click(screen.getByRole('button', { name: 'Check' }));
  await screen.findByRole('heading', { name: 'Backed up.' });
  expect(used).toEqual(['c1']);
});
