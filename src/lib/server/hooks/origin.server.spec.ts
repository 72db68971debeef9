import { describe, expect, it } from 'vitest';
import { isForeignForm } from './origin.server';

const OWN = 'https://ronda.test';
const ask = (origin: string | null, { method = 'POST', type = 'application/x-www-form-urlencoded' } = {}): boolean => {
  const headers = new Headers({ 'content-type': type, ...(origin === null ? {} : { origin }) });
  return isForeignForm({ method, headers }, OWN);
};

describe('a form', () => {
  it('of our own pages is taken', () => {
    expect(ask(OWN)).toBe(false);
  });

  it.each([
    'https://elsewhere.test',
    'http://ronda.test',
    'https://ronda.test:8443',
    'https://ronda.test.elsewhere.test',
    'https://ronda.test/',
    'null',
    '',
    null,
  ])('with Origin %s is refused', (origin) => {
    expect(ask(origin)).toBe(true);
  });

  it('is refused with every method that writes and every type a foreign page can send', () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect(ask('https://elsewhere.test', { method })).toBe(true);
    const types = ['multipart/form-data; boundary=x', 'TEXT/PLAIN;charset=utf-8', ' application/x-sveltekit-formdata'];
    for (const type of types) expect(ask('https://elsewhere.test', { type })).toBe(true);
  });

  it('is not what is read, nor what a foreign page may not send without asking', () => {
    expect(ask('https://elsewhere.test', { method: 'GET' })).toBe(false);
    expect(ask('https://elsewhere.test', { type: 'application/json' })).toBe(false);
  });
});
