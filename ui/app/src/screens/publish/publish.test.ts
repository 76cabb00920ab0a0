import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '$lib/api/errors';
import { FakeApi } from '$lib/api/fake';
import type { PublishRequest } from '$lib/api/types';
import { app } from '$lib/state/app.svelte';
import { Bulk } from './bulk.svelte';
import { newDraft, saveDraft } from './draft';
import Publish from './Publish.svelte';

const FOG = 'Fog does not dim a light so much as spend it.\n\nThe first answer was more fire.';
const HOSTILE = `# <script>globalThis.ran = true</script>

<img src=x onerror="globalThis.ran = true"> [a link](javascript:globalThis.ran=true) ![alt](https://evil.example/x.png)

\u202egnp.exe **bold** <iframe srcdoc="x"></iframe>`;

let api: FakeApi;

beforeEach(async () => {
  localStorage.clear();
  api = new FakeApi();
  await app.use(api);
});

/** What was sent to be published, or looked at. */
function requests(preview: boolean): PublishRequest[] {
  return api.calls
    .filter(([call]) => call === 'publish')
    .map(([, request]) => request as PublishRequest)
    .filter((request) => (request.preview ?? false) === preview);
}

async function write(title: string, text: string) {
  const user = userEvent.setup();
  render(Publish);
  await user.click(screen.getByLabelText('Title'));
  await user.paste(title);
  await user.click(screen.getByLabelText('Text'));
  await user.paste(text);
  return user;
}

function files(...given: [name: string, content: string | Uint8Array<ArrayBuffer>][]): File[] {
  return given.map(([name, content]) => new File([content], name));
}

