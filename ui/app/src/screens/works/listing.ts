/** The list of works: whose they are, what they earned, in which order. */

import type { EarningsDto, WorkDto } from '$lib/api/types';
import { compare } from './money';

/** A line of the list. */
export interface Line {
  work: WorkDto;
  /** Known for works of this wallet's accounts. */
  uses?: number;
  earned?: string;
}

/** What a list can be sorted by. */
export type Key = 'title' | 'author' | 'uses' | 'earned' | 'price' | 'passages' | 'registered';

/** How a list is sorted. */
export interface Order {
  key: Key;
  descending: boolean;
}

/** Works of this wallet's accounts, and the others. */
export function split(
  works: readonly WorkDto[],
  earnings: EarningsDto | undefined,
  owns: (address: string) => boolean,
): { own: Line[]; others: Line[] } {
  const earned = new Map(earnings?.works.map((entry) => [entry.work, entry]));
  const own: Line[] = [];
  const others: Line[] = [];
  for (const work of works) {
    const mine = owns(work.address) || work.payees.some((payee) => owns(payee.address));
    if (!mine) others.push({ work });
    else if (!earnings) own.push({ work });
    else own.push({ work, uses: earned.get(work.work)?.uses ?? 0, earned: earned.get(work.work)?.earned ?? '0' });
  }
  return { own, others };
}

/** The lines in which every word of `filter` stands: in the title, the names or the id. */
export function matching(lines: readonly Line[], filter: string): Line[] {
  const words = folded(filter).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...lines];
  return lines.filter(({ work }) => {
    const names = [...work.authors, work.account, ...work.payees.map((payee) => payee.account)];
    const text = folded([work.title, ...names, work.work].join('\n'));
    return words.every((word) => text.includes(word));
  });
}

/** Without case and accents. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The lines in `order`; what is equal stays in the order that it has. */
export function sorted(lines: readonly Line[], { key, descending }: Order): Line[] {
  const sign = descending ? -1 : 1;
  return [...lines].sort((a, b) => sign * difference(a, b, key));
}

function difference(a: Line, b: Line, key: Key): number {
  switch (key) {
    case 'title':
      return a.work.title.localeCompare(b.work.title);
    case 'author':
      return a.work.account.localeCompare(b.work.account);
    case 'uses':
      return (a.uses ?? 0) - (b.uses ?? 0);
    case 'earned':
      return compare(a.earned ?? '0', b.earned ?? '0');
    case 'price':
      return compare(a.work.price, b.work.price);
    case 'passages':
      return a.work.passages - b.work.passages;
    case 'registered':
      return a.work.registered - b.work.registered;
  }
}
