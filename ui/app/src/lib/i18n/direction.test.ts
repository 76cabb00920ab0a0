import { expect, it } from 'vitest';
import { directionOf } from './direction';

it('goes by the first letter', () => {
  expect(directionOf('1. (“ ماذا يبقى? abc')).toBe('rtl');
  expect(directionOf('שלום')).toBe('rtl');
  expect(directionOf('abc ماذا')).toBe('ltr');
  expect(directionOf('中文')).toBe('ltr');
  expect(directionOf('123 🫘')).toBe('ltr');
});
