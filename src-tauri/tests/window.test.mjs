// The real window under a virtual display: `cargo xtask test` runs this with xvfb-run and dbus-run-session.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { say as sayIn } from '../../ui/app/e2e/harness/messages.js';
import { until } from '../../ui/app/e2e/harness/until.js';
import { Desk, windowProgram } from './harness/desk.js';

const say = sayIn('en');
const texts = JSON.parse(readFileSync(new URL('../texts/en.json', import.meta.url), 'utf8'));
const TEXT = 'The heron stands in the shallow water and waits. It strikes when a fish comes near.';

/** A yes counts once its question could be read; more than the window's own limit (`questions.rs`). */
const READING = 2000;

let desk;
beforeEach(() => (desk = new Desk()));
afterEach(() => desk.leave());

/** The route that the page shows. */
const route = (window) => window.run('return location.hash');

/** Opens the window on an empty home, and waits for the first screen and what the node says of itself. */
async function firstRun() {
  const window = await desk.open();
  await window.heading(say('first_run_title'));
  await until(() => window.shows(say('seal_alone')), 'the state of the node');
  return window;
}

/** Waits for the native dialog with this title and gives it the keyboard. */
async function dialog(title) {
  const [id] = await until(async () => {
    const found = await desk.titled(title);
    return found.length > 0 && found;
  }, `the dialog "${title}"`);
  await desk.xdotool('windowfocus', '--sync', id);
  return id;
}

test('a text is published in the window', async () => {
  const window = await firstRun();
  await window.type(say('first_run_words_label'), TEXT);
  await window.type(say('first_run_name'), 'Ada');
  await window.press(say('first_run_publish'));
  await until(() => window.shows(say('first_run_published')), 'the published text');
  const { body } = await desk.api('read', 'GET', '/api/works');
  assert.equal(body.works.length, 1);
  await window.press(say('first_run_keep'));
  await until(async () => (await route(window)) === '#/ask', 'the screen to ask');
});

test('a second start raises the first window and ends, and a link opens a screen', async () => {
  const window = await firstRun();
  const second = desk.start(windowProgram(), ['byline://works']);
  assert.equal(await second.ended, 0, second.output);
  await until(async () => (await route(window)) === '#/works', 'the works');
  await window.heading(say('works_title'));
  assert.equal((await desk.titled('Byline$')).length, 1, 'there is one window');

  const foreign = desk.start(windowProgram(), ['byline://works/../wallet']);
  assert.equal(await foreign.ended, 0, foreign.output);
  assert.equal(await route(window), '#/works', 'a link that is none opens nothing');
});

test('a link opens its screen when the program was not running', async () => {
  const window = await desk.open(['byline://network']);
  await window.heading(say('network_title_local'));
});

test('after the death of the node there is a way back', async () => {
  const window = await firstRun();
  const url = desk.url();
  assert.equal((await desk.api('owner', 'POST', '/api/shutdown')).status, 202);
  await until(() => window.shows(say('link_gone_title')), 'the notice that the node is gone');
  assert.ok(await window.shows(say('first_run_title')), 'what was on the screen stays');
  await window.press(say('link_restart'));
  await until(async () => !(await window.shows(say('link_gone_title'))), 'the node to be back');
  assert.equal(desk.url(), url);
  assert.ok(await desk.answers());
});

test('the window uses a node that runs already, and takes over when it dies', async () => {
  const node = await desk.startNode();
  const url = desk.url();
  const window = await firstRun();
  assert.equal(desk.url(), url);
  node.kill('SIGKILL');
  await node.ended;
  await until(() => window.shows(say('link_gone_title')), 'the notice that the node is gone');
  await window.press(say('link_restart'));
  await until(async () => !(await window.shows(say('link_gone_title'))), 'a node of the window itself');
  assert.equal(desk.url(), url, 'at the same address, the only one that the page may speak to');
});

test('a home that cannot be opened gives a way back and not a blank page', async () => {
  const node = await desk.startNode();
  node.kill('SIGTERM');
  assert.equal(await node.ended, 0, node.output);
  const database = join(desk.home, 'byline.db');
  copyFileSync(database, `${database}.kept`);
  writeFileSync(database, 'this is no database'.repeat(1000));
  const window = await desk.open();
  await until(() => window.shows(say('link_gone_title')), 'a notice');
  const failure = await window.runAsync(
    `const done = arguments[0]; window.__TAURI_INTERNALS__.invoke('connection').then(() => done(null), done)`,
  );
  assert.ok(failure.code && failure.message && failure.hint, JSON.stringify(failure));
  copyFileSync(`${database}.kept`, database);
  await window.press(say('link_restart'));
  await window.heading(say('first_run_title'));
});

