import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { ApiError, Unreachable } from '$lib/api/errors';
import { FakeApi } from '$lib/api/fake';
import ConfirmationPrompt from '$lib/components/ConfirmationPrompt.svelte';
import { app } from '$lib/state/app.svelte';
import { router } from '$lib/state/router.svelte';
import Ask from './Ask.svelte';
import { asking } from './asking.svelte';

const QUESTION = 'Who turned the lenses by night?';
let api: FakeApi;
const person = userEvent.setup();

beforeEach(async () => {
  localStorage.clear();
  history.replaceState(null, '', '#/ask');
  router.go('ask');
  asking.forget();
  asking.draft = '';
  api = new FakeApi();
  await api.newAccount('Wen Jiayi');
  await api.publish({ account: 'me', documents: [{ path: 'light.md', title: 'The character of lights', text: 'The list is long. By night the keeper turned the lenses by hand. Oil ran short.', licence: 'paid', price: '0.004' }] });
  await api.publish({ account: 'Wen Jiayi', documents: [{ path: 'glass.md', title: 'Glass on mercury', text: 'Mercury carries glass. The lenses were turned at a touch. It was quiet.', licence: 'paid', price: '0.002' }] });
  await app.use(api);
});

async function ask(question = QUESTION) {
  await person.type(screen.getByRole('textbox', { name: 'Your question' }), question);
  await person.click(screen.getByRole('button', { name: 'Ask' }));
}

const answered = () => screen.findByRole('heading', { name: 'Credited here' });

test('the price is said before one asks', async () => {
  render(Ask);
  await person.type(screen.getByRole('textbox', { name: 'Your question' }), QUESTION);
  await screen.findByText('At most 0.004 coins, from 2 works that match.');
  expect(api.calls.some(([call]) => call === 'ask')).toBe(false);
});

test('a question that nothing matches is said to be free', async () => {
  render(Ask);
  await person.type(screen.getByRole('textbox', { name: 'Your question' }), 'zzzz');
  await screen.findByText(/Nothing here matches/);
});

test('colour arrives with the split, and not before', async () => {
  let go = () => {};
  api.pause = () => new Promise((resolve) => (go = resolve));
  render(Ask);
  await ask();
  await screen.findByText('Quoting from 2 passages');
  go();
  const answer = screen.getByTestId('answer');
  await within(answer).findByText('By night the keeper turned the lenses by hand.');
  expect(answer.getAttribute('aria-busy')).toBe('true');
  expect(answer.querySelectorAll('mark:not(.bare)')).toHaveLength(0);
  expect(answer.querySelectorAll('button')).toHaveLength(0);
  api.pause = () => Promise.resolve();
  go();
  await answered();
  const done = screen.getByTestId('answer');
  expect(done.getAttribute('aria-busy')).toBe('false');
  expect(done.querySelectorAll('mark:not(.bare)')).toHaveLength(2);
  const tints = [...done.querySelectorAll('mark')].map((mark) => mark.className.match(/\ba\d+\b/)?.[0]);
  expect(new Set(tints).size).toBe(2);
});

test('the answer names its sources, with what each was paid, and its receipt', async () => {
  render(Ask);
  await ask();
  await answered();
  expect(location.hash).toBe('#/ask/rcpt1');
  const [first] = within(screen.getByRole('complementary')).getAllByRole('listitem');
  expect(first?.textContent).toContain('The character of lights');
  expect(first?.textContent).toContain('50%');
  expect(first?.textContent).toContain('0.002 coins');
  await within(first as HTMLElement).findByText(/Oil ran short/);
  expect(within(first as HTMLElement).getByRole('link', { name: /By night the keeper/ }).getAttribute('href')).toMatch(/^#\/works\/work1\?from=\d+&to=\d+&version=1$/);
  expect(screen.getByRole('group', { name: 'Receipt' }).textContent).toContain('0.003 coins');
});

test('the seal says that an answer is not settled, until it is', async () => {
  render(Ask);
  await ask();
  await answered();
  await waitFor(() => expect(screen.getByTestId('seal').textContent).toContain('signed by you and the server, not settled'));
  api.settle();
  await waitFor(() => expect(screen.getByTestId('seal').textContent).toContain('signed by you alone'));
});

test('a number leads to its source', async () => {
  render(Ask);
  await ask();
  await answered();
  await person.click(screen.getByRole('button', { name: 'Source 2: Glass on mercury, Wen Jiayi' }));
  await waitFor(() => expect(document.activeElement?.id).toBe('source-2'));
});

test('a source can be removed, which says what it costs, and put back', async () => {
  render(Ask);
  await ask();
  await answered();
  const remove = screen.getAllByRole('button', { name: /Remove and ask again/ })[0] as HTMLElement;
  await waitFor(() => expect(document.getElementById('again-1')?.textContent).toBe('at most 0.002 coins'));
  await person.click(remove);
  const back = await screen.findByRole('button', { name: /Put it back/ });
  expect(screen.getByTestId('answer').querySelector('del')?.textContent).toBe('By night the keeper turned the lenses by hand.');
  expect(screen.getByText(/Asked again without \u2068The character of lights\u2069/)).toBeTruthy();
  // The answer with it is here already, so it costs nothing to see it again.
  await waitFor(() => expect(back.closest('li')?.textContent).toMatch(/free$/));
  const asked = api.calls.filter(([call]) => call === 'ask').length;
  // What was said to be the most is the most.
  expect(api.calls.filter(([call]) => call === 'ask').at(-1)?.[1]).toMatchObject({ max_price: '0.002', without: ['work1'] });
  await person.click(back);
  await waitFor(() => expect(location.hash).toBe('#/ask/rcpt1'));
  expect(api.calls.filter(([call]) => call === 'ask')).toHaveLength(asked);
  await waitFor(() => expect(screen.queryByText(/Left out/)).toBeNull());
});

test('a question can be stopped, and nothing is paid', async () => {
  api.pause = () => new Promise(() => {});
  const balance = api.balance;
  render(Ask);
  await ask();
  await person.click(await screen.findByRole('button', { name: 'Stop' }));
  api.pause = () => Promise.resolve();
  await waitFor(() => expect(asking.phase).toBe('stopped'));
  await screen.findByText('You stopped this answer');
  expect(api.balance).toBe(balance);
  await person.click(screen.getByRole('button', { name: 'Try again' }));
  await answered();
});

/** Answers, and signs and pays, only when the person has stopped it. */
function stoppedTooLate(): void {
  const ask = api.ask.bind(api);
  api.ask = async function* (request, options) {
    for await (const event of ask(request)) {
      if (event.event === 'answer') {
        await new Promise((stopped) => options?.signal?.addEventListener('abort', stopped, { once: true }));
        options?.signal?.throwIfAborted();
      }
      yield event;
    }
  };
}

test('an answer that was paid in the moment of stopping it is shown', async () => {
  stoppedTooLate();
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 10, 22, 14, 2));
  render(Ask);
  await ask();
  await person.click(await screen.findByRole('button', { name: 'Stop' }));
  await answered();
  clock.mockRestore();
  expect(location.hash).toBe('#/ask/rcpt1');
  expect(screen.queryByText('You stopped this answer')).toBeNull();
});

