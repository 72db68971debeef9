import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import pg from 'pg';
import type { Derive } from './types.server';

/*
 * Requests are served by a role that owns nothing and inherits nothing. Every request sets the role of its caller inside
 * its transaction; a request whose context was lost therefore runs as the gateway and can read nothing.
 */

export interface Gateway {
  role: string;
  password: string;
}

/** PostgreSQL cuts longer identifiers without a word. */
const MAX_IDENTIFIER = 63;

const digest = (database: string): string => createHash('sha256').update(database).digest('hex').slice(0, 32);

/**
 * Roles belong to the whole cluster, so the name carries the database: two databases of one cluster have each their own.
 */
export function gatewayOf(database: string, derive: Derive): Gateway {
  const plain = `ronda_gateway_${database}`;
  const role = Buffer.byteLength(plain) <= MAX_IDENTIFIER ? plain : `ronda_gateway_${digest(database)}`;
  return { role, password: Buffer.from(derive(`gateway-${digest(database)}`)).toString('base64url') };
}

/**
 * SCRAM verifier as PostgreSQL stores it (RFC 5803). Sent instead of the password, so that a server that logs DDL never
 * writes the password. The salt is derived: processes that start together write the same verifier.
 */
function scramVerifier({ role, password }: Gateway, iterations = 4096): string {
  const salt = createHash('sha256').update(`${role}\0${password}`).digest().subarray(0, 16);
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  const storedKey = createHash('sha256').update(clientKey).digest('base64');
  const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

/** Makes or mends the gateway role and its rights. Repeated at every boot, after the migrations: new tables need it too. */
export async function grantGateway(client: pg.Client, gateway: Gateway): Promise<void> {
  const role = pg.escapeIdentifier(gateway.role);
  const known = await client.query('select 1 from pg_roles where rolname = $1', [gateway.role]);
  if (known.rowCount === 0) await client.query(`create role ${role} login noinherit`);
  await client.query(`alter role ${role} with login noinherit password ${pg.escapeLiteral(scramVerifier(gateway))}`);
  await client.query(`
    grant anon, authenticated, service_role to ${role};
    grant usage on schema auth, public to ${role};
    revoke create on schema public from public, ${role};
    revoke all on all tables in schema public from ${role};
    -- "references" makes tables visible to the introspection, which asks information_schema, and lets nothing be read.
    grant references on all tables in schema public to ${role};
    grant select, insert, update, delete on all tables in schema auth to ${role};
    grant usage on all sequences in schema auth to ${role};
    grant execute on all functions in schema auth to ${role};
  `);
}
