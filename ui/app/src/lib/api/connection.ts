import { connection as windowConnection, inWindow } from '$lib/desktop/desktop';

/** Where the node is and what lets the page in. */
export interface Connection {
  /** Without a slash at the end; empty for the page's own origin. */
  url: string;
  token: string;
}

const KEPT = 'byline-token';
/** The token, where the browser lets a page keep nothing: it lasts until the page is left. */
let remembered: string | undefined;

/**
 * The connection of this page, or nothing if it has no token yet.
 *
 * The window's shell hands it over. In a browser it comes in the address once (`#token=…`), which `byline node` prints; the
 * page then removes it from the address and the history, and keeps it for this tab alone.
 */
export async function findConnection(): Promise<Connection | undefined> {
  if (inWindow()) return windowConnection();
  const fromAddress = takeToken();
  if (fromAddress) keepToken(fromAddress);
  const token = fromAddress ?? keptToken();
  return token ? { url: '', token } : undefined;
}

/** Keeps a token for this tab. */
export function keepToken(token: string): void {
  try {
    sessionStorage.setItem(KEPT, token);
    remembered = undefined;
  } catch {
    remembered = token;
  }
}

/** Forgets the token of this tab. */
export function forgetToken(): void {
  remembered = undefined;
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    // Where nothing is kept there is nothing to forget.
  }
}

/** Whether the address hands over a token, well formed or not: then it names no screen. */
export function inAddress(): boolean {
  return /^#token=/i.test(location.hash);
}

function keptToken(): string | undefined {
  try {
    return remembered ?? sessionStorage.getItem(KEPT) ?? undefined;
  } catch {
    return remembered;
  }
}

/** Takes the token out of the address, so that it stays in no history and on no screen; also one that is none. */
function takeToken(): string | undefined {
  if (!inAddress()) return undefined;
  const [, token] = /^#token=([0-9a-f]{64})(?:&.*)?$/i.exec(location.hash) ?? [];
  history.replaceState(null, '', location.pathname + location.search);
  return token;
}
