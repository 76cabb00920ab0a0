/** The real window, driven through WebKitWebDriver: the W3C WebDriver protocol over `fetch`, and nothing between. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { until } from '../../../ui/app/e2e/harness/until.js';

/** What WebDriver calls an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** A port that nobody uses at the moment. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** One window under a driver of its own. */
export class Window {
  #driver;
  #base;
  #session;
  #started;

  /** Starts `program` with `args`; what it gets from its surroundings is `env`. What this needs of its own lies in `folder`. */
  static async open(program, args, env, folder) {
    const window = new Window();
    const port = await freePort();
    window.#started = starter(program, join(folder, `start-${port}`));
    window.#base = `http://127.0.0.1:${port}`;
    window.#driver = spawn('WebKitWebDriver', [`--port=${port}`], {
      // The driver hands its surroundings on to the program; without this variable Tauri lets nobody drive it.
      env: { ...env, TAURI_WEBVIEW_AUTOMATION: 'true' },
      stdio: 'ignore',
    });
    await until(() => fetch(`${window.#base}/status`), 'the driver');
    const options = { binary: window.#started, args };
    const made = await window.#call('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } });
    window.#session = `/session/${made.sessionId}`;
    return window;
  }

  async #call(method, path, body) {
    const response = await fetch(this.#base + path, {
      method,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  }

  #here(method, path, body) {
    return this.#call(method, this.#session + path, body);
  }

  /** Runs a function body in the page and gives what it returns. */
  run(script, ...args) {
    return this.#here('POST', '/execute/sync', { script, args });
  }

  /** Runs a function body in the page whose last argument is a function to call with the result. */
  runAsync(script, ...args) {
    return this.#here('POST', '/execute/async', { script, args });
  }

  /** The first element that an XPath expression finds, when there is one. */
  find(xpath) {
    return until(async () => (await this.#here('POST', '/element', { using: 'xpath', value: xpath }))[ELEMENT], xpath);
  }

  /** Waits for a heading of the first order with this text. */
  heading(text) {
    return this.find(`//h1[starts-with(normalize-space(), ${quoted(text)})]`);
  }

  /** Waits for a button with this text, and clicks it. */
  async press(text) {
    const button = await this.find(`//button[normalize-space()=${quoted(text)} and not(@disabled)]`);
    await this.#here('POST', `/element/${button}/click`, {});
  }

  /** Types into the field with this name. */
  async type(label, text) {
    const field = await this.find(`//*[self::input or self::textarea][@aria-label=${quoted(label)} or @id=//label[normalize-space()=${quoted(label)}]/@for]`);
    await this.#here('POST', `/element/${field}/value`, { text });
  }

  /** Whether a text is to be seen on the page. */
  async shows(text) {
    return (await this.run('return document.body.innerText')).includes(text);
  }

  /** The page as it is drawn, as a PNG. */
  async picture() {
    return Buffer.from(await this.#here('GET', '/screenshot'), 'base64');
  }

  /** Ends the program, in order, and then its driver, which would kill it. */
  async close() {
    const pid = Number(readFileSync(`${this.#started}.pid`, 'utf8'));
    if (isAlive(pid)) process.kill(pid, 'SIGTERM');
    await until(() => !isAlive(pid), 'the window to end');
    const ended = new Promise((resolve) => this.#driver.once('exit', resolve));
    if (this.#driver.exitCode === null && this.#driver.kill('SIGKILL')) await ended;
  }
}

/** Writes a script that becomes the program and says which process it is: the driver keeps that to itself. */
function starter(program, path) {
  writeFileSync(path, `#!/bin/sh\necho $$ > '${path}.pid'\nexec '${program}' "$@"\n`, { mode: 0o700 });
  return path;
}

/** Whether a process runs: one that has ended and that nobody has asked about yet does not. */
function isAlive(pid) {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** A text as XPath writes it: there are no escapes, so the kind of quotes that it does not have. */
function quoted(text) {
  return text.includes("'") ? `"${text}"` : `'${text}'`;
}
