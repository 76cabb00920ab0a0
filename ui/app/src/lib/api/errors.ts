import type { ConfirmationNeeded, ErrorDetail } from './types';

/** The node refused a request. */
export class ApiError extends Error {
  /** Stable, in snake case. */
  readonly code: string;
  /** What to do about it, in the node's words; may be empty. */
  readonly hint: string;
  /** The HTTP status; 0 where the refusal came inside a stream. */
  readonly status: number;
  /** What a person has to approve first, if that is what is missing. */
  readonly confirmation: ConfirmationNeeded | undefined;

  constructor(status: number, detail: Partial<ErrorDetail>, confirmation?: ConfirmationNeeded) {
    super(detail.message ?? '');
    this.name = 'ApiError';
    this.code = detail.code ?? 'unknown';
    this.hint = detail.hint ?? '';
    this.status = status;
    this.confirmation = confirmation;
  }
}

/** There is no node to talk to: it is not running, or it went away. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('the node does not answer', { cause });
    this.name = 'Unreachable';
  }
}

/** Whether a call ended because the caller stopped it. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
