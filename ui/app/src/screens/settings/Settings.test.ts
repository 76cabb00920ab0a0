import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { FakeApi } from '$lib/api/fake';
import { app } from '$lib/state/app.svelte';
import { preferences } from '$lib/state/preferences.svelte';
import Settings from './Settings.svelte';

let api: FakeApi;
const user = userEvent.setup();

beforeEach(async () => {
  api = new FakeApi();
  await app.use(api);
  render(Settings);
  await screen.findByRole('textbox', { name: 'At most in a day, in coins' });
});

const calls = (name: string) => api.calls.filter(([call]) => call === name);

describe('the daily limit', () => {
  const field = () => screen.getByRole('textbox', { name: 'At most in a day, in coins' });

  async function set(coins: string): Promise<void> {
    await user.clear(field());
    await user.type(field(), coins);
    await user.click(screen.getByRole('button', { name: 'Set the limit' }));
  }

  test('is lowered at once', async () => {
    await set('2.50');
    expect(await screen.findByText('The limit is 2.5 coins a day now.')).toBeTruthy();
    expect(calls('putSettings')).toEqual([['putSettings', { daily_cap: '2.5' }, undefined]]);
  });

  test('can be nothing at all', async () => {
    await set('0');
    expect(await screen.findByText(/The limit is 0/)).toBeTruthy();
  });

  test('is raised once a person said so outside the page', async () => {
    await set('500');
    expect(await screen.findByText('The limit is 500 coins a day now.')).toBeTruthy();
    expect(calls('putSettings').map(([, , confirmation]) => confirmation)).toEqual([undefined, 'c1']);
  });

  test('stays as it is when that person says no', async () => {
    api.decision = 'refused';
    await set('500');
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(api.cap).toBe('10');
  });

  test('is refused when it is no amount', async () => {
    await set('1,5');
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(calls('putSettings')).toEqual([]);
  });

  test('shows what was spent of it', () => {
    expect(screen.getByRole('img', { name: '0 coins spent today, of 10 coins' })).toBeTruthy();
  });
});

describe('appearance', () => {
  test('every language has its own name in its own script', () => {
    const names = screen.getByRole('radiogroup', { name: 'Language' });
    expect(within(names).getByText('العربية').getAttribute('lang')).toBe('ar');
    expect(within(names).getAllByRole('radio')).toHaveLength(6);
  });

  test('the theme is remembered', async () => {
    await user.click(screen.getByRole('radio', { name: 'Dark' }));
    expect(api.prefs.theme).toBe('dark');
  });

  test('a wished colour is kept for the account in use, and others are forgotten without it', async () => {
    await user.click(screen.getByRole('radio', { name: 'Colour 3, violet' }));
    await preferences.save({ tints: { ...preferences.current.tints, byl1other: 4 } });
    await user.click(await screen.findByRole('button', { name: 'Forget the colours of others' }));
    await screen.findByText('The colours of others are handed out anew.');
    expect(api.prefs.tints).toEqual({ byl1me: 3 });
  });
});

describe('tokens', () => {
  test('are hidden until asked for, and those of the page and the owner never shown', async () => {
    await screen.findByRole('button', { name: 'Show the token for Asking' });
    expect(document.body.textContent).not.toContain('f'.repeat(64));
    await user.click(screen.getByRole('button', { name: 'Show the token for Asking' }));
    expect(screen.getByText('f'.repeat(64))).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show the token for Managing' })).toBeNull();
  });

  test('are renewed after a question', async () => {
    await user.click(await screen.findByRole('button', { name: 'Renew the token for Reading' }));
    expect(calls('renewToken')).toEqual([]);
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Renew' }));
    expect(await screen.findByText('The token for Reading is a new one.')).toBeTruthy();
    expect(calls('renewToken')).toEqual([['renewToken', 'read']]);
  });
});

test('a program is told where to ask, and which model', async () => {
  expect(await screen.findByText(`${location.origin}/v1`)).toBeTruthy();
  expect(screen.getByText('byline-quote')).toBeTruthy();
});

describe('erasing everything', () => {
  const open = () => user.click(screen.getByRole('button', { name: 'Erase everything…' }));
  const confirm = () => user.click(screen.getByRole('button', { name: 'Erase it all' }));

  test('wants the word typed first', async () => {
    await open();
    await confirm();
    expect(screen.getByText('Type exactly erase.')).toBeTruthy();
    expect(calls('erase')).toEqual([]);
  });

  test('wants a person outside the page, waits for the node and offers a beginning', async () => {
    await open();
    expect(screen.getByText('The wallet is not backed up: nobody can bring its accounts back.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Type erase to go on' }), 'erase');
    await confirm();
    expect(await screen.findByText('The node erases everything and starts again')).toBeTruthy();
    expect(calls('erase')).toEqual([['erase', undefined], ['erase', 'c1']]);
    const empty = new FakeApi();
    empty.chain = 'another-chain';
    await app.use(empty);
    expect(await screen.findByText('Everything was erased.')).toBeTruthy();
  });
});
