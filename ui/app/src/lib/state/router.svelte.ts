import { inAddress } from '$lib/api/connection';
import { HOME, href, parseDeepLink, parseRoute, type Route, type Screen } from '$lib/routes';

class Router {
  /** Where one is. */
  route = $state.raw<Route>(parseRoute(location.hash) ?? HOME);

  /** Follows the address until it is stopped. A token in it names no screen: `handed` is called instead, to take it. */
  follow(handed: () => void = () => {}): () => void {
    const read = () => {
      this.route = parseRoute(location.hash) ?? HOME;
    };
    const changed = () => (inAddress() ? handed() : read());
    read();
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }

  /** Opens a screen. */
  go(screen: Screen, id?: string, query: Record<string, string | number> = {}): void {
    this.set(href(screen, id, query), false);
  }

  /** Opens a screen in the place of this one, which the way back then skips. */
  replace(screen: Screen, id?: string, query: Record<string, string | number> = {}): void {
    this.set(href(screen, id, query), true);
  }

  /** Opens what a deep link names; a link to nowhere opens nothing. */
  open(link: string): void {
    const route = parseDeepLink(link);
    if (route) this.go(route.screen, route.id, route.query);
  }

  private set(address: string, instead: boolean): void {
    if (instead) history.replaceState(null, '', address);
    else if (address !== location.hash) history.pushState(null, '', address);
    this.route = parseRoute(address) ?? HOME;
  }
}

/** Which screen is open. */
export const router = new Router();
