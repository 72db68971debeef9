/**
 * Every failure a person can meet. Words and next step for each code stand in `messages/*.json` under `error.<code>`;
 * what is not in this list becomes `unknown` with an id on screen and in the log.
 */
export const ERROR_CODES = [
  'unknown',
  'unavailable', // the database is away: wait, what was typed is kept
  'not_found', // absent and forbidden look the same
  'signed_out',
  'invalid', // a field is wrong; `field` and `rule` say which and why
  'too_large',
  'too_many', // a limit was met; `retryAfterS` says when to try again
  'stale', // somebody changed it since
  'op_id_reused',
  'expired', // a link is no longer valid
  'conflict', // unique code, name taken
  'bad_origin',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface Failure {
  ok: false;
  code: ErrorCode;
  /** Name of the form field or argument that is wrong. */
  field?: string;
  /** Which rule it broke; message key `rule.<rule>`. */
  rule?: string;
  retryAfterS?: number;
  /** Present for `unknown` and `unavailable`: the same id stands in the log. */
  errorId?: string;
}
export type Result<T> = { ok: true; value: T } | Failure;
