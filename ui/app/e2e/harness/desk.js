/** A person at a desk: a node on a fresh home, a browser with its page open, and a watch over both. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { APP, needDist } from './binary.js';
import { WIDE, browser } from './browser.js';
import { like, say } from './messages.js';
import { Node } from './node.js';
import { PATIENCE, until } from './until.js';
import { Watch } from './watch.js';

const FAILED = join(APP, 'pictures', 'failed');

/** One person's browser window and their node. */
export class Desk {
  /** Contexts of this desk, to close at the end. */
  #contexts = [];
  #watches = [];

  constructor(node, options) {
    this.node = node;
    this.options = { size: WIDE, locale: 'en', ...options };
    this.locale = this.options.locale;
  }

  /** A message of the page in the language that is spoken now. */
  get m() {
    return say(this.locale);
  }

  /** A pattern for a message with values in it. */
  get like() {
    return like(this.locale);
  }

  /** What is watched in the newest browser. */
  get watch() {
    return this.#watches.at(-1);
  }

  /** Opens a browser that knows nothing yet, and a tab in it. */
  async newBrowser() {
    const { size, colorScheme = 'light', reducedMotion = 'no-preference', languages = 'en-GB' } = this.options;
    const context = await (await browser()).newContext({
      viewport: { width: size.width, height: size.height },
      colorScheme,
      reducedMotion,
      locale: languages,
      acceptDownloads: true,
      serviceWorkers: 'block',
    });
    context.setDefaultTimeout(PATIENCE);
    this.#contexts.push(context);
    this.#watches.push(await Watch.over(context));
    this.context = context;
    this.page = await context.newPage();
    return this.page;
  }

  /** Opens the page as `byline node` says, at a screen. */
  async open(route) {
    if (!this.page) await this.newBrowser();
    await this.page.goto(this.node.open);
    await this.connected();
    if (route) await this.go(route);
    return this.page;
  }

  /** Waits until the page has found its node. */
  async connected() {
    await this.page.locator('main h1, main h2').first().waitFor();
    await until(() => this.page.getByText(this.m('link_starting')).count().then((n) => n === 0), 'the page finds its node');
  }

  /** Goes to a screen by its address, as a link does, and waits until it is drawn and quiet. */
  async go(route) {
    await this.page.evaluate((hash) => {
      location.hash = hash;
    }, `#/${route}`);
    await this.quiet();
  }

  /** Waits until nothing on the screen is loading. */
  async quiet() {
    await this.page.locator('main h1').first().waitFor({ state: 'attached' });
    await until(
      () => this.page.evaluate(() => document.querySelectorAll('main [aria-busy="true"], main .busy').length === 0),
      'nothing is loading',
    );
  }

  /** Clicks a screen's name in the list of screens. */
  async nav(screen) {
    await this.page.getByRole('navigation', { name: this.m('nav_label') }).getByRole('link', { name: this.m(`nav_${screen}`), exact: true }).click();
    await this.quiet();
  }

  button(key, values) {
    return this.page.getByRole('button', { name: this.like(key, values) });
  }

  link(key, values) {
    return this.page.getByRole('link', { name: this.like(key, values) });
  }

  field(key, values) {
    return this.page.getByLabel(this.like(key, values));
  }

  heading(key, values) {
    return this.page.getByRole('heading', { name: this.like(key, values) });
  }

  text(key, values) {
    return this.page.getByText(this.like(key, values));
  }

  /** Takes a picture. */
  async picture(path, options = {}) {
    await this.page.evaluate(() => document.fonts.ready);
    await this.page.screenshot({ path, animations: 'disabled', caret: 'hide', ...options });
  }

  /** Throws if any page did what it must not. */
  check() {
    for (const watch of this.#watches) watch.check();
  }

  /** For whoever looks at a failure: a picture of the page and the node's last words. */
  async evidence(name) {
    const path = join(FAILED, `${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 100)}.png`);
    mkdirSync(FAILED, { recursive: true });
    await this.page?.screenshot({ path, timeout: 5000 }).then(
      () => console.error(`  picture: ${path}`),
      () => undefined,
    );
    if (this.page) console.error(`  at: ${this.page.url().replace(/token=.*/, 'token=…')}`);
    for (const watch of this.#watches) for (const problem of watch.problems) console.error(`  seen: ${problem}`);
    if (this.node.errors) console.error(`  node: ${this.node.errors.slice(-2000)}`);
  }

  /** Leaves: closes every browser window of this desk. */
  async leave() {
    for (const context of this.#contexts.splice(0)) await context.close().catch(() => undefined);
  }
}

/**
 * Plays a scene at a desk of its own, and fails on whatever the page must not do, too (see `Watch`).
 *
 * @param {string} name
 * @param {{ size?: object, locale?: string, languages?: string, colorScheme?: string, reducedMotion?: string, prepare?: (node: Node) => Promise<unknown>, first?: boolean }} options
 *   `prepare` fills the node before the page opens; `first` leaves it as it is on a person's first day.
 * @param {(desk: Desk) => Promise<void>} body
 */
export async function play(name, options, body) {
  needDist();
  const node = await Node.start();
  const desk = new Desk(node, options);
  try {
    if (!options.first) await node.prefer({ language: desk.locale });
    await options.prepare?.(node);
    await desk.open();
    await body(desk);
    desk.check();
  } catch (error) {
    await desk.evidence(name);
    throw error;
  } finally {
    await desk.leave();
    await node.end();
  }
}
