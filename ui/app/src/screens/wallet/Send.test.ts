import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '$lib/api/api';
import { FakeApi } from '$lib/api/fake';
import { ApiError } from '$lib/api/errors';
import type { ConfirmationDto } from '$lib/api/types';
import { app } from '$lib/state/app.svelte';
import ConfirmationPrompt from '$lib/components/ConfirmationPrompt.svelte';
import { description, valueOf } from './look';
import Wallet from './Wallet.svelte';

const HANNE = 'byl1qpzry9x8gf2tvdw0s3jn54khce6mua7lqpzry9x8gf2tvdw0s3jn54khce6';

let api: FakeApi;
const user = userEvent.setup();

beforeEach(async () => {
  api = new FakeApi();
  api.book = [{ name: 'Hanne', address: HANNE }];
  await app.use(api);
});

const to = () => screen.getByRole('combobox', { name: 'To' });
const amount = () => screen.getByRole('textbox', { name: 'Amount, in coins' });
const calls = (name: string) => api.calls.filter(([call]) => call === name);

async function fill(whom: string, coins: string): Promise<void> {
  await screen.findByText('Hanne');
  await user.type(to(), whom);
  if (coins !== '') await user.type(amount(), coins);
}

async function review(): Promise<void> {
  await user.click(screen.getByRole('button', { name: 'Review' }));
}

describe('while somebody types an address', () => {
  test('the node is asked once typing rests, and says whose it is', async () => {
    render(Wallet);
    await fill('Hanne', '');
    expect(await screen.findByText('Hanne, from your address book')).toBeTruthy();
    expect(calls('address')).toEqual([['address', 'Hanne']]);
    expect(screen.getAllByRole('img', { name: `The address in groups of four characters: ${HANNE}` })).toHaveLength(1);
  });

  test('a mistyped one is a note while one types, and an error with what to do once one leaves', async () => {
    render(Wallet);
    api.failNext('address', new ApiError(400, { code: 'not_known_to_the_page', message: 'a character is mistyped', hint: 'Copy it whole.' }));
    await fill('byl1x', '');
    expect(to().hasAttribute('aria-invalid')).toBe(false);
    await user.tab();
    await waitFor(() => expect(to().getAttribute('aria-invalid')).toBe('true'));
    expect(description(to())).toContain('Copy it whole.');
  });

  test('an answer to an earlier text does not replace the later one', async () => {
    render(Wallet);
    await screen.findByText('Hanne');
    const late = api.address;
    let release = () => {};
    api.address = async (text, options) => {
      if (text === 'me') await new Promise<void>((resolve) => (release = resolve));
      return late(text, options);
    };
    await user.type(to(), 'me');
    await screen.findByText('Checking the address');
    await new Promise((wake) => setTimeout(wake, 300));
    await user.clear(to());
    await user.type(to(), 'Hanne');
    expect(await screen.findByText('Hanne, from your address book')).toBeTruthy();
    release();
    await Promise.resolve();
    expect(screen.getByText('Hanne, from your address book')).toBeTruthy();
  });

  test('the account itself is no place to send to', async () => {
    render(Wallet);
    await fill('me', '1');
    expect(await screen.findByText('That is the account it would come from.')).toBeTruthy();
    await review();
    expect(screen.queryByRole('button', { name: 'Sign and send' })).toBeNull();
  });
});

