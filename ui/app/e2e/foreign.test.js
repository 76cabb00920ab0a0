import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene, scenes } from './harness/scene.js';
import { answered, ask, sentences } from './harness/doing.js';
import { BOMBS, HOSTILE, alien, disorder } from './harness/foreign.js';
import { overflows } from './harness/layout.js';
import { newFolder } from './harness/node.js';
import { STRANGER } from './harness/texts.js';
import { none } from './harness/none.js';
import { until } from './harness/until.js';
import { refusal } from './harness/watch.js';

const ALL = [...HOSTILE.scripts, ...HOSTILE.markdown, ...HOSTILE.names, ...HOSTILE.sentences];
const LONG_NAME = 'W'.repeat(80);
const LONG_TITLE = `${'m'.repeat(250)} ${'i'.repeat(200)}`;
/** Everything foreign that a screen may show, for telling it from the page's own words. */
const FILE_NAMES = ['<img src=x onerror=bylinePwned(93)>.md', '\u202egpj.exe.md', 'a\u2067b.md', `${'n'.repeat(200)}.md`, '${bylinePwned(94)}.txt', '"onmouseover="bylinePwned(95).md', '<b>left out\u202e.png'];
const FOREIGN = [...ALL, LONG_NAME, LONG_TITLE, ...FILE_NAMES];

/** A few hundred texts, names and questions of the worst kind. What the node refuses is not there to be shown. */
async function fill(node) {
  const bodies = [...HOSTILE.scripts, ...HOSTILE.markdown];
  const titles = [...ALL, LONG_TITLE];
  const documents = titles.map((title, n) => ({
    path: `${title.replaceAll(/[\u0000/]/g, '').slice(0, 60)}.md`,
    source: `hostile:${n}`,
    text: `${bodies[n % bodies.length]}\n\nThe foreign sentence number ${n} speaks of heron${n % 9} and says: ${ALL[(n * 7) % ALL.length]}\n`,
    title,
    ...(n % 3 === 0 ? { licence: 'paid', price: '0.001' } : {}),
  }));
  documents.push({ path: 'sentences.md', text: HOSTILE.sentences.join('\n\n'), title: 'Sentences' });
  const authors = [...HOSTILE.names, ...HOSTILE.scripts.slice(0, 12), LONG_NAME].map((name, n) => ({
    path: `author${n}.md`,
    text: `---\ntitle: ${JSON.stringify(`By author ${n}`)}\nauthor: ${JSON.stringify(name)}\n---\n\nThe author number ${n} wrote about the bittern.\n`,
  }));
  const publish = (all) => node.api('/api/publish', { method: 'POST', body: { documents: all } });
  const made = [await publish(documents), await publish(authors)];
  const works = made.flatMap((one) => one.documents).filter(({ work }) => work);
  assert.ok(works.length > documents.length / 2, `most of it is taken: ${works.length}`);

  const quietly = (promise) => promise.catch(() => undefined);
  for (const [n, name] of [...HOSTILE.names, ...HOSTILE.scripts.slice(0, 15), LONG_NAME].entries()) {
    await quietly(node.api('/api/accounts', { method: 'POST', body: { name: `${name}`.slice(0, 80) } }));
    await quietly(node.api(`/api/contacts/${encodeURIComponent(`${name} ${n}`)}`, { method: 'PUT', body: { address: STRANGER } }));
  }
  for (const [n, text] of [...HOSTILE.scripts.slice(0, 20), ...HOSTILE.names.slice(0, 12), 'w'.repeat(1500)].entries()) {
    await quietly(node.ask(`${text} heron${n % 9} bittern sentence`));
  }
  return works;
}

/** Everything that must be true of a screen, wherever one is. */
async function inert(desk, where, wrong, foreign = FOREIGN) {
  for (const one of await alien(desk.page)) wrong.push(`${where}: ${one}`);
  for (const one of await overflows(desk.page)) wrong.push(`${where}: ${one}`);
  for (const one of await disorder(desk.page, foreign)) wrong.push(`${where}: reordered: ${one}`);
  for (const one of desk.watch.problems) wrong.push(`${where}: ${one}`);
}

