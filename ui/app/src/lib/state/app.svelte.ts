import type { Api } from '$lib/api/api';
import { ApiError, Unreachable } from '$lib/api/errors';
import { type Connection, findConnection, forgetToken } from '$lib/api/connection';
import { HttpApi } from '$lib/api/http';
import type { AccountDto, NodeEvent, StatusDto, WalletDto } from '$lib/api/types';
import { inWindow, restartNode } from '$lib/desktop/desktop';
import { isLocale, language, preferredLocale } from '$lib/i18n/locale.svelte';
import { watch } from './events.svelte';
import { preferences } from './preferences.svelte';

/**
 * How the page stands with its node.
 *
 * `starting`: nothing is known yet · `locked`: it has no token, or a wrong one · `connected` · `gone`: the node does not
 * answer. While it is gone the screens stay as they are, so that nothing typed is lost.
 */
export type Link = 'starting' | 'locked' | 'connected' | 'gone';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 4000;
/** How long the page stays empty for the language that the node knows, in milliseconds. */
const PATIENCE = 400;

class App {
  link = $state<Link>('starting');
  status = $state.raw<StatusDto>();
  accounts = $state.raw<AccountDto[]>([]);
  /** The balance of the account in use. */
  wallet = $state.raw<WalletDto>();
  /** Whether everything that the first screen needs is here. */
  ready = $state(false);
  /** Grows with every block and every earning: what depends on the ledger reads it and loads again. */
  beat = $state(0);
  /** While a person looks for the node again. */
  searching = $state(false);

  #api = $state.raw<Api>();
  #stop: AbortController | undefined;
  /** How often the node was read; and which of these readings the status and accounts, and the balance, are of. */
  #asked = 0;
  #read = 0;
  #balanced = 0;

  /** The node. Screens are shown only when there is one. */
  get api(): Api {
    if (!this.#api) throw new Error('the page is not connected to a node');
    return this.#api;
  }

  /** Name of the account in use: the one last chosen, or the first. */
  get account(): string | undefined {
    const chosen = preferences.current.account;
    const known = this.accounts.find((account) => account.account === chosen) ?? this.accounts[0];
    return known?.account;
  }

  /** The account in use. */
  get current(): AccountDto | undefined {
    return this.accounts.find((account) => account.account === this.account);
  }

  /** Whether `address` is one of this wallet's accounts. */
  owns(address: string): boolean {
    return this.accounts.some((account) => account.address === address);
  }

  /** Uses another account from now on. */
  async choose(account: string): Promise<void> {
    try {
      await preferences.save({ account });
    } finally {
      // Chosen here even where the node could not keep it.
      await this.refresh();
    }
  }

  /** Connects with what the window, the address or this tab hands over. */
  async start(): Promise<void> {
    // The node knows which language was chosen. One that takes long to answer does not keep the page empty.
    const patience = setTimeout(() => void this.#speak(), PATIENCE);
    try {
      await this.#reconnect();
    } finally {
      clearTimeout(patience);
      await this.#speak();
    }
  }

  /** Speaks the reader's language, if none is spoken yet. */
  async #speak(): Promise<void> {
    if (!language.spoken) await language.use(preferredLocale());
  }

  /** Works with `api`; for `start`, and for tests with a fake. */
  async use(api: Api): Promise<void> {
    this.#api = api;
    await this.#load(api);
    // Only now: a search for the node goes on until one is found.
    this.#stop?.abort();
    this.#stop = new AbortController();
    this.link = 'connected';
    this.ready = true;
    this.beat += 1;
    void this.#follow(api, this.#stop.signal);
  }

  /** Reads the status, the accounts and the balance again. What was asked for earlier never replaces what was asked for later. */
  async refresh(): Promise<void> {
    const api = this.api;
    const asked = (this.#asked += 1);
    const [status, accounts] = await Promise.all([api.status(), api.accounts()]);
    if (api !== this.#api || asked < this.#read) return;
    this.#read = asked;
    this.status = status;
    this.accounts = accounts;
    const { account } = this;
    const wallet = await api.wallet(account);
    if (api !== this.#api || asked < this.#balanced || account !== this.account) return;
    this.#balanced = asked;
    this.wallet = wallet;
  }

  /** Looks for the node once, now. In the window, `restart` starts it first. */
  async tryAgain(restart = false): Promise<void> {
    this.searching = true;
    try {
      if (restart && inWindow()) await this.#connect(await restartNode());
      else await this.#reconnect();
    } catch {
      // It is still gone, which is on screen already.
    } finally {
      this.searching = false;
    }
  }

  /** Says that a call found no node; the search for it starts. */
  lost(): void {
    if (this.link === 'connected') this.#lose();
  }

  /** Says how a call failed: without a node the search for it starts, with a wrong token the right one is looked for. */
  failed(error: unknown): void {
    if (error instanceof Unreachable) this.lost();
    else if (wrongToken(error) && this.link === 'connected') void this.#reconnect().catch(() => undefined);
  }

  #lose(): void {
    // A search that is under way goes on.
    if (this.link === 'gone') return;
    this.link = 'gone';
    this.#stop?.abort();
    this.#stop = new AbortController();
    void this.#search(this.#stop.signal);
  }

  async #load(api: Api): Promise<void> {
    await preferences.load(api);
    const { language: wished } = preferences.current;
    if (isLocale(wished)) {
      if (wished !== language.current || !language.spoken) await language.use(wished);
    } else if (!this.ready) {
      if (preferredLocale() !== language.current || !language.spoken) await language.use(preferredLocale());
    } else if (language.current !== preferredLocale()) {
      // A home that was restored or erased knows no language; the one that was chosen goes on, and is told to it.
      void preferences.save({ language: language.current }).catch(() => undefined);
    }
    await this.refresh();
  }

  async #reconnect(): Promise<void> {
    const connection = await findConnection().catch(() => undefined);
    if (!connection) {
      if (inWindow()) this.#lose();
      else this.link = 'locked';
      return;
    }
    await this.#connect(connection);
  }

  async #connect(connection: Connection): Promise<void> {
    try {
      await this.use(new HttpApi(connection));
    } catch (error) {
      if (wrongToken(error)) {
        forgetToken();
        this.link = 'locked';
        return;
      }
      this.#lose();
      throw error;
    }
  }

  /** Follows the node's events; when they end, the node is gone. */
  async #follow(api: Api, signal: AbortSignal): Promise<void> {
    const ended = await watch(api, (event) => this.#heard(event), signal);
    if (ended === 'gone') this.lost();
  }

  async #heard(event: NodeEvent): Promise<void> {
    if (event.event !== 'block' && event.event !== 'earned') return;
    this.beat += 1;
    await this.refresh().catch((error: unknown) => this.failed(error));
  }

  /** Looks for the node until it is back, less and less often. */
  async #search(signal: AbortSignal): Promise<void> {
    let wait = FIRST_WAIT;
    while (this.link === 'gone' && !signal.aborted) {
      await new Promise((wake) => setTimeout(wake, wait));
      wait = Math.min(wait * 2, LONGEST_WAIT);
      if (this.link !== 'gone' || signal.aborted) return;
      // What went wrong is on screen already: the node does not answer.
      await this.#reconnect().catch(() => undefined);
    }
  }
}

function wrongToken(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** The app: its node, who one is in it, and how the two stand. */
export const app = new App();
