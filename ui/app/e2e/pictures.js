/**
 * Pictures of every screen with real content, light and dark, in English and Arabic: `npm run pictures`.
 * With names of states (`npm run pictures -- ask-answered works`) only those are taken.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { APP } from './harness/binary.js';
import { NARROW, WIDE, closeBrowser } from './harness/browser.js';
import { play } from './harness/desk.js';
import { essays } from './harness/texts.js';
import { emptyTour, fullTour, prepareTour } from './harness/tour.js';

const FOLDER = join(APP, 'pictures');
/** Screens that are longer than the window are taken whole, too. */
const WHOLE = new Set(['ask-answered', 'works', 'work', 'wallet', 'settings', 'publish-written', 'publish-files', 'first-run-answered', 'network']);
const SMALL = /^(ask|publish)/;

/** What was asked before, so that works have uses and the history has lines. */
const BEFORE = [
  'What does a receipt say about the price of an answer?',
  'Why is a byline worth more than a signature at the end?',
  'What does the server see when somebody asks?',
  'Who signs a local ledger, and what does that prove?',
  'How is the difference that a source makes measured?',
];

const TEXT = `# The lamp at the harbour

The lamp above the harbour door is older than the door. My grandfather lit it on Sundays, and on every night when a boat was late.

> A light is a promise that somebody is awake.

- It burns oil, not gas.
- Its glass was cut in 1907, and never broke.

When the harbour got electric light, nobody took the lamp down. It hangs there still, and I light it when I want to be found.
`;

const SUBJECTS = {
  en: {
    question: 'What does a receipt say about each source, and how is its weight measured?',
    leave: 'What a Receipt Says',
    nothing: 'xylophone quarterback',
    title: 'The lamp at the harbour',
    text: TEXT,
  },
  ar: {
    question: 'ماذا يبقى في السجلّ بعد أن يسحب المؤلف عمله؟',
    leave: 'ماذا يبقى بعد السحب؟',
    nothing: 'زرافة بنفسجية',
    title: 'مصباح الميناء',
    text: 'المصباح فوق باب الميناء أقدم من الباب نفسه. كان جدّي يشعله يوم الأحد، وفي كل ليلة يتأخر فيها قارب.\n\n> الضوء وعدٌ بأن أحدًا ما زال مستيقظًا.\n\nوحين وصلت الكهرباء إلى الميناء لم ينزعه أحد. ما زال معلّقًا هناك، وأشعله حين أريد أن يجدني الناس.',
  },
};

const wanted = new Set(process.argv.slice(2));

/** Takes the pictures of one walk: `empty` is a node on which nothing has happened yet. */
async function take({ locale, colorScheme, size, empty }) {
  const name = (state, whole = '') => join(FOLDER, `${state}-${locale}-${colorScheme}-${size.width}${whole}.png`);
  const options = {
    locale,
    colorScheme,
    size,
    reducedMotion: 'reduce',
    prepare: empty ? undefined : async (node) => {
      await node.publish(...essays());
      for (const question of BEFORE) await node.ask(question);
      await prepareTour(node);
    },
  };
  await play(`pictures ${locale} ${colorScheme} ${size.name}`, options, async (desk) => {
    const look = async (state) => {
      if (wanted.size > 0 && !wanted.has(state)) return;
      if (size === NARROW && !SMALL.test(state)) return;
      await desk.picture(name(state));
      if (WHOLE.has(state)) await desk.picture(name(state, '-whole'), { fullPage: true });
    };
    if (empty) await emptyTour(desk, look);
    else await fullTour(desk, look, SUBJECTS[locale]);
  });
}

if (wanted.size === 0) rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
try {
  for (const locale of ['en', 'ar']) {
    for (const colorScheme of ['light', 'dark']) {
      for (const empty of [true, false]) {
        for (const size of [WIDE, NARROW]) {
          // One walk that fails leaves the others their pictures.
          await take({ locale, colorScheme, size, empty }).catch((error) => {
            console.error(error);
            process.exitCode = 1;
          });
        }
      }
      console.log(`${locale}, ${colorScheme}: done`);
    }
  }
  console.log(FOLDER);
} finally {
  await closeBrowser();
}
