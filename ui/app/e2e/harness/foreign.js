/** Foreign texts, and what must be true of a screen that shows them. */
import { readFileSync } from 'node:fs';

/** The corpus of texts that try to be more than text. */
export const HOSTILE = JSON.parse(readFileSync(new URL('../corpus/hostile.json', import.meta.url), 'utf8'));

/** The bombs of the corpus, written out. */
export const BOMBS = Object.entries(HOSTILE.bombs).map(([name, { character, times }]) => ({ name, text: character.repeat(times) }));

/** Elements and links that no text of ours ever makes, in words; nothing where all is well. */
export async function alien(page) {
  return page.evaluate(() => {
    const found = [];
    const never = 'iframe, object, embed, base, frame, applet, video, audio, img, marquee, math, form[action], [srcdoc], [contenteditable], svg script, svg animate, body style, main script, x-foreign';
    for (const element of document.querySelectorAll(never)) found.push(`an element <${element.localName}>: ${element.outerHTML.slice(0, 120)}`);
    for (const { href } of document.querySelectorAll('link')) {
      if (!href.startsWith(location.origin) && !href.startsWith('data:,')) found.push(`a file from elsewhere: ${href.slice(0, 80)}`);
    }
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on')) found.push(`an attribute ${name} on <${element.localName}>`);
        if ((name === 'href' || name === 'src' || name === 'xlink:href') && /^\s*(javascript|data:text|vbscript):/i.test(value)) found.push(`a link to ${value.slice(0, 60)}`);
      }
    }
    for (const link of document.querySelectorAll('main a[href], dialog a[href], nav a[href]')) {
      if (!link.getAttribute('href').startsWith('#/')) found.push(`a link to ${link.getAttribute('href').slice(0, 80)}`);
    }
    return found.slice(0, 8);
  });
}

/**
 * Where foreign text changes the order of the text beside it, in words; nothing where all is well.
 *
 * It looks at what is drawn: in each line of each paragraph, the letters and digits that are the page's own must stand from
 * left to right as they are written. `foreign` are the texts that may run as they like.
 */
export async function disorder(page, foreign) {
  return page.evaluate((texts) => {
    const found = [];
    const risky = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;
    const bare = (text) => text.replace(/[\s\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\p{Cc}]+/gu, '');
    const known = texts.map(bare).filter((text) => text.length > 2);
    const inline = (element) => getComputedStyle(element).display.startsWith('inline') && !/flex|grid|block/.test(getComputedStyle(element).display);
    const blocks = new Set();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (!risky.test(node.data)) continue;
      let block = node.parentElement;
      while (block && inline(block)) block = block.parentElement;
      if (block) blocks.add(block);
    }
    for (const block of blocks) {
      // Initials are as foreign as the name, and alone.
      if (getComputedStyle(block).direction === 'rtl' || bare(block.textContent).length <= 4) continue;
      // The text of the block without what is invisible, each character with its place.
      const places = [];
      const inside = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      let text = '';
      for (let node = inside.nextNode(); node; node = inside.nextNode()) {
        let own = node.parentElement;
        while (own && own !== block && inline(own)) own = own.parentElement;
        if (own !== block) continue;
        for (let at = 0; at < node.data.length; at += 1) {
          if (bare(node.data[at]) === '') continue;
          text += node.data[at];
          places.push([node, at]);
        }
      }
      const theirs = new Array(text.length).fill(false);
      for (const one of known) {
        for (let at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) theirs.fill(true, at, at + one.length);
      }
      const lines = new Map();
      places.forEach(([node, at], index) => {
        if (theirs[index] || !/[\p{L}\p{N}]/u.test(text[index])) return;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const [box] = range.getClientRects();
        if (!box || box.width === 0) return;
        const line = Math.round(box.bottom / 4);
        const last = lines.get(line);
        if (last && box.left < last.left - 1) {
          const said = found.at(-1)?.endsWith(block.textContent.trim().slice(0, 100) + '”');
          if (!said) found.push(`“${text.slice(Math.max(0, index - 20), index)}|${text.slice(index, index + 20)}” in <${block.localName}> “${block.textContent.trim().slice(0, 100)}”`);
        }
        lines.set(line, box);
      });
    }
    return [...new Set(found)].slice(0, 6);
  }, foreign);
}
