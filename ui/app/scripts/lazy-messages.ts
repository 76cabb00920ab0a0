import type { Plugin } from 'vite';

/**
 * Loads the messages of one language at a time.
 *
 * Paraglide's index imports every language. This replaces it, when it is bundled, by one that speaks the language that
 * was loaded (see lib/i18n/locale.svelte.ts), so that a reader loads one language and not six. The types still come from the file that paraglide wrote.
 */
export function lazyMessages(): Plugin {
  return {
    name: 'byline-lazy-messages',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/paraglide\/messages\/_index\.js$/.test(id.replaceAll('\\', '/'))) return null;
      const names = [...code.matchAll(/^export const ([A-Za-z_$][\w$]*) =/gm)].map((match) => match[1]);
      const messages = names.map((name) => `export const ${name} = (inputs = {}) => table.now.${name}(inputs);`);
      return { code: ['import { table } from "$lib/i18n/table.svelte";', ...messages].join('\n'), map: null };
    },
  };
}
