/**
 * Takes out of a text what could name or find a person: mails, addresses of machines, web addresses, tokens, phone and
 * document numbers, and whatever stands in quotes unless it is plainly the name of a part of the program. A log is the
 * first thing that is seized, copied to a host, or pasted into a chat.
 */
import { isIP } from 'node:net';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Tokens, hashes and ids; else figures long enough for a telephone or a document. */
const LONG_RUN = /[\w-]{24,}|\+?\d[\d .()/-]{5,}\d/g;
const WORDY = /^(?:[A-Z]?[a-z]{2,}|_)+$/;
/** After these words a quoted name is one of ours: `relation "signatures"`, `(reading 'id')`. */
const NAMED =
  /\b(relation|table|column|constraint|function|schema|role|database|sequence|index|policy|trigger|operator|parameter|property|reading|setting|module|package|extension|language|key) $/i;

/** The text without anything personal. UUIDs stay: without the database they lead nowhere. */
export function scrub(text: string): string {
  return text
    .slice(0, 4000)
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi, '[url]')
    .replace(/\b(data|mailto|tel):[^\s"'<>]+/gi, '[url]')
    .replace(/\S*(?:@|%40)\S*/gi, '[mail]')
    .replace(
      /(["'`«“‘])((?:(?!["'`»”’]).)*)(["'`»”’])/gs,
      (whole, open: string, inner: string, close: string, at: number, all: string) =>
        /^[A-Za-z_$][\w$.]{0,62}$/.test(inner) && NAMED.test(all.slice(Math.max(0, at - 24), at))
          ? whole
          : `${open}[…]${close}`,
    )
    .replace(/=\([^)]*\)/g, '=([…])')
    .replace(/\?[\w%.~+-]+=\S*/g, '?[…]')
    .replace(/[0-9a-fA-F]*(?:[.:]+[0-9a-fA-F]+)+(?:::?)?(?:%\w+)?|::[0-9a-fA-F.:]*/g, scrubAddress)
    .replace(LONG_RUN, (run) => {
      if (UUID.test(run) || WORDY.test(run)) return run;
      if (/^[\w-]{24,}$/.test(run)) return '[secret]';
      return run.replace(/\D/g, '').length >= 7 ? '[number]' : run;
    });
}

function scrubAddress(run: string): string {
  const bare = run.replace(/%\w+$/, '');
  if (isIP(bare) !== 0) return '[ip]';
  const port = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(bare);
  if (port !== null && isIP(port[1] ?? '') !== 0) return '[ip]';
  const colon = /^(.*):\d+$/.exec(bare);
  return colon !== null && isIP(colon[1] ?? '') === 6 ? '[ip]' : run;
}

export interface ScrubbedError {
  name: string;
  message: string;
  code?: string;
  /** Part of the database an error is about, never a value. */
  about?: string;
  at?: string[];
  cause?: ScrubbedError;
}

/** SQLSTATE classes whose message repeats the value that was refused. */
const REPEATS_INPUT = /^(22|RN|PT)/;

/** What of an error may be logged: kind, code, place in the program, and its message scrubbed. */
export function scrubError(error: unknown, depth = 0): ScrubbedError {
  const fields: Record<string, unknown> = typeof error === 'object' && error !== null ? { ...error } : {};
  const name = error instanceof Error ? error.name : typeof error;
  const code = wordOf(fields['code']);
  const raw = error instanceof Error ? error.message : typeof fields['message'] === 'string' ? fields['message'] : '';
  // JSON.parse quotes what it could not read, with its quotes as they stood: no pattern finds the end of that.
  const silent = error instanceof SyntaxError || (code !== undefined && REPEATS_INPUT.test(code));
  const about = [
    fields['schema'],
    fields['table'],
    fields['column'],
    fields['constraint'],
    fields['routine'],
    fields['syscall'],
  ]
    .map(wordOf)
    .filter((word) => word !== undefined);
  const stack = error instanceof Error ? framesOf(error.stack ?? '') : [];
  const cause =
    error instanceof Error && error.cause !== undefined && depth < 3 ? scrubError(error.cause, depth + 1) : undefined;
  return {
    name: wordOf(name) ?? 'Error',
    message: silent ? '[…]' : scrub(raw),
    ...(code === undefined ? {} : { code }),
    ...(about.length === 0 ? {} : { about: about.join(' ') }),
    ...(stack.length === 0 ? {} : { at: stack }),
    ...(cause === undefined ? {} : { cause }),
  };
}

function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.]{1,63}$/.test(value) && scrub(value) === value ? value : undefined;
}

/** Frames only: the first lines of a stack repeat the message. Paths from the project's folder on. */
function framesOf(stack: string): string[] {
  const frames: string[] = [];
  for (const line of stack.split('\n')) {
    const frame = /^ {4}at (?:(?:async )?([\w$.<>[\] ]{1,80}) )?\(?(?:file:\/\/)?([^\s()]{1,300}:\d+:\d+)\)?$/.exec(
      line,
    );
    const place = (frame?.[2] ?? '')
      .replace(process.cwd(), '')
      .replace(/^.*\/(?=node_modules\/)/, '')
      .replace(/\?[^:]*/, '');
    if (frame !== null && !/^https?:|@.*@|=/.test(place)) frames.push(`${frame[1] ?? ''} ${place}`.trim());
    if (frames.length === 12) break;
  }
  return frames;
}
