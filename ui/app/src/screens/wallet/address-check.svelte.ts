import { isAbort } from '$lib/api/errors';
import type { Api } from '$lib/api/api';
import type { AddressDto } from '$lib/api/types';

/** What is known of the address that somebody types. */
export type AddressState =
  | { kind: 'empty' }
  | { kind: 'checking' }
  | { kind: 'found'; address: AddressDto }
  | { kind: 'refused'; error: unknown };

/** How long typing has to rest before the node is asked. */
const REST_MS = 250;

/** Asks the node whose address is being typed, once typing rests. An answer to an earlier text never replaces a later one. */
export class AddressCheck {
  state = $state<AddressState>({ kind: 'empty' });
  readonly #api: () => Api;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | undefined;

  constructor(api: () => Api) {
    this.#api = api;
  }

  /** Checks `text` after a short rest. */
  typed(text: string): void {
    this.stop();
    this.state = text.trim() === '' ? { kind: 'empty' } : { kind: 'checking' };
    if (this.state.kind === 'checking') this.#timer = setTimeout(() => void this.now(text), REST_MS);
  }

  /** Checks `text` at once; answers the address if it is one. */
  async now(text: string): Promise<AddressDto | undefined> {
    this.stop();
    if (text.trim() === '') return undefined;
    const running = (this.#running = new AbortController());
    this.state = { kind: 'checking' };
    try {
      const address = await this.#api().address(text.trim(), { signal: running.signal });
      if (running.signal.aborted) return undefined;
      this.state = { kind: 'found', address };
      return address;
    } catch (error) {
      if (!isAbort(error) && !running.signal.aborted) this.state = { kind: 'refused', error };
      return undefined;
    }
  }

  /** Forgets what is under way. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
  }
}
