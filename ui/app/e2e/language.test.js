import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scene, scenes } from './harness/scene.js';
import { ask } from './harness/doing.js';
import { cutOff, overflows } from './harness/layout.js';
import { LOCALES, OWN_NAMES, table } from './harness/messages.js';
import { STRANGER, document } from './harness/texts.js';
import { none } from './harness/none.js';
import { until } from './harness/until.js';
import { refusal } from './harness/watch.js';

const WORKS = [
  document('lynx', { author: 'Maren Holtgrewe', price: '0.003' }),
  document('marmot', { author: 'Jun Okafor', price: '0.005' }),
];
const QUESTION = 'Who made the last count of the lynx and of the marmot?';

/** Chooses a language in the settings. */
async function speak(desk, locale) {
  await desk.page.getByRole('radio', { name: OWN_NAMES[locale] }).check();
  desk.locale = locale;
  await until(() => desk.page.evaluate(() => document.documentElement.lang).then((lang) => lang === locale), `the page speaks ${locale}`);
  await desk.heading('settings_title').first().waitFor();
}

/** Where the list of screens and the content begin, from the left. */
async function sides(page) {
  const box = (selector) => page.locator(selector).first().boundingBox();
  return { nav: await box('nav'), brand: await box('nav .brand'), main: await box('main') };
}

scenes('Arabic mirrors the page, stays over a reload and in a new browser, and goes again', {}, async (desk) => {
  const { page } = desk;
  await desk.nav('settings');
  const before = await sides(page);
  assert.equal(await page.evaluate(() => document.documentElement.dir), 'ltr');
  await speak(desk, 'ar');
  assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
  assert.ok(await page.getByRole('radio', { name: OWN_NAMES.ar }).evaluate((radio) => radio === document.activeElement), 'the focus stays');
  const after = await sides(page);
  const width = desk.options.size.width;
  const middle = ({ x, width: own }) => x + own / 2;
  assert.ok(middle(before.brand) < width / 2 && middle(after.brand) > width / 2, 'the brand changes sides');
  if (before.nav.width < width / 2) assert.ok(Math.abs(after.nav.x + after.nav.width - width) <= 1, 'the list of screens stands at the right');
  assert.deepEqual(await overflows(page), []);

  await page.reload();
  await desk.quiet();
  assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
  await desk.newBrowser();
  await desk.open('ask');
  await until(() => desk.page.evaluate(() => document.documentElement.lang).then((lang) => lang === 'ar'), 'a new browser speaks Arabic');
  assert.equal(await desk.page.getByRole('heading', { level: 1 }).textContent(), desk.m('ask_title'));

  await desk.nav('settings');
  await speak(desk, 'en');
  assert.equal(await desk.page.evaluate(() => document.documentElement.dir), 'ltr');
  await desk.page.reload();
  await desk.quiet();
  await desk.heading('settings_title').waitFor();
});

for (const locale of LOCALES) {
  scenes(`nothing reaches out of any screen in ${locale}`, { locale, prepare: async (node) => {
    await node.publish(...WORKS);
    await node.api('/api/contacts/Ilse%20Brandt', { method: 'PUT', body: { address: STRANGER } });
  } }, async (desk) => {
    const { page } = desk;
    const wrong = [];
    const look = async (where) => {
      for (const one of await overflows(page)) wrong.push(`${where}: ${one}`);
      for (const one of await cutOff(page)) wrong.push(`${where}: cut off: ${one}`);
    };
    await desk.go('first-run');
    await look('first run');
    await desk.go('ask');
    await look('ask, empty');
    await ask(desk, QUESTION);
    await look('ask, answered');
    await desk.button('ask_proof_check').click();
    await page.getByTestId('proof').getByText(desk.m('ask_proof_holds')).waitFor();
    await look('ask, proof');
    await desk.go('ask');
    await look('ask, history');
    await desk.go('publish');
    await look('publish, empty');
    await desk.field('publish_title_field').fill('Of lynxes');
    await desk.field('publish_text_field').fill('One sentence. Another one.');
    await page.getByRole('heading', { name: desk.like('publish_cut_into') }).waitFor();
    await page.getByRole('radio', { name: desk.m('publish_terms_paid') }).check();
    await look('publish, filled');
    await desk.go('works');
    await look('works');
    await page.getByRole('link', { name: 'About the lynx' }).first().click();
    await desk.quiet();
    await desk.heading('works_where').waitFor();
    await look('a work');
    await desk.button('works_withdraw').click();
    await page.getByRole('dialog').first().waitFor();
    await look('a work, withdrawing');
    await page.keyboard.press('Escape');
    await desk.go('wallet');
    await look('wallet');
    await desk.button('wallet_backup_start').first().click();
    await look('backup');
    await desk.button('wallet_back').click();
    await desk.button('wallet_restore_link').click();
    await look('restore');
    await desk.go('network');
    await look('network');
    await desk.go('settings');
    await look('settings');
    none(wrong);
  });
}

test('every language has every message', () => {
  const english = Object.keys(table('en')).filter((key) => key !== '$schema');
  const missing = LOCALES.flatMap((locale) => english.filter((key) => !(key in table(locale))).map((key) => `${locale}: ${key}`));
  assert.equal(missing.length, 0, `${missing.length} are missing, such as ${missing.slice(0, 5).join(', ')}`);
});

scene('a browser that speaks Spanish is answered in Spanish on the first day', { first: true, languages: 'es-MX', locale: 'es' }, async (desk) => {
  await until(() => desk.page.evaluate(() => document.documentElement.lang).then((lang) => lang === 'es'), 'the page speaks Spanish');
  await desk.page.getByText(desk.m('first_run_publish'), { exact: true }).waitFor();
});

scene('a page without a token says what to run, and takes one that is pasted', {}, async (desk) => {
  desk.watch.expect(refusal(401, '/api/'));
  const token = new URL(desk.node.open).hash.replace('#token=', '');
  await desk.newBrowser();
  desk.watch.expect(refusal(401, '/api/'));
  await desk.page.goto(desk.node.url);
  await desk.heading('link_locked_title').waitFor();
  await desk.page.getByText('byline node', { exact: true }).waitFor();
  await desk.field('link_locked_paste').fill('nonsense');
  await desk.button('link_locked_open').click();
  await desk.text('link_locked_wrong').waitFor();
  await desk.field('link_locked_paste').fill('0'.repeat(64));
  await desk.button('link_locked_open').click();
  await desk.text('link_locked_wrong').waitFor();
  await desk.field('link_locked_paste').fill(token);
  await desk.button('link_locked_open').click();
  await desk.page.getByRole('heading', { level: 1, name: desk.m('ask_title') }).waitFor();
});