test('nobody is told that nothing was paid when that is not known', async () => {
  stoppedTooLate();
  render(Ask);
  await ask();
  api.receipts = () => Promise.reject(new Unreachable('gone'));
  await person.click(await screen.findByRole('button', { name: 'Stop' }));
  expect((await screen.findByRole('alert')).textContent).toContain('The node does not answer');
});

test('trying again keeps to the price that was shown', async () => {
  api.failNext('ask', new ApiError(409, { code: 'no_such_code', message: 'x', hint: '' }));
  render(Ask);
  await person.type(screen.getByRole('textbox', { name: 'Your question' }), QUESTION);
  await screen.findByText(/At most 0.004 coins/);
  await person.click(screen.getByRole('button', { name: 'Ask' }));
  await person.click(within(await screen.findByRole('alert')).getByRole('button', { name: 'Try again' }));
  await answered();
  expect(api.calls.filter(([call]) => call === 'ask').map(([, request]) => (request as { max_price?: string }).max_price)).toEqual(['0.004', '0.004']);
});

test('a refusal is shown with a way back', async () => {
  api.failNext('ask', new ApiError(409, { code: 'no_such_code', message: 'the account has too little', hint: 'Ask with another account.' }));
  render(Ask);
  await ask();
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('the account has too little');
  expect(alert.textContent).toContain('Ask with another account.');
  await person.click(within(alert).getByRole('button', { name: 'Try again' }));
  await answered();
});

test('a node that goes away while it answers is not a blank page', async () => {
  api.failNext('ask', new Unreachable('gone'));
  render(Ask);
  await ask();
  expect((await screen.findByRole('alert')).textContent).toContain('The node does not answer');
  expect(app.link).toBe('gone');
});

test('no sources is an honest answer', async () => {
  render(Ask);
  await ask('Anything about quantum zebras?');
  await screen.findByText('Nothing that is published here answers this question.');
  expect(screen.getByRole('group', { name: 'Receipt' }).textContent).toContain('free');
});

test('an earlier answer opens from the list', async () => {
  for await (const _ of api.ask({ question: QUESTION }));
  render(Ask);
  expect(await screen.findByRole('link', { name: QUESTION })).toBeTruthy();
  router.go('ask', 'rcpt1');
  await answered();
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(QUESTION);
});

test('a receipt that is not here is said to be unknown', async () => {
  router.go('ask', 'rcpt99');
  render(Ask);
  await screen.findByRole('alert');
});

test('the proof is checked from its file and says what it proves', async () => {
  render(Ask);
  await ask();
  await answered();
  await person.click(screen.getByRole('button', { name: 'Check the proof' }));
  const proof = screen.getByTestId('proof');
  await within(proof).findByText(/The proof holds/);
  expect(proof.textContent).toContain('0.003 coins went to 2 authors');
  expect(proof.textContent).toContain('not settled on the ledger yet');
  api.failNext('verify', new ApiError(400, { code: 'bad_receipt', message: 'the receipt was changed', hint: '' }));
  await person.click(screen.getByRole('button', { name: 'Check the proof' }));
  expect((await within(proof).findByRole('alert')).textContent).toContain('the receipt was changed');
});

test('above the daily limit a person is asked outside the page', async () => {
  const needed = { id: 'c7', kind: 'ask', summary: { hold: '20' } };
  api.failNext('ask', new ApiError(403, { code: 'confirmation_required', message: 'x' }, needed));
  render(Ask);
  render(ConfirmationPrompt);
  await ask();
  await answered();
  expect(api.calls).toContainEqual(['confirmation', 'c7', 25]);
  expect(api.calls.filter(([call]) => call === 'ask').at(-1)?.[2]).toBe('c7');
});

test('without the word of a person nothing is asked', async () => {
  api.decision = 'refused';
  api.failNext('ask', new ApiError(403, { code: 'confirmation_required', message: 'x' }, { id: 'c7', kind: 'ask', summary: { hold: '20' } }));
  render(Ask);
  await ask();
  expect((await screen.findByRole('alert')).textContent).toContain('You did not agree to it');
});
