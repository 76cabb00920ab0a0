import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Connection } from '$lib/api/connection';

/** Whether the page is in the app's own window, and not in a browser. */
export function inWindow(): boolean {
  return '__TAURI_INTERNALS__' in globalThis;
}

/** Where the window's node is, and the page's token. */
export function connection(): Promise<Connection> {
  return invoke<Connection>('connection');
}

/** Starts the node again after its death. */
export function restartNode(): Promise<Connection> {
  return invoke<Connection>('restart_node');
}

/** Whether the app starts with the session. */
export function autostart(): Promise<boolean> {
  return invoke<boolean>('autostart');
}

/** Lets the app start with the session, or not. */
export function setAutostart(on: boolean): Promise<void> {
  return invoke('set_autostart', { on });
}

/** Shows the data folder in the system's file manager. */
export function openFolder(): Promise<void> {
  return invoke('open_folder');
}

/** Calls `open` with a route when a deep link, the tray or a second start asks for one. Does nothing in a browser. */
export function onOpenRoute(open: (route: string) => void): () => void {
  if (!inWindow()) return () => {};
  const listening = listen<string>('open-route', (event) => open(event.payload));
  return () => void listening.then((stop) => stop());
}

/**
 * Saves a file: by the system's dialog in the window, as a download in a browser.
 * Answers whether it was saved; false when the person closed the dialog.
 */
export async function saveFile(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  if (inWindow()) return invoke<boolean>('save_file', bytes, { headers: { name: encodeURIComponent(name) } });
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The download holds the blob by then; a little later is soon enough to let go of it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return true;
}
