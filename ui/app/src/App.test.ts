import { render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { forgetToken } from '$lib/api/connection';
import { FakeApi } from '$lib/api/fake';
import { app } from '$lib/state/app.svelte';
import { router } from '$lib/state/router.svelte';
import App from './App.svelte';

afterEach(() => {
  vi.restoreAllMocks();
  forgetToken();
});

test('a link with a token opens the node again and leaves the screen where it is', async () => {
  const api = new FakeApi();
  api.prefs = { first_run_done: true };
  await app.use(api);
  vi.spyOn(app, 'start').mockResolvedValue();
  router.go('first-run');
  render(App);
  await screen.findByRole('heading', { level: 1 });
  const asked = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('no node'));
  location.hash = `#token=${'ab'.repeat(32)}`;
  await waitFor(() => expect(location.hash).toBe('#/first-run'));
  expect(router.route.screen).toBe('first-run');
  expect(JSON.stringify(asked.mock.calls)).toContain('ab'.repeat(32));
});
