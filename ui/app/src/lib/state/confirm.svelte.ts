import { ApiError } from '$lib/api/errors';
import type { ConfirmationNeeded } from '$lib/api/types';
import { app } from './app.svelte';

/** Seconds that one question about a confirmation may stay open. */
const WAIT = 25;

interface Waiting {
  needed: ConfirmationNeeded;
  cancel: () => void;
}

class Confirmations {
  /** What waits for a person now; the prompt in the shell shows it. */
  waiting = $state.raw<Waiting>();
}

/** The confirmation that waits, if there is one. */
export const confirmations = new Confirmations();

/**
 * Calls `call`. If the node wants a person's word for it first, waits for that word, which web content cannot give, and
 * repeats exactly the same call with it. Rejects with code `confirmation_refused`, `confirmation_expired` or
 * `confirmation_cancelled` if there is none.
 */
export async function confirmAndRetry<T>(call: (confirmation?: string) => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ApiError) || !error.confirmation) throw error;
    await approved(error.confirmation);
    return call(error.confirmation.id);
  }
}

/** Waits until the confirmation is given. */
async function approved(needed: ConfirmationNeeded): Promise<void> {
  const stop = new AbortController();
  confirmations.waiting = { needed, cancel: () => stop.abort() };
  try {
    for (;;) {
      const { state } = await app.api.confirmation(needed.id, WAIT, { signal: stop.signal });
      if (state === 'approved') return;
      if (state !== 'pending') throw new ApiError(0, { code: `confirmation_${state}` });
    }
  } catch (error) {
    throw stop.signal.aborted ? new ApiError(0, { code: 'confirmation_cancelled' }) : error;
  } finally {
    confirmations.waiting = undefined;
  }
}
