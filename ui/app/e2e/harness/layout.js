/** What can be measured of a layout: nothing reaches out of the page. */

/** Elements that reach out of the page to a side, in words; nothing where all is well. */
export async function overflows(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    const found = [];
    if (document.documentElement.scrollWidth > wide + 1) found.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${wide}`);
    const clips = (element) => {
      for (let above = element.parentElement; above; above = above.parentElement) {
        const style = getComputedStyle(above);
        if (style.overflowX !== 'visible' || style.clipPath !== 'none' || style.clip !== 'auto') return true;
      }
      return false;
    };
    const hidden = (element) => {
      const style = getComputedStyle(element);
      return style.visibility === 'hidden' || style.clipPath !== 'none' || style.clip !== 'auto' || style.position === 'fixed';
    };
    const name = (element) => {
      const id = element.id ? `#${element.id}` : '';
      const classes = [...element.classList].filter((one) => !one.startsWith('svelte-')).map((one) => `.${one}`).join('');
      return `<${element.localName}${id}${classes}> “${(element.textContent ?? '').trim().slice(0, 40)}”`;
    };
    for (const element of document.body.querySelectorAll('*')) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0 || hidden(element) || clips(element)) continue;
      if (box.left < -1 || box.right > wide + 1) found.push(`${name(element)} from ${Math.round(box.left)} to ${Math.round(box.right)} of ${wide}`);
    }
    return found.slice(0, 8);
  });
}

/** Text that does not fit its own box and is cut off there, in words. A box that scrolls by wish says so with `tabindex` or is a field. */
export async function cutOff(page) {
  return page.evaluate(() => {
    const found = [];
    for (const element of document.querySelectorAll('nav, nav ul, main button, main a, main h1, main h2, main h3, main label, main p, main td, main th, main dd, main dt, main li, main summary')) {
      const style = getComputedStyle(element);
      if (style.overflowX === 'visible' || style.clipPath !== 'none' || element.clientWidth === 0) continue;
      if (element.scrollWidth > element.clientWidth + 1) {
        const classes = [...element.classList].filter((one) => !one.startsWith('svelte-')).map((one) => `.${one}`).join('');
        found.push(`<${element.localName}${classes}> “${(element.textContent ?? '').trim().slice(0, 40)}” needs ${element.scrollWidth} px and has ${element.clientWidth}`);
      }
    }
    return found.slice(0, 8);
  });
}

/** On a page that runs from right to left: sentences in Latin letters and amounts that run the wrong way, in words. */
export async function wrongWay(page) {
  return page.evaluate(() => {
    const found = [];
    for (const amount of document.querySelectorAll('.coins')) {
      if (getComputedStyle(amount).direction !== 'rtl') found.push(`an amount runs from left to right: ${amount.textContent}`);
    }
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const latin = node.data.match(/[A-Za-z]{2,}/g)?.length ?? 0;
      const box = node.parentElement;
      if (latin < 5 || /[\u0600-\u06ff]/.test(node.data) || box.getClientRects().length === 0) continue;
      // Either the box says which way it runs, or each of its paragraphs finds out for itself.
      const plain = [box, box.parentElement].some((one) => getComputedStyle(one).unicodeBidi === 'plaintext');
      if (!plain && getComputedStyle(box).direction === 'rtl') found.push(`Latin text runs from right to left: “${node.data.trim().slice(0, 80)}” in <${box.localName} class="${box.className}">`);
    }
    return found.slice(0, 8);
  });
}
