import { isAbort } from '$lib/api/errors';

/** Milliseconds without a change before a text is looked at. */
const PAUSE = 500;

/**
 * Keeps an answer up with something that is being typed: asks when the typing pauses, stops a question that a newer one
 * makes useless, and shows the last answer until the next one comes.
 */
export class Previewer<Question, Answer> {
  answer = $state.raw<Answer>();
  error = $state.raw<unknown>();
  /** Whether the answer is not of the latest question. */
  behind = $state(false);
  readonly #ask: (question: Question, signal: AbortSignal) => Promise<Answer>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop: AbortController | undefined;

  constructor(ask: (question: Question, signal: AbortSignal) => Promise<Answer>) {
    this.#ask = ask;
  }

  /** Asks soon, if nothing newer is to be asked then. */
  later(question: Question, pause = PAUSE): void {
    this.stop();
    this.behind = true;
    this.#timer = setTimeout(() => void this.#now(question), pause);
  }

  /** Asks no more. What was answered stays. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#stop?.abort();
    this.behind = false;
  }

  /** Forgets the answer too. */
  clear(): void {
    this.stop();
    this.answer = undefined;
    this.error = undefined;
  }

  async #now(question: Question): Promise<void> {
    const stop = new AbortController();
    this.#stop = stop;
    try {
      const answer = await this.#ask(question, stop.signal);
      if (stop.signal.aborted) return;
      this.answer = answer;
      this.error = undefined;
    } catch (error) {
      if (stop.signal.aborted || isAbort(error)) return;
      this.error = error;
    }
    this.behind = false;
  }
}
