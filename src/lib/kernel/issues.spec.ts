import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { fieldErrors, issuesToFailure } from './issues';
import { fail, invalid, map, ok } from './result';

const schema = v.object({
  name: v.pipe(v.string(), v.minLength(1, 'name_empty')),
  place: v.object({ country: v.pipe(v.string(), v.length(2)) }),
});

describe('issues', () => {
  it('names field and rule of what a validator found', () => {
    const found = v.safeParse(schema, { name: '', place: { country: 'Argentina' } });
    expect(fieldErrors(found.issues ?? [])).toEqual({ name: 'name_empty', 'place.country': 'length' });
    expect(issuesToFailure(found.issues ?? [])).toEqual({
      ok: false,
      code: 'invalid',
      field: 'name',
      rule: 'name_empty',
    });
  });

  it('stands without issues', () => {
    expect(issuesToFailure([])).toEqual({ ok: false, code: 'invalid' });
  });
});

describe('result', () => {
  it('maps what is good and passes on what failed', () => {
    expect(map(ok(2), (n) => n + 1)).toEqual({ ok: true, value: 3 });
    expect(map(fail('stale'), () => 1)).toEqual({ ok: false, code: 'stale' });
    expect(invalid('too_short', 'name')).toEqual({ ok: false, code: 'invalid', rule: 'too_short', field: 'name' });
    expect(ok()).toEqual({ ok: true, value: undefined });
  });
});