describe('before anything is signed', () => {
  test.each([
    ['1,5', 'Write digits and, for parts of a coin, one full point: 12.5'],
    ['0.0000001', 'A coin has six decimal places at most.'],
    ['0', 'Write an amount above 0.'],
    ['1000.000001', 'That is more than the 1,000 coins you have.'],
  ])('%s is refused in words', async (coins, words) => {
    render(Wallet);
    await fill('Hanne', coins);
    await review();
    expect(description(amount())).toContain(words);
    expect(calls('send')).toEqual([]);
  });

  test('nothing filled in says what is missing and puts the focus there', async () => {
    render(Wallet);
    await screen.findByText('Hanne');
    await review();
    expect(screen.getByText('Say who gets it.')).toBeTruthy();
    expect(screen.getByText('Write an amount.')).toBeTruthy();
    expect(document.activeElement).toBe(to());
  });

  test('a review says in words what will happen', async () => {
    render(Wallet);
    await fill('Hanne', '2.50');
    await review();
    expect(document.activeElement).toBe(await screen.findByRole('heading', { name: 'Is this right?' }));
    expect(screen.getByText('me sends 2.5 coins to Hanne')).toBeTruthy();
    expect(screen.getByText(/997.5 coins stay yours/)).toBeTruthy();
    expect(calls('send')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Change something' }));
    expect(valueOf(amount())).toBe('2.50');
  });
});

describe('once it is signed', () => {
  test('the address goes to the node, not the name, and the block is told', async () => {
    render(Wallet);
    await fill('Hanne', '2.5');
    await review();
    await user.click(await screen.findByRole('button', { name: 'Sign and send' }));
    expect(document.activeElement).toBe(await screen.findByRole('heading', { name: 'Sent 2.5 coins to Hanne.' }));
    expect(screen.getByText(/It is in block 2/)).toBeTruthy();
    expect(calls('send')).toEqual([['send', { to: HANNE, amount: '2.5', account: 'me' }, undefined]]);
    expect(app.wallet?.balance).toBe('997.5');
  });

  test('above the daily cap a person is asked outside the page, and the same request is repeated with the answer', async () => {
    const answered: ((answer: ConfirmationDto) => void)[] = [];
    (api as Api).confirmation = () => new Promise((resolve) => answered.push(resolve));
    render(Wallet);
    render(ConfirmationPrompt);
    await fill('Hanne', '50');
    await review();
    await user.click(await screen.findByRole('button', { name: 'Sign and send' }));
    const prompt = await screen.findByRole('dialog');
    expect(within(prompt).getByText('byline confirm c1')).toBeTruthy();
    expect(calls('send')).toHaveLength(1);
    answered[0]?.({ id: 'c1', kind: 'send', state: 'approved' });
    expect(await screen.findByRole('heading', { name: 'Sent 50 coins to Hanne.' })).toBeTruthy();
    const request = { to: HANNE, amount: '50', account: 'me' };
    expect(calls('send')).toEqual([['send', request, undefined], ['send', request, 'c1']]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('a refusal outside the page leaves the review and says so', async () => {
    api.decision = 'refused';
    render(Wallet);
    await fill('Hanne', '50');
    await review();
    await user.click(await screen.findByRole('button', { name: 'Sign and send' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Is this right?' })).toBeTruthy();
    expect(calls('send')).toHaveLength(1);
  });
});

describe('an account and a contact of the same name', () => {
  test('are both offered once, and sending to the contact goes to the contact', async () => {
    api.accountList = [...api.accountList, { account: 'Hanne', address: 'byl1own', index: 1 }];
    await app.refresh();
    render(Wallet);
    await user.click(await screen.findByRole('button', { name: 'Send to Hanne' }));
    expect(valueOf(to())).toBe(HANNE);
    expect(await screen.findByText('Hanne, from your address book')).toBeTruthy();
    expect(document.querySelectorAll('option[value="Hanne"]')).toHaveLength(1);
  });
});

test('what is reviewed does not follow to another account', async () => {
  api.accountList = [...api.accountList, { account: 'Ines', address: 'byl1ines', index: 1 }];
  await app.refresh();
  render(Wallet);
  await fill('Hanne', '2.5');
  await review();
  await screen.findByRole('heading', { name: 'Is this right?' });
  await user.click(screen.getByRole('button', { name: /Ines show this account/ }));
  await waitFor(() => expect(screen.queryByRole('heading', { name: 'Is this right?' })).toBeNull());
  expect(valueOf(amount())).toBe('2.5');
});
