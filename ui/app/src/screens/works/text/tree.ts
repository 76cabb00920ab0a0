/**
 * What a text is made of, once it is parsed: the only things that are ever drawn. There is no node for HTML, no
 * address of a link and no picture, so foreign text can neither run nor load anything.
 *
 * Every run of text says where it stands in the source, so that a sentence of a work can be marked in what is drawn.
 */

/** A run of text, `source.slice(from, from + text.length)` unless it is one blank for a line end. */
export interface Run {
  kind: 'text' | 'code';
  text: string;
  from: number;
}

/** Text inside a paragraph. */
export type Inline = Run | { kind: 'break' } | { kind: 'emphasis' | 'strong' | 'link'; children: Inline[] };

/** One point of a list. */
export interface Item {
  children: Block[];
  from: number;
  to: number;
}

/** A part of a text; `from` and `to` bound it in the source. */
export type Block = { from: number; to: number } & (
  | { kind: 'heading'; level: number; children: Inline[] }
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'verbatim'; lines: Run[] }
  | { kind: 'quote'; children: Block[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Item[] }
  | { kind: 'rule' }
);

/** A line, or what a quote or a list leaves of it. */
export interface Line {
  text: string;
  from: number;
}
