import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../contracts/errors';
import {
  AppError,
  attempt,
  dataOf,
  httpStatus,
  newErrorId,
  raise,
  refusalOf,
  toFailure,
  unwrap,
} from './errors.server';
import { createLog } from './log.server';

const lines: string[] = [];
const log = createLog({ stream: { write: (line) => void lines.push(line) } });
const codeOf = (error: unknown): string => toFailure(error, {}, log).code;
const sql = (code: string, more: object = {}): object => ({ code, message: 'x', details: null, hint: null, ...more });

describe('errors of the database', () => {
  it.each([
    ['42501', 'not_found'],
    ['PGRST116', 'not_found'],
    ['RN401', 'signed_out'],
    ['RN404', 'not_found'],
    ['23503', 'not_found'],
    ['23505', 'conflict'],
    ['23514', 'invalid'],
    ['22001', 'invalid'],
    ['22P02', 'invalid'],
    ['22021', 'invalid'],
    ['57014', 'unavailable'],
    ['57P01', 'unavailable'],
    ['57P03', 'unavailable'],
    ['08006', 'unavailable'],
    ['53100', 'unavailable'],
    ['53300', 'unavailable'],
    ['40P01', 'unavailable'],
    ['PGRST000', 'unavailable'],
    ['PGRST003', 'unavailable'],
    ['PGRST301', 'signed_out'],
    ['PT413', 'too_large'],
    ['RN410', 'expired'],
    ['RN412', 'stale'],
    ['RN422', 'op_id_reused'],
    ['ECONNREFUSED', 'unavailable'],
    ['42P01', 'unknown'],
    ['PGRST202', 'unknown'],
    ['toString', 'unknown'],
  ])('%s is %s', (code, expected) => {
    expect(codeOf(sql(code))).toBe(expected);
    expect(codeOf(Object.assign(new Error('x'), { code }))).toBe(expected);
  });

  it('takes rule, field and waiting time from our own functions', () => {
    expect(toFailure(sql('RN400', { message: 'name_url', details: 'name' }))).toEqual({
      ok: false,
      code: 'invalid',
      rule: 'name_url',
      field: 'name',
    });
    expect(toFailure({ code: 'RN400', message: 'name_url', detail: 'name' })).toMatchObject({ field: 'name' });
    expect(toFailure(sql('RN409', { message: 'taken', details: 'code' }))).toEqual({
      ok: false,
      code: 'conflict',
      rule: 'taken',
      field: 'code',
    });
    expect(toFailure(sql('RN429', { details: '30' }))).toEqual({ ok: false, code: 'too_many', retryAfterS: 30 });
    expect(toFailure(sql('RN400', { message: 'Ana <ana@x.org> is wrong' }))).toEqual({ ok: false, code: 'invalid' });
  });

  it('knows a database that is away in every wrapping', () => {
    expect(codeOf(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }))).toBe(
      'unavailable',
    );
    expect(codeOf({ message: 'TypeError: fetch failed', details: '', hint: '', code: '' })).toBe('unavailable');
    expect(
      codeOf(new Error('query', { cause: new AggregateError([Object.assign(new Error(), { code: 'ECONNRESET' })]) })),
    ).toBe('unavailable');
    expect(codeOf(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))).toBe('unavailable');
    expect(codeOf(new Error('Connection terminated unexpectedly'))).toBe('unavailable');
  });

  it('unpacks answers of supabase-js', () => {
    expect(dataOf({ data: [1], error: null, status: 200 })).toEqual([1]);
    const thrown = (answer: { data: null; error: unknown; status: number }): string => {
      try {
        dataOf(answer);
      } catch (error) {
        return codeOf(error);
      }
      return 'none';
    };
    expect(thrown({ data: null, error: sql('42501'), status: 403 })).toBe('not_found');
    expect(thrown({ data: null, error: { message: '<html>502', code: '' }, status: 502 })).toBe('unavailable');
    expect(thrown({ data: null, error: { message: 'odd', code: '' }, status: 0 })).toBe('unavailable');
    expect(thrown({ data: null, error: { message: 'odd', code: 'PGRST204' }, status: 500 })).toBe('unknown');
  });

  it('knows the errors of sign-in', () => {
    expect(codeOf({ name: 'AuthRetryableFetchError', message: '', status: 0 })).toBe('unavailable');
    expect(codeOf({ name: 'AuthApiError', code: 'otp_expired', status: 403 })).toBe('expired');
    expect(toFailure({ name: 'AuthApiError', code: 'weak_password', status: 422 })).toMatchObject({
      field: 'password',
      rule: 'weak_password',
    });
  });
});

describe('the rest', () => {
  it('names field and rule of a validator', () => {
    const schema = v.object({ name: v.pipe(v.string(), v.minLength(1, 'name_empty')) });
    expect.assertions(1);
    try {
      v.parse(schema, { name: '' });
    } catch (error) {
      expect(toFailure(error)).toEqual({ ok: false, code: 'invalid', field: 'name', rule: 'name_empty' });
    }
  });

  it('gives an unknown error one id and one line', () => {
    lines.length = 0;
    const error = new Error('boom for ana@example.org');
    const failure = toFailure(error, { route: '/desk' }, log);
    expect(toFailure(error, {}, log)).toBe(failure);
    expect(failure.errorId).toMatch(/^[0-9a-z]{10}$/);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(failure.errorId);
    expect(lines[0]).toContain('/desk');
    expect(lines[0]).not.toContain('ana');
    for (const odd of [undefined, null, 'text', 7, {}]) expect(codeOf(odd)).toBe('unknown');
  });

  it('carries failures through layers', async () => {
    expect(unwrap({ ok: true, value: 3 })).toBe(3);
    expect(() => unwrap({ ok: false, code: 'stale' })).toThrow(AppError);
    expect(await attempt(() => raise('invalid', { field: 'name', rule: 'x' }))).toEqual({
      ok: false,
      code: 'invalid',
      field: 'name',
      rule: 'x',
    });
    expect(await attempt(() => Promise.resolve(1))).toEqual({ ok: true, value: 1 });
    expect(codeOf(new Error('outer', { cause: new AppError({ ok: false, code: 'expired' }) }))).toBe('expired');
    expect(codeOf({ ok: false, code: 'too_many' })).toBe('too_many');
    expect(codeOf({ status: 413, body: { message: 'too large' } })).toBe('too_large');
  });

  it("tells a visitor's mistake from ours by the status", () => {
    const codes = [400, 404, 405, 413, 415, 418, 429].map(refusalOf);
    expect(codes).toEqual(['invalid', 'not_found', 'invalid', 'too_large', 'invalid', 'invalid', 'too_many']);
    for (const ours of [200, 303, 500, 503]) expect(refusalOf(ours)).toBeNull();
  });

  it('has an HTTP status for every code', () => {
    for (const code of ERROR_CODES) expect(httpStatus(code)).toBeGreaterThanOrEqual(400);
    expect(newErrorId()).not.toBe(newErrorId());
  });
});
