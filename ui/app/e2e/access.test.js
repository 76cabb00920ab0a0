import assert from 'node:assert/strict';
import { violations } from './harness/axe.js';
import { scene, scenes } from './harness/scene.js';
import { beforeAll, controls, focusProblem, walk } from './harness/keyboard.js';
import { none } from './harness/none.js';
import { SUBJECT, prepare } from './harness/subject.js';
import { emptyTour, fullTour } from './harness/tour.js';
import { until } from './harness/until.js';
import { refusal } from './harness/watch.js';

/** How a page comes to be light or dark: by the system, or by the setting against the system. */
const THEMES = [
  { name: 'light', colorScheme: 'light', theme: 'system' },
  { name: 'dark', colorScheme: 'dark', theme: 'system' },
  { name: 'dark by the setting', colorScheme: 'light', theme: 'dark' },
];

for (const locale of ['en', 'ar']) {
  for (const { name, colorScheme, theme } of THEMES) {
    const options = { locale, colorScheme, limit: 600_000 };
    const look = (desk, found) => async (where) => {
      for (const one of await violations(desk.page)) found.push(`${where}: ${one}`);
    };
    scene(`axe finds nothing on any screen: ${locale}, ${name}`, { ...options, prepare: async (node) => {
      await prepare(node);
      await node.prefer({ language: locale, theme });
    } }, async (desk) => {
      const found = [];
      const paper = await desk.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const bright = /\d+/g[Symbol.match](paper).slice(0, 3).reduce((sum, one) => sum + Number(one), 0) > 380;
      assert.equal(bright, name === 'light', `the page is ${name}: ${paper}`);
      await fullTour(desk, look(desk, found), SUBJECT);
      none(found);
    });
    if (theme === 'system') {
      scene(`axe finds nothing where nothing is yet: ${locale}, ${name}`, options, async (desk) => {
        const found = [];
        await emptyTour(desk, look(desk, found));
        none(found);
      });
    }
  }
}

scene('axe finds nothing at the small size', { size: { name: '900x600', width: 900, height: 600 }, limit: 600_000, prepare }, async (desk) => {
  const found = [];
  await fullTour(desk, async (where) => {
    for (const one of await violations(desk.page)) found.push(`${where}: ${one}`);
  }, SUBJECT);
  none(found);
});

scene('axe finds nothing on the page without a token', {}, async (desk) => {
  await desk.newBrowser();
  desk.watch.expect(refusal(401, '/api/'));
  await desk.page.goto(desk.node.url);
  await desk.heading('link_locked_title').waitFor();
  none(await violations(desk.page));
});

scenes('every control of every screen is reached by the keyboard, and seen there', { prepare, limit: 400_000 }, async (desk) => {
  const found = [];
  const states = new Set(['ask-answered', 'ask-without', 'ask', 'publish-written', 'publish-cut', 'publish-files', 'works', 'work', 'wallet', 'wallet-forms', 'backup-hidden', 'restore', 'network', 'settings', 'first-run-written', 'first-run-answered']);
  await fullTour(desk, async (where) => {
    if (!states.has(where)) return;
    const wanted = await controls(desk.page);
    const { reached, problems } = await walk(desk.page, wanted.length + 30);
    for (const one of problems) found.push(`${where}: ${one}`);
    for (const one of wanted.filter(({ id }) => !reached.has(id))) found.push(`${where}: not reached: ${one.name}`);
  }, SUBJECT);
  none(found);
});

scene('the way past the list of screens', { prepare }, async (desk) => {
  const { page } = desk;
  await desk.go('works');
  await beforeAll(page);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('button', { name: desk.m('nav_skip') });
  await until(() => skip.evaluate((button) => button === document.activeElement), 'it comes first');
  assert.equal(await skip.evaluate((button) => getComputedStyle(button).clipPath), 'none', 'it is seen');
  assert.equal(await focusProblem(page), undefined);
  await page.keyboard.press('Enter');
  await until(() => page.evaluate(() => document.activeElement?.localName === 'main'), 'the content has the focus');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)), 'the next control is in the content');
});

scene('a new screen is read from its heading', { prepare }, async (desk) => {
  for (const screen of ['publish', 'works', 'wallet', 'network', 'settings', 'ask']) {
    await desk.nav(screen);
    await until(() => desk.page.evaluate(() => document.activeElement?.matches('h1[data-screen-title]') ?? false), `the heading of ${screen} has the focus`);
    assert.equal(await desk.page.getByRole('heading', { level: 1 }).count(), 1, 'there is one first heading');
    assert.ok((await desk.page.title()).length > 3);
  }
});

