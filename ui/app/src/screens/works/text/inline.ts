/**
 * The text inside paragraphs: emphasis, code, links (as text), escapes. The rules are those of CommonMark, but for
 * what is nested too deeply, which stays as it was written: one pass, however foreign the text.
 */

import type { Inline, Line, Run } from './tree';

/** Emphasis and brackets inside each other at most. */
const MAX_DEPTH = 32;
const PUNCTUATION = /[\p{P}\p{S}]/u;
const BLANK = /\s/;
const ESCAPABLE = /[!-/:-@[-`{-~]/;
/** The next character that may mean something. */
const SPECIAL = /[\\`*_[\]!]/g;
/** A link's address and title, after `]`. Bounded, so that it cannot be slow. */
const TARGET =
  /^\(\s{0,8}(?:<[^<>\n]{0,2000}>|[^\s()]{0,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500})?)(?:\s{1,8}(?:"[^"]{0,500}"|'[^']{0,500}'))?\s{0,8}\)/;
const MAX_TARGET = 4096;

/** A row of `*` or `_`. */
interface Marks {
  kind: 'marks';
  mark: string;
  /** Where those that are left begin. */
  from: number;
  count: number;
  /** What it was at first: rows of three follow a rule of their own. */
  length: number;
  opens: boolean;
  closes: boolean;
}

/** A `[` or `![`. */
interface Bracket {
  kind: 'bracket';
  from: number;
  count: number;
}

/** What was opened and is not closed yet, with the nodes since. */
interface Frame {
  opener: Marks | Bracket;
  nodes: Inline[];
}

/** Reads the lines of a paragraph. */
export function inlines(lines: readonly Line[]): Inline[] {
  return new Reader(lines).read();
}

class Reader {
  /** The lines, joined by line ends. */
  readonly #text: string;
  /** Where each line begins in the joined text, and in the source. */
  readonly #starts: { at: number; from: number }[] = [];
  readonly #done: Inline[] = [];
  readonly #stack: Frame[] = [];
  /** For each length of a row of backticks: no row so long comes after this place. */
  readonly #noTicks = new Map<number, number>();
  #at = 0;
  /** Where the plain text begins that has no node yet. */
  #plain = 0;

  constructor(lines: readonly Line[]) {
    let at = 0;
    for (const line of lines) {
      this.#starts.push({ at, from: line.from });
      at += line.text.length + 1;
    }
    this.#text = lines.map((line) => line.text).join('\n');
  }

  read(): Inline[] {
    while (this.#at < this.#text.length) {
      SPECIAL.lastIndex = this.#at;
      this.#at = SPECIAL.exec(this.#text)?.index ?? this.#text.length;
      if (this.#at < this.#text.length) this.#special(this.#text.charAt(this.#at));
    }
    this.#flush(this.#at);
    this.#collapseTo(0);
    return this.#done;
  }

  #special(character: string): void {
    switch (character) {
      case '\\':
        return this.#escape();
      case '`':
        return this.#code();
      case '*':
      case '_':
        return this.#marks(character);
      case '[':
        return this.#open(1);
      case ']':
        return this.#close();
      default:
        return this.#text.charAt(this.#at + 1) === '[' ? this.#open(2) : this.#skip(1);
    }
  }

  #skip(length: number): void {
    this.#at += length;
  }

  /** The plain text up to here becomes nodes; what follows up to `next` is not plain. */
  #flush(next: number): void {
    this.#add(this.#runs(this.#plain, this.#at, 'text'));
    this.#at = next;
    this.#plain = next;
  }

  #add(nodes: readonly Inline[]): void {
    const target = this.#stack.at(-1)?.nodes ?? this.#done;
    for (const node of nodes) target.push(node);
  }

  /** The runs of the joined text from `from` to `to`; a line end is a blank. */
  #runs(from: number, to: number, kind: Run['kind']): Run[] {
    const runs: Run[] = [];
    let line = this.#lineOf(from);
    let at = from;
    while (at < to) {
      const start = this.#starts[line] ?? { at: 0, from: 0 };
      const lineEnd = (this.#starts[line + 1]?.at ?? this.#text.length + 1) - 1;
      const end = Math.min(to, lineEnd);
      if (at < end) runs.push({ kind, text: this.#text.slice(at, end), from: start.from + at - start.at });
      if (end < to) runs.push({ kind, text: ' ', from: start.from + end - start.at });
      at = end + 1;
      line += 1;
    }
    return runs;
  }

  #lineOf(at: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle]?.at ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #escape(): void {
    const next = this.#text.charAt(this.#at + 1);
    if (next === '\n') {
      this.#flush(this.#at + 2);
      this.#add([{ kind: 'break' }]);
    } else if (ESCAPABLE.test(next)) {
      this.#flush(this.#at + 1);
      this.#skip(1);
    } else {
      this.#skip(1);
    }
  }

  #code(): void {
    const ticks = this.#row('`', this.#at);
    const end = this.#closingTicks(this.#at + ticks, ticks);
    if (end === null) return this.#skip(ticks);
    let [from, to] = [this.#at + ticks, end];
    const inside = this.#text.slice(from, to);
    if (inside.trim() !== '' && inside.startsWith(' ') && inside.endsWith(' ')) [from, to] = [from + 1, to - 1];
    this.#flush(end + ticks);
    this.#add(this.#runs(from, to, 'code'));
  }

  #closingTicks(from: number, ticks: number): number | null {
    if (from >= (this.#noTicks.get(ticks) ?? Infinity)) return null;
    let at = this.#text.indexOf('`', from);
    while (at !== -1) {
      const row = this.#row('`', at);
      if (row === ticks) return at;
      at = this.#text.indexOf('`', at + row);
    }
    this.#noTicks.set(ticks, from);
    return null;
  }

  #row(mark: string, from: number): number {
    let to = from;
    while (this.#text.charAt(to) === mark) to += 1;
    return to - from;
  }

  #marks(mark: string): void {
    const from = this.#at;
    const length = this.#row(mark, from);
    this.#flush(from + length);
    const marks: Marks = { kind: 'marks', mark, from, count: length, length, ...this.#flanking(mark, from, length) };
    if (marks.closes) this.#emphasise(marks);
    if (marks.count === 0) return;
    if (marks.opens && this.#stack.length < MAX_DEPTH) this.#stack.push({ opener: marks, nodes: [] });
    else this.#add(this.#left(marks));
  }

  #flanking(mark: string, from: number, length: number): { opens: boolean; closes: boolean } {
    const before = characterBefore(this.#text, from);
    const after = characterAt(this.#text, from + length);
    const left = leans(after, before);
    const right = leans(before, after);
    if (mark === '*') return { opens: left, closes: right };
    return {
      opens: left && (!right || PUNCTUATION.test(before)),
      closes: right && (!left || PUNCTUATION.test(after)),
    };
  }

  /** Closes what `closer` can close, from the inside out. */
  #emphasise(closer: Marks): void {
    while (closer.count > 0) {
      const place = this.#stack.findLastIndex((frame) => matches(frame.opener, closer));
      const frame = this.#stack[place];
      if (!frame) return;
      this.#collapseTo(place + 1);
      const used = Math.min(2, closer.count, frame.opener.count);
      frame.nodes = [{ kind: used === 2 ? 'strong' : 'emphasis', children: frame.nodes }];
      frame.opener.count -= used;
      closer.count -= used;
      closer.from += used;
      if (frame.opener.count === 0) {
        this.#stack.pop();
        this.#add(frame.nodes);
      }
    }
  }

  #open(count: number): void {
    const from = this.#at;
    if (this.#stack.length >= MAX_DEPTH) return this.#skip(count);
    this.#flush(from + count);
    this.#stack.push({ opener: { kind: 'bracket', from, count }, nodes: [] });
  }

  /** A `]`: with an address after it, what stands in the brackets is a link, of which the text is shown. */
  #close(): void {
    const place = this.#stack.findLastIndex((frame) => frame.opener.kind === 'bracket');
    const frame = this.#stack[place];
    if (!frame) return this.#skip(1);
    const target = TARGET.exec(this.#text.slice(this.#at + 1, this.#at + 1 + MAX_TARGET));
    if (target) {
      this.#flush(this.#at + 1 + target[0].length);
      this.#collapseTo(place + 1);
      this.#stack.pop();
      this.#add([{ kind: 'link', children: frame.nodes }]);
    } else {
      this.#flush(this.#at);
      this.#demote(place);
      this.#skip(1);
    }
  }

  /** A bracket without an address is text; what was opened after it stays open. */
  #demote(place: number): void {
    const [frame] = this.#stack.splice(place, 1);
    if (!frame) return;
    const target = this.#stack[place - 1]?.nodes ?? this.#done;
    for (const node of [...this.#left(frame.opener), ...frame.nodes]) target.push(node);
  }

  /** What is open from `place` on turns out to be text. */
  #collapseTo(place: number): void {
    while (this.#stack.length > place) {
      const frame = this.#stack.pop();
      if (!frame) return;
      this.#add(this.#left(frame.opener));
      this.#add(frame.nodes);
    }
  }

  #left(opener: Marks | Bracket): Run[] {
    return this.#runs(opener.from, opener.from + opener.count, 'text');
  }
}

function characterBefore(text: string, at: number): string {
  return [...text.slice(Math.max(0, at - 2), at)].pop() ?? ' ';
}

function characterAt(text: string, at: number): string {
  return at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 32) : ' ';
}

/** Whether marks lean on `near`, with `far` on their other side. */
function leans(near: string, far: string): boolean {
  if (BLANK.test(near)) return false;
  return !PUNCTUATION.test(near) || BLANK.test(far) || PUNCTUATION.test(far);
}

function matches(opener: Marks | Bracket, closer: Marks): boolean {
  if (opener.kind !== 'marks' || opener.mark !== closer.mark) return false;
  const both = opener.closes || closer.opens;
  const sum = opener.length + closer.length;
  return !both || sum % 3 !== 0 || (opener.length % 3 === 0 && closer.length % 3 === 0);
}
