import { svelte } from '@sveltejs/vite-plugin-svelte';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { lazyMessages } from './scripts/lazy-messages.ts';
import { svelteTesting } from '@testing-library/svelte/vite';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Where a node listens while the page comes from the development server. */
const node = process.env.BYLINE_NODE ?? 'http://127.0.0.1:7431';
const testing = process.env.VITEST !== undefined;

export default defineConfig({
  // Relative, so that the page works at any address: the node's own and the window's.
  base: './',
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/paraglide',
      // The page chooses the locale and tells the runtime; see lib/i18n/locale.svelte.ts.
      strategy: ['globalVariable', 'baseLocale'],
      emitTsDeclarations: false,
      outputStructure: 'locale-modules',
      emitGitIgnore: false,
      emitPrettierIgnore: false,
      emitReadme: false,
    }),
    lazyMessages(),
    svelte(),
    ...(testing ? [svelteTesting()] : []),
  ],
  resolve: {
    alias: {
      $lib: fileURLToPath(new URL('./src/lib', import.meta.url)),
      $messages: fileURLToPath(new URL('./src/paraglide/messages.js', import.meta.url)),
    },
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
  },
  server: {
    port: 5173,
    strictPort: true,
    // The node answers its own page alone, so requests are made to look as if they came from it. Development only.
    proxy: {
      '/api': {
        target: node,
        changeOrigin: true,
        configure: (proxy) => {
          proxy.on('proxyReq', (request) => request.setHeader('origin', node));
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['./src/test-setup.ts'],
    restoreMocks: true,
  },
});
