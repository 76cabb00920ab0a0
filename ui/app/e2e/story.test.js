import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene, scenes } from './harness/scene.js';
import { answered, ask, highlighted, publish, sentences, sources, withdraw } from './harness/doing.js';
import { document, essay } from './harness/texts.js';
import { newFolder } from './harness/node.js';
import { until } from './harness/until.js';
import { refusal } from './harness/watch.js';

const LAST_COUNT = 'The last count of the lynx was made by Ilse Brandt in 1987.';

scenes('first run, publish, ask, credit, receipt, proof, uses, withdraw', { first: true, limit: 300_000 }, async (desk) => {
  const { page, node } = desk;

  // The first day begins at the beginning, and nothing is decided yet.
  await desk.heading('first_run_title').or(page.getByRole('heading', { level: 1, name: desk.m('first_run_title') })).first().waitFor();
  await until(() => new URL(page.url()).hash === '#/first-run', 'the first run is open');
  assert.ok(!page.url().includes('token='), 'the token is no longer in the address');
  assert.ok(await desk.button('first_run_publish').isDisabled());

  // Two minutes to value: write, see the passages, publish, ask, see your sentence quoted and credited.
  await desk.field('first_run_words_label').last().fill(essay('lynx'));
  await page.getByText(desk.like('first_run_will_be_cut')).waitFor();
  await desk.field('first_run_name').fill('Maren Holtgrewe');
  await desk.field('first_run_price').fill('0.004');
  await desk.button('first_run_publish').click();
  await page.getByRole('heading', { name: desk.m('first_run_published') }).waitFor();
  const question = 'Who made the last count of the lynx?';
  await desk.field('first_run_question_label').fill(question);
  await desk.button('ask_go').click();
  await page.getByTestId('words').locator('mark', { hasText: LAST_COUNT }).waitFor();
  assert.ok((await sentences(desk)).includes(LAST_COUNT), 'the sentence is quoted as it was written');
  const row = page.getByRole('table').getByRole('row').filter({ hasText: 'Maren Holtgrewe' });
  assert.match(await row.textContent(), /100\s?%/);
  assert.match(await row.textContent(), /0\.004/);

  // Kept: the answer is on the screen for asking, with its receipt.
  await desk.button('first_run_keep').click();
  await answered(desk, question);
  assert.equal((await node.api('/api/preferences')).first_run_done, true);
  const receipt = page.getByRole('group', { name: desk.m('ask_receipt'), exact: true });
  assert.match(await receipt.textContent(), /0\.004/);
  await until(async () => /settled|signed/.test(await page.getByTestId('seal').textContent()), 'the seal says how it stands');

  // The proof is checked from its file alone, here and by the command.
  await desk.button('ask_proof_check').click();
  await page.getByTestId('proof').getByText(desk.m('ask_proof_holds')).waitFor();
  const download = page.waitForEvent('download');
  await desk.button('ask_proof_save').click();
  const file = join(newFolder(), 'proof.json');
  await (await download).saveAs(file);
  const [verified] = await node.cli('verify', file);
  assert.ok(JSON.stringify(verified).includes(question));

  // A second work, by the editor; an answer that rests on both.
  await desk.nav('publish');
  await publish(desk, { title: 'Bells in the orchard', text: 'The bells of the valley are cast from bronze. Ilse Brandt tuned the largest of them herself.', price: '0.002' });
  await ask(desk, 'What did Ilse Brandt count, and which bells did she tune?');
  await until(async () => (await sources(desk).count()) === 2, 'two sources are credited');
  const shares = (await sources(desk).allTextContents()).map((text) => Number(/(\d+(?:\.\d+)?)\s?%/.exec(text)?.[1]));
  assert.ok(Math.abs(shares[0] + shares[1] - 100) <= 1, `the shares make a whole: ${shares}`);

  // Works says what was used and what it brought.
  await desk.nav('works');
  const table = page.getByRole('table', { name: desk.m('works_own') });
  const line = table.getByRole('row').filter({ hasText: 'The lynx lives' });
  await until(async () => /\b2\b/.test(await line.getByRole('cell').nth(0).textContent()), 'two uses');
  await line.getByRole('link').first().click();
  await page.getByRole('link', { name: question }).waitFor();
  await desk.heading('works_where').waitFor();

  // Withdrawn: the text is gone, and the same question finds nothing of it.
  await withdraw(desk);
  await desk.heading('works_withdrawn_title').waitFor();
  assert.equal(await page.getByText(LAST_COUNT).count(), 0);
  await ask(desk, question);
  assert.deepEqual((await sentences(desk)).filter((text) => text.includes('lynx')), []);
  await desk.nav('works');
  await page.getByRole('link', { name: 'Bells in the orchard' }).first().click();
  await withdraw(desk);
  await desk.go('ask');
  await desk.field('ask_question_label').fill('Who tuned the bells?');
  await desk.button('ask_go').click();
  await desk.text('ask_nothing').waitFor();
});

