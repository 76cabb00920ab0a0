// The installed package, started as a desktop starts it. `cargo xtask bundle --check` installs it and runs this.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, test } from 'node:test';
import { until } from '../../ui/app/e2e/harness/until.js';
import { Desk } from './harness/desk.js';

const ENTRY = '/usr/share/applications/Byline.desktop';

let desk;
beforeEach(() => (desk = new Desk()));
afterEach(() => desk.leave());

test('the menu entry starts the window over a node of its own', async () => {
  const entry = readFileSync(ENTRY, 'utf8');
  const [, icon] = /^Icon=(.+)$/m.exec(entry);
  assert.ok(existsSync(`/usr/share/icons/hicolor/128x128/apps/${icon}.png`), icon);
  // GLib reads the entry as a desktop's menu does, starts what it says, and does not wait for it.
  assert.equal(await desk.start('gio', ['launch', ENTRY]).ended, 0);
  const [window] = await until(async () => {
    const found = await desk.titled('Byline$');
    return found.length > 0 && found;
  }, 'the window');
  await until(() => desk.answers(), 'its node');
  const { body } = await desk.api('read', 'GET', '/api/status');
  assert.equal(body.works, 0);

  // A link that is followed elsewhere is handed to the same window.
  const [, program] = /^Exec=(\S+) %u$/m.exec(entry);
  const second = desk.start(program, ['byline://works']);
  assert.equal(await second.ended, 0, second.output);
  assert.equal((await desk.titled('Byline$')).length, 1);
  const pid = Number(await desk.xdotool('getwindowpid', window));
  process.kill(pid, 'SIGTERM');
  await until(async () => (await desk.titled('Byline$')).length === 0, 'the window to close');
  await until(() => !existsSync(`/proc/${pid}`), 'the program to end');
});

test('the command line is installed beside it', async () => {
  const version = desk.start('/usr/bin/byline', ['--version']);
  assert.equal(await version.ended, 0);
  assert.match(version.output, /^byline \d+\.\d+\.\d+/);
});
