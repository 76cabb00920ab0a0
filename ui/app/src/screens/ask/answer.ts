/** An answer as the screen shows it, made from what the node says. */

import type { AnswerDto, CreditDto, ReceiptDetailDto, SentenceDto, WarningDto, WorkDetailDto } from '$lib/api/types';
import { sum } from '../works/money';
import { Offsets, type Span, trimmed } from '../works/text/offsets';

/** An answer with its split. */
export interface Shown {
  question: string;
  /** In the order of the answer. */
  sentences: SentenceDto[];
  credits: CreditDto[];
  receipt: string;
  price: string;
  hold: string;
  warnings: WarningDto[];
  /** What only the receipt says; not here while it is being read. */
  detail?: ReceiptDetailDto;
}

/** A work that an answer quotes. */
export interface Source {
  /** As in the answer. */
  number: number;
  work: string;
  version: number;
  title: string;
  account: string;
  address: string;
  sentences: SentenceDto[];
  /** Who is paid for it; nobody while the answer is not complete. */
  credits: CreditDto[];
  weight_ppm: number;
  /** Coins. */
  paid: string;
}

/** What has just been answered. */
export function fromAnswer(question: string, answer: AnswerDto): Shown {
  const { sentences, credits, receipt, price, hold, warnings } = answer;
  return { question, sentences, credits, receipt, price, hold, warnings };
}

/** What was answered before. */
export function fromReceipt(detail: ReceiptDetailDto): Shown {
  const { question, credits, receipt, price, hold } = detail;
  return { question, credits, receipt, price, hold, warnings: [], sentences: inOrder(detail.answer, detail.sentences), detail };
}

/** A receipt lists the sentences by work and place; the answer's text has their order. */
export function inOrder(answer: string, sentences: SentenceDto[]): SentenceDto[] {
  const place = (sentence: SentenceDto) => {
    const found = answer.indexOf(`${sentence.text} [${sentence.source}]`);
    return found < 0 ? answer.length : found;
  };
  return [...sentences].sort((a, b) => place(a) - place(b));
}

/** The works that the sentences come from, in order of their numbers. */
export function sourcesOf(sentences: SentenceDto[], credits: CreditDto[] = []): Source[] {
  const byNumber = new Map<number, Source>();
  for (const sentence of sentences) {
    const { source: number, work, version, title, account, address } = sentence;
    const known = byNumber.get(number);
    if (known) {
      known.sentences.push(sentence);
      continue;
    }
    const own = credits.filter((credit) => credit.work === work);
    const weight_ppm = own.reduce((whole, credit) => whole + credit.weight_ppm, 0);
    const paid = sum(own.map((credit) => credit.paid));
    byNumber.set(number, { number, work, version, title, account, address, sentences: [sentence], credits: own, weight_ppm, paid });
  }
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

/** Every author of an answer with their part of it. */
export function authorsOf(sources: Source[]): { address: string; weight: number }[] {
  const weights = new Map<string, number>();
  for (const { address, weight_ppm, credits } of sources) {
    weights.set(address, (weights.get(address) ?? 0) + (credits.length > 0 ? 0 : weight_ppm));
    for (const credit of credits) weights.set(credit.address, (weights.get(credit.address) ?? 0) + credit.weight_ppm);
  }
  return [...weights].map(([address, weight]) => ({ address, weight }));
}

/** One author's part in the share bar. */
export interface Part {
  address: string;
  name: string;
  /** Numbers of the sources. */
  numbers: number[];
  weight_ppm: number;
  paid: string;
}

/** The parts of an answer, the largest first. */
export function partsOf(sources: Source[]): Part[] {
  const parts = new Map<string, Part>();
  for (const { number, credits } of sources) {
    for (const { address, account, weight_ppm, paid } of credits) {
      const part = parts.get(address) ?? { address, name: account, numbers: [], weight_ppm: 0, paid: '0' };
      part.weight_ppm += weight_ppm;
      part.paid = sum([part.paid, paid]);
      if (!part.numbers.includes(number)) part.numbers.push(number);
      parts.set(address, part);
    }
  }
  return [...parts.values()].sort((a, b) => b.weight_ppm - a.weight_ppm);
}

/** A piece of a passage; with the sentence that it is, if it was quoted. */
export interface Piece {
  text: string;
  sentence?: SentenceDto;
}

/** The most of a neighbouring sentence that is shown, in UTF-16 units. */
const AROUND = 160;

/**
 * The quoted sentences where they stand in the work, each with the sentence before and the one after. Nothing if the text
 * is not that of the version that was quoted, or is not here any more: then the sentences have to stand alone.
 */
export function passages(work: WorkDetailDto | undefined, source: Source): Piece[][] | undefined {
  const text = work?.text;
  if (!work || text === undefined) return undefined;
  const offsets = new Offsets(text);
  const leaves = offsets.leaves(work.leaf_ends);
  const quoted = source.sentences
    .map((sentence) => ({ sentence, ...offsets.span(sentence.byte_from, sentence.byte_to) }))
    .sort((a, b) => a.from - b.from);
  if (quoted.some(({ sentence, from, to }) => text.slice(from, to) !== sentence.text)) return undefined;

  const groups: Quote[][] = [];
  for (const quote of quoted) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && quote.from - last.to <= AROUND) group.push(quote);
    else groups.push([quote]);
  }
  return groups.map((group) => passage(text, leaves, group));
}

