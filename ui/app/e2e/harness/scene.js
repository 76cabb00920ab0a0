/** Scenes as tests of Node's own test runner. */
import { after, test } from 'node:test';
import { SIZES, closeBrowser } from './browser.js';
import { play } from './desk.js';
import { PATIENCE } from './until.js';

/** How long one test may take at most. */
const LIMIT = 8 * PATIENCE;

after(closeBrowser);

/** A test at a desk of its own; for the options see `play`, and `limit` is the most that it may take, in milliseconds. */
export function scene(name, options, body) {
  test(name, { timeout: options.limit ?? LIMIT }, () => play(name, options, body));
}

/** The same at each of the sizes that the app is made for. */
export function scenes(name, options, body) {
  for (const size of SIZES) scene(`${name} (${size.name})`, { ...options, size }, body);
}
