/**
 * A text into the tree that is drawn. It knows the Markdown that people write: headings, paragraphs, lists, quotes,
 * code, emphasis and links. Everything else, HTML above all, is text like any other.
 */

import { inlines } from './inline';
import type { Block, Item, Line } from './tree';

/** Quotes and lists inside each other at most; what is nested deeper is a paragraph. */
const MAX_DEPTH = 12;

const BLANK = /^\s*$/;
const FENCE = /^( {0,3})(`{3,}|~{3,})(.*)$/s;
const HEADING = /^ {0,3}(#{1,6})(?=\s|$)/;
const RULE = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])( {1,4}|$)/;
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
const INDENT = /^ {4}/;
const TABLE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$/;

/** Reads Markdown. Positions refer to `source`. */
export function markdown(source: string): Block[] {
  return blocks(linesOf(source), 0);
}

/** Reads a text without markup: paragraphs, in which line ends are kept. */
export function plain(source: string): Block[] {
  const paragraphs: Block[] = [];
  let lines: Line[] = [];
  const end = () => {
    if (lines.length > 0) paragraphs.push(verse(lines));
    lines = [];
  };
  for (const line of linesOf(source)) {
    if (BLANK.test(line.text)) end();
    else lines.push(line);
  }
  end();
  return paragraphs;
}

/** Whether a text is probably Markdown: the ledger does not say how a work was written. */
export function looksLikeMarkdown(source: string): boolean {
  const head = source.slice(0, 20_000);
  const signs = [
    /^#{1,6} \S/m,
    /^```/m,
    /^> \S/m,
    /\[[^\]\n]{1,200}\]\([^)\s]{1,300}\)/,
    /(^|\s)\*\*[^*\s][^*\n]{0,200}\*\*/,
    /^[-*] \S.*\n[-*] \S/m,
    /(^|\s)[*_][^*_\s][^*_\n]{0,200}[*_](?=[\s.,;:!?]|$)/m,
  ];
  // Underlined titles and directives are reStructuredText, of which Markdown would lose parts.
  const other = /^\.\. \S/m.test(head) || /^[^\s].*\n([=~^"*+#-])\1{3,}$/m.test(head);
  return !other && signs.some((sign) => sign.test(head));
}

function linesOf(source: string): Line[] {
  let from = 0;
  return source.split('\n').map((text) => {
    const line = { text, from };
    from += text.length + 1;
    return line;
  });
}

/** Lines that are shown as they are, each ended by a break. */
function verse(lines: readonly Line[]): Block {
  const children = lines.flatMap((line, index) => [
    ...(index > 0 ? [{ kind: 'break' as const }] : []),
    { kind: 'text' as const, text: line.text, from: line.from },
  ]);
  return { kind: 'paragraph', children, ...bounds(lines) };
}

function bounds(lines: readonly Line[]): { from: number; to: number } {
  const [first, last] = [lines[0], lines.at(-1)];
  return { from: first?.from ?? 0, to: last ? last.from + last.text.length : 0 };
}

function blocks(lines: readonly Line[], depth: number): Block[] {
  const found: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const [block, next] = blockAt(lines, at, depth);
    if (block) found.push(block);
    at = next;
  }
  return found;
}

/** The block that begins in line `at`, and the line after it. */
function blockAt(lines: readonly Line[], at: number, depth: number): [Block | null, number] {
  const text = lines[at]?.text ?? '';
  if (BLANK.test(text)) return [null, at + 1];
  if (INDENT.test(text)) return indented(lines, at);
  if (FENCE.test(text)) return fenced(lines, at);
  if (HEADING.test(text)) return [heading(lines[at] ?? { text, from: 0 }), at + 1];
  if (RULE.test(text)) return [{ kind: 'rule', ...bounds(lines.slice(at, at + 1)) }, at + 1];
  if (depth < MAX_DEPTH && QUOTE.test(text)) return quote(lines, at, depth);
  if (depth < MAX_DEPTH && ITEM.test(text)) return list(lines, at, depth);
  if (TABLE.test(lines[at + 1]?.text ?? '') && text.includes('|')) return table(lines, at);
  return paragraph(lines, at);
}

/** Whether a line ends the paragraph before it. */
function interrupts(text: string): boolean {
  if (BLANK.test(text) || FENCE.test(text) || HEADING.test(text) || RULE.test(text) || QUOTE.test(text)) return true;
  const item = ITEM.exec(text);
  return item !== null && item[3] !== '' && (/[-*+]/.test(item[2] ?? '') || /^1[.)]/.test(item[2] ?? ''));
}

function paragraph(lines: readonly Line[], at: number): [Block, number] {
  let end = at + 1;
  while (end < lines.length) {
    const text = lines[end]?.text ?? '';
    const under = UNDERLINE.exec(text);
    if (under) {
      const children = inlines(lines.slice(at, end).map(stripped));
      const level = under[1]?.startsWith('=') ? 1 : 2;
      return [{ kind: 'heading', level, children, ...bounds(lines.slice(at, end + 1)) }, end + 1];
    }
    if (interrupts(text)) break;
    end += 1;
  }
  const own = lines.slice(at, end);
  return [{ kind: 'paragraph', children: inlines(own.map(stripped)), ...bounds(own) }, end];
}