scenes('an answer whose works were withdrawn still stands in its receipt', {
  prepare: (node) => node.publish(document('lynx', { price: '0.01' })),
}, async (desk) => {
  await ask(desk, 'Who made the last count of the lynx?');
  const address = desk.page.url().split('#')[1];
  await desk.nav('works');
  await desk.page.getByRole('link', { name: 'About the lynx' }).first().click();
  await withdraw(desk);
  await desk.page.goto(`${desk.node.url}/#${address}`);
  await answered(desk, 'Who made the last count of the lynx?');
  await desk.text('ask_source_withdrawn').waitFor();
  assert.ok((await sentences(desk)).includes(LAST_COUNT));
});

const TWO = [
  document('lynx', { author: 'Maren Holtgrewe', price: '0.003' }),
  document('marmot', { author: 'Jun Okafor', price: '0.005' }),
];

scenes('remove this source and ask again, and put it back', { prepare: (node) => node.publish(...TWO) }, async (desk) => {
  const { page, node } = desk;
  const question = 'Who made the last count of the lynx and of the marmot?';
  await ask(desk, question);
  await until(async () => (await sources(desk).count()) === 2, 'two sources');
  const before = await sentences(desk);
  assert.ok(before.some((text) => text.includes('marmot')) && before.some((text) => text.includes('lynx')));
  const marmot = sources(desk).filter({ hasText: 'About the marmot' });
  await until(async () => /0\.\d/.test(await marmot.locator('[id^=again-]').textContent()), 'asking again says what it costs');
  await marmot.getByRole('button', { name: desk.m('ask_again') }).click();
  await desk.text('ask_left_out').waitFor();
  await answered(desk, question);
  const now = await sentences(desk);
  assert.ok(now.length > 0 && now.every((text) => !text.includes('marmot')), 'nothing of the marmot is quoted');
  await page.getByTestId('answer').locator('del', { hasText: 'marmot' }).first().waitFor();
  const { receipts } = await node.api('/api/receipts');
  assert.equal(receipts.length, 2, 'each answer has a receipt of its own');
  const [latest] = receipts;
  const detail = await node.api(`/api/receipts/${latest.receipt}`);
  assert.ok(detail.credits.every(({ title }) => title === 'About the lynx'), 'the lynx has all of the credit');

  await page.getByRole('button', { name: desk.m('ask_put_back') }).click();
  await until(async () => (await sources(desk).count()) === 2 && (await desk.text('ask_left_out').count()) === 0, 'both are back');
  await answered(desk, question);
  assert.deepEqual(await sentences(desk), before);
  assert.equal((await node.api('/api/receipts')).receipts.length, 2, 'an answer that is here already is not bought again');
});

/** Sentences that stand behind characters of one, two, three and four bytes, and of one and two UTF-16 units. */
const BEFORE = {
  emoji: '👩‍👩‍👧‍👦 🏳️‍🌈 😀😀 Faces come first here. ',
  chinese: '村里要换一口井，老人们不会只听打井人的介绍。𠮷野家在这里。 ',
  arabic: 'لكل كاتب نصّ يتمنّى لو لم ينشره. قد يكون فيه خطأ. ',
  accents: 'E\u0301tude naïve, coöperation, Ångström. ',
  markdown: '# A heading 🎈 with words\n\n> A quotation, 引用。\n\n- one 🧭\n- two\n\n**Strong** words and `code 🐚`. ',
};
const QUOTED = 'The blue lantern hangs above the harbour door.';

for (const [name, before] of Object.entries(BEFORE)) {
  scene(`a click on a mark opens exactly its sentence, behind ${name}`, {
    prepare: (node) => node.publish({ path: 'lantern.md', text: `${before}${QUOTED} It is lit on Sundays. 然后 🌊 nothing more happens.`, title: 'Lantern', lang: 'en' }),
  }, async (desk) => {
    const { page } = desk;
    await ask(desk, 'Where does the blue lantern hang above the harbour?');
    const marks = page.getByTestId('answer').locator('mark');
    assert.ok((await marks.allTextContents()).includes(QUOTED));

    // The mark leads to its source, the sentence in the source leads to its place in the work.
    await marks.filter({ hasText: QUOTED }).click();
    await until(() => page.evaluate(() => document.activeElement?.id === 'source-1'), 'the source has the focus');
    await page.getByRole('link', { name: desk.m('ask_open_sentence', { sentence: QUOTED }) }).click();
    await desk.heading('works_text').waitFor();
    await until(async () => (await highlighted(desk)) !== '', 'the sentence is marked');
    assert.equal(await highlighted(desk), QUOTED);
    await until(() => page.locator('mark.current').first().evaluate((mark) => {
      const { top, bottom } = mark.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }), 'the sentence is in sight');

    // The same by the keyboard, from the number behind the sentence.
    await page.goBack();
    await answered(desk, 'Where does the blue lantern hang above the harbour?');
    await desk.button('ask_cite', { number: 1 }).first().focus();
    await page.keyboard.press('Enter');
    await until(() => page.evaluate(() => document.activeElement?.id === 'source-1'), 'the source has the focus');
  });
}

