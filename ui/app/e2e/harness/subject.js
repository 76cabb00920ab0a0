/** Two small works and what is asked about them, for walks through the screens. */
import { document, essay } from './texts.js';
import { prepareTour } from './tour.js';

/** The works. */
export const WORKS = [
  document('lynx', { author: 'Maren Holtgrewe', price: '0.003' }),
  document('marmot', { author: 'Jun Okafor', price: '0.005' }),
];

/** What is asked, left out, not found and written. */
export const SUBJECT = {
  question: 'Who made the last count of the lynx and of the marmot?',
  leave: 'About the marmot',
  nothing: 'xylophone quarterback',
  title: 'Of otters',
  text: `# Of otters\n\n${essay('otter')}\n\n> Somebody said so.\n\n- one\n- two\n\n\`code\` and **strong** words.`,
};

/** Puts them on a node. */
export async function prepare(node) {
  await node.publish(...WORKS);
  await prepareTour(node);
}
