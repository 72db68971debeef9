import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { fieldErrors } from '$lib/kernel/issues';
import { sharedMessages } from '$lib/messages/shared';
import { carriedBy, COMMENT_MAX, signatureSchema, sourceOf } from './schema';

const good = { name: 'Ana Pérez', email: 'ana@example.org', country: 'AR' };

function broken(change: Record<string, string>): Record<string, string> {
  const parsed = v.safeParse(signatureSchema, { ...good, ...change });
  return parsed.success ? {} : fieldErrors(parsed.issues);
}

describe('signatureSchema', () => {
  it('fills what was not sent, and the default is that nothing is shown', () => {
    expect(v.parse(signatureSchema, good)).toEqual({
      ...good,
      visibility: 'private',
      asked: '',
      meant: '',
      comment: '',
      updates: false,
      source: '',
      town: '',
      ref: null,
      consent: null,
      proof: '',
      op: null,
      topic: '',
    });
  });

  it('tidies what was typed', () => {
    const typed = {
      name: '  Ana\u00a0 Pe\u0301rez ',
      email: ' Ana@EXAMPLE.org',
      country: 'ar',
      comment: ' a\r\nb ',
      updates: 'on',
      town: ' San  Miguel ',
      ref: 'ABCDEFG2',
      consent: '3',
    };
    expect(v.parse(signatureSchema, typed)).toMatchObject({
      name: 'Ana Pérez',
      email: 'Ana@example.org',
      country: 'AR',
      comment: 'a\nb',
      updates: true,
      town: 'San Miguel',
      ref: 'abcdefg2',
      consent: 3,
    });
  });

  it.each([
    [{ name: '' }, { name: 'required' }],
    [{ name: ' \u3000 ' }, { name: 'required' }],
    [{ name: 'A' }, { name: 'too_short' }],
    [{ name: 'a'.repeat(81) }, { name: 'too_long' }],
    [{ name: '1234' }, { name: 'letters' }],
    [{ name: '=HYPERLINK("x")' }, { name: 'formula' }],
    [{ name: '+54 Ana' }, { name: 'formula' }],
    [{ name: '-Ana' }, { name: 'formula' }],
    [{ name: '@ana' }, { name: 'formula' }],
    [{ name: '＝Ana' }, { name: 'formula' }],
    [{ name: 'Ana www.example' }, { name: 'url_in_name' }],
    [{ name: 'Ana https://x.y' }, { name: 'url_in_name' }],
    [{ name: 'Compre en barato.com' }, { name: 'url_in_name' }],
    [{ name: 'Ana ana@example' }, { name: 'url_in_name' }],
    [{ name: 'Ana\u202eazereP' }, { name: 'encoding' }],
    [{ name: 'Ana\u0007' }, { name: 'encoding' }],
    [{ name: 'Ana\nPérez' }, { name: 'encoding' }],
    [{ name: 'Ana\ud800' }, { name: 'encoding' }],
    [{ name: `Ana${'\u0301'.repeat(9)}` }, { name: 'encoding' }],
    [{ email: '' }, { email: 'required' }],
    [{ email: 'ana' }, { email: 'email' }],
    [{ email: `${'a'.repeat(250)}@example.org` }, { email: 'too_long' }],
    [{ country: '' }, { country: 'required' }],
    [{ country: 'XX' }, { country: 'country' }],
    [{ country: 'Argentina' }, { country: 'country' }],
    [{ visibility: 'everybody' }, { visibility: 'choice' }],
    [{ comment: 'a'.repeat(COMMENT_MAX + 1) }, { comment: 'too_long' }],
    [{ comment: 'a\u202eb' }, { comment: 'encoding' }],
    [{ town: 'a'.repeat(81) }, { town: 'too_long' }],
    [{ town: 'a\u0000b' }, { town: 'encoding' }],
  ])('%j breaks %j', (change, rules) => {
    expect(broken(change)).toEqual(rules);
  });

  it.each([
    'José María Ñandú',
    "Brigid O'Neill",
    'Ma.Elena Gómez',
    'J. R. R. Tolkien',
    'علي حسن',
    'नेहा शर्मा',
    '王小明',
    'Ngũgĩ wa Thiong’o',
    'Günther Weiß-Ünal',
  ])('takes %s', (name) => {
    expect(broken({ name })).toEqual({});
  });

  it('forgives what nobody types by hand', () => {
    expect(broken({ source: "x' or 1=1", op: 'no uuid', updates: 'perhaps', ref: '<b>', consent: '-1' })).toEqual({});
    expect(sourceOf('WhatsApp')).toBe('whatsapp');
    expect(sourceOf('a b')).toBe('');
    expect(sourceOf(null)).toBe('');
  });

  it('reads from an address how somebody came', () => {
    expect(carriedBy(new URLSearchParams('src=qr-plaza&r=ABCDEFG2'))).toEqual({ source: 'qr-plaza', ref: 'abcdefg2' });
    expect(carriedBy(new URLSearchParams('utm_source=Newsletter&r=<b>'))).toEqual({ source: 'newsletter', ref: '' });
  });

  it('answers any form with words, and never throws', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('', 'AR', 'full', 'ana@example.org', "'; drop table signatures; --", '<script>'),
    );
    const m = sharedMessages('es');
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'name',
            'email',
            'country',
            'visibility',
            'comment',
            'updates',
            'source',
            'op',
            'town',
            'ref',
            'consent',
            'proof',
            'topic',
            '__proto__',
            'x',
          ),
          text,
        ),
        (form) => {
          const parsed = v.safeParse(signatureSchema, form);
          const rules = parsed.success ? [] : Object.values(fieldErrors(parsed.issues));
          expect(rules.filter((rule) => !m.has(`rule.${rule}`))).toEqual([]);
        },
      ),
      { numRuns: 2_000 },
    );
  }, 60_000);
});