describe('the editor', () => {
  it('shows how the text will be cut', async () => {
    const user = await write('Fog', FOG);
    expect(await screen.findByRole('heading', { name: 'Cut into 2 passages' })).toBeTruthy();
    await user.click(screen.getByRole('tab', { name: 'As it will be cut' }));
    const passages = await screen.findAllByRole('region', { name: /^Passage \d/ });
    expect(passages.map((passage) => passage.textContent?.trim())).toEqual(FOG.split('\n\n'));
  });

  it('moves between its views by the arrows', async () => {
    const user = await write('', 'x');
    const tab = screen.getByRole('tab', { name: 'Write' });
    tab.focus();
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'As it will be cut' }));
    expect(screen.queryByLabelText('Text')).toBeNull();
  });

  it('draws foreign text as text', async () => {
    const user = await write('<b>x</b>', HOSTILE);
    await user.click(screen.getByRole('tab', { name: 'As it will be cut' }));
    const [passage] = await screen.findAllByRole('region', { name: /^Passage \d/ });
    const panel = screen.getByRole('tabpanel');
    expect(passage?.textContent).toContain('<script>globalThis.ran = true</script>');
    expect(panel.querySelectorAll('script, img, iframe, a, [onerror], [href], [src]')).toHaveLength(0);
    expect(panel.textContent).not.toContain('javascript:');
    expect('ran' in globalThis).toBe(false);
  });

  it('keeps a draft on this machine, and discards it when asked', async () => {
    const user = await write('Fog', FOG);
    await screen.findByText(/Draft, saved on this machine/);
    expect(localStorage.getItem('byline.draft')).toContain('spend it');
    await user.click(screen.getByRole('button', { name: 'Discard the draft' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Discard the draft' }));
    expect((screen.getByLabelText('Text') as HTMLTextAreaElement).value).toBe('');
    expect(localStorage.getItem('byline.draft')).toBeNull();
  });

  it('comes back with the draft', () => {
    saveDraft({ ...newDraft(), title: 'Fog', text: FOG });
    render(Publish);
    expect((screen.getByLabelText('Text') as HTMLTextAreaElement).value).toBe(FOG);
    expect(screen.getByText(/Draft, saved on this machine/)).toBeTruthy();
  });

  it('publishes, says so, and lets go of the draft', async () => {
    const user = await write('Fog', FOG);
    await screen.findByRole('heading', { name: /Cut into/ });
    await user.click(screen.getByRole('button', { name: 'Sign and publish' }));
    const heading = await screen.findByRole('heading', { name: /“.*Fog.*” is published/ });
    expect(document.activeElement).toBe(heading);
    expect(screen.getByRole('link', { name: 'Read it' }).getAttribute('href')).toBe('#/works/work1');
    expect(requests(false)[0]).toMatchObject({
      account: 'me',
      documents: [{ title: 'Fog', text: FOG, licence: 'attribution', path: 'Fog.md' }],
    });
    expect(localStorage.getItem('byline.draft')).toBeNull();
  });

  it('goes on with the same text from the same place, so that it becomes a new version', async () => {
    const user = await write('Fog', FOG);
    await user.click(await screen.findByRole('button', { name: 'Sign and publish' }));
    await user.click(await screen.findByRole('button', { name: 'Go on with this text' }));
    await user.type(screen.getByLabelText('Text'), ' More.');
    await user.click(screen.getByRole('button', { name: 'Sign and publish' }));
    await waitFor(() => expect(requests(false)).toHaveLength(2));
    const sources = requests(false).map((request) => request.documents[0]?.source);
    expect(sources[0]).toBe(sources[1]);
  });

  it('does not sign a paid text without a price', async () => {
    const user = await write('Fog', FOG);
    await user.click(screen.getByLabelText('Anyone who pays for what it caused'));
    await user.click(screen.getByRole('button', { name: 'Sign and publish' }));
    expect(await screen.findByText('Say how much, or choose to let it be used free.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByTestId('price'));
    expect(requests(false)).toHaveLength(0);
    await user.type(screen.getByTestId('price'), '0,05');
    await user.click(screen.getByRole('button', { name: 'Sign and publish' }));
    expect(await screen.findByText(/This is not an amount/)).toBeTruthy();
    expect(requests(false)).toHaveLength(0);
    await user.clear(screen.getByTestId('price'));
    await user.type(screen.getByTestId('price'), '0.05');
    await user.click(screen.getByRole('button', { name: 'Sign and publish' }));
    await waitFor(() => expect(requests(false)[0]?.documents[0]).toMatchObject({ licence: 'paid', price: '0.05' }));
  });

  it('says why it was refused, and keeps the text', async () => {
    const user = await write('Fog', FOG);
    await screen.findByRole('heading', { name: /Cut into/ });
    api.failNext('publish', new ApiError(409, { code: 'a_new_code', message: 'no coins for the fee', hint: 'Get some.' }));
    await user.click(screen.getByRole('button', { name: 'Sign and publish' }));
    expect(await screen.findByText('no coins for the fee')).toBeTruthy();
    expect((screen.getByLabelText('Text') as HTMLTextAreaElement).value).toBe(FOG);
  });

  it('says what becomes public and what does not', () => {
    render(Publish);
    expect(screen.getByText('A fingerprint of the text, your key, these terms')).toBeTruthy();
    expect(screen.getByText('Drafts, the questions you ask, your seed words')).toBeTruthy();
  });
});

describe('files', () => {
  it('are looked at, with those left out and the reason', async () => {
    const user = userEvent.setup({ applyAccept: false });
    render(Publish);
    await user.upload(screen.getByTestId('files'), files(['a.md', 'One. Two.'], ['b.pdf', '%PDF'], ['c.txt', '  ']));
    expect(await screen.findByRole('heading', { name: '2 texts to publish' })).toBeTruthy();
    expect(screen.getByText(/not a text: only/)).toBeTruthy();
    await screen.findByRole('button', { name: 'Sign and publish 1 text' });
    expect(screen.getByText(/1 file cannot be published/)).toBeTruthy();
    expect(requests(true)).toHaveLength(1);
  });

  it('are published, and those refused are not sent again', async () => {
    const user = userEvent.setup();
    render(Publish);
    await user.upload(screen.getByTestId('files'), files(['a.md', 'One. Two.'], ['c.txt', '  ']));
    await user.click(await screen.findByRole('button', { name: 'Sign and publish 1 text' }));
    expect(await screen.findByRole('heading', { name: '1 text is published.' })).toBeTruthy();
    expect(requests(false)[0]?.documents.map((document) => document.path)).toEqual(['a.md']);
    expect(requests(false)[0]?.documents[0]?.licence).toBeUndefined();
    expect(screen.getByRole('link', { name: 'a' }).getAttribute('href')).toBe('#/works/work1');
  });

  it('are sent in parts that can be stopped between', async () => {
    const bulk = new Bulk();
    bulk.add(Array.from({ length: 600 }, (_, index) => ({ path: `${index}.md`, file: new File(['One.'], `${index}.md`) })));
    await bulk.look(api, {});
    expect(requests(true).map((request) => request.documents.length)).toEqual([256, 256, 88]);
    expect(bulk.publishable).toHaveLength(600);

    const publish = vi.spyOn(api, 'publish').mockImplementationOnce(async (request) => {
      bulk.stop();
      return request.documents.map((document) => ({ path: document.path, work: `w${document.path}`, outcome: 'published', warnings: [] }));
    });
    await bulk.publish(api, {});
    expect(publish).toHaveBeenCalledTimes(1);
    expect(bulk.published).toHaveLength(256);
    expect(bulk.publishable).toHaveLength(344);
    expect(bulk.phase).toBe('done');
  });

  it('are left out once, however often they are picked', () => {
    const bulk = new Bulk();
    const picture = { path: 'photo.png', file: new File(['x'], 'photo.png') };
    bulk.add([picture]);
    bulk.add([picture, { path: 'a.md', file: new File(['One.'], 'a.md') }]);
    expect(bulk.leftOut).toEqual([{ path: 'photo.png', reason: 'ending' }]);
  });

  it('go on after a part that fails', async () => {
    const bulk = new Bulk();
    bulk.add(Array.from({ length: 300 }, (_, index) => ({ path: `${index}.md`, file: new File(['One.'], `${index}.md`) })));
    api.failNext('publish', new ApiError(413, { code: 'too_large' }));
    await bulk.look(api, {});
    expect(bulk.refused).toHaveLength(256);
    expect(bulk.publishable).toHaveLength(44);
  });
});
