/** axe-core on a page: every rule of WCAG 2.2 A and AA, of the other standards that axe knows, and the best practices. None is off; only AAA is not asked. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'section508', 'EN-301-549'];

/** Violations, one line each with where they are; nothing where all is well. */
export async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${source};undefined`);
  const found = await page.evaluate(async (tags) => {
    // From the top: what is half under the line of screens, because one scrolled, is not small.
    scrollTo(0, 0);
    const result = await window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
    return result.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map((node) => `${node.target.join(' ')} — ${node.html.slice(0, 160)}${node.any[0] ? ` — ${node.any[0].message}` : ''}`),
    }));
  }, TAGS);
  return found.flatMap(({ id, help, where }) => where.map((one) => `${id} (${help}): ${one}`));
}
