import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '$lib/api/errors';
import { FakeApi } from '$lib/api/fake';
import type { UsesDto } from '$lib/api/types';
import { app } from '$lib/state/app.svelte';
import { router } from '$lib/state/router.svelte';
import EarningsPlot from './EarningsPlot.svelte';
import Heat from './Heat.svelte';
import Works from './Works.svelte';

const LIGHTS = 'É 𝄞 is a sign. A light is named by its colour.\n\nFog takes the character first.';
const HOSTILE = '<script>globalThis.ran = true</script> [x](javascript:1) <img src=x onerror=alert(1)> **b**';

let api: FakeApi;

beforeEach(async () => {
  Element.prototype.scrollIntoView = () => undefined;
  globalThis.scrollTo = (() => undefined) as typeof scrollTo;
  localStorage.clear();
  api = new FakeApi();
  await app.use(api);
  router.replace('works');
});

async function publish(title: string, text: string, price?: string): Promise<string> {
  const terms = price ? { licence: 'paid', price } : {};
  const [published] = await api.publish({ documents: [{ path: `${title}.md`, title, text, ...terms }] });
  return published?.work ?? '';
}

async function ask(question: string): Promise<void> {
  for await (const _ of api.ask({ question })) void _;
}

describe('the list', () => {
  it('says that there is nothing, and what to do', async () => {
    render(Works);
    expect(await screen.findByText('Nothing is published here yet.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Publish a text' }).getAttribute('href')).toBe('#/publish');
  });

  it('says what failed, and tries again', async () => {
    api.failNext('works', new ApiError(500, { code: 'a_new_code', message: 'the disk is gone' }));
    render(Works);
    const notice = await screen.findByRole('alert');
    expect(notice.textContent).toContain('the disk is gone');
    await userEvent.click(within(notice).getByRole('button'));
    expect(await screen.findByText('Nothing is published here yet.')).toBeTruthy();
  });

  it('is a table that can be sorted by its headings', async () => {
    await publish('Beacons', 'One. Two.', '0.5');
    await publish('Anchors', 'One. Two. Three.', '10');
    render(Works);
    const table = await screen.findByRole('table', { name: 'Your works' });
    const titles = () => within(table).getAllByRole('rowheader').map((cell) => cell.textContent?.trim());
    expect(titles()).toEqual(['Anchors', 'Beacons']);
    await userEvent.click(within(table).getByRole('button', { name: /Registered/ }));
    expect(titles()).toEqual(['Beacons', 'Anchors']);
    await userEvent.click(within(table).getByRole('button', { name: /Price/ }));
    expect(titles()).toEqual(['Anchors', 'Beacons']);
    const sorted = within(table).getAllByRole('columnheader').filter((cell) => cell.getAttribute('aria-sort') !== 'none');
    expect(sorted.map((cell) => cell.getAttribute('aria-sort'))).toEqual(['descending']);
  });

  it('sets the works of others apart, and makes nothing up about them', async () => {
    await publish('Mine', 'One. Two.');
    await publish('Theirs', 'Three. Four.');
    const original = api.works;
    api.works = async (options) =>
      (await original(options)).map((work) =>
        work.title === 'Theirs' ? { ...work, address: 'byl1other', account: 'Wen', payees: [] } : work,
      );
    render(Works);
    const others = await screen.findByRole('table', { name: 'Others here' });
    expect(within(others).queryByRole('columnheader', { name: /Earned/ })).toBeNull();
    expect(within(others).getByText('Wen')).toBeTruthy();
    expect(within(screen.getByRole('table', { name: 'Your works' })).queryByText('Theirs')).toBeNull();
  });

  it('shows a withdrawn work as such', async () => {
    const work = await publish('Gone', 'One. Two.');
    await api.withdraw(work);
    render(Works);
    expect(await screen.findByText(/withdrawn at height/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'A withdrawn work' })).toBeTruthy();
  });
});

