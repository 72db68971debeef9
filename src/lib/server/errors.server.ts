/**
 * The one way from anything thrown to what a person is told. Known errors become a code with words; the rest becomes
 * `unknown` with an id that stands on the screen and in the log.
 */
import { randomBytes } from 'node:crypto';
import { isValiError } from 'valibot';
import { ERROR_CODES, type ErrorCode, type Failure, type Result } from '../contracts/errors';
import { issuesToFailure } from '../kernel/issues';
import { fail } from '../kernel/result';
import { log as processLog, type Log, type LogFields } from './log.server';

/** Carries a failure through layers that return values. */
export class AppError extends Error {
  override readonly name = 'AppError';
  constructor(
    readonly failure: Failure,
    options?: ErrorOptions,
  ) {
    super(failure.code, options);
  }
}

/** Throws a failure by its code: `raise('invalid', { field: 'name', rule: 'name_empty' })`. */
export function raise(code: ErrorCode, more: Omit<Failure, 'ok' | 'code'> = {}): never {
  throw new AppError(fail(code, more));
}

/** The value of a result, or its failure thrown. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new AppError(result);
}

/** The data of a supabase-js answer, or its error thrown as it came; `toFailure` reads it. */
export function dataOf<T>(answer: { data: T; error: unknown; status?: number }): T {
  if (answer.error === null || answer.error === undefined) return answer.data;
  throw new DataError(answer.error, answer.status);
}

/** An error that supabase-js answered instead of throwing. */
class DataError extends Error {
  override readonly name = 'DataError';
  constructor(
    override readonly cause: unknown,
    readonly httpStatus: number | undefined,
  ) {
    super('The database refused', { cause });
  }
}

const HTTP: Record<ErrorCode, number> = {
  unknown: 500,
  unavailable: 503,
  not_found: 404,
  signed_out: 401,
  invalid: 400,
  too_large: 413,
  too_many: 429,
  stale: 409,
  op_id_reused: 422,
  expired: 410,
  conflict: 409,
  bad_origin: 403,
};

/** Status of the HTTP answer that carries a failure. */
export function httpStatus(code: ErrorCode): number {
  return HTTP[code];
}

/**
 * The code of an answer SvelteKit gives by itself to a request that is wrong (an address that cannot be decoded, a method
 * or a content type that the page does not take), or null: then the mistake is ours.
 */
export function refusalOf(status: number): ErrorCode | null {
  return status >= 400 && status < 500 ? (BY_STATUS[status] ?? 'invalid') : null;
}

const EXACT: Record<string, ErrorCode> = {
  RN400: 'invalid',
  RN401: 'signed_out',
  RN404: 'not_found',
  RN409: 'conflict',
  RN410: 'expired',
  RN412: 'stale',
  RN422: 'op_id_reused',
  RN429: 'too_many',
  '42501': 'not_found', // row level security: absent and forbidden look the same
  P0002: 'not_found',
  PGRST116: 'not_found', // no row where one was asked for
  '23503': 'not_found', // refers to something that is not there
  '23505': 'conflict',
  '23P01': 'conflict',
  '23502': 'invalid',
  '23514': 'invalid',
  '54000': 'too_large',
  '25006': 'unavailable', // read-only: a standby, or a disk that is full
  '40001': 'unavailable',
  '40P01': 'unavailable',
  '55P03': 'unavailable',
  '57014': 'unavailable', // statement timeout
  PGRST301: 'signed_out',
  PGRST302: 'signed_out',
  PGRST303: 'signed_out',
  ECONNREFUSED: 'unavailable',
  ECONNRESET: 'unavailable',
  ECONNABORTED: 'unavailable',
  EPIPE: 'unavailable',
  ETIMEDOUT: 'unavailable',
  ENOTFOUND: 'unavailable',
  EAI_AGAIN: 'unavailable',
  EHOSTUNREACH: 'unavailable',
  ENETUNREACH: 'unavailable',
  ENOSPC: 'unavailable',
  // Codes of supabase-js Auth.
  session_not_found: 'signed_out',
  session_expired: 'signed_out',
  refresh_token_not_found: 'signed_out',
  refresh_token_already_used: 'signed_out',
  bad_jwt: 'signed_out',
  no_authorization: 'signed_out',
  otp_expired: 'expired',
  flow_state_expired: 'expired',
  over_request_rate_limit: 'too_many',
  over_email_send_rate_limit: 'too_many',
  email_exists: 'conflict',
  user_already_exists: 'conflict',
  request_timeout: 'unavailable',
};

/** SQLSTATE classes and families of codes. */
const FAMILIES: [RegExp, ErrorCode][] = [
  [/^22[0-9A-Z]{3}$/, 'invalid'],
  [/^(08|53)[0-9A-Z]{3}$/, 'unavailable'],
  [/^57P0\d$/, 'unavailable'],
  [/^PGRST00[0-3]$/, 'unavailable'],
  [/^UND_ERR_/, 'unavailable'],
];

/** Auth refuses these fields; the rule is its code. */
const AUTH_FIELDS: Record<string, string> = {
  weak_password: 'password',
  same_password: 'password',
  email_address_invalid: 'email',
  email_address_not_authorized: 'email',
};

