import { App } from '@supabase/lite';
import { createPostgresConnection, type PostgresConnection } from '@supabase/lite/postgres';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import { answerTo, quietRefusals } from './answers.server';
import { contextQuery, kyselyOver } from './dialect.server';
import { BackendError, type AuthMail, type Derive, type Log } from './types.server';

/*
 * The engine is young, and this file is all that knows it. Its version, kysely's and pg's are pinned exactly; what is
 * replaced below is private there, so the boot checks that it still has the form this was written for.
 */

/** Requests never leave the process; the address only has to be well formed. */
export const LITE_URL = 'http://ronda.internal';

export interface LiteOptions {
  pool: pg.Pool;
  derive: Derive;
  log: Log;
  siteUrl: string;
  send(mail: AuthMail): Promise<void>;
}

export interface Lite {
  fetch: typeof fetch;
  publishableKey: string;
  secretKey: string;
  jwtSecret: string;
}

/** Seconds. A code typed from a mail; long enough for slow mail, short enough to be useless later. */
const CODE_EXPIRY_S = 600;
/** Digits. Eight instead of six: guessing is a hundred times harder, and it is still typed in one go. */
export const CODE_LENGTH = 8;
/** Seconds. A revoked session is refused by the database at once; this bounds only the token itself. */
const TOKEN_EXPIRY_S = 3600;
const MIN_PASSWORD = 8;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** Both keys and the token secret come from the key ring: processes agree, and nothing is stored. */
export function liteSecrets(derive: Derive): Pick<Lite, 'publishableKey' | 'secretKey' | 'jwtSecret'> {
  return {
    publishableKey: `sb_publishable_${text(derive('api.publishable'))}`,
    secretKey: `sb_secret_${text(derive('api.secret'))}`,
    jwtSecret: text(derive('auth.jwt')),
  };
}

interface SessionVars {
  auth?: { uid?: unknown; role?: string; jwt?: unknown };
}

const replacements = {
  async applyJwtSessionContext(db: Kysely<unknown>, { auth }: SessionVars): Promise<void> {
    const claims = typeof auth?.jwt === 'object' && auth.jwt !== null ? JSON.stringify(auth.jwt) : '';
    const uid = typeof auth?.uid === 'string' ? auth.uid : '';
    await db.executeQuery(contextQuery(auth?.role ?? 'anon', uid, claims));
  },
  /** Path and headers of a call, which would carry token and key into the session; no function of ours reads them. */
  applyRpcRequestGucs: (): Promise<void> => Promise.resolve(),
  normalizeDbError: answerTo,
};

const changed = (what: string): BackendError =>
  new BackendError(`@supabase/lite has changed (${what}): install exactly the version that package-lock.json names.`);

function adopt(connection: PostgresConnection, pool: pg.Pool): void {
  for (const name of Object.keys(replacements))
    if (typeof Reflect.get(connection, name) !== 'function') throw changed(name);
  if (Reflect.get(connection, 'rlsState') !== 'unknown') throw changed('rlsState');
  Object.assign(connection, replacements, { kysely: kyselyOver(pool) });
  // Otherwise the first request grants everything to anon on every table of a schema with row level security, which
  // undoes the migrations' revokes; and before any such table exists every request would run without a role.
  Reflect.set(connection, 'rlsState', 'active');
}

/**
 * Importing the engine replaces process.emitWarning by a function that expects a string, and Node warns with Error objects
 * too (too many listeners, for one): such a warning would throw.
 */
function mendWarnings(): void {
  const patched = process.emitWarning.bind(process);
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (typeof warning === 'string') Reflect.apply(patched, process, [warning, ...rest]);
    else process.nextTick(() => process.emit('warning', warning));
  };
}
mendWarnings();

/**
 * The Supabase API in this process, over a prepared database. It is handed to supabase-js as `fetch` and never mounted on
 * a route.
 */
export async function openLite(options: LiteOptions): Promise<Lite> {
  process.env['DO_NOT_TRACK'] ??= '1';
  process.env['LITE_TELEMETRY'] ??= '0';
  quietRefusals((code) => options.log.warn({ code }, 'the sign-in engine failed'));
  const secrets = liteSecrets(options.derive);
  // The url is never connected to: adopt() puts our pool in the place of the driver that would use it.
  const connection = createPostgresConnection({ url: 'postgres://127.0.0.1:1/unused' });
  adopt(connection, options.pool);
  const app = new App({
    connection,
    api: { enabled: true, schemas: ['public'], max_rows: 10_000 },
    studio: { enabled: false },
    storage: { enabled: false },
    auth: {
      enabled: true,
      jwt_secret: secrets.jwtSecret,
      publishable_key: secrets.publishableKey,
      secret_key: secrets.secretKey,
      jwt_expiry: TOKEN_EXPIRY_S,
      site_url: options.siteUrl,
      additional_redirect_urls: [],
      minimum_password_length: MIN_PASSWORD,
      // Accounts are made by our server alone, which has checked the address by then.
      enable_signup: true,
      enable_anonymous_sign_ins: false,
      enable_refresh_token_rotation: true,
      email: {
        enable_signup: true,
        enable_confirmations: false,
        otp_length: CODE_LENGTH,
        otp_expiry: CODE_EXPIRY_S,
      },
    },
    options: {
      server: {
        admin: false,
        disableStudio: true,
        middlewares: [
          // The engine looks user and session up before every data request and lets the request pass whatever it finds:
          // two round trips for nothing. Row level security asks for the session itself. What is set here only skips
          // that; the data route sets all of it again from the verified token, or refuses.
          async (context, next) => {
            const token = /^Bearer [^.\s]+\.[^.\s]+\.[^.\s]+$/.test(context.req.header('authorization') ?? '');
            if (token && context.req.path.startsWith('/rest/v1/')) {
              context.set('userId', 'to be verified');
              context.set('sessionId', 'to be verified');
            }
            await next();
          },
        ],
      },
      drivers: {
        email: {
          send: (mail) =>
            options.send({ to: mail.to, subject: mail.subject, text: mail.text ?? '', html: mail.html ?? '' }),
        },
      },
    },
  });
  await app.init();
  // Not cached yet, the first burst of requests would run the eighteen catalogue queries once each.
  const schema = await connection.introspect({ useCache: true });
  if (schema.tables.length === 0)
    throw new BackendError('The database could not be introspected; see the lines above.');
  return {
    ...secrets,
    fetch: async (input, init) => app.fetch(new Request(input, init)),
  };
}
