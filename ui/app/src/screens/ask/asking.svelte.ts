import { ApiError, Unreachable } from '$lib/api/errors';
import type { AnswerDto, AskEvent, AskRequest, SentenceDto, WorkDetailDto } from '$lib/api/types';
import { app } from '$lib/state/app.svelte';
import { confirmAndRetry } from '$lib/state/confirm.svelte';
import { type Shown, fromAnswer, fromReceipt } from './answer';

/** A work that an answer was asked without. */
export interface LeftOut {
  work: string;
  title: string;
  account: string;
  address: string;
}

/** A question on its way to an answer. */
export interface Live {
  question: string;
  without: LeftOut[];
  /** The most that it may cost, as it was shown to whoever asked; asking it again keeps to it. */
  maxPrice?: string;
  found?: Extract<AskEvent, { event: 'found' }>;
  sentences: SentenceDto[];
}

/** Milliseconds after which the receipts are read again for a question that was stopped. */
const PAYING = 500;
/** How many receipts are looked at for it: another program may have asked meanwhile. */
const NEWEST = 5;

/** What became of the last question: `asking` while it runs, then `done`, `stopped` by the person, or `failed`. */
type Phase = 'idle' | 'asking' | 'done' | 'stopped' | 'failed';

/** An answer of this visit, and what it was asked without. */
interface Try {
  shown: Shown;
  without: LeftOut[];
}

/** What was asked, and when, in milliseconds since 1970. */
interface Asked {
  question: string;
  without: LeftOut[];
  started: number;
}

