/** The tests of the tests: what is wrong is found. */
import assert from 'node:assert/strict';
import { violations } from './harness/axe.js';
import { scene } from './harness/scene.js';
import { alien, disorder } from './harness/foreign.js';
import { controls, walk } from './harness/keyboard.js';
import { cutOff, overflows } from './harness/layout.js';
import { until } from './harness/until.js';

/** Each does something that no page may do, and says what is then seen. */
const WRONGS = {
  'a console error': [() => console.error('wrong'), /console: wrong/],
  'an error in a script': [() => void setTimeout(() => { throw new Error('thrown here'); }), /page error: .*thrown here/s],
  'a promise that nobody heard': [() => void Promise.reject(new Error('unheard')), /page error: .*unheard/s],
  'a dialog': [() => void setTimeout(() => alert('hello')), /a dialog opened: alert hello/],
  'an inline handler': [() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="bylinePwned(1)">');
  }, /CSP violation: script-src-attr/],
  'an inline style': [() => document.body.setAttribute('style', 'color: red') ?? document.body.insertAdjacentHTML('beforeend', '<b style="color: red">x</b>'), /CSP violation: style-src-attr/],
  'a request to elsewhere': [() => void fetch('https://evil.example/').catch(() => undefined), /a request left the machine: https:\/\/evil\.example|CSP violation: connect-src/],
  'a picture from elsewhere': [() => void document.body.append(Object.assign(new Image(), { src: 'https://evil.example/x.png' })), /evil\.example/],
  'the marker of the corpus': [() => window.bylinePwned('x'), /foreign text ran: x/],
};

for (const [name, [does, seen]] of Object.entries(WRONGS)) {
  scene(`the watch sees ${name}`, {}, async (desk) => {
    await desk.page.evaluate(does);
    await until(() => desk.watch.problems.some((text) => seen.test(text)), `it is seen: ${seen}`);
    assert.throws(() => desk.check());
    desk.watch.expect(/./s);
  });
}

scene('the ruler, the keyboard, axe and the reader of bidi see what is wrong', {}, async (desk) => {
  const { page } = desk;
  assert.deepEqual(await overflows(page), []);
  await page.evaluate(() => {
    const main = document.querySelector('main');
    const add = (name, set, text = '') => {
      const element = Object.assign(document.createElement(name), set);
      element.textContent = text;
      main.prepend(element);
      return element;
    };
    add('div', {}, 'too wide').style.inlineSize = '3000px';
    const cut = add('p', {}, 'This does not fit into its box at all, and is cut off.');
    Object.assign(cut.style, { inlineSize: '40px', overflow: 'hidden', whiteSpace: 'nowrap' });
    add('button', { tabIndex: 2 }, 'first by force');
    add('button', {}, 'no ring').style.outline = 'none';
    add('img', {});
    add('p', {}, 'Pay \u202eevil\u202c now, \u202ebut all of this runs the other way');
    add('p', {}, 'Isolated: \u2068\u202eevil\u2069 and this does not');
  });
  assert.ok((await overflows(page)).some((one) => one.includes('too wide')));
  assert.ok((await cutOff(page)).some((one) => one.includes('This does not fit')));
  assert.ok((await violations(page)).some((one) => one.startsWith('image-alt')));
  assert.ok((await alien(page)).some((one) => one.includes('<img>')));
  const wrong = await disorder(page, ['evil']);
  assert.ok(wrong.some((one) => one.includes('but all of this')), `${wrong}`);
  assert.ok(wrong.every((one) => !one.includes('Isolated')), `${wrong}`);
  const wanted = await controls(page);
  const { problems } = await walk(page, wanted.length + 20);
  assert.ok(problems.some((one) => one.includes('tabindex above 0')), `${problems}`);
  assert.ok(problems.some((one) => one.includes('no focus is seen') && one.includes('no ring')), `${problems}`);
});

scene('a control behind a sticky part is found to be covered', {}, async (desk) => {
  const { page } = desk;
  await page.evaluate(() => {
    const cover = document.createElement('div');
    Object.assign(cover.style, { position: 'fixed', inset: '0', background: 'black', zIndex: '99' });
    document.body.append(cover);
  });
  const { problems } = await walk(page, 5);
  assert.ok(problems.length > 0 && problems.every((one) => one.includes('covered')), `${problems}`);
});

scene('a control that the tabulator does not reach is found', {}, async (desk) => {
  const { page } = desk;
  await page.evaluate(() => {
    // A trap: from here the tabulator leads nowhere.
    document.querySelectorAll('nav a')[2].addEventListener('keydown', (event) => event.preventDefault());
  });
  const wanted = await controls(page);
  const { reached } = await walk(page, wanted.length + 20);
  assert.ok(wanted.filter(({ id }) => !reached.has(id)).length > 0);
});
