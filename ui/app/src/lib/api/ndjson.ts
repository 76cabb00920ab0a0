import { Unreachable, isAbort } from './errors';

/**
 * Reads a stream of JSON objects, one a line, as they come. A line may come in pieces, and a piece may end inside a
 * character. Leaving the loop early closes the connection.
 */
export async function* lines<T>(response: Response, signal?: AbortSignal): AsyncGenerator<T> {
  if (!response.body) return;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let ended = false;
  try {
    while (!ended) {
      const piece = await read(reader, signal);
      ended = piece.done;
      rest += decoder.decode(piece.value, { stream: !ended });
      const whole = rest.split('\n');
      // What comes after the last line break is not a whole line yet, unless the stream is over.
      rest = ended ? '' : (whole.pop() ?? '');
      for (const line of whole) if (line.trim() !== '') yield JSON.parse(line) as T;
    }
  } finally {
    // A stream that already failed or ended has nothing left to close.
    await reader.cancel().catch(() => undefined);
  }
}

type Piece = { done: boolean; value: Uint8Array | undefined };

async function read(reader: ReadableStreamDefaultReader<Uint8Array>, signal?: AbortSignal): Promise<Piece> {
  try {
    const { done, value } = await reader.read();
    return { done, value };
  } catch (error) {
    signal?.throwIfAborted();
    throw isAbort(error) ? error : new Unreachable(error);
  }
}