test('what a token may not do is asked in a native dialog, and a stray key is a no', async () => {
  await firstRun();
  const { show_seed: question } = texts.confirm;
  const ask = async () => {
    const asked = await desk.api('manage', 'POST', '/api/wallet/backup', {});
    assert.equal(asked.status, 403);
    return asked.body.confirmation.id;
  };
  const state = async (id) => (await desk.api('manage', 'GET', `/api/confirmations/${id}?wait=0`)).body.state;
  const gone = () => until(async () => (await desk.titled(question.title)).length === 0, 'the dialog to close');

  for (const key of ['Return', 'space', 'Escape']) {
    const id = await ask();
    await dialog(question.title);
    await desk.xdotool('key', key);
    await until(async () => (await state(id)) === 'refused', `a no after ${key}`);
    await gone();
  }

  const id = await ask();
  const first = await dialog(question.title);
  await desk.xdotool('key', 'Tab', 'key', 'Return');
  const again = await until(async () => (await desk.titled(question.title)).find((other) => other !== first), 'the same question once more');
  assert.equal(await state(id), 'pending', 'a yes that comes sooner than anybody can read is not taken for one');

  const appeared = Date.now();
  await dialog(question.title);
  await until(() => Date.now() - appeared > READING, 'the time that it takes to read');
  await desk.xdotool('windowfocus', '--sync', again, 'key', 'Tab', 'key', 'Return');
  await until(async () => (await state(id)) === 'approved', 'a yes');
  await gone();
});

test('the page reaches its node and no other address', async () => {
  const window = await firstRun();
  const reach = (url) => window.runAsync(
    `const done = arguments[1]; fetch(arguments[0]).then(() => done('reached'), (error) => done(error.name))`, url,
  );
  assert.equal(await reach(`${desk.url()}/healthz`), 'reached');
  const port = Number(new URL(desk.url()).port);
  for (const url of [`http://127.0.0.1:${port + 1}/`, `http://localhost:${port}/healthz`, 'https://example.org/']) {
    const violated = await window.runAsync(
      `const [url, done] = arguments;
       document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), { once: true });
       fetch(url).catch(() => undefined);`, url,
    );
    assert.equal(violated, 'connect-src', url);
  }
  await window.run(`location.href = 'http://127.0.0.1:${port}/'`);
  assert.match(await window.run('return location.href'), /^tauri:/);
});

test('a file is saved where the person says', async () => {
  const window = await firstRun();
  const folder = join(desk.folder, 'saved');
  mkdirSync(folder);
  const saving = window.runAsync(
    `const done = arguments[0];
     window.__TAURI_INTERNALS__.invoke('save_file', new Uint8Array([0, 1, 254, 255]), { headers: { name: encodeURIComponent('proof é.json') } })
       .then(done, (error) => done(error.message ?? error))`,
  );
  await dialog(texts.save);
  // GTK's dialog has the name selected; a whole path in its place says where.
  await desk.xdotool('key', 'ctrl+a', 'type', '--delay', '0', join(folder, 'kept.bin'));
  await desk.xdotool('key', 'Return');
  assert.equal(await saving, true);
  assert.deepEqual([...readFileSync(join(folder, 'kept.bin'))], [0, 1, 254, 255]);
});

test('the window starts with the session only when it is told to', async () => {
  const window = await firstRun();
  const entry = join(desk.env.HOME, '.config', 'autostart', 'Byline.desktop');
  const invoke = (command, args) => window.runAsync(
    `const [command, args, done] = arguments; window.__TAURI_INTERNALS__.invoke(command, args).then(done, (error) => done(error.message))`,
    command, args,
  );
  assert.equal(await invoke('autostart', {}), false);
  assert.equal(existsSync(entry), false);
  await invoke('set_autostart', { on: true });
  assert.equal(await invoke('autostart', {}), true);
  assert.match(readFileSync(entry, 'utf8'), /^Exec=.*byline-desktop"? --hidden$/m);
  await invoke('set_autostart', { on: false });
  assert.equal(existsSync(entry), false);
});

test('the window ends in order when the system asks', async () => {
  const program = desk.start(windowProgram());
  await until(() => desk.answers(), 'the node');
  program.kill('SIGTERM');
  assert.equal(await program.ended, 0, program.output);
  assert.equal(existsSync(join(desk.home, 'node.json')), false, 'it says no longer where it listens');
});