interface Quote extends Span {
  sentence: SentenceDto;
}

/** Sentences that stand near each other, with what is between them and around them. */
function passage(text: string, leaves: Span[], quotes: Quote[]): Piece[] {
  const pieces: Piece[] = [];
  const [first, last] = [quotes[0], quotes.at(-1)];
  if (!first || !last) return pieces;
  const before = beside(text, leaves[first.sentence.leaf_from - 1], first);
  if (before) pieces.push({ text: cutStart(text, Math.max(before.from, first.from - AROUND), first.from, before.from) });
  quotes.forEach((quote, index) => {
    const previous = quotes[index - 1];
    if (previous) pieces.push({ text: text.slice(previous.to, quote.from) });
    pieces.push({ text: text.slice(quote.from, quote.to), sentence: quote.sentence });
  });
  const after = beside(text, leaves[last.sentence.leaf_to], last);
  if (after) pieces.push({ text: cutEnd(text, last.to, Math.min(after.to, last.to + AROUND), after.to) });
  return pieces.filter((piece) => piece.text !== '');
}

/** A neighbour that reads on from the sentence: in the same paragraph, and not a heading. */
function beside(text: string, leaf: Span | undefined, quote: Span): Span | undefined {
  if (!leaf) return undefined;
  const neighbour = trimmed(text, leaf);
  const gap = neighbour.from < quote.from ? text.slice(neighbour.to, quote.from) : text.slice(quote.to, neighbour.from);
  const apart = /\n\s*\n/.test(gap) || /^#{1,6}\s/.test(text.slice(neighbour.from, neighbour.to));
  return apart || neighbour.from === neighbour.to ? undefined : { from: neighbour.from, to: neighbour.to };
}

/** `text` from `start`, at the beginning of a word where it begins inside a sentence. */
function cutStart(text: string, start: number, end: number, sentence: number): string {
  const part = text.slice(start, end);
  if (start <= sentence) return part;
  return `…${part.replace(/^\S*\s/, '')}`;
}

/** `text` up to `end`, at the end of a word where it ends inside a sentence. */
function cutEnd(text: string, start: number, end: number, sentence: number): string {
  const part = text.slice(start, end);
  if (end >= sentence) return part;
  return `${part.replace(/\s\S*$/, '')}…`;
}

/** A sentence of the new answer, or one that the earlier answer had and this one has not. */
export interface Line {
  sentence: SentenceDto;
  gone: boolean;
}

/** The sentences of an answer with those that went away, where they stood. */
export function withGone(now: SentenceDto[], before: SentenceDto[], without: ReadonlySet<string>): Line[] {
  const lines: Line[] = now.map((sentence) => ({ sentence, gone: false }));
  before.forEach((sentence, index) => {
    if (without.has(sentence.work)) lines.splice(Math.min(index, lines.length), 0, { sentence, gone: true });
  });
  return lines;
}
