import { resolve } from 'node:path';
import * as v from 'valibot';

/** Where the data lives: exactly one of the three ways to run. */
export type DatabaseChoice =
  | { kind: 'embedded' }
  | { kind: 'postgres'; url: string }
  | { kind: 'supabase'; url: string; publishableKey: string; secretKey: string };

/** What the process was told by its environment, checked once at the start. */
export interface Env {
  port: number;
  host: string;
  /** `https://example.org` without a path, or null: then the request's own host counts. */
  origin: string | null;
  /** Absolute path. */
  dataDir: string;
  database: DatabaseChoice;
  smtpUrl: string | null;
  mailFrom: string | null;
  demo: boolean;
  demoPassword: string | null;
  demoActivity: boolean;
  logLevel: LogLevel;
  /** Key ring as JSON (`RONDA_KEYS`), or a command that prints it (`RONDA_KEYS_COMMAND`), or neither: a file in DATA_DIR. */
  keys: string | null;
  keysCommand: string | null;
  /** Where the source that runs here can be had (AGPL, section 13); null while the operator has not said. */
  sourceUrl: string | null;
  payments: PaymentKeys;
  /** The server may ask addresses of its own network for rates: an exchange-rate server of the operator's. */
  askInner: boolean;
  /** Where sealed documents lie instead of DATA_DIR; null: there. */
  bucket: Bucket | null;
}

/** A bucket that speaks the language of S3. */
export interface Bucket {
  /** Of the bucket itself: `https://s3.example.org/name`. */
  url: string;
  region: string;
  key: string;
  secret: string;
}

/** What a card processor is reached with. `api` is another address than its own, for a proxy or a trial. */
interface ProcessorKeys {
  secret: string;
  /** With which what it tells us is verified. */
  webhook: string;
  api: string | null;
}
/** Card processors that are switched on; without its keys there is none. */
export interface PaymentKeys {
  stripe: ProcessorKeys | null;
  mercadoPago: ProcessorKeys | null;
  payPal: (ProcessorKeys & { client: string }) | null;
}

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The environment contradicts itself or holds a value that cannot be used. The message is for the operator, free of secrets. */
export class EnvError extends Error {
  override name = 'EnvError';
}

const YES = ['1', 'on', 'true', 'yes'];
const NO = ['0', 'off', 'false', 'no'];

const text = v.pipe(v.string(), v.trim());
const port = v.pipe(
  text,
  v.check(
    (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65535,
    'must be a port number from 0 to 65535 (0 lets the system choose)',
  ),
  v.transform(Number),
);
const flag = v.pipe(
  text,
  v.toLowerCase(),
  v.check((value) => [...YES, ...NO].includes(value), 'must be on or off'),
  v.transform((value) => YES.includes(value)),
);
const origin = v.pipe(
  text,
  v.check(
    (value) => parseUrl(value, ['http:', 'https:']) !== null,
    'must be a web address such as https://ronda.example',
  ),
  v.check((value) => {
    const url = parseUrl(value, ['http:', 'https:']);
    return url === null || (url.pathname === '/' && !url.search && !url.hash && !url.username);
  }, 'must be scheme, host and port only, without a path: https://ronda.example'),
  v.transform((value) => new URL(value).origin),
);
/** How many proxies of the operator's own; more than a handful is a mistake, and makes every visitor unknown. */
const depth = v.pipe(
  text,
  v.regex(/^[1-9]\d?$/, 'must be the number of your proxies that add to ADDRESS_HEADER: 1 or more'),
);
const headerName = v.pipe(
  text,
  v.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'must be the name of one header, such as x-forwarded-for'),
);
const postgresUrl = v.pipe(
  text,
  v.check(
    (value) => parseUrl(value, ['postgres:', 'postgresql:']) !== null,
    'must look like postgres://user:password@host:5432/database',
  ),
  v.check((value) => {
    const url = parseUrl(value, ['postgres:', 'postgresql:']);
    return url === null || url.pathname.length > 1;
  }, 'must name the database at its end: postgres://user:password@host:5432/database'),
);
const webUrl = v.pipe(
  text,
  v.check(
    (value) => parseUrl(value, ['http:', 'https:']) !== null,
    'must be a web address such as https://project.supabase.co',
  ),
  v.transform((value) => value.replace(/\/+$/, '')),
);
const smtpUrl = v.pipe(
  text,
  v.check(
    (value) => parseUrl(value, ['smtp:', 'smtps:']) !== null,
    'must look like smtp://user:password@host:587 or smtps://user:password@host:465',
  ),
);
const mailFrom = v.pipe(
  text,
  v.regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, 'must be an address: Ronda <hello@example.org>'),
);
const publishableKey = v.pipe(
  text,
  v.check(
    (value) => !value.startsWith('sb_secret_'),
    'holds a secret key: the publishable key (sb_publishable_...) belongs here',
  ),
);
const secretKey = v.pipe(
  text,
  v.check(
    (value) => !value.startsWith('sb_publishable_'),
    'holds a publishable key: the secret key (sb_secret_...) belongs here',
  ),
);

