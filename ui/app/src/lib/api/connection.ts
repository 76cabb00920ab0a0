import { connection as windowConnection, inWindow } from '$lib/desktop/desktop';

/** Where the node is and what lets the page in. */
export interface Connection {
  /** Without a slash at the end; empty for the page's own origin. */
  url: string;
  token: string;
}

const KEPT = 'byline-token';

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
  const token = fromAddress ?? sessionStorage.getItem(KEPT);
  return token ? { url: '', token } : undefined;
}

/** Keeps a token for this tab. */
export function keepToken(token: string): void {
  sessionStorage.setItem(KEPT, token);
}

/** Forgets the token of this tab. */
export function forgetToken(): void {
  sessionStorage.removeItem(KEPT);
}

/** Takes the token out of the address, so that it stays in no history and on no screen. */
function takeToken(): string | undefined {
  const [, token] = /^#token=([0-9a-f]{64})(?:&.*)?$/i.exec(location.hash) ?? [];
  if (token) history.replaceState(null, '', location.pathname + location.search);
  return token;
}
