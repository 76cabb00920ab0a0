/** Waiting for a condition, never for a time. */

/** How long a condition may take to hold, in milliseconds: long, because the machines that build are slow. */
export const PATIENCE = Number(process.env.BYLINE_PATIENCE ?? 30_000);

const STEP = 40;

/**
 * Asks `condition` until it gives something true, and gives that back. What it throws counts as "not yet".
 *
 * @template T
 * @param {() => T | Promise<T>} condition
 * @param {string} what is waited for, for the message when it never comes
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(condition, what, patience = PATIENCE) {
  const end = Date.now() + patience;
  let last;
  for (;;) {
    try {
      const value = await condition();
      if (value) return value;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`Waited ${patience} ms for: ${what}`, { cause: last });
    await new Promise((wake) => setTimeout(wake, STEP));
  }
}
