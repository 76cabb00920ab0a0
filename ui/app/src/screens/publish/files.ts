/** Files that a person picks or drops: which of them are texts, and how they are sent in parts that a node takes. */

import type { NewDocumentDto } from '$lib/api/types';

/** As in the node: endings of texts, in lower case. */
const ENDINGS = ['md', 'markdown', 'txt', 'text', 'rst'];
/** The most bytes of one document. */
export const MAX_DOCUMENT_BYTES = 64 * 2 ** 20;
/** The most documents of one request. */
export const MAX_DOCUMENTS = 256;
/** Bytes of one request, unless a single document has more: enough to be quick, and small enough to stop between. */
export const BATCH_BYTES = 8 * 2 ** 20;
/** The most files that a folder is searched for; more than that was hardly meant. */
const MAX_FILES = 20_000;

/** A file, with where it lies below what was picked. */
export interface Picked {
  path: string;
  file: File;
}

/** Why a file is left out. */
export type Reason = 'hidden' | 'ending' | 'empty' | 'large' | 'many';

/** A file that is left out. */
export interface LeftOut {
  path: string;
  reason: Reason;
}

/** What was picked, sorted out. */
export interface Sifted {
  taken: Picked[];
  leftOut: LeftOut[];
}

/** Takes the texts. Each path counts once, and `known` not again. */
export function sift(picked: readonly Picked[], known: ReadonlySet<string> = new Set()): Sifted {
  const seen = new Set(known);
  const sifted: Sifted = { taken: [], leftOut: [] };
  for (const one of picked) {
    if (seen.has(one.path)) continue;
    seen.add(one.path);
    const reason = sifted.taken.length + known.size >= MAX_FILES ? 'many' : reasonAgainst(one);
    if (reason) sifted.leftOut.push({ path: one.path, reason });
    else sifted.taken.push(one);
  }
  return sifted;
}

function reasonAgainst({ path, file }: Picked): Reason | undefined {
  if (path.split('/').some((part) => part.startsWith('.'))) return 'hidden';
  const name = path.split('/').at(-1) ?? '';
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
  if (!ENDINGS.includes(ending)) return 'ending';
  if (file.size > MAX_DOCUMENT_BYTES) return 'large';
  return file.size === 0 ? 'empty' : undefined;
}

/** Cuts what is sent into requests, in order. */
export function batches<T extends Picked>(picked: readonly T[], bytes = BATCH_BYTES, count = MAX_DOCUMENTS): T[][] {
  const found: T[][] = [];
  let size = Infinity;
  for (const one of picked) {
    const last = found.at(-1);
    if (!last || last.length >= count || size + one.file.size > bytes) {
      found.push([one]);
      size = one.file.size;
    } else {
      last.push(one);
      size += one.file.size;
    }
  }
  return found;
}

/** A file as it is sent: as text if it is UTF-8, else as bytes, so that the node can say what it is. */
export async function contentOf(file: File): Promise<Pick<NewDocumentDto, 'text' | 'base64'>> {
  const bytes = new Uint8Array(await bytesOf(file));
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: base64(bytes) };
  }
}

/** `Blob.arrayBuffer`, which not every environment has. */
function bytesOf(file: File): Promise<ArrayBuffer> {
  if (typeof file.arrayBuffer === 'function') return file.arrayBuffer();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.onerror = () => reject(reader.error ?? new DOMException('', 'NotReadableError'));
    reader.readAsArrayBuffer(file);
  });
}

/** Bytes in base64, in pieces that fit the arguments of a call. */
export function base64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  const size = 0x6000; // a multiple of three, so that no piece is padded but the last
  for (let at = 0; at < bytes.length; at += size) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + size))));
  }
  return pieces.join('');
}

/** The files of a file input; those of a folder have their place in it. */
export function ofInput(files: Iterable<File>): Picked[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** Whether something that is dragged holds files. */
export function hasFiles(transfer: DataTransfer | null): boolean {
  return transfer !== null && [...transfer.types].includes('Files');
}

/** The files of a drop, with those inside dropped folders. */
export async function ofDrop(transfer: DataTransfer): Promise<Picked[]> {
  // Entries have to be taken while the event is handled, so before anything is waited for.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.every((entry) => entry === null)) return ofInput(transfer.files);
  const found: Picked[] = [];
  for (const entry of entries) if (entry) await collect(entry, found);
  return found;
}

async function collect(entry: FileSystemEntry, found: Picked[]): Promise<void> {
  if (found.length > MAX_FILES) return;
  const path = entry.fullPath.replace(/^\//, '');
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader gives a part of a large folder each time, and nothing at its end.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return;
    for (const inner of part) await collect(inner, found);
  }
}