scene('each quoted sentence of a long work opens where it stands', {
  prepare: (node) => node.publish(document('lynx')),
}, async (desk) => {
  await ask(desk, 'What does the lynx eat, and since when have farmers kept it away with bells, and who made the last count?');
  const quoted = await sentences(desk);
  assert.ok(quoted.length >= 2, `several sentences: ${quoted}`);
  const answer = desk.page.url();
  for (const sentence of quoted) {
    await desk.page.getByRole('link', { name: desk.m('ask_open_sentence', { sentence }) }).click();
    await until(async () => (await highlighted(desk)) === sentence, `“${sentence}” is marked, and nothing else`);
    await desk.page.goto(answer);
    await desk.quiet();
  }
});

scenes('many files at once, of which one is bad', {}, async (desk) => {
  const { page, node } = desk;
  const folder = newFolder();
  const files = {
    'one.md': '---\ntitle: The first of them\nauthor: Jun Okafor\n---\n\n# The first\n\nIt has a heading and a sentence about lanterns.\n',
    'two.txt': 'The second is plain. It says something about bells.\n',
    'three.rst': 'The third\n=========\n\nIt is reStructuredText about harbours.\n',
    'bad.txt': Buffer.from([0x54, 0x68, 0x65, 0x20, 0xff, 0xfe, 0x80, 0x20, 0x65, 0x6e, 0x64]),
    'picture.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    'empty.md': '',
  };
  const paths = Object.entries(files).map(([name, content]) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  });
  await desk.nav('publish');
  await page.getByTestId('files').setInputFiles(paths);
  await desk.text('publish_files_refused').waitFor();
  const row = (name) => page.getByRole('row').filter({ hasText: name });
  await row('The first of them').waitFor();
  assert.match(await row('The first of them').textContent(), /Jun Okafor/);
  assert.ok((await row('bad.txt').locator('.strong').textContent()).trim().length > 0, 'the bad file says why');
  await page.getByText(desk.m('publish_left_out', { count: 2, n: 2 })).click();
  await page.getByText(desk.m('publish_left_out_ending')).waitFor();
  await page.getByText(desk.m('publish_left_out_empty'), { exact: true }).waitFor();

  await page.getByRole('button', { name: desk.m('publish_sign_many', { count: 3, n: 3 }) }).click();
  await page.getByRole('heading', { name: desk.m('publish_files_done', { count: 3, n: 3 }) }).waitFor();
  const { works } = await node.api('/api/works');
  assert.deepEqual(works.map(({ title }) => title).sort(), ['The first of them', 'The second is plain. It says something about bells.', 'The third'].sort());
  await row('The first of them').getByRole('link').click();
  await page.getByText('It has a heading and a sentence about lanterns.').waitFor();
});

scenes('Markdown is drawn, and cut where passages end', {}, async (desk) => {
  const { page } = desk;
  await desk.nav('publish');
  await desk.field('publish_title_field').fill('Of lanterns');
  const paragraphs = Array.from({ length: 6 }, (_, n) => `## Part ${n + 1}\n\n${Array.from({ length: 12 }, (_, k) => `Sentence ${k + 1} of part ${n + 1} is about **lanterns** and *harbours*.`).join(' ')}`);
  await desk.field('publish_text_field').fill(`A list:\n\n- one\n- two\n\n> quoted\n\n\`code\` here.\n\n${paragraphs.join('\n\n')}\n`);
  await page.getByRole('heading', { name: desk.like('publish_cut_into') }).waitFor();
  await page.getByRole('tab', { name: desk.m('publish_tab_cut') }).click();
  const panel = page.getByRole('tabpanel');
  await panel.getByRole('heading', { name: 'Part 1' }).waitFor();
  assert.equal(await panel.locator('strong', { hasText: 'lanterns' }).count() > 5, true);
  assert.ok(await panel.locator('ul > li', { hasText: 'two' }).count() > 0);
  assert.ok(await panel.locator('blockquote').count() > 0);
  assert.ok(await panel.locator('code').count() > 0);
  assert.ok(!(await panel.textContent()).includes('**'), 'the markup itself is not shown');
  const said = Number(/\d+/.exec(await page.getByRole('heading', { name: desk.like('publish_cut_into') }).textContent())[0]);
  await until(async () => (await panel.locator('ol.cuts > li').count()) === said, `${said} passages are drawn`);
  assert.ok(said > 1);
});

