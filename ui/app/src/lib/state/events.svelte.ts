import type { Api } from '$lib/api/api';
import { Unreachable } from '$lib/api/errors';
import type { NodeEvent } from '$lib/api/types';

/** After a refusal, for example a node that is just closing, before asking again. */
const PAUSE = 2000;

/**
 * Hands every event of the node to `heard` until `signal` stops it. Answers `gone` when the stream broke off, which is how
 * the page notices that the node died.
 */
export async function watch(
  api: Api,
  heard: (event: NodeEvent) => void,
  signal: AbortSignal,
): Promise<'stopped' | 'gone'> {
  while (!signal.aborted) {
    try {
      for await (const event of api.events({ signal })) heard(event);
      return signal.aborted ? 'stopped' : 'gone';
    } catch (error) {
      if (signal.aborted) return 'stopped';
      if (error instanceof Unreachable) return 'gone';
      await new Promise((wake) => setTimeout(wake, PAUSE));
    }
  }
  return 'stopped';
}