/** Opens a dialog by the keyboard, stays in it with the tabulator, and leaves it with Escape. */
async function dialogHolds(desk, opener) {
  const { page } = desk;
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog').first();
  await dialog.waitFor();
  assert.ok(await dialog.evaluate((box) => box.contains(document.activeElement)), 'the focus is in the dialog');
  for (let n = 0; n < 12; n += 1) {
    await page.keyboard.press(n < 6 ? 'Tab' : 'Shift+Tab');
    // From the last control the browser's own window comes next; the page behind never does.
    const where = await page.evaluate(() => (document.activeElement === document.body ? 'browser' : document.activeElement.closest('dialog') ? 'dialog' : document.activeElement.outerHTML.slice(0, 80)));
    assert.ok(where === 'browser' || where === 'dialog', `the focus stays in the dialog: ${where}`);
  }
  await page.keyboard.press('Escape');
  await until(async () => (await page.getByRole('dialog').count()) === 0, 'Escape closes it');
  await until(() => opener.evaluate((button) => button === document.activeElement), 'the focus is back where it was');
}

scenes('dialogs hold the focus and give it back', { prepare }, async (desk) => {
  const { page } = desk;
  await desk.go('works');
  await page.getByRole('link', { name: 'About the lynx' }).first().click();
  await dialogHolds(desk, desk.button('works_withdraw'));
  await desk.go('settings');
  await dialogHolds(desk, desk.button('settings_token_renew_of').first());
  await dialogHolds(desk, desk.button('settings_erase_go'));
  await desk.go('wallet');
  await dialogHolds(desk, desk.button('wallet_contact_remove_of').first());
  await desk.go('publish');
  await desk.field('publish_text_field').fill('Something.');
  await dialogHolds(desk, desk.button('publish_discard'));
  desk.watch.expect(refusal(403, '/api/'));
  await desk.go('wallet');
  await desk.button('wallet_backup_start').first().click();
  await desk.button('wallet_backup_show').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').first().waitFor();
  await page.keyboard.press('Escape');
  await until(async () => (await page.getByRole('dialog').count()) === 0, 'Escape cancels the confirmation');
  await until(() => desk.button('wallet_backup_show').evaluate((button) => button === document.activeElement), 'the focus is back where it was');
});

scene('everything from the question to the work by the keyboard alone', { prepare }, async (desk) => {
  const { page } = desk;
  await desk.go('ask');
  await desk.field('ask_question_label').focus();
  await page.keyboard.type(SUBJECT.question);
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: desk.m('ask_receipt'), exact: true }).waitFor();
  const cite = desk.button('ask_cite', { number: 1 }).first();
  await cite.focus();
  await page.keyboard.press('Enter');
  await until(() => page.evaluate(() => document.activeElement?.id === 'source-1'), 'its source has the focus');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await focusProblem(page), undefined);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: desk.m('works_text') }).waitFor();
  await until(() => page.evaluate(() => document.activeElement?.matches('mark.current') ?? false), 'the sentence has the focus');
});

/** Names of the animations and transitions that run now. */
const moving = (page) => page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').map((one) => one.animationName ?? one.transitionProperty));

for (const reducedMotion of ['reduce', 'no-preference']) {
  scene(`motion: ${reducedMotion}`, { prepare, reducedMotion }, async (desk) => {
    // The answer is held back, so that what moves while one waits can be seen.
    const { page } = desk;
    let letGo;
    const held = new Promise((resolve) => { letGo = resolve; });
    await page.route('**/api/ask/stream', async (route) => {
      await held;
      await route.continue();
    });
    await desk.go('ask');
    await desk.field('ask_question_label').fill(SUBJECT.question);
    await desk.button('ask_go').click();
    await desk.button('common_stop').waitFor();
    const waiting = await moving(page);
    if (reducedMotion === 'reduce') assert.deepEqual(waiting, []);
    else assert.ok(waiting.length > 0, 'the test sees what moves where it may');
    letGo();
    await page.getByRole('group', { name: desk.m('ask_receipt'), exact: true }).waitFor();
    if (reducedMotion === 'reduce') {
      assert.deepEqual(await moving(page), []);
      for (const screen of ['publish', 'works', 'wallet', 'network', 'settings']) {
        await desk.nav(screen);
        assert.deepEqual(await moving(page), [], screen);
      }
    }
  });
}

