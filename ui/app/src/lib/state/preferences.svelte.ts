import type { Api } from '$lib/api/api';
import type { Preferences } from '$lib/api/types';

/** What the page remembers. Kept by the node as one document, so that a window and a browser remember the same. */
class PreferencesState {
  current = $state.raw<Preferences>({});
  #api: Api | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** Reads the document. */
  async load(api: Api): Promise<void> {
    this.#api = api;
    this.current = await api.preferences();
  }

  /** Changes some of it: at once here, then in the node, in the order of the calls. */
  save(change: Partial<Preferences>): Promise<void> {
    this.current = { ...this.current, ...change };
    const api = this.#api;
    const write = async () => {
      if (api) await api.putPreferences(this.current);
    };
    this.#writing = this.#writing.then(write, write);
    return this.#writing;
  }
}

/** The preferences of the page. */
export const preferences = new PreferencesState();