scenes('foreign text is text on every screen', { limit: 600_000, prepare: fill }, async (desk) => {
  const { page, node } = desk;
  const wrong = [];
  const { works } = await node.api('/api/works');
  const { receipts } = await node.api('/api/receipts');
  const { contacts } = await node.api('/api/contacts');
  const { accounts } = await node.api('/api/accounts');
  const foreign = [
    ...FOREIGN,
    ...works.flatMap(({ title, account, authors }) => [title, account, ...authors]),
    ...receipts.map(({ question }) => question),
    ...contacts.map(({ name }) => name),
    ...accounts.map(({ account }) => account),
  ];
  const look = (where) => inert(desk, where, wrong, foreign);

  await desk.go('works');
  await until(async () => (await page.getByRole('link', { name: '<img src=x onerror=bylinePwned(4)>' }).count()) > 0
    || (await page.getByRole('button', { name: desk.like('works_show_more') }).count()) > 0, 'the works are listed');
  await look('works');
  for (let more = desk.button('works_show_more'); await more.count() > 0; ) await more.first().click();
  const listed = await page.locator('main').textContent();
  for (const text of HOSTILE.scripts.filter((one) => /^[\x21-\x7e][\x20-\x7e]*[\x21-\x7e]$/.test(one) && !/ {2}/.test(one))) {
    if (works.some(({ title }) => title === text)) assert.ok(listed.includes(text), `shown as written: ${text}`);
  }
  await look('works, all');

  for (const [n, { work, title }] of works.entries()) {
    if (desk.options.size.width < 1000 && n % 4 !== 0) continue;
    await desk.go(`works/${work}`);
    await page.getByRole('heading', { name: desk.m('works_text') }).waitFor();
    await look(`work “${title.slice(0, 40)}”`);
    if (n % 9 === 0) {
      await desk.button('works_withdraw').click();
      await page.getByRole('dialog').first().waitFor();
      await look(`withdrawing “${title.slice(0, 40)}”`);
      await page.keyboard.press('Escape');
      const written = desk.button('works_as_written');
      if (await written.count() > 0) {
        await written.click();
        await look(`work as written “${title.slice(0, 40)}”`);
      }
    }
  }

  await desk.go('ask');
  await page.getByRole('heading', { name: desk.m('ask_history') }).waitFor();
  await look('ask, history');
  for (const { receipt, question } of receipts) {
    await desk.go(`ask/${receipt}`);
    await page.getByRole('group', { name: desk.m('ask_receipt'), exact: true }).waitFor();
    await desk.quiet();
    await look(`answer to “${question.slice(0, 40)}”`);
  }
  await desk.button('ask_proof_check').click();
  await page.getByTestId('proof').getByText(desk.m('ask_proof_holds')).waitFor();
  await look('ask, proof');

  desk.watch.expect(refusal(400, '/api/addresses/'));
  await desk.go('wallet');
  await page.getByRole('heading', { name: desk.m('wallet_contacts') }).waitFor();
  await look('wallet');
  for (let more = desk.button('wallet_history_more'); await more.count() > 0; await desk.quiet()) await more.click();
  await look('wallet, all of its history');
  for (const { name } of contacts.slice(0, 12)) {
    await page.getByRole('button', { name: desk.like('wallet_contact_remove_of', { name }) }).first().click();
    await look(`wallet, removing “${name}”`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: desk.like('wallet_contact_send_to', { name }) }).first().click();
    await page.getByRole('img', { name: STRANGER }).first().waitFor();
    await look(`wallet, sending to “${name}”`);
  }
  const others = page.getByRole('button', { name: desk.m('wallet_account_choose') });
  for (let n = 0; n < Math.min(12, await others.count()); n += 1) {
    await others.nth(n).click();
    await desk.quiet();
    await look(`wallet of another account, ${n}`);
  }

  for (const screen of ['network', 'settings', 'publish', 'first-run']) {
    await desk.go(screen);
    await look(screen);
  }
  none(wrong);
});

scene('the quoted sentences of hostile works are exactly what was written', {
  prepare: (node) => node.publish({ path: 'sentences.txt', text: HOSTILE.sentences.join('\n\n'), title: 'Sentences' }),
}, async (desk) => {
  const wrong = [];
  const found = new Set();
  for (const question of ['What about the sentence, the word, the order?', 'the sentence about the isolate', 'the hidden sentence of joiners', 'the homoglyph sentence', 'combining marks in their lines', 'markup and entities quotes', 'words about a template', 'the sentence about links']) {
    await ask(desk, question);
    for (const sentence of await sentences(desk)) found.add(sentence);
    await inert(desk, question, wrong);
  }
  const [{ work }] = (await desk.node.api('/api/works')).works;
  const { text } = await desk.node.api(`/api/works/${work}`);
  assert.ok(found.size >= 5, `${found.size} of the sentences were quoted`);
  for (const sentence of found) assert.ok(text.includes(sentence), `as in the work: ${sentence}`);
  none(wrong);
});

