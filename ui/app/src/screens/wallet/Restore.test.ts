import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { FakeApi } from '$lib/api/fake';
import { ApiError } from '$lib/api/errors';
import { app } from '$lib/state/app.svelte';
import { isEnabled, valueOf } from './look';
import Restore from './Restore.svelte';

const PHRASE = `${'abandon '.repeat(11)}about`;

let api: FakeApi;
const user = userEvent.setup();

beforeEach(async () => {
  api = new FakeApi();
  await app.use(api);
});

const words = () => screen.getByRole('textbox', { name: 'The words' });
const go = () => screen.getByRole('button', { name: 'Restore' });
const counted = () => screen.getByTestId('restore-count').textContent;

async function confirm(): Promise<void> {
  await user.click(go());
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Set aside and restore' }));
}

test('the count follows what is typed, and only a complete list can be restored', async () => {
  render(Restore, { onclose: () => {} });
  expect(counted()).toBe('0 words so far');
  await user.type(words(), 'abandon');
  expect(counted()).toBe('1 word so far');
  expect(isEnabled(go())).toBe(false);
  await user.clear(words());
  await user.click(words());
  await user.paste(PHRASE.replaceAll(' ', '\n'));
  expect(counted()).toBe('12 words, a complete list');
  expect(isEnabled(go())).toBe(true);
  expect(api.calls.some(([call]) => call === 'restore')).toBe(false);
});

test('one is warned, asked in the page and outside it; then the node restarts and the folder is named', async () => {
  render(Restore, { onclose: () => {} });
  expect(screen.getByText('What is here now steps aside.')).toBeTruthy();
  await user.click(words());
  await user.paste(`  ${PHRASE.toUpperCase()}\n`);
  await confirm();
  expect(await screen.findByText('The node sets the present wallet aside and starts again')).toBeTruthy();
  expect(api.calls.filter(([call]) => call === 'restore')).toEqual([
    ['restore', PHRASE, undefined],
    ['restore', PHRASE, 'c1'],
  ]);
  expect(document.documentElement.outerHTML).not.toContain('abandon');

  const restored = new FakeApi();
  restored.chain = 'another-chain';
  await app.use(restored);
  expect(document.activeElement).toBe(await screen.findByRole('heading', { name: 'The wallet is back.' }));
  expect(screen.getByText('/srv/.byline-1')).toBeTruthy();
});

test('a node that comes back with the wallet that it had is not called restored', { timeout: 15_000 }, async () => {
  render(Restore, { onclose: () => {} });
  await user.click(words());
  await user.paste(PHRASE);
  await confirm();
  await screen.findByText('The node sets the present wallet aside and starts again');
  await app.use(new FakeApi());
  expect(await screen.findByText('Something went wrong inside the node', {}, { timeout: 8_000 })).toBeTruthy();
  expect(screen.queryByRole('heading', { name: 'The wallet is back.' })).toBeNull();
});

test('words that are no wallet are refused, stay to be corrected, and nothing restarts', async () => {
  api.failNext('restore', new ApiError(400, { code: 'wrong_seed_phrase', message: 'no', hint: '' }));
  render(Restore, { onclose: () => {} });
  await user.click(words());
  await user.paste(PHRASE);
  await confirm();
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(valueOf(words())).toBe(PHRASE);
});

test('whoever leaves takes the words along', async () => {
  const { unmount } = render(Restore, { onclose: () => {} });
  await user.click(words());
  await user.paste(PHRASE);
  unmount();
  await waitFor(() => expect(document.documentElement.outerHTML).not.toContain('abandon'));
});
