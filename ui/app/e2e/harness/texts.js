/** Texts to publish: the essays of the starter library, and small ones made for a test. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './binary.js';

/** An address of nobody here: its key was thrown away. */
export const STRANGER = 'byl1whga5wm7de9h97278l4cgjcf2clnmr7ewx9hda9xszwgne4vmuqsazsw59';

const LIBRARY = join(ROOT, 'assets/library');

/** Documents of the starter library, as the API takes them; all of them, or those named without their ending. */
export function essays(...names) {
  const files = names.length > 0 ? names.map((name) => `${name}.md`) : readdirSync(LIBRARY).filter((name) => name.endsWith('.md')).sort();
  return files.map((path) => ({ path, source: `library:${path}`, text: readFileSync(join(LIBRARY, path), 'utf8') }));
}

/** Three paragraphs on one subject, told apart by `subject`. */
export function essay(subject) {
  return [
    `The ${subject} lives in the northern hills and sleeps through the long winter. It eats berries, roots and small fish, and it drinks only from running water.`,
    `A young ${subject} stays with its mother for two years. Farmers of the valley have kept the ${subject} away from their orchards with bells since the year 1612.`,
    `Nobody knows how many of them there are. The last count of the ${subject} was made by Ilse Brandt in 1987.`,
  ].join('\n\n');
}

/** A document by a named author on terms of their own. */
export function document(subject, { author, price, title = `About the ${subject}` } = {}) {
  const front = [`title: ${JSON.stringify(title)}`, ...(author ? [`author: ${JSON.stringify(author)}`] : [])];
  const terms = price ? { licence: 'paid', price } : { licence: 'attribution' };
  return { path: `${subject}.md`, source: `test:${subject}`, text: `---\n${front.join('\n')}\n---\n\n${essay(subject)}\n`, ...terms };
}
