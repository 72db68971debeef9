import { expect, it } from 'vitest';
import { wordFor } from './schema';

it('makes of a label a word that fits an address, and says of what kind it is', () => {
  expect(wordFor('poster', 'Plaza de Mayo')).toBe('qr-plaza-de-mayo');
  expect(wordFor('partner', 'SUTNA (neumático)')).toBe('embed-sutna-neumatico');
  expect(wordFor('press', 'Página/12')).toBe('pagina-12');
  expect(wordFor('poster', 'a'.repeat(80))).toHaveLength(40);
  expect(wordFor('link', '日本')).toBe('');
  expect(wordFor('link', ' -- ')).toBe('');
});