const BY_STATUS: Record<number, ErrorCode> = {
  400: 'invalid',
  401: 'signed_out',
  403: 'not_found',
  404: 'not_found',
  409: 'conflict',
  410: 'expired',
  412: 'stale',
  413: 'too_large',
  422: 'invalid',
  429: 'too_many',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

const AWAY =
  /fetch failed|FetchError|network ?error|socket hang up|connection terminated|connection (is )?closed|timeout exceeded when trying to connect|the database system is (starting up|shutting down)|aborted due to timeout/i;
const AWAY_NAMES = ['AbortError', 'TimeoutError', 'AuthRetryableFetchError', 'BackendUnavailable'];

const known = new WeakMap<object, Failure>();

/**
 * What to tell a person about anything thrown or answered. `unknown` and `unavailable` are logged with their id; the
 * same error object seen again keeps its id and is not logged twice.
 */
export function toFailure(error: unknown, context: LogFields = {}, log: Log = processLog): Failure {
  const seen = typeof error === 'object' && error !== null ? known.get(error) : undefined;
  if (seen !== undefined) return seen;
  const failure = classify(error, 0) ?? fail('unknown');
  if ((failure.code !== 'unknown' && failure.code !== 'unavailable') || failure.errorId !== undefined) return failure;
  const told: Failure = { ...failure, errorId: newErrorId() };
  const fields = {
    ...context,
    code: told.code,
    errorId: told.errorId,
    err: error instanceof DataError ? error.cause : error,
  };
  if (told.code === 'unknown') log.error('error.unknown', fields);
  else log.warn('error.unavailable', fields);
  if (typeof error === 'object' && error !== null) known.set(error, told);
  return told;
}

/** Runs `work` and answers with its value or with what went wrong. */
export async function attempt<T>(work: () => Promise<T>, context: LogFields = {}): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return toFailure(error, context);
  }
}

/** Fifty random bits that can be read out over the telephone. */
export function newErrorId(): string {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz';
  return Array.from(randomBytes(10), (byte) => letters.charAt(byte % 32)).join('');
}

function classify(error: unknown, depth: number): Failure | null {
  if (depth > 4 || typeof error !== 'object' || error === null) return null;
  if (error instanceof AppError) return error.failure;
  if (isFailure(error)) return error;
  if (error instanceof DataError) {
    const found = classify(error.cause, depth + 1) ?? (error.httpStatus === 0 ? fail('unavailable') : null);
    return found ?? byStatus(error.httpStatus);
  }
  if (isValiError(error)) return issuesToFailure(error.issues);
  const fields = error as Partial<
    Record<'code' | 'message' | 'name' | 'status' | 'details' | 'detail' | 'column' | 'body', unknown>
  >;
  const code = typeof fields.code === 'string' ? fields.code : '';
  const found = byCode(code, fields);
  if (found !== null) return found;
  if (AWAY_NAMES.includes(String(fields.name)) || AWAY.test(String(fields.message ?? ''))) return fail('unavailable');
  if (error instanceof AggregateError && error.errors.length > 0) return classify(error.errors[0], depth + 1);
  if (error instanceof Error && error.cause !== undefined) return classify(error.cause, depth + 1);
  // SvelteKit's own refusals, such as a body over the limit; anything else with a status is not ours to interpret.
  const isHttp = 'body' in fields || /^(SvelteKitError|HttpError|AuthApiError)$/.test(String(fields.name));
  return isHttp && typeof fields.status === 'number' ? byStatus(fields.status) : null;
}

function byCode(
  code: string,
  fields: { message?: unknown; details?: unknown; detail?: unknown; column?: unknown },
): Failure | null {
  const authField = Object.hasOwn(AUTH_FIELDS, code) ? AUTH_FIELDS[code] : undefined;
  if (authField !== undefined) return fail('invalid', { field: authField, rule: code });
  const status = /^PT(\d{3})$/.exec(code);
  if (status !== null) return byStatus(Number(status[1]));
  const known = Object.hasOwn(EXACT, code) ? EXACT[code] : FAMILIES.find(([family]) => family.test(code))?.[1];
  if (known === undefined) return null;
  // Our own functions raise with the rule as message and the field, or the seconds to wait, as detail. pg says `detail`.
  const detail = name(fields.details) ?? name(fields.detail);
  if (code === 'RN429') return fail(known, seconds(detail));
  if (code === 'RN400' || code === 'RN409') {
    return fail(known, { ...optional('rule', name(fields.message)), ...optional('field', detail) });
  }
  if (code === '23502') return fail(known, { rule: 'required', ...optional('field', name(fields.column)) });
  return fail(known);
}

function byStatus(status: number | undefined): Failure | null {
  const code = status === undefined ? undefined : BY_STATUS[status];
  return code === undefined ? null : fail(code);
}

/** Only names pass from the database to the screen, never a sentence that may repeat somebody's input. */
function name(value: unknown): string | undefined {
  return typeof value === 'string' && /^[a-zA-Z0-9][\w.]{0,60}$/.test(value) ? value : undefined;
}

function optional<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>);
}

function seconds(text: string | undefined): { retryAfterS?: number } {
  return text !== undefined && /^\d{1,6}$/.test(text) ? { retryAfterS: Number(text) } : {};
}

function isFailure(value: object): value is Failure {
  const { ok, code } = value as Partial<Record<'ok' | 'code', unknown>>;
  return ok === false && (ERROR_CODES as readonly unknown[]).includes(code);
}
