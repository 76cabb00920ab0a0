import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scene, scenes } from './harness/scene.js';
import { cutOff, overflows, wrongWay } from './harness/layout.js';
import { LOCALES, OWN_NAMES, table } from './harness/messages.js';
import { SUBJECT, prepare } from './harness/subject.js';
import { fullTour } from './harness/tour.js';
import { none } from './harness/none.js';
import { until } from './harness/until.js';
import { refusal } from './harness/watch.js';

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
  scenes(`nothing reaches out of any screen in ${locale}, and no text is cut off`, { locale, prepare, limit: 400_000 }, async (desk) => {
    const wrong = [];
    await fullTour(desk, async (where) => {
      for (const one of await overflows(desk.page)) wrong.push(`${where}: ${one}`);
      for (const one of await cutOff(desk.page)) wrong.push(`${where}: cut off: ${one}`);
      if (locale === 'ar') for (const one of await wrongWay(desk.page)) wrong.push(`${where}: ${one}`);
    }, SUBJECT);
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

