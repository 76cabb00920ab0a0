import assert from 'node:assert/strict';
import { violations } from './harness/axe.js';
import { scene, scenes } from './harness/scene.js';
import { answered, ask } from './harness/doing.js';
import { overflows } from './harness/layout.js';
import { none } from './harness/none.js';
import { document } from './harness/texts.js';
import { until } from './harness/until.js';
import { NO_NODE } from './harness/watch.js';

const prepare = (node) => node.publish(document('lynx', { author: 'Maren Holtgrewe', price: '0.003' }));
const gone = (desk) => desk.page.getByTestId('gone');

/** The node dies; the page says so. */
async function die(desk) {
  desk.watch.expect(NO_NODE);
  await desk.node.kill();
  await gone(desk).getByText(desk.m('link_gone_title')).waitFor();
}

/** The node is back at its port; the page goes on by itself. */
async function back(desk) {
  await desk.node.begin();
  await until(async () => (await gone(desk).count()) === 0, 'the page goes on by itself');
}

scenes('the node is killed while one writes: nothing typed is lost, and the page goes on by itself', { prepare }, async (desk) => {
  const { page, node } = desk;
  await desk.go('publish');
  await desk.field('publish_title_field').fill('In the middle of it');
  await desk.field('publish_text_field').fill('These words were typed before the node died.');
  await die(desk);
  assert.equal(await desk.field('publish_text_field').inputValue(), 'These words were typed before the node died.');
  await desk.field('publish_text_field').pressSequentially(' And these after it.');
  await gone(desk).getByText('byline node', { exact: true }).waitFor();
  assert.deepEqual(await overflows(page), []);
  none(await violations(page));
  await back(desk);
  assert.equal(await desk.field('publish_title_field').inputValue(), 'In the middle of it');
  assert.equal(await desk.field('publish_text_field').inputValue(), 'These words were typed before the node died. And these after it.');
  await desk.button('publish_sign').click();
  await desk.heading('publish_done', { title: 'In the middle of it' }).waitFor();
  assert.equal((await node.api('/api/works')).works.length, 2);
});

scenes('the node is killed on every screen: each stands, and each goes on', { prepare, limit: 400_000 }, async (desk) => {
  const { page } = desk;
  for (const screen of ['ask', 'works', 'wallet', 'network', 'settings', 'first-run']) {
    await desk.go(screen);
    const before = await page.locator('main h1').textContent();
    await die(desk);
    assert.equal(await page.locator('main h1').textContent(), before, `${screen} is still there`);
    await back(desk);
    assert.equal(await page.locator('main h1').textContent(), before);
  }
  // A screen that is opened while there is no node says so, and fills itself when there is one.
  await desk.go('ask');
  await die(desk);
  await page.getByRole('navigation', { name: desk.m('nav_label') }).getByRole('link', { name: desk.m('nav_works'), exact: true }).click();
  await page.getByRole('heading', { level: 1, name: desk.m('works_title') }).waitFor();
  await back(desk);
  await page.getByRole('link', { name: 'About the lynx' }).first().waitFor();
});

scene('a question that is asked of a dead node is kept, and can be asked again', { prepare }, async (desk) => {
  const { page } = desk;
  const question = 'Who made the last count of the lynx?';
  await desk.go('ask');
  await desk.field('ask_question_label').fill(question);
  await die(desk);
  assert.equal(await desk.field('ask_question_label').inputValue(), question);
  await desk.button('ask_go').click();
  await page.getByRole('alert').first().waitFor();
  await back(desk);
  const field = desk.field('ask_question_label');
  if ((await field.inputValue()) !== question) await field.fill(question);
  await desk.button('ask_go').click();
  await answered(desk, question);
});

scene('an answer on the screen outlives the node', { prepare }, async (desk) => {
  const question = 'Who made the last count of the lynx?';
  await ask(desk, question);
  await die(desk);
  await desk.page.getByTestId('answer').getByText('The last count of the lynx was made by Ilse Brandt in 1987.').waitFor();
  await back(desk);
  await desk.page.reload();
  await answered(desk, question);
});

scene('“Try again” looks at once', { prepare }, async (desk) => {
  await die(desk);
  await gone(desk).getByRole('button', { name: desk.m('link_try_again') }).click();
  await gone(desk).getByRole('button', { name: desk.m('link_try_again') }).waitFor();
  await desk.node.begin();
  const again = gone(desk).getByRole('button', { name: desk.m('link_try_again') });
  if (await again.isVisible().catch(() => false)) await again.click({ timeout: 5000 }).catch(() => undefined);
  await until(async () => (await gone(desk).count()) === 0, 'the page goes on');
});

scene('a page that is opened while the node is gone finds it when it comes', { prepare }, async (desk) => {
  // The page itself comes from the node, so it is there already and only its data are missing.
  desk.watch.expect(NO_NODE);
  const { page } = desk;
  await page.route('**/api/**', (route) => route.abort('connectionrefused'));
  desk.watch.expect(/net::ERR_/);
  await page.reload();
  await page.getByRole('alert').first().waitFor();
  none(await violations(page));
  await page.unroute('**/api/**');
  await page.getByRole('heading', { level: 1, name: desk.m('ask_title') }).waitFor();
});
