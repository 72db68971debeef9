import { describe, expect, it } from 'vitest';
import { accepted } from './language.server';

describe('the language a browser asks for', () => {
  it('is the first of ours, by weight', () => {
    expect(accepted('en-GB,en;q=0.9,es;q=0.8')).toBe('en');
    expect(accepted('fr-FR,es;q=0.5,en;q=0.7')).toBe('en');
    expect(accepted('es-419')).toBe('es');
  });
  it('is Spanish when none is ours, none is told, or all are refused', () => {
    expect(accepted(null)).toBe('es');
    expect(accepted('de, fr;q=0.3')).toBe('es');
    expect(accepted('en;q=0')).toBe('es');
    expect(accepted(';;;=,q')).toBe('es');
  });
});