describe('a work', () => {
  it('marks the sentence that the address names, by its bytes', async () => {
    const work = await publish('Lights', LIGHTS);
    const bytes = (text: string) => new TextEncoder().encode(text).length;
    const from = bytes('É 𝄞 is a sign. ');
    router.replace('works', work, { from, to: from + bytes('A light is named by its colour.') });
    render(Works);
    await waitFor(() => expect(document.querySelector('mark.current')?.textContent).toBe('A light is named by its colour.'));
    await waitFor(() => expect(document.activeElement?.textContent).toBe('A light is named by its colour.'));
  });

  it('marks what answers used, and says what it brought', async () => {
    const work = await publish('Lights', LIGHTS, '0.004');
    await ask('What is named by its colour?');
    router.replace('works', work);
    render(Works);
    expect(await screen.findByText('1 use, 0.004 coins in all.')).toBeTruthy();
    await waitFor(() => expect(document.querySelectorAll('mark.use')).toHaveLength(1));
    expect(screen.getByRole('link', { name: 'What is named by its colour?' }).getAttribute('href')).toBe('#/ask/rcpt1');
    expect(screen.getByText('signed by you and the server, not settled')).toBeTruthy();
  });

  it('draws foreign text as text', async () => {
    const work = await publish('<b>x</b>\u202e', HOSTILE);
    router.replace('works', work);
    render(Works);
    const heading = await screen.findByRole('heading', { level: 1, name: '<b>x</b>' });
    const reading = await waitFor(() => {
      const found = document.querySelector('.reading');
      if (!found) throw new Error('not there yet');
      return found;
    });
    expect(heading.children).toHaveLength(0);
    expect(reading.textContent).toContain('<script>globalThis.ran = true</script>');
    expect(reading.querySelectorAll('script, img, a, [href], [src], [onerror]')).toHaveLength(0);
    expect('ran' in globalThis).toBe(false);
  });

  it('is withdrawn after saying what goes and what stays', async () => {
    const user = userEvent.setup();
    const work = await publish('Lights', LIGHTS);
    router.replace('works', work);
    render(Works);
    await user.click(await screen.findByRole('button', { name: 'Withdraw …' }));
    const dialog = screen.getByRole('dialog');
    expect(within(dialog).getByText(/erased on this machine/)).toBeTruthy();
    expect(within(dialog).getByText(/On the ledger: the fingerprint/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    expect(api.calls.some(([call]) => call === 'withdraw')).toBe(false);

    await user.click(screen.getByRole('button', { name: 'Withdraw …' }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Withdraw it' }));
    expect(await screen.findByText(/Withdrawn at height/)).toBeTruthy();
    await waitFor(() => expect(document.querySelector('.reading')).toBeNull());
    expect(screen.queryByRole('button', { name: 'Withdraw …' })).toBeNull();
  });

  it('says in the dialog why it could not be withdrawn', async () => {
    const user = userEvent.setup();
    router.replace('works', await publish('Lights', LIGHTS));
    render(Works);
    await user.click(await screen.findByRole('button', { name: 'Withdraw …' }));
    api.failNext('withdraw', new ApiError(500, { code: 'a_new_code', message: 'the disk is full' }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Withdraw it' }));
    expect(await within(screen.getByRole('dialog')).findByText('the disk is full')).toBeTruthy();
  });

  it('offers no withdrawal of what others wrote', async () => {
    const work = await publish('Theirs', LIGHTS);
    const original = api.work;
    api.work = async (id, options) => ({ ...(await original(id, options)), address: 'byl1other', account: 'Wen', payees: [] });
    router.replace('works', work);
    render(Works);
    await screen.findByRole('heading', { level: 1, name: 'Theirs' });
    expect(screen.queryByRole('button', { name: 'Withdraw …' })).toBeNull();
  });
});

describe('the heat of a text', () => {
  const passages: UsesDto['passages'] = ['0', '0.003', '0.001'].map((earned, index) => ({
    leaf_from: index, leaf_to: index + 1, byte_from: index * 9, byte_to: index * 9 + 9, words: 90, uses: earned === '0' ? 0 : 2, earned,
  }));

  it('says what each passage earned, and is walked through by the arrows', async () => {
    const user = userEvent.setup();
    render(Heat, { passages, slot: 1 });
    const blocks = within(screen.getByRole('list')).getAllByRole('button');
    expect(blocks.map((block) => block.getAttribute('aria-label'))).toEqual([
      'Passage 1 of 3: not used yet.',
      'Passage 2 of 3 earned 75%: 0.003 coins, 2 uses.',
      'Passage 3 of 3 earned 25%: 0.001 coins, 2 uses.',
    ]);
    await user.tab();
    expect(document.activeElement).toBe(blocks[1]);
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(blocks[2]);
    await user.click(screen.getByRole('button', { name: 'Show as table' }));
    expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(3);
  });
});

describe('the plot', () => {
  it('is a picture with a name, and a table', async () => {
    const now = new Date(2026, 10, 22, 12).getTime();
    const payment = (days: number, earned: string, address: string) => ({
      made_at: now - days * 86_400_000, earned, address, account: address.toUpperCase(),
    });
    render(EarningsPlot, { payments: [payment(1, '0.5', 'ana'), payment(1, '0.25', 'bo'), payment(0, '1', 'ana')], now });
    expect(screen.getByRole('img').getAttribute('aria-label')).toContain('1.75 coins');
    expect(document.querySelectorAll('rect.fill')).toHaveLength(3);
    const toggle = screen.getByRole('button', { name: 'Show as table' });
    await userEvent.click(toggle);
    expect(toggle.getAttribute('aria-expanded')).toBe('true');
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    expect(within(rows.at(-2) as HTMLElement).getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['0.5', '0.25', '0.75']);
  });
});
