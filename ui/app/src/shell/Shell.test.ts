import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetToken, keepToken } from '$lib/api/connection';
import { ApiError } from '$lib/api/errors';
import { FakeApi } from '$lib/api/fake';
import { language } from '$lib/i18n/locale.svelte';
import { app } from '$lib/state/app.svelte';
import { router } from '$lib/state/router.svelte';
import App from '../App.svelte';
import { asking } from '../screens/ask/asking.svelte';
import Shell from './Shell.svelte';

let api: FakeApi;
const person = userEvent.setup();

beforeEach(async () => {
  // A token for a node that is not there: the search for it goes on and finds nothing.
  keepToken('0'.repeat(64));
  api = new FakeApi();
  api.prefs = { first_run_done: true };
  await app.use(api);
  router.go('ask');
  asking.forget();
  asking.draft = '';
});

afterEach(async () => {
  forgetToken();
  await language.use('en');
});

test('the screens are in the list, and the open one is marked', async () => {
  render(Shell);
  expect(screen.getAllByRole('link').slice(0, 6).map((link) => link.textContent)).toEqual(['Ask', 'Publish', 'Works', 'Wallet', 'Network', 'Settings']);
  expect(screen.getByRole('link', { name: 'Ask' }).getAttribute('aria-current')).toBe('page');
  expect(screen.getByRole('group', { name: 'Balance' }).textContent).toBe('1,000 coins');
});

test('the balance follows the ledger', async () => {
  render(Shell);
  api.balance = 5_000_000;
  api.emit({ event: 'earned', account: 'me', address: 'byl1me', amount: '4' });
  await waitFor(() => expect(screen.getByRole('group', { name: 'Balance' }).textContent).toBe('5 coins'));
});

test('when the node is gone the page says so and keeps what was typed', async () => {
  render(Shell);
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Your question' });
  await person.type(field, 'Half a question');
  api.die();
  await screen.findByTestId('gone');
  expect(field.isConnected).toBe(true);
  expect(field.value).toBe('Half a question');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  // It is back.
  const back = new FakeApi();
  back.prefs = { first_run_done: true };
  await app.use(back);
  await waitFor(() => expect(screen.queryByTestId('gone')).toBeNull());
  expect(field.value).toBe('Half a question');
});

test('trying again looks once, and says what came of it', async () => {
  render(Shell);
  api.die();
  await person.click(await screen.findByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy());
  expect(app.link).toBe('gone');
});

test('without a token the page says what to run', async () => {
  forgetToken();
  app.failed(new ApiError(401, { code: 'wrong_token', message: 'no' }));
  render(Shell);
  expect(await screen.findByRole('heading', { name: 'This page needs a token' })).toBeTruthy();
  expect(screen.getByText('byline node')).toBeTruthy();
  await person.type(screen.getByLabelText('Or paste the token here'), 'nonsense');
  await person.click(screen.getByRole('button', { name: 'Open' }));
  expect(screen.getByRole('alert').textContent).toContain('64 letters and digits');
});

test('who is here for the first time starts at the beginning', async () => {
  await app.use(new FakeApi());
  history.replaceState(null, '', location.pathname);
  render(Shell);
  expect(await screen.findByRole('heading', { name: /Write something/ })).toBeTruthy();
  expect(screen.queryByRole('navigation')).toBeNull();
});

test('a screen that comes later is drawn, and reading goes on at its heading', async () => {
  render(Shell);
  router.go('network');
  await waitFor(() => expect(document.activeElement?.tagName).toBe('H1'), { timeout: 5000 });
});

test('another language needs no reload, and the focus stays', async () => {
  // The page finds no node of its own; the fake takes its place.
  render(App);
  await waitFor(() => expect(app.link).toBe('gone'));
  await app.use(api);
  router.go('first-run');
  const choice = await screen.findByRole('combobox', { name: 'Language' });
  choice.focus();
  await person.selectOptions(choice, 'ar');
  await waitFor(() => expect(document.documentElement.dir).toBe('rtl'));
  await waitFor(() => expect(document.activeElement?.id).toBe('first-run-language'));
  expect(api.prefs.language).toBe('ar');
});

test('reading goes on at the heading of an answer that is opened from the list, and of the list again', async () => {
  await api.publish({ documents: [{ path: 'a.md', text: 'The keeper turned the lenses by hand.' }] });
  for await (const _ of api.ask({ question: 'Who turned the lenses?' }));
  render(Shell);
  const opener = await screen.findByRole('link', { name: /Who turned the lenses/ });
  opener.focus();
  router.go('ask', 'rcpt1');
  await screen.findByRole('heading', { level: 1, name: 'Who turned the lenses?' });
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Who turned the lenses?' })));
  screen.getByRole('link', { name: 'All questions' }).focus();
  router.go('ask');
  await waitFor(() => expect(document.activeElement?.matches('[data-screen-title]')).toBe(true));
  expect(screen.queryByRole('heading', { name: 'Who turned the lenses?' })).toBeNull();
});
