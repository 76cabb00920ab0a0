import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import type { Api } from '$lib/api/api';
import { FakeApi } from '$lib/api/fake';
import { ApiError } from '$lib/api/errors';
import type { NetworkDto } from '$lib/api/types';
import { app } from '$lib/state/app.svelte';
import { textOf } from '../wallet/look';
import Network from './Network.svelte';

let api: FakeApi;

beforeEach(async () => {
  api = new FakeApi();
  await app.use(api);
});

/** The fake's own ledger, changed. */
async function changed(change: Partial<NetworkDto>): Promise<void> {
  const network = { ...(await api.network()), ...change };
  (api as Api).network = () => Promise.resolve(network);
}

const block = (height: number) => ({ height, time: Date.UTC(2026, 10, 22), block: 'b'.repeat(64), transactions: 2, signers: 1 });

test('a ledger of one’s own is never called proved, and says what that does not mean', async () => {
  render(Network);
  expect(await screen.findByRole('heading', { level: 1, name: 'Signed by you alone' })).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'What it does not mean' })).toBeTruthy();
  expect(screen.getByRole('img', { name: 'One validator, you, signed.' })).toBeTruthy();
  expect(document.body.textContent).not.toMatch(/proved/);
});

test('on a network it says who signed, who did not, and which one is you', async () => {
  const validators = [
    { key: 'a'.repeat(64), power: 50, signed: true, you: false },
    { key: 'c'.repeat(64), power: 30, signed: true, you: true },
    { key: 'd'.repeat(64), power: 20, signed: false, you: false },
  ];
  await changed({ mode: 'validator', proof: { state: 'proved', height: 7, block: 'b' }, validators });
  render(Network);
  expect(await screen.findByRole('heading', { level: 1, name: '2 of 3 validators signed' })).toBeTruthy();
  expect(screen.getByRole('img', { name: '2 of 3 validators signed. You are one of them.' })).toBeTruthy();
  const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1);
  expect(textOf(rows[1])).toMatch(/you.*30%.*signed/);
  expect(textOf(rows[2])).toMatch(/20%.*did not sign/);
});

test('a new block appears by itself and is told', async () => {
  await changed({ blocks: [block(1)] });
  render(Network);
  const table = async () => within((await screen.findAllByRole('table'))[1] as HTMLElement);
  expect((await table()).getAllByRole('row')).toHaveLength(2);
  await changed({ blocks: [block(2), block(1)] });
  api.emit({ event: 'block', height: 2 });
  expect(await screen.findByText('Block 2 was signed.')).toBeTruthy();
  expect((await table()).getAllByRole('row')).toHaveLength(3);
});

test('before the first block it says when there will be one', async () => {
  render(Network);
  expect(await screen.findByText('No block yet.')).toBeTruthy();
});

test('a ledger that cannot be read says so and can be tried again', async () => {
  api.failNext('network', new ApiError(500, { code: 'damaged', message: 'the stored data are damaged', hint: '' }));
  render(Network);
  await userEvent.click(within(await screen.findByRole('alert')).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Signed by you alone' })).toBeTruthy();
});
