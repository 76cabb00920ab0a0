/** The one browser of a test file. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** The sizes that the app is made for. */
export const WIDE = { name: '1280x800', width: 1280, height: 800 };
export const NARROW = { name: '900x600', width: 900, height: 600 };
export const SIZES = [WIDE, NARROW];

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-proxy-server',
  // Nothing but this machine can be reached, whatever a page tries.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

let launched;

/** The browser, with a fresh profile; it is closed when the tests of this file are over. */
export function browser() {
  launched ??= launch();
  return launched;
}

async function launch() {
  const executablePath = process.env.BYLINE_CHROMIUM ?? CANDIDATES.find((path) => existsSync(path));
  if (!executablePath) throw new Error('There is no Chromium here. Install it ("apt-get install chromium"), or set BYLINE_CHROMIUM.');
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** Closes the browser, if one was opened. */
export async function closeBrowser() {
  await (await launched)?.close();
  launched = undefined;
}
