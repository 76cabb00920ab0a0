import { describe, expect, it } from 'vitest';
import { looksLikeMarkdown, markdown, plain } from './markdown';
import type { Block, Inline, Run } from './tree';

/** A tree in short: `p(a *b*)`. */
function short(found: readonly Block[]): string {
  return found.map(ofBlock).join(' ');
}

function ofBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `h${block.level}(${ofInlines(block.children)})`;
    case 'paragraph':
      return `p(${ofInlines(block.children)})`;
    case 'verbatim':
      return `pre(${block.lines.map((line) => line.text).join('|')})`;
    case 'quote':
      return `q(${short(block.children)})`;
    case 'list':
      return `${block.ordered ? `ol${block.start}` : 'ul'}(${block.items.map((item) => short(item.children)).join('; ')})`;
    case 'rule':
      return 'hr';
  }
}

function ofInlines(found: readonly Inline[]): string {
  return found.map(ofInline).join('');
}

function ofInline(node: Inline): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'code':
      return `‹${node.text}›`;
    case 'break':
      return '⏎';
    case 'emphasis':
      return `*${ofInlines(node.children)}*`;
    case 'strong':
      return `**${ofInlines(node.children)}**`;
    case 'link':
      return `{${ofInlines(node.children)}}`;
  }
}

/** All runs of a tree. */
function runs(found: readonly (Block | Inline)[]): Run[] {
  return found.flatMap((node): Run[] => {
    if (node.kind === 'text' || node.kind === 'code') return [node];
    if (node.kind === 'verbatim') return node.lines;
    if (node.kind === 'list') return node.items.flatMap((item) => runs(item.children));
    return 'children' in node ? runs(node.children) : [];
  });
}

const CASES: [source: string, tree: string][] = [
  ['# A *title* #\n\nText\nand more.', 'h1(A *title*) p(Text and more.)'],
  ['Title\n=====\nText', 'h1(Title) p(Text)'],
  ['a *b* **c** ***d*** _e_', 'p(a *b* **c** ***d*** *e*)'],
  ['snake_case_name and 2 * 3 * 4', 'p(snake_case_name and 2 * 3 * 4)'],
  ['**bold *and* more**', 'p(**bold *and* more**)'],
  ['*a **b*', 'p(*a **b*)'],
  ['`a *b*` ``c ` d`` `e', 'p(‹a *b*› ‹c ` d› `e)'],
  ['\\*not\\* a\\\nb', 'p(*not* a⏎b)'],
  ['[text](https://example.org/a_(b) "t") and ![alt](x.png)', 'p({text} and {alt})'],
  ['[no target] *[a](b)*', 'p([no target] *{a}*)'],
  ['- a\n- b\n  - c\n\n  d\n\nend', 'ul(p(a); p(b) ul(p(c)) p(d)) p(end)'],
  ['3. a\n4. b', 'ol3(p(a); p(b))'],
  ['> a\n> > b\nlazy\n\nc', 'q(p(a) q(p(b lazy))) p(c)'],
  ['```js\nlet a = `*b*`;\n\n```\nend', 'pre(let a = `*b*`;|) p(end)'],
  ['    code\n\n    more\ntext', 'pre(code||more) p(text)'],
  ['| a | b |\n|---|---|\n| 1 | 2 |', 'pre(| a | b |||---|---||| 1 | 2 |)'],
  ['a\n\n***\n\nb', 'p(a) hr p(b)'],
  ['```never closed\n<b>', 'pre(<b>)'],
  ['', ''],
];

describe('markdown', () => {
  it.each(CASES)('reads %j', (source, tree) => {
    expect(short(markdown(source))).toBe(tree);
  });

  it('knows no HTML: it stays text', () => {
    const hostile = '<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1))';
    expect(short(markdown(hostile))).toBe('p(<script>alert(1)</script>) p(<img src=x onerror=alert(1)> {x})');
    expect(JSON.stringify(markdown(hostile))).not.toContain('javascript');
  });

  it('says of every run where it stands', () => {
    const source = CASES.map(([text]) => text).join('\n\n') + '\n\n> - é \u{1d11e} *x\n>   y* `z`\n';
    const found = runs(markdown(source));
    expect(found.length).toBeGreaterThan(40);
    for (const run of found) {
      const there = source.slice(run.from, run.from + run.text.length);
      expect(there.replace('\n', ' ')).toBe(run.text);
    }
  });

  it.each([
    ['*a '.repeat(60_000)],
    ['*a '.repeat(30_000) + 'b* '.repeat(30_000)],
    ['*a **b '.repeat(30_000)],
    ['['.repeat(200_000) + ']('.repeat(1000)],
    ['[x]('.repeat(50_000)],
    ['> '.repeat(2_000) + 'x'],
    ['- '.repeat(2_000) + 'x'],
    ['`'.repeat(7) + ' `'.repeat(50_000)],
    ['- a\n'.repeat(30_000)],
    ['a\n'.repeat(60_000)],
    ['_'.repeat(100_000) + 'a' + '_'.repeat(100_000)],
    ['#'.repeat(100_000) + '\n' + '- - '.repeat(30_000) + '\n' + ' '.repeat(100_000) + '|'],
  ])('is not slow', (source) => {
    const started = performance.now();
    markdown(source);
    looksLikeMarkdown(source);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('plain', () => {
  it('keeps lines and marks', () => {
    expect(short(plain('a *b*\n  c\n\n# d'))).toBe('p(a *b*⏎  c) p(# d)');
  });
});

describe('looksLikeMarkdown', () => {
  it.each(['# Title\n\ntext', 'see [this](https://a.example)', 'a *word* here', '- a\n- b', '> quoted'])(
    'knows %j',
    (source) => expect(looksLikeMarkdown(source)).toBe(true),
  );
  it.each(['Plain text.\n\nMore.', '2 * 3 * 4', 'PEP\n=====\n\ntext *a*', 'snake_case_name', '.. note:: x\n\n*a*'])(
    'knows that %j is not',
    (source) => expect(looksLikeMarkdown(source)).toBe(false),
  );
});
