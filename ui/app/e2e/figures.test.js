import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser } from './harness/browser.js';
import { needDist } from './harness/binary.js';
import { loadedScripts, measurePage } from './harness/measure.js';

after(closeBrowser);

/** The most bytes of script, as gzip makes them: of what a reader loads. */
const MOST = 150_000;

test('the scripts that a reader loads on all screens stay under 150 kB', { timeout: 120_000 }, async () => {
  needDist();
  const loaded = await loadedScripts();
  for (const [language, gzip] of Object.entries(loaded)) {
    assert.ok(gzip > 50_000, `the scripts are counted: ${gzip} in ${language}`);
    assert.ok(gzip < MOST, `${gzip} bytes after gzip in ${language}`);
  }
});

test('the page is drawn, and its figures can be had', { timeout: 120_000 }, async () => {
  const { paint, heap } = await measurePage({ runs: 1 });
  assert.ok(paint > 0 && paint < 10_000, `first paint after ${paint} ms`);
  assert.ok(heap > 0 && heap < 100_000_000, `${heap} bytes of script memory`);
});
