import type { ErrorCode, Failure, Result } from '../contracts/errors';

/** The good answer. Without an argument it is `Result<void>`. */
export function ok(): { ok: true; value: undefined };
export function ok<T>(value: T): { ok: true; value: T };
export function ok(value?: unknown): { ok: true; value: unknown } {
  return { ok: true, value };
}

/** A failure a person can meet. */
export function fail(code: ErrorCode, more: Omit<Failure, 'ok' | 'code'> = {}): Failure {
  return { ok: false, code, ...more };
}

/** `invalid` with the rule that was broken, and the field where one is known. */
export function invalid(rule: string, field?: string): Failure {
  return field === undefined ? { ok: false, code: 'invalid', rule } : { ok: false, code: 'invalid', rule, field };
}

/** Applies `change` to a good value and hands a failure through untouched. */
export function map<T, U>(result: Result<T>, change: (value: T) => U): Result<U> {
  return result.ok ? ok(change(result.value)) : result;
}
