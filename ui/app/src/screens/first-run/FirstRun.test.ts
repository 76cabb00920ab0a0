import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { Unreachable } from '$lib/api/errors';
import { FakeApi } from '$lib/api/fake';
import { app } from '$lib/state/app.svelte';
import { router } from '$lib/state/router.svelte';
import FirstRun from './FirstRun.svelte';
import { firstRun } from './first-run.svelte';
import { firstWords, tellingWords } from './suggest';

const TEXT = 'My grandmother salted the beans before soaking them. Salt loosens the skin of beans. She never once wrote it down.';
let api: FakeApi;
const person = userEvent.setup({ applyAccept: false });

beforeEach(async () => {
  localStorage.clear();
  api = new FakeApi();
  await app.use(api);
  router.go('first-run');
  Object.assign(firstRun, { text: '', name: '', slot: 1, price: '0.001', picked: [], leftOut: [], published: [], refused: [] });
  firstRun.preview.clear();
  firstRun.asking.close();
  firstRun.asking.draft = '';
});

async function publish() {
  await person.type(screen.getByRole('textbox', { name: 'Your words' }), TEXT);
  await person.type(screen.getByRole('textbox', { name: 'Your name' }), 'Ines Calder');
  await person.click(screen.getByRole('radio', { name: 'violet' }));
  await person.click(screen.getByRole('button', { name: 'Publish it here' }));
  await screen.findByRole('heading', { name: '1. Your words, published' });
}

test('from a text to a sentence that is quoted, credited and paid', async () => {
  render(FirstRun);
  await publish();
  expect(api.accountList[0]?.account).toBe('Ines Calder');
  expect(api.prefs.tints).toEqual({ byl1me: 3 });
  await person.type(screen.getByRole('textbox', { name: 'Your question' }), 'What loosens the skin?');
  await person.click(screen.getByRole('button', { name: 'Ask' }));
  const answer = await screen.findByTestId('answer');
  await waitFor(() => expect(answer.querySelector('mark.a3')?.textContent).toBe('Salt loosens the skin of beans.'));
  // The same sentence in the same tint where it stands in the text.
  expect(screen.getByTestId('words').querySelector('mark.a3')?.textContent).toBe('Salt loosens the skin of beans.');
  const row = screen.getByRole('row', { name: /Ines Calder/ });
  expect(within(row).getByText('100%')).toBeTruthy();
  expect(within(row).getByText('0.001 coins')).toBeTruthy();
  await person.click(screen.getByRole('button', { name: 'Keep it and go on' }));
  await waitFor(() => expect(api.prefs.first_run_done).toBe(true));
  expect(location.hash).toBe('#/ask/rcpt1');
});

test('what will be published is shown before it is', async () => {
  render(FirstRun);
  await person.type(screen.getByRole('textbox', { name: 'Your words' }), TEXT);
  await screen.findByText(/1 passage, 20 words/);
  expect(api.height).toBe(1);
});

test('starting over withdraws what was published and keeps the text', async () => {
  render(FirstRun);
  await publish();
  await person.click(screen.getByRole('button', { name: 'Start over' }));
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Your words' });
  expect(field.value).toBe(TEXT);
  const [work] = await api.works();
  expect(work?.withdrawn).toBeGreaterThan(0);
});

test('a text is not published while its price cannot be read', async () => {
  render(FirstRun);
  await person.type(screen.getByRole('textbox', { name: 'Your words' }), TEXT);
  const price = screen.getByRole('textbox', { name: 'Coins for an answer' });
  await person.clear(price);
  await person.type(price, 'two');
  await person.click(screen.getByRole('button', { name: 'Publish it here' }));
  expect(document.activeElement).toBe(price);
  expect(await api.works()).toHaveLength(0);
});

test('starting over stops the answer that is on its way', async () => {
  const balance = api.balance;
  let go = () => {};
  api.pause = () => new Promise((resolve) => (go = resolve));
  render(FirstRun);
  await publish();
  await person.type(screen.getByRole('textbox', { name: 'Your question' }), 'What loosens the skin?');
  await person.click(screen.getByRole('button', { name: 'Ask' }));
  await person.click(screen.getByRole('button', { name: 'Start over' }));
  await screen.findByRole('textbox', { name: 'Your words' });
  go();
  expect(firstRun.asking.phase).toBe('idle');
  expect(await api.receipts()).toHaveLength(0);
  expect(api.balance).toBe(balance);
});

test('nothing of another ledger is left, nor of a first run that is over', async () => {
  render(FirstRun);
  await publish();
  const { status } = api;
  api.status = async (options) => ({ ...(await status(options)), chain: 'another-chain' });
  await app.refresh();
  expect((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Your words' })).value).toBe('');
  await publish();
  await person.click(screen.getByRole('button', { name: 'Keep it and go on' }));
  await waitFor(() => expect(firstRun.step).toBe('write'));
  expect(firstRun.text).toBe('');
});

test('one gets on without the node, too', async () => {
  api.failNext('putPreferences', new Unreachable('gone'));
  render(FirstRun);
  await person.click(screen.getByRole('button', { name: 'Skip this' }));
  await waitFor(() => expect(location.hash).toBe('#/ask'));
  expect(app.link).toBe('gone');
});

test('only a node of its own is said to let nothing out', async () => {
  const { status } = api;
  api.status = async (options) => ({ ...(await status(options)), mode: 'network' });
  await app.refresh();
  render(FirstRun);
  expect(screen.queryByText(/Nothing has left this machine/)).toBeNull();
});

test('a file is shown in the field, several are counted', async () => {
  const { container } = render(FirstRun);
  const input = container.querySelector('input[type=file]') as HTMLInputElement;
  await person.upload(input, new File(['One file. It has two sentences.'], 'one.txt'));
  await waitFor(() => expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Your words' }).value).toContain('two sentences'));
  await person.upload(container.querySelector('input[type=file]') as HTMLInputElement, [new File(['a b.'], 'a.md'), new File(['c d.'], 'b.md'), new File(['x'], 'c.exe')]);
  await screen.findByText('2 texts');
  expect(screen.getByText(/1 file was left out/)).toBeTruthy();
  await person.click(screen.getByRole('button', { name: 'Publish it here' }));
  await screen.findByRole('heading', { name: '1. Your words, published' });
  expect(await api.works()).toHaveLength(2);
});

test('it can be skipped', async () => {
  render(FirstRun);
  await person.click(screen.getByRole('button', { name: 'Skip this' }));
  await waitFor(() => expect(api.prefs.first_run_done).toBe(true));
  expect(location.hash).toBe('#/ask');
});

test('telling words come from the text, in any script', () => {
  expect(tellingWords('Salt the beans. The beans rest in brine overnight.', 2, 'en')).toEqual(['beans', 'overnight']);
  expect(tellingWords('灯塔的灯光每晚都会亮起，灯塔看守人也会记录。', 1, 'zh')).toEqual(['灯塔']);
  expect(tellingWords('', 2)).toEqual([]);
});

test('a text without a heading is called by its first words', () => {
  expect(firstWords('Short and sweet.\n\nMore.')).toBe('Short and sweet');
  expect(firstWords('My grandmother salted the beans before soaking them, every single time.')).toBe('My grandmother salted the beans before soaking…');
});
