/** The picture of a text: a block for each passage, or for several where there are too many to see. */

import type { PassageUseDto } from '$lib/api/types';
import { coins, micros } from './money';
import { passageStrengths } from './strength';

/** Blocks at most. */
const MAX_BLOCKS = 240;
/** Words for each small line. */
const WORDS = 18;
const MAX_LINES = 8;

/** A block of the picture. */
export interface Block {
  /** Index of its first passage, and one past that of its last. */
  from: number;
  to: number;
  leaf_from: number;
  leaf_to: number;
  byte_from: number;
  byte_to: number;
  /** Small lines, of which the last is short. */
  lines: number;
  uses: number;
  earned: string;
  /** 0 to 1. */
  strength: number;
}

/** The blocks of a text, in order. */
export function heatOf(passages: readonly PassageUseDto[]): Block[] {
  const size = Math.max(1, Math.ceil(passages.length / MAX_BLOCKS));
  const groups: PassageUseDto[] = [];
  for (let at = 0; at < passages.length; at += size) groups.push(joined(passages.slice(at, at + size)));
  const strengths = passageStrengths(groups);
  return groups.map(({ words, ...group }, index) => ({
    ...group,
    from: index * size,
    to: Math.min(passages.length, (index + 1) * size),
    lines: Math.min(MAX_LINES, Math.max(1, Math.ceil(words / size / WORDS))),
    strength: strengths[index] ?? 0,
  }));
}

function joined(passages: readonly PassageUseDto[]): PassageUseDto {
  const [first, last] = [passages[0], passages.at(-1)];
  return {
    leaf_from: first?.leaf_from ?? 0,
    leaf_to: last?.leaf_to ?? 0,
    byte_from: first?.byte_from ?? 0,
    byte_to: last?.byte_to ?? 0,
    words: passages.reduce((all, passage) => all + passage.words, 0),
    uses: passages.reduce((all, passage) => all + passage.uses, 0),
    earned: coins(passages.reduce((all, passage) => all + micros(passage.earned), 0n)),
  };
}

/** The block that earned most, or was used most; nothing where none was used. */
export function best(blocks: readonly Block[]): number | undefined {
  const index = blocks.findIndex((block) => block.strength === 1);
  return index === -1 ? undefined : index;
}