/** What one asks, and what came of it. Lives longer than a screen, so that leaving it loses nothing. */
export class Asking {
  /** What is typed. */
  draft = $state('');
  phase = $state<Phase>('idle');
  live = $state<Live>();
  /** The answer on screen. */
  shown = $state.raw<Shown>();
  error = $state.raw<unknown>();
  /** Whether an earlier answer is being opened. */
  opening = $state(false);
  /** What the answer on screen was asked without. */
  without = $derived.by(() => this.#tries.find(({ shown }) => shown.receipt === this.shown?.receipt)?.without ?? []);

  /** The answers to one question, with and without some works. */
  #tries = $state.raw<Try[]>([]);
  #stop: AbortController | undefined;
  readonly #works = new Map<string, Promise<WorkDetailDto>>();
  /** The block of which they are: with the next one a work may be withdrawn. */
  #worksOf = -1;

  /** The answer that was given before any work was left out, if that is another one. */
  get first(): Shown | undefined {
    const first = this.#tries.find(({ without }) => without.length === 0)?.shown;
    return first && first.receipt !== this.shown?.receipt ? first : undefined;
  }

  /** Asks. Answers the receipt's id, or nothing if there is no answer. */
  async ask(question: string, without: LeftOut[] = [], maxPrice?: string): Promise<string | undefined> {
    const stop = this.#begin();
    this.phase = 'asking';
    this.live = { question, without, maxPrice, sentences: [] };
    const started = Date.now();
    const request: AskRequest = { question, without: without.map(({ work }) => work), account: app.account };
    if (maxPrice !== undefined) request.max_price = maxPrice;
    try {
      const answer = await confirmAndRetry((confirmation) => this.#listen(request, stop.signal, confirmation));
      // Another took its place. One that was stopped when it was there already is signed and paid, and is shown.
      if (this.#stop !== stop) return undefined;
      return this.#done({ shown: fromAnswer(question, answer), without });
    } catch (error) {
      // Another question or another answer took its place.
      if (this.#stop !== stop) return undefined;
      if (stop.signal.aborted) return this.#stopped({ question, without, started }, stop);
      this.phase = cancelled(error) ? 'stopped' : 'failed';
      this.error = error;
      app.failed(error);
      return undefined;
    }
  }

  /** Stops the question that runs. Nothing is paid, unless it is being paid at this moment: then the answer is shown. */
  stop(): void {
    this.#stop?.abort();
  }

  /** Opens an earlier answer. */
  async open(receipt: string): Promise<void> {
    if (this.shown?.receipt === receipt && this.phase !== 'asking') {
      this.phase = 'done';
      return;
    }
    const known = this.#tries.find(({ shown }) => shown.receipt === receipt);
    const stop = this.#begin();
    this.phase = 'done';
    this.live = undefined;
    this.shown = known?.shown;
    if (known) return this.refresh();
    this.opening = true;
    try {
      const shown = fromReceipt(await app.api.receipt(receipt, { signal: stop.signal }));
      this.#tries = [{ shown, without: [] }];
      this.shown = shown;
    } catch (error) {
      if (this.#stop !== stop) return;
      this.error = error;
    } finally {
      if (this.#stop === stop) this.opening = false;
    }
  }

  /** Forgets everything but what is typed: the node has another ledger now. */
  forget(): void {
    this.#clear();
    this.#tries = [];
  }

  /** Shows no answer, unless one is on its way. */
  close(): void {
    if (this.phase !== 'asking') this.#clear();
  }

  /** Reads the receipt of the answer on screen again, for what changes about it: whether it is settled. */
  async refresh(): Promise<void> {
    const id = this.shown?.receipt;
    if (id === undefined) return;
    const detail = await app.api.receipt(id).catch(() => undefined);
    if (!detail || this.shown?.receipt !== id) return;
    const shown = { ...this.shown, detail };
    this.#tries = this.#tries.map((one) => (one.shown.receipt === id ? { ...one, shown } : one));
    this.shown = shown;
  }

  /** An answer of this visit to the same question, asked without exactly these works. */
  answered(without: readonly string[]): Shown | undefined {
    const wanted = [...without].sort().join(' ');
    return this.#tries.find((one) => one.without.map(({ work }) => work).sort().join(' ') === wanted)?.shown;
  }

  /** The sentences of the first answer, to show which of them are gone. */
  get before(): SentenceDto[] {
    return this.#tries.find(({ without }) => without.length === 0)?.shown.sentences ?? [];
  }

  /** The work of a source, read once. */
  work(id: string): Promise<WorkDetailDto> {
    if (this.#worksOf !== app.beat) this.#works.clear();
    this.#worksOf = app.beat;
    const known = this.#works.get(id);
    if (known) return known;
    const reading = app.api.work(id);
    this.#works.set(id, reading);
    reading.catch(() => this.#works.delete(id));
    return reading;
  }

  #done(one: Try): string {
    this.#keep(one);
    this.phase = 'done';
    void this.refresh();
    void app.refresh().catch(() => undefined);
    return one.shown.receipt;
  }

  /** Says that it was stopped only when it is sure that it was: it may have been signed and paid in the same moment. */
  async #stopped(asked: Asked, stop: AbortController): Promise<string | undefined> {
    try {
      const shown = (await this.#signed(asked)) ?? (await later(PAYING).then(() => this.#signed(asked)));
      if (this.#stop !== stop) return undefined;
      if (shown) return this.#done({ shown, without: asked.without });
      this.phase = 'stopped';
    } catch (error) {
      // Nobody knows whether it was paid: that is not to be called stopped.
      if (this.#stop !== stop) return undefined;
      this.phase = 'failed';
      this.error = error;
      app.failed(error);
    }
    return undefined;
  }

  /** The answer to what was asked, if there is a receipt of it. */
  async #signed({ question, started }: Asked): Promise<Shown | undefined> {
    const receipts = await app.api.receipts({ limit: NEWEST });
    const own = receipts.find((receipt) => receipt.question.trim() === question.trim() && receipt.made_at >= started);
    return own && fromReceipt(await app.api.receipt(own.receipt));
  }

  #clear(): void {
    this.#begin();
    this.phase = 'idle';
    this.live = undefined;
    this.shown = undefined;
  }

  #begin(): AbortController {
    this.#stop?.abort();
    this.#stop = new AbortController();
    this.#works.clear();
    this.error = undefined;
    this.opening = false;
    return this.#stop;
  }

  #keep(one: Try): void {
    const same = this.#tries[0]?.shown.question === one.shown.question && one.without.length > 0;
    this.#tries = same ? [...this.#tries, one] : [one];
    this.shown = one.shown;
    this.live = undefined;
  }

  async #listen(request: AskRequest, signal: AbortSignal, confirmation?: string): Promise<AnswerDto> {
    if (this.live) this.live.sentences = [];
    for await (const event of app.api.ask(request, confirmation === undefined ? { signal } : { signal, confirmation })) {
      // An answer that is here is paid, whoever stopped it.
      if (event.event === 'answer') return event.answer;
      signal.throwIfAborted();
      if (this.live && event.event === 'found') this.live.found = event;
      if (this.live && event.event === 'sentence') this.live.sentences.push(event.sentence);
    }
    // The stream ended without an answer: the node went away while it answered.
    throw new Unreachable(undefined);
  }
}

/** Whether the person took it back before it was confirmed; nothing was asked then. */
function cancelled(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'confirmation_cancelled';
}

function later(milliseconds: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, milliseconds));
}

/** The questions of this visit. */
export const asking = new Asking();
