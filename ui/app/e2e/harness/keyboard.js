/** What the tabulator reaches, and whether one sees where one is. */

/** Every control in sight that the tabulator has to reach: its number and its name. Of a group of radio buttons, one. */
export async function controls(page) {
  return page.evaluate(() => {
    const scope = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
    const all = scope.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]');
    const groups = new Set();
    const found = [];
    let next = 0;
    for (const element of all) {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (element.disabled || element.tabIndex < 0 || style.visibility === 'hidden' || style.display === 'none' || box.width === 0) continue;
      if (element.closest('details:not([open])') && element.localName !== 'summary') continue;
      if (element.type === 'radio') {
        const group = `${element.form?.id ?? ''} ${element.name}`;
        if (groups.has(group)) continue;
        groups.add(group);
        element.dataset.e2eGroup = group;
      }
      element.dataset.e2e = String((next += 1));
      const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
      found.push({ id: element.type === 'radio' ? `group ${element.name}` : element.dataset.e2e, name: `<${element.localName}> ${label.trim().slice(0, 60)}` });
    }
    return found;
  });
}

/** What is wrong with how the focused control is seen, in words; nothing where all is well. */
export async function focusProblem(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const name = `<${element.localName}> “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 50)}”`;
    const shows = (one) => {
      const style = getComputedStyle(one);
      return style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1 && Number(style.opacity) > 0.5 && style.clipPath === 'none';
    };
    const ring = [element, element.parentElement, element.parentElement?.parentElement].find((one) => one && shows(one));
    if (!ring) return `no focus is seen on ${name}`;
    // Not covered by anything: one of its places is its own.
    const boxes = [...ring.getClientRects()];
    const free = boxes.some((box) => [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].some(([x, y]) => {
      const there = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
      return there && (there === element || element.contains(there) || ring.contains(there) || there.contains(ring) && there.localName === 'label');
    }));
    const { top, bottom } = ring.getBoundingClientRect();
    if (!free) return `${name} has the focus and is covered or out of sight (${Math.round(top)} to ${Math.round(bottom)} of ${innerHeight})`;
    return undefined;
  });
}

/** Puts the keyboard where a page begins, before its first control. */
export async function beforeAll(page) {
  await page.evaluate(() => {
    getSelection()?.removeAllRanges();
    const start = document.createElement('span');
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
    start.remove();
  });
}

/** Goes through the page with the tabulator once around, and says what was reached and what was wrong there. */
export async function walk(page, most) {
  const reached = new Set();
  const problems = await page.evaluate(() => [...document.querySelectorAll('[tabindex]')].filter(({ tabIndex }) => tabIndex > 0).map(({ outerHTML }) => `a tabindex above 0: ${outerHTML.slice(0, 80)}`));
  await beforeAll(page);
  for (let n = 0; n < most; n += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      return element.type === 'radio' ? `group ${element.name}` : (element.dataset.e2e ?? 'other');
    });
    if (at === undefined || (at !== 'other' && reached.has(at))) break;
    reached.add(at);
    const problem = await focusProblem(page);
    if (problem) problems.push(problem);
  }
  return { reached, problems };
}
