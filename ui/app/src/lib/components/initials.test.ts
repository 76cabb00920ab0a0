import { expect, test } from 'vitest';
import { initials } from './initials';

test('the first letters of the first and the last word', () => {
  expect(initials('Ines Calder')).toBe('IC');
  expect(initials('tomás de la rivas')).toBe('TR');
  expect(initials('me')).toBe('M');
  expect(initials('Jean-Luc')).toBe('JL');
});

test('letters of any script, whole', () => {
  expect(initials('文 佳怡')).toBe('文佳');
  expect(initials('إيناس كالدر')).toBe('إك');
  expect(initials('हिन्दी')).not.toBe('');
});

test('a name without letters has none', () => {
  expect(initials('')).toBe('');
  expect(initials('!!! ---')).toBe('');
});
