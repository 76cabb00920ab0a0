import type { Api } from '$lib/api/api';
import { isAbort, Unreachable } from '$lib/api/errors';
import type { NewDocumentDto, PublishedDto } from '$lib/api/types';
import { batches, contentOf, sift, type LeftOut, type Picked } from './files';

/** A file on the list. */
export interface Entry extends Picked {
  /** What would become of it, or became of it. */
  outcome?: PublishedDto;
  /** Why it could not even be sent. */
  failure?: unknown;
}

/** What the person chose for all files; what is not chosen is as each file says. */
export interface Terms {
  account?: string;
  licence?: string;
  price?: string;
  lang?: string;
}

/** Where the list is: chosen · being looked at · seen · being published · published, all or up to where it was stopped. */
export type Phase = 'chosen' | 'looking' | 'seen' | 'publishing' | 'done';

/** How a pass over the files ended; `overtaken` by a newer one. */
type Ending = 'through' | 'stopped' | 'overtaken';

/** Many files, looked at and published in parts that can be stopped between. */
export class Bulk {
  entries = $state.raw<Entry[]>([]);
  leftOut = $state.raw<LeftOut[]>([]);
  phase = $state<Phase>('chosen');
  /** Files that are through in this phase. */
  through = $state(0);
  /** Why the work broke off. */
  error = $state.raw<unknown>();
  #stop: AbortController | undefined;

  /** Puts files on the list. */
  add(picked: readonly Picked[]): void {
    const { taken, leftOut } = sift(picked, new Set(this.entries.map((entry) => entry.path)));
    taken.sort((a, b) => a.path.localeCompare(b.path, undefined, { numeric: true }));
    this.entries = [...this.entries, ...taken];
    // A path is on the list once: one that was picked again is left out for its latest reason, or no longer.
    const again = new Set(picked.map(({ path }) => path));
    const latest = new Map(leftOut.map((one) => [one.path, one]));
    this.leftOut = [...this.leftOut.filter(({ path }) => !again.has(path)), ...latest.values()];
    if (taken.length > 0) this.phase = 'chosen';
  }

  /** Takes a file off the list. */
  remove(path: string): void {
    this.entries = this.entries.filter((entry) => entry.path !== path);
  }

  /** Empties the list. */
  clear(): void {
    this.stop();
    this.entries = [];
    this.leftOut = [];
    this.error = undefined;
    this.phase = 'chosen';
  }

  /** Stops after the files that are under way; what is published stays so. */
  stop(): void {
    this.#stop?.abort();
  }

  /** Says what would become of the files. */
  async look(api: Api, terms: Terms): Promise<void> {
    const ended = await this.#run(api, terms, true, this.entries);
    if (ended !== 'overtaken') this.phase = ended === 'through' ? 'seen' : 'chosen';
  }

  /** Publishes those that were not refused. */
  async publish(api: Api, terms: Terms): Promise<void> {
    await this.#run(api, terms, false, this.publishable);
    this.phase = 'done';
  }

  /** The files that were not refused and are not published. */
  get publishable(): Entry[] {
    return this.entries.filter((entry) => entry.outcome?.outcome === 'preview');
  }

  /** The files that are published. */
  get published(): Entry[] {
    return this.entries.filter((entry) => entry.outcome?.work && entry.outcome.outcome !== 'preview');
  }

  /** The files that were refused. */
  get refused(): Entry[] {
    return this.entries.filter((entry) => entry.failure !== undefined || entry.outcome?.error !== undefined);
  }

  async #run(api: Api, terms: Terms, preview: boolean, entries: readonly Entry[]): Promise<Ending> {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.phase = preview ? 'looking' : 'publishing';
    this.through = 0;
    this.error = undefined;
    for (const batch of batches(entries)) {
      if (stop.signal.aborted) return this.#ending(stop);
      try {
        // A preview may be cut off at once. A request that signs is let finish, so that its outcome is known.
        const outcomes = await send(api, batch, terms, preview, preview ? stop.signal : undefined);
        if (preview && stop.signal.aborted) return this.#ending(stop);
        this.#replace(outcomes);
      } catch (error) {
        if (this.#stop !== stop || isAbort(error)) return this.#ending(stop);
        this.error = error;
        if (error instanceof Unreachable) return 'stopped';
        this.#replace(batch.map(({ path, file }) => ({ path, file, failure: error })));
      }
      this.through += batch.length;
    }
    return stop.signal.aborted ? this.#ending(stop) : 'through';
  }

  #ending(stop: AbortController): Ending {
    return this.#stop === stop ? 'stopped' : 'overtaken';
  }

  #replace(changed: readonly Entry[]): void {
    const byPath = new Map(changed.map((entry) => [entry.path, entry]));
    this.entries = this.entries.map((entry) => byPath.get(entry.path) ?? entry);
  }
}

async function send(
  api: Api,
  batch: readonly Entry[],
  terms: Terms,
  preview: boolean,
  signal: AbortSignal | undefined,
): Promise<Entry[]> {
  const { account, ...ofEach } = terms;
  const read = await Promise.all(batch.map((entry) => readOne(entry, ofEach)));
  const documents = read.flatMap((one) => (one.document ? [one.document] : []));
  const request = { documents, preview, ...(account ? { account } : {}) };
  const outcomes = documents.length > 0 ? await api.publish(request, { signal }) : [];
  const next = outcomes.values();
  return read.map(({ entry, document, failure }) => {
    const plain = { path: entry.path, file: entry.file };
    if (!document) return { ...plain, failure };
    const outcome = next.next().value;
    return outcome ? { ...plain, outcome: withoutText(outcome) } : plain;
  });
}

interface Read {
  entry: Entry;
  document?: NewDocumentDto;
  failure?: unknown;
}

/** A file that changed or went away since it was picked cannot be read; the others can. */
async function readOne(entry: Entry, terms: Omit<Terms, 'account'>): Promise<Read> {
  try {
    const content = await contentOf(entry.file);
    return { entry, document: { path: entry.path, source: `file:${entry.path}`, ...content, ...terms } };
  } catch (failure) {
    return { entry, failure };
  }
}

/** A list of many files needs the numbers; the texts would fill the memory. */
function withoutText(outcome: PublishedDto): PublishedDto {
  const { text: _, cuts: __, ...rest } = outcome;
  return rest;
}
