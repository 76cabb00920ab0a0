import { render, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import ShareBar from './ShareBar.svelte';

const segments = [
  { slot: 1, label: '1', weight_ppm: 640_000, name: 'Ines Calder' },
  { slot: 7, label: '2', weight_ppm: 310_000, name: 'Wen Jiayi' },
  { slot: 2, label: '3', weight_ppm: 50_000, name: 'Tomás Rivas' },
  { slot: 3, label: '4', weight_ppm: 0, name: 'Hanne Falk' },
];

test('each author has a part as wide as their share, with a name and a number', () => {
  render(ShareBar, { segments });
  const parts = within(screen.getByRole('list', { name: 'What caused this answer' })).getAllByRole('listitem');
  expect(parts.map((part) => part.style.flexGrow)).toEqual(['640000', '310000', '50000']);
  expect(parts.map((part) => part.className.match(/\ba\d+\b/)?.[0])).toEqual(['a1', 'a7', 'a2']);
  expect(parts[0]?.textContent).toContain('Ines Calder: 64%');
});

test('a narrow part has room for its number only', () => {
  render(ShareBar, { segments });
  const [wide, , narrow] = screen.getAllByRole('listitem');
  expect(wide?.querySelector('.share')?.textContent).toBe('64%');
  expect(narrow?.querySelector('.share')).toBeNull();
  expect(narrow?.textContent).toContain('Tomás Rivas: 5%');
});
