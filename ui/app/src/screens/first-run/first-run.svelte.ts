import { ApiError } from '$lib/api/errors';
import type { NewDocumentDto, PublishedDto, WorkDetailDto } from '$lib/api/types';
import { app } from '$lib/state/app.svelte';
import { preferences } from '$lib/state/preferences.svelte';
import { tints } from '$lib/state/tints.svelte';
import { Asking } from '../ask/asking.svelte';
import { type LeftOut, type Picked, batches, contentOf, sift } from '../publish/files';
import { Previewer } from '../publish/previewer.svelte';
import { priceOf } from '../publish/price';
import { firstWords } from './suggest';

/** A price that can be seen to be paid, and is next to nothing. */
const SMALL_PRICE = '0.001';
/** The most characters of a text that is looked at while it is typed. */
const PREVIEWED = 200_000;

/** Where one is: writing, asking about it, or looking at the answer. */
export type Step = 'write' | 'ask' | 'seen';

/** A published work with the text as it is quoted and the passages as they were cut. */
export interface Published {
  said: PublishedDto;
  work: WorkDetailDto;
  cuts: NonNullable<PublishedDto['cuts']>;
}

/** The first two minutes. Outlives the screen, so that a change of language loses nothing. */
class FirstRun {
  text = $state('');
  name = $state('');
  slot = $state(1);
  price = $state(SMALL_PRICE);
  picked = $state.raw<Picked[]>([]);
  leftOut = $state.raw<LeftOut[]>([]);
  published = $state.raw<Published[]>([]);
  refused = $state.raw<PublishedDto[]>([]);
  busy = $state(false);
  /** Files done, of a folder. */
  done = $state(0);
  error = $state.raw<unknown>();
  readonly asking = new Asking();
  readonly preview = new Previewer<string, PublishedDto[]>((text, signal) =>
    app.api.publish({ documents: [this.#typed(text)], preview: true }, { signal }));
  #stop: AbortController | undefined;
  /** The ledger that everything here belongs to. */
  #chain: string | undefined;

  get step(): Step {
    if (this.published.length === 0) return 'write';
    return this.asking.shown ? 'seen' : 'ask';
  }

  /** Whether there is something to publish. */
  get something(): boolean {
    return this.picked.length > 0 || this.text.trim() !== '';
  }

  /** Whether the price can be read. What was meant to be paid for is not published for nothing. */
  get priced(): boolean {
    return priceOf(this.price) !== undefined;
  }

  /** What the node would make of what is typed. */
  get previewed(): PublishedDto | undefined {
    return this.text.trim() === '' ? undefined : this.preview.answer?.[0];
  }

  /** Looks at the text when the typing pauses. */
  look(): void {
    if (this.text.trim() === '' || this.text.length > PREVIEWED) this.preview.clear();
    else this.preview.later(this.text);
  }

  /** Takes files. A single text is shown in the field, where it can be read and changed. */
  async pick(files: Picked[]): Promise<void> {
    const { taken, leftOut } = sift(files);
    this.leftOut = leftOut;
    const [only] = taken;
    const content = taken.length === 1 && only ? await contentOf(only.file) : {};
    if (content.text !== undefined) {
      this.text = content.text.replace(/^\uFEFF/, '');
      this.picked = [];
      this.look();
    } else {
      this.picked = taken;
    }
  }

  /** Lets the files go. */
  drop(): void {
    this.picked = [];
    this.leftOut = [];
  }

  /** Names the account, notes the colour and publishes. */
  async publish(): Promise<void> {
    if (!this.priced) return;
    await this.#run(async (signal) => {
      await this.#nameAccount();
      const address = app.accounts[0]?.address;
      if (address) await tints.wish(address, this.slot);
      if (this.picked.length > 0) await this.#publishFiles(signal);
      else await this.#publishAll([this.#typed(this.text)], signal);
      await app.refresh();
    });
  }

  /** Stops between two requests; what is published by then stays until it is taken back. */
  stop(): void {
    this.#stop?.abort();
  }

  /** Takes back what was published and returns to the beginning, with the text as it was. */
  startOver(): Promise<void> {
    return this.#run(async () => {
      // An answer on its way would still be paid.
      this.asking.stop();
      this.asking.forget();
      for (const { work } of this.published) await app.api.withdraw(work.work);
      this.published = [];
      this.refused = [];
      this.asking.draft = '';
      this.look();
      await app.refresh();
    });
  }

  /** Goes on; the first run does not come again. */
  async keep(): Promise<void> {
    await preferences.save({ first_run_done: true });
  }

  /** Begins anew when `chain` is another ledger than before: the wallet was restored or everything was erased. */
  follow(chain: string | undefined): void {
    if (chain === undefined) return;
    if (this.#chain !== undefined && this.#chain !== chain) this.reset();
    this.#chain = chain;
  }

  /** Forgets everything, for whoever comes here again. */
  reset(): void {
    this.stop();
    this.asking.forget();
    this.asking.draft = '';
    this.preview.clear();
    this.text = '';
    this.name = '';
    this.price = SMALL_PRICE;
    this.drop();
    this.published = [];
    this.refused = [];
    this.error = undefined;
  }

  async #run(act: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.busy = true;
    this.error = undefined;
    this.done = 0;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    try {
      await act(signal);
    } catch (error) {
      if (!signal.aborted) this.error = error;
    } finally {
      this.busy = false;
    }
  }

  async #nameAccount(): Promise<void> {
    const name = this.name.trim();
    const first = app.accounts[0];
    if (name === '' || !first || first.account === name) return;
    await app.api.renameAccount(first.account, name);
    await app.refresh();
  }

  async #publishFiles(signal: AbortSignal): Promise<void> {
    for (const batch of batches(this.picked)) {
      signal.throwIfAborted();
      const documents = await Promise.all(batch.map(async ({ path, file }) => this.#terms({ path, ...(await contentOf(file)) })));
      await this.#publishAll(documents, signal);
      this.done += batch.length;
    }
  }

  async #publishAll(documents: NewDocumentDto[], signal: AbortSignal): Promise<void> {
    const account = app.accounts[0]?.account;
    const said = await app.api.publish({ documents, account }, { signal });
    const cuts = await this.#cuts(documents);
    for (const [index, one] of said.entries()) {
      if (one.work === undefined) {
        this.refused = [...this.refused, one];
        continue;
      }
      const work = await app.api.work(one.work);
      this.published = [...this.published, { said: one, work, cuts: cuts[index] ?? [] }];
    }
    // A single text that was refused is an error of the step; of many, the others are published.
    const [only] = said;
    if (said.length === 1 && only?.error && this.published.length === 0) {
      this.refused = [];
      throw new ApiError(400, only.error);
    }
  }

  /** Where a single text was cut; of many nobody looks. */
  async #cuts(documents: NewDocumentDto[]): Promise<NonNullable<PublishedDto['cuts']>[]> {
    if (documents.length !== 1) return [];
    const said = await app.api.publish({ documents, preview: true }).catch(() => []);
    return said.map((one) => one.cuts ?? []);
  }

  #typed(text: string): NewDocumentDto {
    const heading = /^\s*#\s/.test(text);
    const document: NewDocumentDto = { path: 'first-words.md', text };
    return this.#terms(heading ? document : { ...document, title: firstWords(text) });
  }

  #terms(document: NewDocumentDto): NewDocumentDto {
    const price = priceOf(this.price);
    const paid = price !== undefined && /[1-9]/.test(price);
    return paid ? { ...document, licence: 'paid', price } : { ...document, licence: 'attribution' };
  }
}

/** The first run of this visit. */
export const firstRun = new FirstRun();
