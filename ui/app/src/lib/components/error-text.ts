import { ApiError, Unreachable } from '$lib/api/errors';
import { table } from '$lib/i18n/table.svelte';
import { m } from '$messages';

/** What happened and what to do about it, in the reader's language where the code is known. */
export interface ErrorText {
  title: string;
  hint: string;
}

/** The words for an error: those of its code, else the node's own. */
export function errorText(error: unknown): ErrorText {
  if (error instanceof Unreachable) return { title: m.error_unreachable(), hint: m.error_unreachable_hint() };
  if (!(error instanceof ApiError)) return { title: m.error_unknown(), hint: error instanceof Error ? error.message : '' };
  const messages = table.now as unknown as Record<string, (() => string) | undefined>;
  const known = messages[`error_${error.code}`];
  const hint = messages[`error_${error.code}_hint`];
  return {
    title: known ? known() : error.message || m.error_unknown(),
    hint: hint ? hint() : known ? '' : error.hint,
  };
}
