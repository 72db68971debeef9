import { describe, expect, it } from 'vitest';
import { slugOf } from './slug';

describe('slugOf', () => {
  it.each([
    ['¡Libertad a las 33!', 'libertad-a-las-33'],
    ['  Año nuevo, preso  ', 'ano-nuevo-preso'],
    ['¿?', 'ronda'],
    ['自由', 'ronda'],
    ['a'.repeat(60), 'a'.repeat(40)],
    ['Una campaña con un título que no termina nunca jamás', 'una-campana-con-un-titulo-que-no-termina'],
  ])('%s', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
    expect(slug).toMatch(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/);
  });
});
