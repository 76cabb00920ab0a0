/** Where the program is that the tests run, and the page that it serves. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `ui/app`. */
export const APP = fileURLToPath(new URL('../../', import.meta.url));
/** The repository's root. */
export const ROOT = join(APP, '../..');
/** The built page, which a development build of the node reads while it runs. */
export const DIST = join(APP, 'dist');

/**
 * The node's program: `BYLINE_BIN`, else what `cargo build` made. The tests build nothing themselves, so that they test
 * what somebody meant to test.
 */
export function findBinary() {
  const named = process.env.BYLINE_BIN;
  if (named !== undefined) {
    if (!existsSync(named)) throw new Error(`BYLINE_BIN names ${named}, which is not there`);
    return named;
  }
  const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target');
  const built = join(target, 'debug', 'byline');
  if (existsSync(built)) return built;
  throw new Error(`There is no ${built}. Run "cargo build -p byline" first, or set BYLINE_BIN.`);
}

/** Says what to do where the page was not built. */
export function needDist() {
  if (!existsSync(join(DIST, 'index.html'))) throw new Error('There is no built page. Run "npm run build" in ui/app first.');
}
