import { NoConnection } from './dialect.server';
import { sqlState } from './pool.server';

/*
 * The engine answers a SQLSTATE it does not know with code "SUP" and drops detail and hint, and it prints every refused
 * statement, with the values in it, to the console. Here an error of the database becomes the answer that PostgREST gives
 * (docs.postgrest.org, "HTTP Status Codes"), so that the embedded engine and Supabase refuse in the same words.
 */

const STATUS: [RegExp, number][] = [
  [/^23503$|^23505$/, 409],
  [/^25006$/, 405],
  [/^42883$|^42P01$/, 404],
  [/^42501$/, 403],
  [/^(0L|0P|28)/, 403],
  [/^(08|53)(?!400)/, 503],
  [/^57P0[1-5]$/, 503],
  [/^(09|25|2D|38|39|3B|40|42P17|54|55|57|58|F0|HV|XX)/, 500],
  [/^P0001$/, 400],
  [/^P0/, 500],
];

/** System codes of a connection that could not be made or broke off; pg has no code for its own timeout. */
const AWAY = /^E[A-Z]+$/;
const AWAY_WORDS = /timeout exceeded when trying to connect|Connection terminated|not queryable|connection error/i;

interface DatabaseError {
  message: string;
  code?: unknown;
  detail?: unknown;
  hint?: unknown;
}

/** The form in which the engine takes a finished answer: SQLSTATE "PGRST" with the answer in message and detail. */
class Answer {
  readonly code = 'PGRST';
  readonly message: string;
  readonly detail: string;

  constructor(code: string, status: number, message: string, details: string | null, hint: string | null) {
    this.message = JSON.stringify({ code, message, details, hint });
    this.detail = JSON.stringify({ status, headers: {} });
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const isDatabaseError = (error: unknown): error is DatabaseError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code);

/** What a caller is answered to an error of the database; errors of the engine itself pass as they are. */
export function answerTo(error: unknown): unknown {
  if (error instanceof NoConnection) return new Answer('PGRST001', 503, 'The database is away.', null, null);
  if (isDatabaseError(error)) {
    const code = String(error.code);
    // Answers that functions shape themselves, and relations the engine words with a suggestion, stay with the engine.
    if (code === 'PGRST' || code.startsWith('PT')) return error;
    const status = STATUS.find(([family]) => family.test(code))?.[1] ?? 400;
    return new Answer(code, status, error.message, textOrNull(error.detail), textOrNull(error.hint));
  }
  if (error instanceof Error && (AWAY.test(sqlState(error)) || AWAY_WORDS.test(error.message)))
    return new Answer('PGRST001', 503, 'The database is away.', null, null);
  return error;
}

let quiet = false;

/** Keeps the engine from printing refusals, whose values may be people's names and addresses. Once per process. */
export function quietRefusals(report: (code: string) => void): void {
  if (quiet) return;
  quiet = true;
  const terminal = globalThis.console;
  const print = terminal.error.bind(terminal);
  terminal.error = (...args: unknown[]) => {
    if (args.length === 1 && args[0] instanceof Answer) return;
    if (args[0] === 'Auth error:') report(sqlState(args[1]));
    else print(...args);
  };
}
