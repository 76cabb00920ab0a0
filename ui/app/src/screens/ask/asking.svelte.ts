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
  found?: Extract<AskEvent, { event: 'found' }>;
  sentences: SentenceDto[];
}

/** What became of the last question: `asking` while it runs, then `done`, `stopped` by the person, or `failed`. */
type Phase = 'idle' | 'asking' | 'done' | 'stopped' | 'failed';

/** An answer of this visit, and what it was asked without. */
interface Try {
  shown: Shown;
  without: LeftOut[];
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

  /** The answer that was given before any work was left out, if that is another one. */
  get first(): Shown | undefined {
    const first = this.#tries.find(({ without }) => without.length === 0)?.shown;
    return first && first.receipt !== this.shown?.receipt ? first : undefined;
  }

  /** Asks. Answers the receipt's id, or nothing if there is no answer. */
  async ask(question: string, without: LeftOut[] = [], maxPrice?: string): Promise<string | undefined> {
    const stop = this.#begin();
    this.phase = 'asking';
    this.live = { question, without, sentences: [] };
    const request: AskRequest = { question, without: without.map(({ work }) => work), account: app.account };
    if (maxPrice !== undefined) request.max_price = maxPrice;
    try {
      const answer = await confirmAndRetry((confirmation) => this.#listen(request, stop.signal, confirmation));
      if (stop.signal.aborted) return undefined;
      this.#keep({ shown: fromAnswer(question, answer), without });
      this.phase = 'done';
      void this.refresh();
      void app.refresh().catch(() => undefined);
      return answer.receipt;
    } catch (error) {
      // Another question or another answer took its place.
      if (this.#stop !== stop) return undefined;
      this.phase = stopped(error, stop.signal) ? 'stopped' : 'failed';
      this.error = error;
      app.failed(error);
      return undefined;
    }
  }

  /** Stops the question that runs; nothing is paid. */
  stop(): void {
    this.#stop?.abort();
  }

  /** Opens an earlier answer. */
  async open(receipt: string): Promise<void> {
    // What was read of the works may be old: one may have been withdrawn since.
    this.#works.clear();
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
    const known = this.#works.get(id);
    if (known) return known;
    const reading = app.api.work(id);
    this.#works.set(id, reading);
    reading.catch(() => this.#works.delete(id));
    return reading;
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
      signal.throwIfAborted();
      if (event.event === 'answer') return event.answer;
      if (this.live && event.event === 'found') this.live.found = event;
      if (this.live && event.event === 'sentence') this.live.sentences.push(event.sentence);
    }
    // The stream ended without an answer: the node went away while it answered.
    throw new Unreachable(undefined);
  }
}

/** Whether it was the person who ended it. */
function stopped(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted || (error instanceof ApiError && error.code === 'confirmation_cancelled');
}

/** The questions of this visit. */
export const asking = new Asking();
