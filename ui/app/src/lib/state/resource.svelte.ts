import { isAbort } from '$lib/api/errors';
import { app } from './app.svelte';

/**
 * Something that is loaded: nothing yet, here, or failed. Loading again keeps what is here until the new comes, and stops
 * the load before it.
 */
export class Resource<T> {
  value = $state.raw<T>();
  error = $state.raw<unknown>();
  loading = $state(false);
  readonly #load: (signal: AbortSignal) => Promise<T>;
  #stop: AbortController | undefined;

  constructor(load: (signal: AbortSignal) => Promise<T>) {
    this.#load = load;
  }

  /** Loads it. */
  async reload(): Promise<void> {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.loading = true;
    try {
      const value = await this.#load(stop.signal);
      if (stop.signal.aborted) return;
      this.value = value;
      this.error = undefined;
    } catch (error) {
      if (stop.signal.aborted || isAbort(error)) return;
      app.failed(error);
      this.error = error;
    } finally {
      if (this.#stop === stop) this.loading = false;
    }
  }

  /** Stops a load under way, and forgets what is here. */
  clear(): void {
    this.#stop?.abort();
    this.value = undefined;
    this.error = undefined;
    this.loading = false;
  }
}
