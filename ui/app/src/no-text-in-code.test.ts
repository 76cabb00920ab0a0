import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';

/** Attributes and properties whose words a person sees or hears. */
const VISIBLE = new Set([
  'alt', 'aria-description', 'aria-label', 'aria-placeholder', 'aria-roledescription', 'aria-valuetext', 'confirm', 'hint', 'label', 'lead', 'note', 'placeholder', 'title',
]);
const LETTER = /\p{L}/u;

interface Node {
  type: string;
  [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

/** The words of a value as they would be shown: of a text, a literal, a template, or either side of a choice. */
function words(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(words);
  if (!isNode(value)) return [];
  switch (value.type) {
    case 'Text': return [String(value.data)];
    case 'Literal': return typeof value.value === 'string' ? [value.value] : [];
    case 'TemplateLiteral': return (value.quasis as { value: { cooked: string } }[]).map((quasi) => quasi.value.cooked);
    case 'ConditionalExpression': return [...words(value.consequent), ...words(value.alternate)];
    case 'LogicalExpression': return [...words(value.left), ...words(value.right)];
    case 'BinaryExpression': return value.operator === '+' ? [...words(value.left), ...words(value.right)] : [];
    case 'ExpressionTag': return words(value.expression);
    default: return [];
  }
}

/** Words that are written into the markup of a component. */
function written(source: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) return;
    if (value.type === 'Text' || value.type === 'ExpressionTag') found.push(...words(value));
    if (value.type === 'Attribute') {
      if (VISIBLE.has(String(value.name))) found.push(...words(value.value));
      return;
    }
    // Only markup: the expressions inside tags and blocks are code.
    for (const part of ['nodes', 'fragment', 'body', 'consequent', 'alternate', 'fallback', 'pending', 'then', 'catch', 'attributes']) visit(value[part]);
  };
  visit(parse(source, { modern: true }).fragment);
  return found.filter((text) => LETTER.test(text));
}

const root = import.meta.dirname;
const components = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.svelte'));

test('every word on screen comes from the messages', () => {
  const offences = components.flatMap((path) => written(readFileSync(join(root, path), 'utf8')).map((text) => `${relative(root, path)}: ${text.trim()}`));
  expect(offences).toEqual([]);
  expect(components.length).toBeGreaterThan(20);
});

test('the search finds what it is for', () => {
  const caught = (markup: string) => written(markup).length > 0;
  for (const markup of [
    '<p>Hello</p>', '<p>{"Hello"}</p>', '<p>{open ? "yes" : ""}</p>', '<p>{`n: ${n}`}</p>', '<a href="#/x" aria-label="Go">1</a>', '<input placeholder={"Name"} />',
    '{#if open}<b>x</b>{:else}y{/if}', '{#each all as one}<i>{one} coins</i>{/each}', '<Page title="Ask">{title}</Page>', '{#snippet aside()}Word{/snippet}', '{#await now}wait{/await}',
  ]) expect(caught(markup), markup).toBe(true);
  for (const markup of ['<p class="lead">{title}</p>', '<p>{m.ask_go()} · 12 …</p>', '<input type="text" {...control} />', '<script>const a = "text";</script><b>{a}</b>']) expect(caught(markup), markup).toBe(false);
});

test('no component writes styles that the policy forbids, or markup from text', () => {
  for (const path of components) {
    const source = readFileSync(join(root, path), 'utf8');
    expect(source, path).not.toMatch(/\{@html|\sstyle="|svelte\/transition|svelte\/animate/);
  }
});

test('colours are in one file', () => {
  for (const path of components) {
    const style = /<style>([\s\S]*)<\/style>/.exec(readFileSync(join(root, path), 'utf8'))?.[1] ?? '';
    expect(style, path).not.toMatch(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(/i);
    expect(style, path).not.toMatch(/\b(margin|padding|border)-(left|right|top|bottom)\b|\b(left|right):|text-align:\s*(left|right)/);
  }
});
