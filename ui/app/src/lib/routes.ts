/** The screens and their addresses: `#/ask`, `#/works/ID?from=12&to=80` … */

export const SCREENS = ['first-run', 'ask', 'publish', 'works', 'wallet', 'network', 'settings'] as const;
export type Screen = (typeof SCREENS)[number];

/** Where one is. */
export interface Route {
  screen: Screen;
  /** What the screen shows: a receipt, a work. */
  id?: string;
  /** What is more: `leaf`, `from`, `to`. Digits only, so nothing can be smuggled in a link. */
  query: Record<string, string>;
}

/** The screen that a missing or wrong address leads to. */
export const HOME: Route = { screen: 'ask', query: {} };

/** Screens that show one thing of many. */
const WITH_ID: readonly Screen[] = ['ask', 'works'];

/** Reads an address, with or without `#/` before it; nothing if there is no such screen. */
export function parseRoute(address: string): Route | undefined {
  const [path = '', search = ''] = address.replace(/^#?\/?/, '').split('?', 2);
  const [name, id, ...rest] = path.replace(/\/$/, '').split('/');
  const screen = SCREENS.find((known) => known === name);
  if (!screen || rest.length > 0) return undefined;
  if (id !== undefined && !(WITH_ID.includes(screen) && /^[0-9A-Za-z_-]+$/.test(id))) return undefined;
  return id === undefined ? { screen, query: digits(search) } : { screen, id, query: digits(search) };
}

/** Reads a deep link (`byline://works/ID`); it can open a screen and nothing else. */
export function parseDeepLink(link: string): Route | undefined {
  return /^byline:\/\//i.test(link) ? parseRoute(link.slice('byline://'.length)) : parseRoute(link);
}

/** The address of a screen, for `href`. */
export function href(screen: Screen, id?: string, query: Record<string, string | number> = {}): string {
  const search = Object.entries(query).map(([key, value]) => `${key}=${value}`).join('&');
  return `#/${screen}${id === undefined ? '' : `/${id}`}${search ? `?${search}` : ''}`;
}

function digits(search: string): Record<string, string> {
  const pairs = [...new URLSearchParams(search)].filter(([, value]) => /^\d{1,15}$/.test(value));
  return Object.fromEntries(pairs);
}
