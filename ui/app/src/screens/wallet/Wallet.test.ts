import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import type { Api } from '$lib/api/api';
import { FakeApi } from '$lib/api/fake';
import { ApiError } from '$lib/api/errors';
import type { HistoryDto } from '$lib/api/types';
import { app } from '$lib/state/app.svelte';
import { textOf } from './look';
import Wallet from './Wallet.svelte';

const HANNE = 'byl1qpzry9x8gf2tvdw0s3jn54khce6mua7lqpzry9x8gf2tvdw0s3jn54khce6';

let api: FakeApi;
const user = userEvent.setup();

beforeEach(async () => {
  api = new FakeApi();
  await app.use(api);
});

function entry(change: Partial<HistoryDto>, n = 0): HistoryDto {
  const transaction = n.toString(16).padStart(64, '0');
  return { height: n, time: Date.UTC(2026, 10, 22), transaction, kind: 'transfer', direction: 'in', amount: '1', ...change };
}

test('the balance says how it was checked, in words', async () => {
  render(Wallet);
  expect(screen.getByRole('heading', { level: 1, name: 'You have 1,000 coins.' })).toBeTruthy();
  expect(screen.getByText(/signed by you alone · height 1/)).toBeTruthy();
  expect(screen.getByText('Your accounts live on this machine alone.')).toBeTruthy();
});

test('history says in words what each entry was, by direction', async () => {
  api.book = [{ name: 'Hanne', address: HANNE }];
  api.history = () =>
    Promise.resolve([
      entry({ kind: 'answers', direction: 'in', amount: '0.002', counterparty: HANNE }, 3),
      entry({ kind: 'transfer', direction: 'out', amount: '2.5', counterparty: 'Ines' }, 2),
      entry({ kind: 'work_registered', direction: 'none', amount: '0' }, 1),
      entry({ kind: 'from_the_future', direction: 'none', amount: '0' }, 0),
    ]);
  render(Wallet);
  const rows = within(await screen.findByRole('table')).getAllByRole('row').slice(1);
  expect(textOf(rows[0])).toMatch(/Earned by answers ?Hanne ?\+0.002 coins/);
  expect(textOf(rows[1])).toMatch(/Sent ?Ines ?-2.5 coins/);
  expect(textOf(rows[2])).toMatch(/Work published.*no coins moved/);
  expect(textOf(rows[3])).toMatch(/no words for: from_the_future/);

  await user.click(screen.getByRole('radio', { name: 'Out' }));
  expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(2);
  await user.click(screen.getByRole('radio', { name: 'In' }));
  expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(2);
});

test('older entries are asked for when there may be more', async () => {
  const all = Array.from({ length: 40 }, (_, n) => entry({}, 40 - n));
  (api as Api).history = (filter = {}) => Promise.resolve(all.slice(0, filter.limit));
  render(Wallet);
  const rows = async () => within(await screen.findByRole('table')).getAllByRole('row').length - 1;
  expect(await rows()).toBe(25);
  await user.click(screen.getByRole('button', { name: 'Show older' }));
  expect(await screen.findByText('Block 1')).toBeTruthy();
  expect(await rows()).toBe(40);
  expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull();
});

test('an empty history says what will be there', async () => {
  render(Wallet);
  expect(await screen.findByText('Nothing has happened on this account yet.')).toBeTruthy();
});

test('a history that cannot be read says so and can be tried again', async () => {
  api.failNext('history', new ApiError(500, { code: 'damaged', message: 'the stored data are damaged', hint: '' }));
  render(Wallet);
  await user.click(within(await screen.findByRole('alert')).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Nothing has happened on this account yet.')).toBeTruthy();
});

test('accounts are made, named and chosen', async () => {
  render(Wallet);
  await user.click(screen.getByRole('button', { name: 'New account' }));
  await user.click(screen.getByRole('button', { name: 'Make the account' }));
  expect(screen.getByText('Write a name.')).toBeTruthy();
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Ines Calder');
  await user.click(screen.getByRole('button', { name: 'Make the account' }));
  expect(await screen.findByText('The account Ines Calder is there.')).toBeTruthy();
  expect(app.account).toBe('Ines Calder');

  await user.click(screen.getByRole('button', { name: /me show this account/ }));
  await screen.findByRole('button', { name: /Ines Calder show this account/ });
  expect(app.account).toBe('me');

  await user.click(screen.getByRole('button', { name: 'Rename me' }));
  await user.clear(screen.getByRole('textbox', { name: 'Name' }));
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Ines');
  await user.click(screen.getByRole('button', { name: 'Save the name' }));
  expect(await screen.findByText('The account is called Ines now.')).toBeTruthy();
  expect(app.account).toBe('Ines');
});

test('a name that is taken says so beside the field', async () => {
  render(Wallet);
  await user.click(screen.getByRole('button', { name: 'New account' }));
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'me{Enter}');
  expect((await screen.findByRole('textbox', { name: 'Name' })).getAttribute('aria-invalid')).toBe('true');
});

