import { readMigrations } from './migrate.server';
import { openClients, type Address } from './clients.server';
import { readClaims } from './tokens.server';
import type { Verified } from './sessions.server';
import { BackendError, type Db } from './types.server';

/** Milliseconds. Supabase answers in tens; a start that hangs longer is better told why. */
const ANSWER_MS = 10_000;

async function schemaVersion(system: Db): Promise<string> {
  const { data, error, status } = await system.rpc('schema_version', {}).abortSignal(AbortSignal.timeout(ANSWER_MS));
  if (error === null) return typeof data === 'string' ? data : '';
  if (error.code === 'PGRST202') return '';
  if (status === 401 || status === 403)
    throw new BackendError(
      'SUPABASE_SECRET_KEY is refused by SUPABASE_URL: copy the secret key of this project again.',
    );
  throw new BackendError(
    `SUPABASE_URL does not answer as Supabase does (${status > 0 ? `HTTP ${status}` : 'no connection'}): check the address and that the project is running.`,
  );
}

/**
 * Supabase by its address. Migrations are pushed by its own CLI, so the start compares and refuses to run on another schema.
 * @throws BackendError that says what to run.
 */
export async function openHosted(address: Address, migrationsFolder: string): Promise<void> {
  const wanted = readMigrations(migrationsFolder).at(-1)?.version ?? '';
  const found = await schemaVersion(openClients(address).system());
  if (found === wanted) return;
  if (found > wanted)
    throw new BackendError(
      `The Supabase database is at migration ${found}, newer than this program (${wanted}): start the newer program.`,
    );
  throw new BackendError(
    `The Supabase database is at migration ${found === '' ? 'none' : found}, and this program needs ${wanted}: run \`supabase db push\` and start again.`,
  );
}

/** Verifies by the project's public keys (fetched once and kept), or by asking it when it still signs with a shared secret. */
export async function verifyHosted(client: Db, accessToken: string): Promise<Verified | null> {
  const { data, error } = await client.auth.getClaims(accessToken);
  return error === null ? readClaims(data?.claims) : null;
}