/** Without the blanks at its start. */
function stripped(line: Line): Line {
  return cut(line, line.text.length - line.text.trimStart().length);
}

function cut(line: Line, count: number): Line {
  return { text: line.text.slice(count), from: line.from + count };
}

function heading(line: Line): Block {
  const level = (HEADING.exec(line.text)?.[1] ?? '#').length;
  const title = stripped(cut(stripped(line), level));
  const text = title.text.trimEnd();
  const unclosed = text.replace(/#+$/, '');
  const closed = unclosed === '' || /\s$/.test(unclosed) ? unclosed.trimEnd() : text;
  return { kind: 'heading', level, children: inlines([{ text: closed, from: title.from }]), ...bounds([line]) };
}

function fenced(lines: readonly Line[], at: number): [Block, number] {
  const open = FENCE.exec(lines[at]?.text ?? '');
  const [indent, fence] = [(open?.[1] ?? '').length, open?.[2] ?? '```'];
  if (fence.startsWith('`') && open?.[3]?.includes('`')) return paragraph(lines, at);
  let end = at + 1;
  while (end < lines.length && !closes(lines[end]?.text ?? '', fence)) end += 1;
  const inside = lines.slice(at + 1, end).map((line) => unindented(line, indent));
  return [verbatim(inside, lines.slice(at, end + 1)), end + 1];
}

function closes(text: string, fence: string): boolean {
  const row = text.trim();
  return row.length >= fence.length && row === fence.charAt(0).repeat(row.length) && !INDENT.test(text);
}

function unindented(line: Line, most: number): Line {
  const blanks = line.text.length - line.text.trimStart().length;
  return cut(line, Math.min(most, blanks));
}

function indented(lines: readonly Line[], at: number): [Block, number] {
  let end = at + 1;
  let last = end;
  while (end < lines.length) {
    const text = lines[end]?.text ?? '';
    if (!INDENT.test(text) && !BLANK.test(text)) break;
    end += 1;
    if (!BLANK.test(text)) last = end;
  }
  const own = lines.slice(at, last);
  return [verbatim(own.map((line) => unindented(line, 4)), own), last];
}

function table(lines: readonly Line[], at: number): [Block, number] {
  let end = at + 2;
  while (end < lines.length && (lines[end]?.text ?? '').includes('|')) end += 1;
  const own = lines.slice(at, end);
  return [verbatim(own, own), end];
}

function verbatim(inside: readonly Line[], all: readonly Line[]): Block {
  const lines = inside.map((line) => ({ kind: 'code' as const, text: line.text, from: line.from }));
  return { kind: 'verbatim', lines, ...bounds(all) };
}

function quote(lines: readonly Line[], at: number, depth: number): [Block, number] {
  let end = at;
  const inside: Line[] = [];
  while (end < lines.length) {
    const line = lines[end] ?? { text: '', from: 0 };
    const mark = QUOTE.exec(line.text);
    // A line without its mark goes on with the paragraph before it.
    if (!mark && (interrupts(line.text) || BLANK.test(inside.at(-1)?.text ?? ''))) break;
    inside.push(mark ? cut(line, mark[0].length) : line);
    end += 1;
  }
  return [{ kind: 'quote', children: blocks(inside, depth + 1), ...bounds(lines.slice(at, end)) }, end];
}

function list(lines: readonly Line[], at: number, depth: number): [Block, number] {
  const first = ITEM.exec(lines[at]?.text ?? '');
  const marker = first?.[2] ?? '-';
  const ordered = /\d/.test(marker);
  const items: Item[] = [];
  let end = at;
  while (end < lines.length && sameList(lines[end]?.text ?? '', marker)) {
    const [item, next] = itemAt(lines, end, depth);
    items.push(item);
    end = next;
  }
  const start = ordered ? Number.parseInt(marker, 10) : 1;
  const to = items.at(-1)?.to ?? 0;
  return [{ kind: 'list', ordered, start, items, from: lines[at]?.from ?? 0, to }, end];
}

/** Whether a line begins another point of the list with the points `marker`. */
function sameList(text: string, marker: string): boolean {
  const item = RULE.test(text) ? null : ITEM.exec(text);
  return item !== null && item[2]?.slice(-1) === marker.slice(-1);
}

function itemAt(lines: readonly Line[], at: number, depth: number): [Item, number] {
  const first = lines[at] ?? { text: '', from: 0 };
  const mark = ITEM.exec(first.text)?.[0] ?? '';
  const width = Math.max(mark.length, 2);
  const inside = [cut(first, mark.length)];
  let end = at + 1;
  let last = end;
  while (end < lines.length) {
    const line = lines[end] ?? { text: '', from: 0 };
    const blank = BLANK.test(line.text);
    const indent = line.text.length - line.text.trimStart().length;
    const afterBlank = BLANK.test(lines[end - 1]?.text ?? '');
    const lazy = indent < width && !afterBlank && !interrupts(line.text) && !ITEM.test(line.text);
    if (!blank && indent < width && !lazy) break;
    inside.push(unindented(line, width));
    end += 1;
    if (!blank) last = end;
  }
  const own = lines.slice(at, last);
  const children = blocks(inside.slice(0, own.length), depth + 1);
  return [{ children, ...bounds(own) }, end];
}
