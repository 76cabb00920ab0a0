/** The text that is being written, kept on this machine and nowhere else. */

/** What is kept. */
export interface Draft {
  /** Stays with the text, so that publishing it again makes a new version of the same work. */
  id: string;
  title: string;
  text: string;
  /** `attribution` or `paid`. */
  licence: 'attribution' | 'paid';
  price: string;
  /** BCP-47 tag; empty to have it recognised. */
  lang: string;
  /** When it was kept, in milliseconds since 1970; 0 if never. */
  saved: number;
}

const KEY = 'byline.draft';

/** An empty draft. */
export function newDraft(): Draft {
  return { id: crypto.randomUUID(), title: '', text: '', licence: 'attribution', price: '', lang: '', saved: 0 };
}

/** The draft that is kept, or an empty one. Without a `storage` it is the page's own, which a browser may refuse. */
export function loadDraft(storage?: Storage): Draft {
  const fresh = newDraft();
  try {
    const kept = JSON.parse((storage ?? localStorage).getItem(KEY) ?? '{}') as Record<string, unknown>;
    const text = (name: string, other: string) => (typeof kept[name] === 'string' ? kept[name] : other);
    return {
      id: text('id', fresh.id),
      title: text('title', ''),
      text: text('text', ''),
      licence: kept.licence === 'paid' ? 'paid' : 'attribution',
      price: text('price', ''),
      lang: text('lang', ''),
      saved: typeof kept.saved === 'number' ? kept.saved : 0,
    };
  } catch {
    return fresh;
  }
}

/** Keeps `draft` and answers when; nothing if there is no room for it. */
export function saveDraft(draft: Draft, storage?: Storage): number | undefined {
  const saved = Date.now();
  try {
    (storage ?? localStorage).setItem(KEY, JSON.stringify({ ...draft, saved }));
    return saved;
  } catch {
    return undefined;
  }
}

/** Forgets the draft that is kept. */
export function forgetDraft(storage?: Storage): void {
  try {
    (storage ?? localStorage).removeItem(KEY);
  } catch {
    // A page that may not store anything has nothing to forget.
  }
}

/** Whether there is nothing in it worth keeping. */
export function isEmpty(draft: Draft): boolean {
  return draft.title.trim() === '' && draft.text.trim() === '';
}
