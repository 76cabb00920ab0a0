// @vitest-environment node
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ApiError, Unreachable, isAbort } from './errors';
import { HttpApi } from './http';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;
let server: Server | undefined;

/** A client of a server that answers with `handler`. */
async function client(handler: Handler): Promise<HttpApi> {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => handler(request, response, body));
  });
  await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return new HttpApi({ url: `http://127.0.0.1:${port}`, token: 'secret' });
}

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((closed) => (server ? server.close(closed) : closed(undefined)));
  server = undefined;
});

async function all<T>(events: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const event of events) found.push(event);
  return found;
}

async function failure(call: () => Promise<unknown>): Promise<unknown> {
  return call().then(() => undefined, (error: unknown) => error);
}

test('a request carries the token, and a confirmation if there is one', async () => {
  const seen: (string | string[] | undefined)[] = [];
  const api = await client((request, response, body) => {
    seen.push(request.url, request.headers.authorization, request.headers['byline-confirmation'], body);
    response.end(JSON.stringify({ transaction: 't', height: 1 }));
  });
  await api.send({ to: 'you', amount: '1' }, { confirmation: 'c1' });
  expect(seen).toEqual(['/api/wallet/send', 'Bearer secret', 'c1', '{"to":"you","amount":"1"}']);
});

test('parts of an address cannot leave their place', async () => {
  const seen: (string | undefined)[] = [];
  const api = await client((request, response) => {
    seen.push(request.url);
    response.end('{}');
  });
  await api.work('../wallet?x=1#y');
  await api.wallet('a&b');
  expect(seen).toEqual(['/api/works/..%2Fwallet%3Fx%3D1%23y', '/api/wallet?account=a%26b']);
});

test('a stream is read line by line, wherever it is cut', async () => {
  const sentence = { text: 'Señal: 灯塔 🗼', source: 1 };
  const lines = [{ event: 'found', passages: 1, works: 1, hold: '0.004' }, { event: 'sentence', sentence }, { event: 'answer', answer: { receipt: 'r' } }];
  const bytes = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'));
  const api = await client((_, response) => {
    let at = 0;
    // Three bytes at a time, so that lines and characters are cut; the last line has no line break.
    const write = () => {
      if (at >= bytes.length) return void response.end();
      response.write(bytes.subarray(at, at + 3));
      at += 3;
      setImmediate(write);
    };
    write();
  });
  expect(await all(api.ask({ question: 'q' }))).toEqual(lines);
});

test('an error inside a stream is an error of the call', async () => {
  const confirmation = { id: 'c', kind: 'ask', summary: { hold: '20' } };
  const api = await client((_, response) => {
    response.write('{"event":"found","passages":0,"works":0,"hold":"0"}\n');
    response.end(JSON.stringify({ event: 'error', error: { code: 'insufficient_funds', message: 'no', hint: 'h', type: 't' }, confirmation }));
  });
  const error = await failure(() => all(api.ask({ question: 'q' })));
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ code: 'insufficient_funds', message: 'no', hint: 'h', confirmation });
});

test('a stream that breaks off is a node that is gone', async () => {
  const api = await client((_, response) => {
    response.write('{"event":"hello"}\n', () => response.destroy());
  });
  expect(await failure(() => all(api.events()))).toBeInstanceOf(Unreachable);
});

test('stopping closes the connection, so that nothing is paid', async () => {
  const stop = new AbortController();
  let closed: () => void;
  const gone = new Promise<void>((resolve) => (closed = resolve));
  const api = await client((_, response) => {
    response.on('close', () => closed());
    response.write('{"event":"found","passages":1,"works":1,"hold":"0"}\n');
  });
  const error = await failure(async () => {
    for await (const _ of api.ask({ question: 'q' }, { signal: stop.signal })) stop.abort();
  });
  expect(isAbort(error)).toBe(true);
  await gone;
});

test('leaving a stream early closes the connection', async () => {
  let closed: () => void;
  const gone = new Promise<void>((resolve) => (closed = resolve));
  const api = await client((_, response) => {
    response.on('close', () => closed());
    response.write('{"event":"hello"}\n');
  });
  for await (const event of api.events()) if (event.event === 'hello') break;
  await gone;
});

test('a refusal has its code, its words and what is missing', async () => {
  const confirmation = { id: 'c1', kind: 'send', summary: { to: 'you', amount: '5' } };
  const error = { code: 'confirmation_required', message: 'a person has to say so', hint: 'Confirm.', type: 'x' };
  const api = await client((_, response) => {
    response.statusCode = 403;
    response.end(JSON.stringify({ error, confirmation }));
  });
  expect(await failure(() => api.send({ to: 'you', amount: '5' }))).toMatchObject({ status: 403, code: error.code, message: error.message, hint: error.hint, confirmation });
});

test('a refusal that is no JSON still is one', async () => {
  const api = await client((_, response) => {
    response.statusCode = 418;
    response.end('<html>teapot</html>');
  });
  expect(await failure(() => api.status())).toMatchObject({ status: 418, code: 'http_418' });
});

test('an answer that says nothing is no error', async () => {
  const api = await client((_, response) => {
    response.statusCode = 204;
    response.end();
  });
  await expect(api.putPreferences({})).resolves.toBeUndefined();
  await expect(api.restore('words')).resolves.toEqual({});
});

test('no node, or something in its place that cannot reach it, is told from a refusal', async () => {
  const api = await client((_, response) => {
    response.statusCode = 502;
    response.end();
  });
  expect(await failure(() => api.status())).toBeInstanceOf(Unreachable);
  await new Promise((closed) => server?.close(closed));
  server = undefined;
  expect(await failure(() => api.status())).toBeInstanceOf(Unreachable);
});

test('a file comes as its bytes', async () => {
  const bytes = Uint8Array.from([80, 75, 0, 255]);
  const api = await client((_, response) => void response.end(bytes));
  expect(await api.exportAll()).toEqual(bytes);
});
