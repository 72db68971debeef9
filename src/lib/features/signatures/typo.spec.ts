import { describe, expect, it } from 'vitest';
import { meantAddress } from './typo';

describe('meantAddress', () => {
  it.each([
    ['gmial.com', 'gmail.com'],
    ['gmal.com', 'gmail.com'],
    ['gamil.com', 'gmail.com'],
    ['mgail.com', 'gmail.com'],
    ['gmaill.com', 'gmail.com'],
    ['gmail.con', 'gmail.com'],
    ['gmail.co', 'gmail.com'],
    ['gmail.com.ar', 'gmail.com'],
    ['gmial.cmo', 'gmail.com'],
    ['hotmial.com', 'hotmail.com'],
    ['hotmail.cmo', 'hotmail.com'],
    ['hotmai.com.ar', 'hotmail.com.ar'],
    ['hotmail.con.ar', 'hotmail.com.ar'],
    ['hotmil.es', 'hotmail.es'],
    ['yaho.com', 'yahoo.com'],
    ['yahooo.com.ar', 'yahoo.com.ar'],
    ['yahoo.com.arg', 'yahoo.com.ar'],
    ['oulook.com', 'outlook.com'],
    ['iclod.com', 'icloud.com'],
    ['protonmial.com', 'protonmail.com'],
  ])('%s', (typed, meant) => {
    expect(meantAddress(`Ana.P+x@${typed}`)).toBe(`Ana.P+x@${meant}`);
  });

  it.each([
    ...['gmail.com', 'hotmail.com', 'hotmail.com.ar', 'hotmail.cl', 'hotmail.fr', 'outlook.es', 'outlook.com.br'],
    ...['yahoo.com', 'yahoo.com.ar', 'yahoo.com.br', 'yahoo.com.au', 'yahoo.co.uk', 'yahoo.de', 'yahoo.ca'],
    ...[
      'mail.com',
      'email.com',
      'ymail.com',
      'gmx.com',
      'gmx.at',
      'googlemail.com',
      'live.com.ar',
      'msn.com',
      'me.com',
    ],
    ...['icloud.com', 'cloud.com', 'proton.me', 'protonmail.ch', 'riseup.net', 'jmail.org', 'tmail.com', 'fmail.com'],
    ...['example.org', 'people.test', 'uba.ar', 'filo.uba.ar', 'xn--espaa-rta.example'],
  ])('lets %s be', (domain) => {
    expect(meantAddress(`ana@${domain}`)).toBeNull();
  });
});