test('contacts are kept, renamed, used and removed', async () => {
  render(Wallet);
  await user.click(await screen.findByRole('button', { name: 'Add somebody' }));
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Hanne');
  await user.type(screen.getByRole('textbox', { name: 'Address' }), HANNE);
  await user.click(screen.getByRole('button', { name: 'Keep' }));
  expect(await screen.findByText('Hanne is in the address book.')).toBeTruthy();

  await user.click(screen.getByRole('button', { name: 'Edit Hanne' }));
  await user.type(screen.getByRole('textbox', { name: 'Name' }), ' Falk');
  await user.click(screen.getByRole('button', { name: 'Keep' }));
  await screen.findByRole('button', { name: 'Edit Hanne Falk' });
  expect(api.book).toEqual([{ name: 'Hanne Falk', address: HANNE }]);

  await user.click(screen.getByRole('button', { name: 'Send to Hanne Falk' }));
  expect(await screen.findByText('Hanne Falk, from your address book')).toBeTruthy();

  await user.click(screen.getByRole('button', { name: 'Remove Hanne Falk' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Remove' }));
  expect(await screen.findByText('Hanne Falk is no longer in the address book.')).toBeTruthy();
  expect(api.book).toEqual([]);
});

test('the address can be received as a code with the same address in words', () => {
  render(Wallet);
  expect(screen.getByRole('img', { name: 'The address byl1me as a square code for a camera' })).toBeTruthy();
});

test('after another wallet took the place of this one, its address book is no longer shown', async () => {
  api.book = [{ name: 'Hanne', address: HANNE }];
  render(Wallet);
  await screen.findByRole('button', { name: 'Send to Hanne' });
  const restored = new FakeApi();
  restored.chain = 'another-chain';
  await app.use(restored);
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Send to Hanne' })).toBeNull());
});

test('a form that is taken back gives the focus to where it was opened', async () => {
  api.book = [{ name: 'Hanne', address: HANNE }];
  render(Wallet);
  await screen.findByRole('button', { name: 'Edit Hanne' });
  for (const name of ['Rename me', 'New account', 'Edit Hanne', 'Add somebody']) {
    await user.click(screen.getByRole('button', { name }));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name })));
  }
});

test('an account that is chosen keeps the focus, and a choice that cannot be kept says so', async () => {
  api.accountList = [...api.accountList, { account: 'Ines', address: 'byl1ines', index: 1 }];
  await app.refresh();
  render(Wallet);
  api.failNext('putPreferences', new ApiError(507, { code: 'disk_full', message: 'no room', hint: '' }));
  await user.click(screen.getByRole('button', { name: /Ines show this account/ }));
  expect(await screen.findByText('The disk is full')).toBeTruthy();
  expect(document.activeElement?.textContent).toContain('Ines');
});

test('what was asked for earlier does not replace what was asked for later', async () => {
  const [reading, waiting] = [api.status, [] as (() => void)[]];
  api.status = async (options) => {
    const status = await reading(options);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return status;
  };
  api.height = 7;
  const earlier = app.refresh();
  await waitFor(() => expect(waiting).toHaveLength(1));
  api.height = 8;
  const later = app.refresh();
  await waitFor(() => expect(waiting).toHaveLength(2));
  waiting[1]?.();
  await later;
  waiting[0]?.();
  await earlier;
  expect(app.status?.height).toBe(8);
});
