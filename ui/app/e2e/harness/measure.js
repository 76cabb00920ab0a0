/** Figures of the page: what it weighs, when it is drawn, what it holds. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DIST } from './binary.js';
import { browser } from './browser.js';
import { LOCALES, table } from './messages.js';
import { Node } from './node.js';

/** Sizes of the scripts of the built page, by name, in bytes. */
export function scriptSizes() {
  const folder = join(DIST, 'assets');
  return readdirSync(folder).filter((name) => name.endsWith('.js')).map((name) => {
    const bytes = readFileSync(join(folder, name));
    return { name, bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
  }).sort((a, b) => b.gzip - a.gzip);
}

/** The scripts that a reader loads in each language, having been on every screen: their bytes after gzip, by language. */
export async function loadedScripts() {
  const sizes = new Map(scriptSizes().map(({ name, gzip }) => [name, gzip]));
  const node = await Node.start();
  const loaded = {};
  try {
    for (const language of LOCALES) {
      await node.prefer({ language });
      const names = await namesLoaded(node, language);
      loaded[language] = names.reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
    }
    return loaded;
  } finally {
    await node.end();
  }
}

async function namesLoaded(node, language) {
  const context = await (await browser()).newContext({ locale: 'en-GB' });
  try {
    const page = await context.newPage();
    await page.goto(node.open);
    await page.waitForFunction((lang) => document.documentElement.lang === lang && document.querySelector('main h1[data-screen-title]'), language);
    for (const screen of ['first-run', 'publish', 'works', 'wallet', 'network', 'settings', 'ask']) {
      const before = await page.title();
      await page.evaluate((hash) => { location.hash = hash; }, `#/${screen}`);
      await page.waitForFunction((title) => document.title !== title, before);
    }
    return await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1)).filter((name) => name.endsWith('.js')));
  } finally {
    await context.close();
  }
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** First contentful paint from the real node, in ms (median, each in a fresh browser window), and script memory in bytes. */
export async function measurePage({ runs = 5 } = {}) {
  const node = await Node.start();
  try {
    await node.prefer();
    const seen = [];
    for (let n = 0; n < runs; n += 1) seen.push(await once(node));
    const of = (name) => median(seen.map((one) => one[name]));
    return { paint: of('paint'), ready: of('ready'), heap: of('heap'), transferred: of('transferred'), each: seen };
  } finally {
    await node.end();
  }
}

async function once(node) {
  const context = await (await browser()).newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await page.goto(node.open);
    await page.getByRole('heading', { level: 1, name: table('en').ask_title }).waitFor();
    const ready = await page.evaluate(() => performance.now());
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
    const transferred = await page.evaluate(() => performance.getEntriesByType('resource').reduce((all, { transferSize }) => all + transferSize, 0));
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    return { paint, ready, heap: usedSize, transferred };
  } finally {
    await context.close();
  }
}
