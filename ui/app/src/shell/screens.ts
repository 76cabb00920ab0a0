import type { Component } from 'svelte';
import type { Screen } from '$lib/routes';
import Ask from '../screens/ask/Ask.svelte';
import FirstRun from '../screens/first-run/FirstRun.svelte';

type Loader = () => Promise<{ default: Component }>;

/** The screens that one starts with are here at once. */
const HERE: Partial<Record<Screen, Component>> = { ask: Ask, 'first-run': FirstRun };

/** The others come in their own files, so that the first one is drawn sooner. */
const LOADERS: Partial<Record<Screen, Loader>> = {
  publish: () => import('../screens/publish/Publish.svelte'),
  works: () => import('../screens/works/Works.svelte'),
  wallet: () => import('../screens/wallet/Wallet.svelte'),
  network: () => import('../screens/network/Network.svelte'),
  settings: () => import('../screens/settings/Settings.svelte'),
};

/** A screen, or the promise of one that is not here yet. */
export function view(screen: Screen): Component | Promise<Component> {
  const here = HERE[screen];
  return here ?? load(screen);
}

async function load(screen: Screen): Promise<Component> {
  const loaded = (await LOADERS[screen]?.())?.default ?? Ask;
  HERE[screen] = loaded;
  return loaded;
}

/** Fetches the other screens while nothing else is to do, so that each is here when the node is not. */
export function fetchAll(): void {
  const idle = globalThis.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 200));
  for (const screen of Object.keys(LOADERS) as Screen[]) idle(() => void load(screen).catch(() => undefined));
}
