/** A user of their own for each test: folders that are gone afterwards, and programs that are ended. */
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '../../../ui/app/e2e/harness/until.js';
import { Window } from './driver.js';

const run = promisify(execFile);

/** A program that a variable names. The tests build nothing themselves. */
function named(variable, what) {
  const path = process.env[variable];
  if (!path || !existsSync(path)) throw new Error(`${variable} does not name ${what}: "cargo xtask test" sets it`);
  return path;
}

/** The window's program. */
export const windowProgram = () => named('BYLINE_DESKTOP', 'a built byline-desktop');
/** The command line. */
const commandLine = () => named('BYLINE_BIN', 'a built byline');

/** Somebody with an empty home of their own. */
export class Desk {
  #children = new Set();
  #windows = new Set();

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'byline-window-'));
    const folders = { HOME: 'user', XDG_DATA_HOME: 'data', XDG_CONFIG_HOME: 'config', XDG_CACHE_HOME: 'cache', XDG_RUNTIME_DIR: 'run' };
    const { PATH, DISPLAY, XAUTHORITY, DBUS_SESSION_BUS_ADDRESS } = process.env;
    // Nothing of the real user's leads into a test, and no daemon is started that a test does not need.
    this.env = { PATH, DISPLAY, XAUTHORITY, DBUS_SESSION_BUS_ADDRESS, LANG: 'C.UTF-8', NO_AT_BRIDGE: '1', GTK_USE_PORTAL: '0', RUST_BACKTRACE: '1', MESA_SHADER_CACHE_DISABLE: 'true' };
    for (const [variable, name] of Object.entries(folders)) {
      this.env[variable] = join(this.folder, name);
      mkdirSync(this.env[variable], { mode: 0o700 });
    }
  }

  /** The folder of wallet, ledger and library, where neither arguments nor variables name one. */
  get home() {
    return join(this.env.XDG_DATA_HOME, 'byline');
  }

  /** Opens the window. */
  async open(args = [], program = windowProgram()) {
    const window = await Window.open(program, args, this.env, this.folder);
    this.#windows.add(window);
    return window;
  }

  /** Starts a program and gives a promise of how it ends: its exit code, or the signal. */
  start(program, args = []) {
    const child = spawn(program, args, { env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#children.add(child);
    child.output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (child.output += text));
    child.ended = new Promise((resolve) => child.once('exit', (code, signal) => {
      this.#children.delete(child);
      resolve(code ?? signal);
    }));
    return child;
  }

  /** Starts a node in the terminal, and waits until it listens. */
  async startNode() {
    const node = this.start(commandLine(), ['node', '--port', '0']);
    await until(() => this.answers(), 'a node that listens');
    return node;
  }

  /** Where the node of this home says that it listens. */
  url() {
    return JSON.parse(readFileSync(join(this.home, 'node.json'), 'utf8')).url;
  }

  /** Whether the node of this home answers. */
  async answers() {
    return (await fetch(`${this.url()}/healthz`)).ok;
  }

  /** Calls the API with the token of `scope`; gives status and body. */
  async api(scope, method, path, body) {
    const token = readFileSync(join(this.home, 'tokens', `${scope}.token`), 'utf8').trim();
    const response = await fetch(this.url() + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text && JSON.parse(text) };
  }

  /** What xdotool prints. */
  async xdotool(...args) {
    const { stdout } = await run('xdotool', args, { env: this.env });
    return stdout.trim();
  }

  /** The X windows that are to be seen and whose title begins so. */
  async titled(title) {
    const found = await this.xdotool('search', '--onlyvisible', '--name', `^${title}`).catch(() => '');
    return found.split('\n').filter(Boolean);
  }

  /** Ends what programs of this user started by themselves, as a menu does: it knows its user by the surroundings. */
  #endStrangers() {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const isOurs = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`HOME=${this.env.HOME}`);
        if (isOurs) process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It has ended meanwhile, or is somebody else's.
      }
    }
  }

  /** Ends everything that was started, and removes the folder. */
  async leave() {
    for (const window of this.#windows) await window.close();
    for (const child of this.#children) {
      child.kill('SIGKILL');
      await child.ended;
    }
    this.#endStrangers();
    // The web view's own processes end a little after the window, and may write until then.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}
