/** Watches all pages of a browser context for what no page of ours may do. */

/** What a foreign text would call if it ran. The corpus uses this name. */
export const MARKER = 'bylinePwned';

/** Everything that went wrong in a context's pages, less what a test said it expects. */
export class Watch {
  #problems = [];
  #expected = [];

  /** Starts watching. To be called before the first page opens. */
  static async over(context) {
    const watch = new Watch();
    const note = (text) => watch.#problems.push(text);
    context.on('console', (message) => {
      if (message.type() !== 'error') return;
      const { url } = message.location();
      note(`console: ${message.text()} (${url})`);
    });
    context.on('weberror', (error) => note(`page error: ${error.error()?.stack ?? error.error()}`));
    context.on('dialog', (dialog) => {
      note(`a dialog opened: ${dialog.type()} ${dialog.message()}`);
      dialog.dismiss().catch(() => undefined);
    });
    context.on('request', (request) => {
      if (isForeign(request.url())) note(`a request left the machine: ${request.url()}`);
    });
    await context.exposeBinding('bylineNote', (_source, text) => note(text));
    await context.addInitScript((marker) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        window.bylineNote(`CSP violation: ${event.effectiveDirective} blocked ${event.blockedURI} ${event.sample} (${event.sourceFile}:${event.lineNumber})`);
      });
      window[marker] = (text) => window.bylineNote(`foreign text ran: ${text}`);
    }, MARKER);
    return watch;
  }

  /** From now on, problems that match are part of the test. */
  expect(...patterns) {
    this.#expected.push(...patterns);
  }

  /** What went wrong so far and was not expected. */
  get problems() {
    return this.#problems.filter((text) => !this.#expected.some((pattern) => pattern.test(text)));
  }

  /** Throws if something went wrong. */
  check() {
    const { problems } = this;
    if (problems.length > 0) throw new Error(`The page did what it must not:\n  ${[...new Set(problems)].join('\n  ')}`);
  }
}

/** What the browser says when the node refuses with `status` at a path. */
export function refusal(status, path) {
  return new RegExp(`^console: Failed to load resource: .* status of ${status} .*${path}`);
}

/** What the browser says when there is no node. */
export const NO_NODE = /^console: Failed to load resource: net::ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING|CONNECTION_RESET|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|CONNECTION_CLOSED)/;

function isForeign(address) {
  const url = new URL(address);
  if (url.protocol === 'data:' || url.protocol === 'blob:') return false;
  return url.protocol !== 'http:' || url.hostname !== '127.0.0.1';
}
