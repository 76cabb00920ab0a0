import { beforeEach, expect, test } from 'vitest';
import { FakeApi } from '$lib/api/fake';
import { language } from '$lib/i18n/locale.svelte';
import { app } from './app.svelte';

beforeEach(() => language.use('en'));

test('of two quick choices the last counts', async () => {
  const slow = language.use('fr');
  await language.use('en');
  await slow;
  expect(language.current).toBe('en');
});

test('a new home keeps the language that was chosen', async () => {
  const api = new FakeApi();
  api.prefs = { language: 'es' };
  await app.use(api);
  expect(language.current).toBe('es');
  const empty = new FakeApi();
  await app.use(empty);
  expect(language.current).toBe('es');
  await expect.poll(() => empty.prefs.language).toBe('es');
});
