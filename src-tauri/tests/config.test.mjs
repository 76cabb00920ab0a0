// The configuration of every installer, against the schema that comes with the bundler.
import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SHELL = fileURLToPath(new URL('..', import.meta.url));
const INSTALLERS = join(SHELL, '../installers');
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

const schema = read(join(SHELL, 'node_modules/@tauri-apps/cli/config.schema.json'));
// Formats are hints in this schema; its own keywords and defaults are no mistakes.
const validate = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true }).compile(schema);

/** A JSON merge patch (RFC 7396), as the bundler applies `--config`. */
function merged(base, patch) {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
  const result = base !== null && typeof base === 'object' && !Array.isArray(base) ? { ...base } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = merged(result[name], value);
  }
  return result;
}

const common = read(join(SHELL, 'tauri.conf.json'));
const systems = {
  Linux: common,
  Windows: merged(common, read(join(INSTALLERS, 'windows/tauri.windows.conf.json'))),
  macOS: merged(common, read(join(INSTALLERS, 'macos/tauri.macos.conf.json'))),
};

/** Every text in a configuration that is a path from `src-tauri` to a file of the repository. */
function paths(value) {
  if (typeof value === 'string') return /^\.\.\/(?:assets|installers)\//.test(value) ? [value] : [];
  return value && typeof value === 'object' ? Object.values(value).flatMap(paths) : [];
}

for (const [system, config] of Object.entries(systems)) {
  test(`the configuration for ${system} is one that the bundler takes`, () => {
    assert.ok(validate(config), JSON.stringify(validate.errors, null, 2));
    assert.deepEqual(config.plugins['deep-link'].desktop.schemes, ['byline']);
  });

  test(`every file that the configuration for ${system} names is there`, () => {
    const named = paths(config);
    assert.ok(named.length > 5);
    for (const path of named) assert.ok(existsSync(join(SHELL, path)), path);
  });
}

test('a key that the bundler does not know is found', () => {
  assert.equal(validate(merged(common, { bundle: { windows: { nsis: { instalMode: 'both' } } } })), false);
  assert.equal(validate(merged(common, { bundle: { macOS: { entitlements: 7 } } })), false);
});

test('the schema is of the version that the window is built with', () => {
  const lock = readFileSync(join(dirname(SHELL.replace(/\/$/, '')), 'Cargo.lock'), 'utf8');
  const [, built] = /name = "tauri"\nversion = "(\d+\.\d+)\./.exec(lock);
  assert.ok(read(join(SHELL, 'node_modules/@tauri-apps/cli/package.json')).version.startsWith(`${built}.`));
});
