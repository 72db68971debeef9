import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '$lib/contracts/errors';
import { CUSTODY_STATUSES, HEARING_KINDS, HEARING_STATUSES } from '$lib/contracts/ops';
import { ROLES } from '$lib/contracts/permissions';
import { deskMessages } from './desk';
import { failureWords, ruleWords } from './failure';
import { formatMessage, paramNames } from './format';
import { COUNTRY_CODES, countryName, countryOptions } from './names';
import { publicMessages } from './public';
import { sharedMessages } from './shared';

type Words = Record<string, string>;
const here = new URL('.', import.meta.url);
const read = (area: string, locale: string): Words =>
  JSON.parse(readFileSync(new URL(`${area}.${locale}.json`, here), 'utf8'));
const areas = readdirSync(here)
  .filter((name) => name.endsWith('.es.json'))
  .map((name) => name.replace('.es.json', ''));

describe.each(areas)('catalogue %s', (area) => {
  const es = read(area, 'es');
  const en = read(area, 'en');

  it('has the same keys in both languages, in alphabetical order', () => {
    expect(Object.keys(en)).toEqual(Object.keys(es));
    expect(Object.keys(es)).toEqual(Object.keys(es).sort());
  });

  it('has no empty text, is well formed and reads the same parameters in both languages', () => {
    for (const key of Object.keys(es)) {
      expect(es[key]?.trim(), key).toBeTruthy();
      expect(en[key]?.trim(), key).toBeTruthy();
      expect(paramNames(en[key] ?? ''), key).toEqual(paramNames(es[key] ?? ''));
    }
  });

  it('does not hide a shared key', () => {
    if (area === 'shared') return expect(areas).toContain('shared');
    const shared = read('shared', 'es');
    expect(Object.keys(es).filter((key) => key in shared)).toEqual([]);
  });
});

describe('contracts have words', () => {
  it.each(['es', 'en'] as const)('in %s', (locale) => {
    const m = deskMessages(locale);
    const keys = [
      ...ERROR_CODES.flatMap((code) => [`error.${code}.title`, `error.${code}.next`]),
      ...ROLES.flatMap((role) => [`role.${role}`, `role.${role}.about`]),
      ...CUSTODY_STATUSES.map((status) => `custody.${status}`),
      ...HEARING_KINDS.map((kind) => `hearing.kind.${kind}`),
      ...HEARING_STATUSES.map((status) => `hearings.status.${status}`),
    ];
    expect(keys.filter((key) => !m.has(key))).toEqual([]);
  });
});

describe('formatMessage', () => {
  it('writes figures as the language does and leaves strings alone', () => {
    expect(formatMessage('es', '{n} firmas', { n: 12408 })).toBe('12.408 firmas');
    expect(formatMessage('en', '{n, number} signatures', { n: 12408n })).toBe('12,408 signatures');
    expect(formatMessage('es', 'código {code}', { code: '012408' })).toBe('código 012408');
  });

  it('chooses plurals, exact numbers and selections, nested too', () => {
    const text = '{n, plural, =0 {nada} one {una en {place}} other {# en {place}}}';
    expect(formatMessage('es', text, { n: 0, place: 'Rosario' })).toBe('nada');
    expect(formatMessage('es', text, { n: 1, place: 'Rosario' })).toBe('una en Rosario');
    // Spanish has a category of its own for millions; it falls back to "other"
    expect(formatMessage('es', text, { n: 1_000_000, place: 'Rosario' })).toBe('1.000.000 en Rosario');
    expect(formatMessage('en', '{x, select, a {A} other {?}}', { x: 'b' })).toBe('?');
  });

  it('shows a missing parameter instead of failing', () => {
    expect(formatMessage('es', 'hola {name}')).toBe('hola {name}');
  });

  it.each(['{n', 'n}', '{n, plural, one {x}}', '{n, date}', '{n, plural, other x}', '{}'])('refuses %s', (text) => {
    expect(() => formatMessage('es', text, { n: 1 })).toThrow(/message/);
  });
});

describe('words around the catalogue', () => {
  it('says what happened and what to do', () => {
    const m = sharedMessages('en');
    expect(failureWords(m, { ok: false, code: 'too_many', retryAfterS: 30 }).next).toBe('Try again in 30 seconds.');
    expect(failureWords(m, { ok: false, code: 'unknown', errorId: '12408' }).next).toContain('12408');
    expect(ruleWords(m, 'email')).toContain('name@example.org');
    expect(ruleWords(m, 'never_heard')).toBe(m('error.invalid.title'));
  });

  it('names every country in both languages', () => {
    expect(countryName('es', 'DE')).toBe('Alemania');
    expect(countryName('en', 'DE')).toBe('Germany');
    expect(countryName('en', '??')).toBe('??');
    expect(countryName('es', 'FK')).toBe('Islas Malvinas');
    expect(countryOptions('es').find(({ value }) => value === 'PS')?.label).toBe('Palestina');
    expect(countryOptions('es').filter(({ value, label }) => value === label)).toEqual([]);
    expect(new Set(COUNTRY_CODES).size).toBe(250);
    expect(publicMessages('es').locale).toBe('es');
  });
});