scenes('a draft survives a reload, and is gone once it is published or discarded', {}, async (desk) => {
  const { page } = desk;
  await desk.nav('publish');
  await desk.field('publish_title_field').fill('Kept 🎈');
  await desk.field('publish_text_field').fill('These words were not published yet.\n\nThey are kept.');
  await page.getByText(desk.like('publish_draft_saved')).waitFor();
  await page.reload();
  await desk.quiet();
  assert.equal(await desk.field('publish_title_field').inputValue(), 'Kept 🎈');
  assert.equal(await desk.field('publish_text_field').inputValue(), 'These words were not published yet.\n\nThey are kept.');

  // Leaving the screen in the middle of a word keeps it, too.
  await desk.field('publish_text_field').pressSequentially(' And more');
  await desk.nav('works');
  await desk.nav('publish');
  assert.match(await desk.field('publish_text_field').inputValue(), / And more$/);

  await desk.button('publish_discard').click();
  await page.getByRole('dialog').getByRole('button', { name: desk.m('publish_discard') }).click();
  await until(async () => (await desk.field('publish_text_field').inputValue()) === '', 'the draft is gone');
  await page.reload();
  await desk.quiet();
  assert.equal(await desk.field('publish_text_field').inputValue(), '');
});

scene('a new version, and new terms for the same text', {}, async (desk) => {
  const { page, node } = desk;
  await desk.nav('publish');
  await publish(desk, { title: 'Growing', text: 'The first version says little.' });
  await desk.button('publish_go_on').click();
  await desk.field('publish_text_field').fill('The first version says little. The second says more.');
  await desk.button('publish_sign').click();
  await desk.heading('publish_done_new_version', { title: 'Growing', version: 2 }).waitFor();
  await desk.link('publish_read_it').click();
  await desk.heading('works_versions').waitFor();
  await page.getByText('The second says more.').waitFor();
  const { works } = await node.api('/api/works');
  assert.equal(works.length, 1);
  assert.equal(works[0].version, 2);
});

scene('an answer can be stopped, and what is not asked costs nothing', { prepare: (node) => node.publish(...TWO) }, async (desk) => {
  // The stream is held back until the button was seen, so that the answer cannot be faster than the person.
  const { page, node } = desk;
  let letGo;
  const held = new Promise((resolve) => { letGo = resolve; });
  await page.route('**/api/ask/stream', async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  await desk.go('ask');
  await desk.field('ask_question_label').fill('Who made the last count of the lynx?');
  await desk.button('ask_go').click();
  await desk.button('common_stop').click();
  letGo();
  await desk.text('ask_stopped').waitFor();
  assert.equal((await node.api('/api/receipts')).receipts.length, 0);
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Who made the last count of the lynx?');
});

scene('a proof that was changed does not hold', { prepare: (node) => node.publish(...TWO) }, async (desk) => {
  const { page, node } = desk;
  await ask(desk, 'Who made the last count of the lynx?');
  const download = page.waitForEvent('download');
  await desk.button('ask_proof_save').click();
  const file = join(newFolder(), 'proof.json');
  await (await download).saveAs(file);
  const text = readFileSync(file, 'utf8');
  assert.ok(text.includes('Ilse Brandt'));
  writeFileSync(file, text.replaceAll('Ilse Brandt', 'Elsa Brandt'));
  await assert.rejects(node.cli('verify', file));
  // The page says so, too, when what the node hands it is wrong.
  desk.watch.expect(refusal(400, '/api/verify'));
  await page.route('**/export', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll('Ilse Brandt', 'Elsa Brandt') });
  });
  await desk.button('ask_proof_check').click();
  await page.getByTestId('proof').getByRole('alert').waitFor();
  assert.equal(await page.getByText(desk.m('ask_proof_holds')).count(), 0);
});

scenes('everything can be taken along in one file', { prepare: (node) => node.publish(...TWO) }, async (desk) => {
  await desk.nav('settings');
  const download = desk.page.waitForEvent('download');
  await desk.button('settings_export_go').click();
  const file = join(newFolder(), 'all.zip');
  await (await download).saveAs(file);
  const bytes = readFileSync(file);
  assert.equal(bytes.subarray(0, 2).toString('latin1'), 'PK');
  await desk.text('settings_export_done').waitFor();
});