scenes('what one types, picks and asks is text, too', { first: true, limit: 300_000 }, async (desk) => {
  const { page } = desk;
  const wrong = [];
  const look = (where) => inert(desk, where, wrong);
  const everything = ALL.filter((text) => !/[\u0000-\u0008]/.test(text)).join('\n\n');

  await desk.field('first_run_words_label').last().fill(everything);
  await desk.field('first_run_name').fill('<img src=x onerror=bylinePwned(90)>');
  await page.getByText(desk.like('first_run_will_be_cut')).click();
  await look('first run');
  await desk.button('first_run_publish').click();
  await page.getByRole('heading', { name: desk.m('first_run_published') }).waitFor();
  await desk.field('first_run_question_label').fill('<svg onload=bylinePwned(91)> homoglyph sentence');
  await desk.button('ask_go').click();
  await page.getByTestId('answer').locator('mark').first().waitFor();
  await desk.quiet();
  await look('first run, answered');
  await desk.button('first_run_keep').click();
  await answered(desk, '<svg onload=bylinePwned(91)> homoglyph sentence');

  await desk.go('publish');
  await desk.field('publish_title_field').fill('\u202e</title><script>bylinePwned(92)</script>');
  await desk.field('publish_text_field').fill(everything);
  await page.getByRole('heading', { name: desk.like('publish_cut_into') }).waitFor();
  await look('publish');
  await page.getByRole('tab', { name: desk.m('publish_tab_cut') }).click();
  await page.getByRole('tabpanel').locator('ol.cuts > li').first().waitFor();
  await look('publish, as it will be cut');
  const drawn = await page.getByRole('tabpanel').textContent();
  for (const text of ['<script>bylinePwned(1)</script>', '<svg onload=bylinePwned(5)><circle/></svg>', '${bylinePwned(32)}', '{{constructor.constructor']) {
    assert.ok(drawn.includes(text), `shown as written: ${text}`);
  }
  await desk.button('publish_sign').click();
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  await desk.link('publish_read_it').waitFor();
  await look('publish, done');

  // Files whose names are no better than their content.
  await desk.button('publish_another').click();
  const folder = newFolder();
  const paths = FILE_NAMES.map((name) => {
    const path = join(folder, name);
    writeFileSync(path, `---\ntitle: ${JSON.stringify(name)}\nauthor: ${JSON.stringify(name.slice(0, 20))}\n---\n\nThis is a text.\n`);
    return path;
  });
  await page.getByTestId('files').setInputFiles(paths);
  await page.getByRole('row').nth(5).waitFor();
  await desk.quiet();
  for (const summary of await page.locator('main summary').all()) await summary.click();
  await look('publish, files');
  none(wrong);
});

for (const { name, text } of BOMBS) {
  scene(`a text of ${name.replaceAll('_', ' ')} does not stop the page`, {
    prepare: (node) => node.publish({ path: 'bomb.md', text: `# A bomb\n\nThe first sentence is harmless.\n\n${text}\n\nThe last sentence is harmless.`, title: 'Bomb' }),
  }, async (desk) => {
    const { page, node } = desk;
    const [{ work }] = (await node.api('/api/works')).works;
    const wrong = [];
    await desk.go(`works/${work}`);
    await page.getByText('The first sentence is harmless.').first().waitFor();
    await inert(desk, 'work', wrong);
    await desk.go('publish');
    await desk.field('publish_text_field').fill(`The first sentence is harmless.\n\n${text}`);
    await page.getByRole('tab', { name: desk.m('publish_tab_cut') }).click();
    await page.getByRole('tabpanel').getByText('The first sentence is harmless.').first().waitFor();
    await inert(desk, 'preview', wrong);
    await desk.nav('works');
    await page.getByRole('link', { name: 'Bomb' }).first().waitFor();
    none(wrong);
  });
}
