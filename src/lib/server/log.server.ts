/**
 * The log: JSON lines on standard error (standard output belongs to the line that says the server is ready). A line is
 * an event and fields of this list; nothing else is ever written, so that no name, mail or address of a person can be.
 */
import { pino, type DestinationStream, type Logger } from 'pino';
import { scrub, scrubError } from './scrub.server';

type Kind = 'id' | 'word' | 'number' | 'flag' | 'note' | 'error';

/** Every field a line may have. `note` is text for the operator and is scrubbed; `word` is an identifier of the program. */
const FIELDS = {
  campaign: 'word',
  user: 'id',
  session: 'id',
  stream: 'word',
  board: 'id',
  signature: 'id',
  mail: 'id',
  op: 'word',
  opId: 'id',
  kind: 'word',
  outcome: 'word',
  state: 'word',
  code: 'word',
  rule: 'word',
  field: 'word',
  limit: 'word',
  errorId: 'word',
  route: 'word',
  method: 'word',
  backend: 'word',
  migration: 'word',
  version: 'word',
  locale: 'word',
  job: 'word',
  signal: 'word',
  status: 'number',
  ms: 'number',
  count: 'number',
  attempt: 'number',
  retryInS: 'number',
  port: 'number',
  pid: 'number',
  seq: 'number',
  head: 'number',
  sockets: 'number',
  drift: 'number',
  bytes: 'number',
  exitCode: 'number',
  ok: 'flag',
  note: 'note',
  dir: 'note',
  err: 'error',
} as const satisfies Record<string, Kind>;

interface KindTypes {
  id: string | null;
  word: string | null;
  number: number;
  flag: boolean;
  note: string;
  error: unknown;
}
export type LogFields = { [F in keyof typeof FIELDS]?: KindTypes[(typeof FIELDS)[F]] | undefined };

export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Log {
  /** `event` names what happened: `signature.accepted`. */
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** The same log with fields on every line. */
  with(fields: LogFields): Log;
  setLevel(level: LogLevel): void;
}

/** Fields first, then text: the shape libraries and the backend log in. Text is scrubbed, unlisted fields fall away. */
export interface PlainLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

type Level = keyof PlainLog;

/** A log to `stream`, by default standard error, written at once so that the last line before a crash is there. */
export function createLog({ level = 'info', stream }: { level?: LogLevel; stream?: DestinationStream } = {}): Log {
  const base = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream ?? pino.destination({ fd: 2, sync: true }),
  );
  return over(base, {});
}

/** The log of this process. Its level is set once the environment is read. */
export const log = createLog({ level: readLevel(process.env['LOG_LEVEL']) });

/** The given log in the shape `(fields, message)`. */
export function plainLog(target: Log, event: string): PlainLog {
  const at =
    (level: Level) =>
    (fields: object, message: string): void =>
      target[level](event, { ...fields, note: message });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function over(base: Logger, bound: Record<string, unknown>): Log {
  const at =
    (level: Level) =>
    (event: string, fields: LogFields = {}): void => {
      if (base.isLevelEnabled(level)) base[level]({ ...bound, ...allowed(fields) }, eventName(event));
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (fields) => over(base, { ...bound, ...allowed(fields) }),
    setLevel: (level) => void (base.level = level),
  };
}

function eventName(event: string): string {
  return /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/.test(event) ? event : scrub(event);
}

/** Types hold at compile time only; a cast, or a library, must not get around them. */
function allowed(fields: object): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  let dropped = 0;
  for (const [name, value] of Object.entries(fields)) {
    const kind: Kind | undefined = isField(name) ? FIELDS[name] : undefined;
    const clean = kind === undefined ? undefined : cleaned(kind, value);
    if (clean !== undefined) kept[name] = clean;
    else if (value !== undefined && value !== null) dropped += 1;
  }
  return dropped === 0 ? kept : { ...kept, dropped };
}

function isField(name: string): name is keyof typeof FIELDS {
  return Object.hasOwn(FIELDS, name);
}

function cleaned(kind: Kind, value: unknown): unknown {
  switch (kind) {
    case 'error':
      return scrubError(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'flag':
      return typeof value === 'boolean' ? value : undefined;
    case 'id':
      return typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value) ? value : undefined;
    case 'word':
      return typeof value === 'string' && /^[\w.:/()[\]=-]{1,120}$/.test(value) ? scrub(value) : undefined;
    case 'note':
      return typeof value === 'string' ? scrub(value) : undefined;
  }
}

function readLevel(text: string | undefined): LogLevel {
  return LOG_LEVELS.find((level) => level === text?.trim().toLowerCase()) ?? 'info';
}