const FIELDS = {
  PORT: port,
  HOST: text,
  ORIGIN: origin,
  ADDRESS_HEADER: headerName,
  XFF_DEPTH: depth,
  DATA_DIR: text,
  DATABASE_URL: postgresUrl,
  SUPABASE_URL: webUrl,
  SUPABASE_PUBLISHABLE_KEY: publishableKey,
  SUPABASE_SECRET_KEY: secretKey,
  SMTP_URL: smtpUrl,
  MAIL_FROM: mailFrom,
  RONDA_DEMO: flag,
  DEMO_PASSWORD: v.pipe(text, v.minLength(8, 'must have at least 8 characters')),
  DEMO_ACTIVITY: flag,
  LOG_LEVEL: v.pipe(text, v.toLowerCase(), v.picklist(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`)),
  SOURCE_URL: webUrl,
  RONDA_KEYS: text,
  RONDA_KEYS_COMMAND: text,
  STRIPE_SECRET_KEY: text,
  STRIPE_WEBHOOK_SECRET: text,
  STRIPE_API: webUrl,
  MERCADOPAGO_ACCESS_TOKEN: text,
  MERCADOPAGO_WEBHOOK_SECRET: text,
  MERCADOPAGO_API: webUrl,
  PAYPAL_CLIENT_ID: text,
  PAYPAL_SECRET: text,
  PAYPAL_WEBHOOK_ID: text,
  PAYPAL_API: webUrl,
  ASK_INNER: flag,
  DOCUMENTS_BUCKET: webUrl,
  DOCUMENTS_BUCKET_REGION: v.pipe(
    text,
    v.regex(/^[a-z0-9-]{1,40}$/, 'must be the name of a region, such as us-east-1'),
  ),
  DOCUMENTS_BUCKET_KEY: text,
  DOCUMENTS_BUCKET_SECRET: text,
} as const;
type Fields = { [Name in keyof typeof FIELDS]?: v.InferOutput<(typeof FIELDS)[Name]> | undefined };

function parseUrl(value: string, protocols: string[]): URL | null {
  if (!URL.canParse(value)) return null;
  const url = new URL(value);
  return protocols.includes(url.protocol) && url.hostname ? url : null;
}

/**
 * Set but empty (`PORT=`) counts as not set, as in every compose file. An ORIGIN that the adapter would stumble over,
 * before anything here has run, comes under the name the entry gave it.
 */
function readFields(source: NodeJS.ProcessEnv): { fields: Fields; problems: string[] } {
  const problems: string[] = [];
  const given = Object.fromEntries(
    Object.keys(FIELDS).flatMap((name) => {
      const value = source[name] ?? source[`RONDA_REFUSED_${name}`];
      return value === undefined || value.trim() === '' ? [] : [[name, value]];
    }),
  );
  const schema = v.partial(v.object(FIELDS));
  const parsed = v.safeParse(schema, given);
  if (parsed.success) return { fields: parsed.output, problems };
  for (const issue of parsed.issues) problems.push(`${v.getDotPath(issue) ?? 'environment'} ${issue.message}`);
  return { fields: {}, problems };
}

function chooseDatabase(fields: Fields, problems: string[]): DatabaseChoice {
  const supabase = {
    SUPABASE_URL: fields.SUPABASE_URL,
    SUPABASE_PUBLISHABLE_KEY: fields.SUPABASE_PUBLISHABLE_KEY,
    SUPABASE_SECRET_KEY: fields.SUPABASE_SECRET_KEY,
  };
  const given = Object.entries(supabase).filter(([, value]) => value !== undefined);
  const missing = Object.entries(supabase).filter(([, value]) => value === undefined);
  if (fields.DATABASE_URL !== undefined && given.length > 0)
    problems.push(
      `DATABASE_URL and ${given[0]?.[0] ?? 'SUPABASE_URL'} are both set, and only one database can hold the campaign: unset one of them`,
    );
  else if (given.length > 0 && missing.length > 0)
    problems.push(
      `${missing.map(([name]) => name).join(' and ')} must be set too, because ${given.map(([name]) => name).join(' and ')} is: Supabase needs all three`,
    );
  if (fields.DATABASE_URL !== undefined) return { kind: 'postgres', url: fields.DATABASE_URL };
  const { SUPABASE_URL: url, SUPABASE_PUBLISHABLE_KEY: publishable, SUPABASE_SECRET_KEY: secret } = supabase;
  if (url !== undefined && publishable !== undefined && secret !== undefined)
    return { kind: 'supabase', url, publishableKey: publishable, secretKey: secret };
  return { kind: 'embedded' };
}

/** A processor with half of its keys would take money and never hear of it: that is a mistake, not a processor that is off. */
function choosePayments(fields: Fields, problems: string[]): PaymentKeys {
  const all = (...names: (keyof Fields)[]): boolean => {
    const missing = names.filter((name) => fields[name] === undefined);
    if (missing.length > 0 && missing.length < names.length)
      problems.push(`${missing.join(' and ')} must be set too, because another key of the same card processor is`);
    return missing.length === 0;
  };
  const keys = (secret: string | undefined, webhook: string | undefined, api: string | undefined): ProcessorKeys => ({
    secret: secret ?? '',
    webhook: webhook ?? '',
    api: api ?? null,
  });
  const { STRIPE_API, MERCADOPAGO_API, PAYPAL_API } = fields;
  return {
    stripe: all('STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET')
      ? keys(fields.STRIPE_SECRET_KEY, fields.STRIPE_WEBHOOK_SECRET, STRIPE_API)
      : null,
    mercadoPago: all('MERCADOPAGO_ACCESS_TOKEN', 'MERCADOPAGO_WEBHOOK_SECRET')
      ? keys(fields.MERCADOPAGO_ACCESS_TOKEN, fields.MERCADOPAGO_WEBHOOK_SECRET, MERCADOPAGO_API)
      : null,
    payPal: all('PAYPAL_CLIENT_ID', 'PAYPAL_SECRET', 'PAYPAL_WEBHOOK_ID')
      ? { ...keys(fields.PAYPAL_SECRET, fields.PAYPAL_WEBHOOK_ID, PAYPAL_API), client: fields.PAYPAL_CLIENT_ID ?? '' }
      : null,
  };
}

/** Half a bucket would put documents on the disk of a machine that the operator believes to hold none. */
function chooseBucket(fields: Fields, problems: string[]): Bucket | null {
  const { DOCUMENTS_BUCKET: url, DOCUMENTS_BUCKET_KEY: key, DOCUMENTS_BUCKET_SECRET: secret } = fields;
  if (url !== undefined && key !== undefined && secret !== undefined)
    return { url, region: fields.DOCUMENTS_BUCKET_REGION ?? 'us-east-1', key, secret };
  if (url !== undefined || key !== undefined || secret !== undefined)
    problems.push(
      'DOCUMENTS_BUCKET, DOCUMENTS_BUCKET_KEY and DOCUMENTS_BUCKET_SECRET belong together: set all three, or none',
    );
  return null;
}

/**
 * Reads and checks the whole environment at once, so that an operator sees every mistake in one start.
 * @throws EnvError that names each variable and says why, and never repeats a value that may be secret.
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const { fields, problems } = readFields(source);
  const database = chooseDatabase(fields, problems);
  const payments = choosePayments(fields, problems);
  const bucket = chooseBucket(fields, problems);
  if (fields.RONDA_KEYS !== undefined && fields.RONDA_KEYS_COMMAND !== undefined)
    problems.push('RONDA_KEYS and RONDA_KEYS_COMMAND are both set: keep one of them');
  const demo = fields.RONDA_DEMO ?? false;
  if (demo && database.kind === 'supabase')
    problems.push(
      'RONDA_DEMO is on together with SUPABASE_URL: sample accounts with a known password do not belong there',
    );
  if (problems.length > 0)
    throw new EnvError(
      `Ronda cannot start with this environment:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  return {
    port: fields.PORT ?? 3000,
    host: fields.HOST ?? '0.0.0.0',
    origin: fields.ORIGIN ?? null,
    dataDir: resolve(fields.DATA_DIR ?? './data'),
    database,
    smtpUrl: fields.SMTP_URL ?? null,
    mailFrom: fields.MAIL_FROM ?? null,
    demo,
    demoPassword: fields.DEMO_PASSWORD ?? null,
    demoActivity: demo && (fields.DEMO_ACTIVITY ?? true),
    logLevel: fields.LOG_LEVEL ?? 'info',
    keys: fields.RONDA_KEYS ?? null,
    keysCommand: fields.RONDA_KEYS_COMMAND ?? null,
    sourceUrl: fields.SOURCE_URL ?? null,
    payments,
    askInner: fields.ASK_INNER ?? false,
    bucket,
  };
}
