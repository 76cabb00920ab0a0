import { beforeEach, expect, test } from 'vitest';
import { ApiError } from '$lib/api/errors';
import { FakeApi } from '$lib/api/fake';
import { app } from './app.svelte';
import { confirmAndRetry, confirmations } from './confirm.svelte';

let api: FakeApi;

beforeEach(async () => {
  api = new FakeApi();
  await app.use(api);
});

const send = () => confirmAndRetry((confirmation) => api.send({ to: 'byl1you', amount: '50' }, confirmation === undefined ? {} : { confirmation }));
const code = (call: Promise<unknown>) => call.then(() => 'done', (error: ApiError) => error.code);

test('a call that needs nobody is made once', async () => {
  api.cap = '100';
  expect(await code(send())).toBe('done');
  expect(api.calls.filter(([call]) => call === 'send')).toHaveLength(1);
});

test('what a person approved is done exactly as it was asked', async () => {
  expect(await code(send())).toBe('done');
  expect(api.calls.filter(([call]) => call === 'send').map(([, , confirmation]) => confirmation)).toEqual([undefined, 'c1']);
  expect(confirmations.waiting).toBeUndefined();
});

test('what nobody approves is not done', async () => {
  for (const decision of ['refused', 'expired'] as const) {
    api.decision = decision;
    expect(await code(send())).toBe(`confirmation_${decision}`);
  }
  expect(api.balance).toBe(1000 * 1_000_000);
});

test('waiting can be given up', async () => {
  api.decision = 'pending';
  const sending = code(send());
  while (!confirmations.waiting) await new Promise((wake) => setTimeout(wake));
  expect(confirmations.waiting.needed).toMatchObject({ kind: 'send', summary: { to: 'byl1you', amount: '50' } });
  confirmations.waiting.cancel();
  expect(await sending).toBe('confirmation_cancelled');
});

test('another refusal stays what it is', async () => {
  api.failNext('send', new ApiError(409, { code: 'insufficient_funds', message: 'x' }));
  expect(await code(send())).toBe('insufficient_funds');
});
