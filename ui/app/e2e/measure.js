/** Prints the figures of the page: `npm run measure`. */
import { needDist } from './harness/binary.js';
import { closeBrowser } from './harness/browser.js';
import { loadedScripts, measurePage, scriptSizes } from './harness/measure.js';

const kilo = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

needDist();
try {
  const files = scriptSizes();
  console.log('Script of the built page, after gzip:');
  for (const { name, bytes, gzip } of files) console.log(`  ${kilo(gzip).padStart(10)}  (${kilo(bytes)} plain)  ${name}`);
  console.log(`  ${kilo(files.reduce((sum, { gzip }) => sum + gzip, 0)).padStart(10)}  all files, with six languages`);
  for (const [language, gzip] of Object.entries(await loadedScripts())) console.log(`  ${kilo(gzip).padStart(10)}  what is loaded on all screens in ${language}`);
  const { paint, ready, heap, each } = await measurePage();
  const all = (name, show) => each.map((one) => show(one[name])).join(', ');
  console.log(`First contentful paint: ${paint.toFixed(0)} ms, median of ${each.length} (${all('paint', (ms) => ms.toFixed(0))})`);
  console.log(`First screen with its data: ${ready.toFixed(0)} ms, median (${all('ready', (ms) => ms.toFixed(0))})`);
  console.log(`Script memory: ${kilo(heap)}, median (${all('heap', kilo)})`);
} finally {
  await closeBrowser();
}
