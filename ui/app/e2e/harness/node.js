/** Nodes to test against: the real program on a fresh home. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { findBinary } from './binary.js';

const run = promisify(execFile);

/** Nodes that run now. Whatever ends this process ends them too. */
const running = new Set();
/** Folders to remove at the end. */
const folders = new Set();

function endAll() {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}

process.on('exit', endAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

/** What the program gets from its surroundings: a path and nothing that leads to a real home. */
function surroundings() {
  const { PATH, LANG, TMPDIR } = process.env;
  return { PATH, LANG, TMPDIR, HOME: '/nonexistent', RUST_BACKTRACE: '1' };
}

/** A fresh folder that is gone after the tests. */
export function newFolder(name = 'byline-e2e-') {
  const folder = mkdtempSync(join(tmpdir(), name));
  folders.add(folder);
  return folder;
}

/** A running node. */
export class Node {
  /** What `byline node --json` printed first: `url`, `open` (the page's address with its token), `token_file`. */
  listening = {};
  /** The end of its standard error, for messages when something fails. */
  errors = '';
  #child;
  #ended;

  constructor(folder) {
    this.folder = folder;
    this.home = join(folder, 'home');
  }

  /** Starts a node on a fresh home. */
  static async start() {
    const node = new Node(newFolder());
    await node.begin();
    return node;
  }

  get url() {
    return this.listening.url;
  }

  get port() {
    return Number(new URL(this.url).port);
  }

  /** The page's address with the token in it, as a person opens it. */
  get open() {
    return this.listening.open;
  }

  /** Starts the program; again after `kill`, at the port it had. */
  async begin(port = this.url ? this.port : 0) {
    const binary = findBinary();
    const child = spawn(binary, ['--home', this.home, '--json', 'node', '--port', String(port)], {
      env: surroundings(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    running.add(child);
    this.#ended = new Promise((resolve) => child.once('exit', (code, signal) => {
      running.delete(child);
      resolve(signal ?? code);
    }));
    child.stderr.setEncoding('utf8').on('data', (text) => {
      this.errors = (this.errors + text).slice(-20_000);
    });
    const lines = createInterface({ input: child.stdout });
    const first = new Promise((resolve) => lines.once('line', resolve));
    const line = await Promise.race([first, this.#ended.then((how) => Promise.reject(new Error(`the node ended (${how}): ${this.errors}`)))]);
    this.listening = JSON.parse(line);
    if (!this.listening.open) throw new Error(`${binary} does not say how to open the page; it is too old: ${line}`);
  }

  /** As `kill -9` does. */
  async kill() {
    this.#child?.kill('SIGKILL');
    await this.#ended;
  }

  /** Stops it and removes its folder. */
  async end() {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
    folders.delete(this.folder);
  }

  /** Runs a command as the person at the terminal of this machine, and gives the documents that it printed. */
  async cli(...args) {
    const { stdout } = await run(findBinary(), ['--home', this.home, '--json', ...args], { env: surroundings() });
    return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  }

  /** Says yes to a confirmation, as the person at the terminal does. */
  confirm(id) {
    return this.cli('confirm', id, '--yes');
  }

  /** Calls the API as the page does, for what a test prepares or checks beside the page. */
  async api(path, { method = 'GET', body } = {}) {
    const token = new URL(this.open).hash.replace('#token=', '');
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Publishes texts: `{ path, text, title?, price? … }` each. Throws if one is refused. */
  async publish(...documents) {
    const made = await this.api('/api/publish', { method: 'POST', body: { documents } });
    for (const one of made.documents) if (one.error) throw new Error(`${one.path}: ${one.error.message}`);
    return made.documents;
  }

  /** Asks a question. */
  async ask(question, more = {}) {
    return this.api('/api/ask', { method: 'POST', body: { question, ...more } });
  }

  /** Remembers what the page would after its first run, so that a test starts where it means to. */
  async prefer(preferences = {}) {
    await this.api('/api/preferences', { method: 'PUT', body: { first_run_done: true, language: 'en', ...preferences } });
  }

  /** Whether a folder beside the home is there. */
  has(path) {
    return existsSync(path);
  }
}
