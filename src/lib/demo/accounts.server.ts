import { randomBytes } from 'node:crypto';
import type { Role } from '$lib/contracts/permissions';
import type { CookieJar } from '$lib/server/backend/index.server';
import type { Ronda } from '$lib/server/app.server';
import { unwrap } from '$lib/server/errors.server';

/** One account per role. The lawyer on call and the treasurer wear no second hat, so that what each role sees is seen. */
export const DEMO_ACCOUNTS: readonly { role: Role; email: string; name: string }[] = [
  { role: 'owner', email: 'owner@demo.test', name: 'Azucena (dirección)' },
  { role: 'organizer', email: 'organizer@demo.test', name: 'Rodolfo (campaña)' },
  { role: 'legal', email: 'legal@demo.test', name: 'Mirta (guardia legal)' },
  { role: 'treasurer', email: 'treasurer@demo.test', name: 'Osvaldo (tesorería)' },
  { role: 'coordinator', email: 'coordinator@demo.test', name: 'Liliana (coordinación)' },
  { role: 'observer', email: 'observer@demo.test', name: 'Haroldo (observador)' },
];

/** Words that can be read out over a table; 40 bits, for data that is thrown away. */
export function demoPassword(given: string | null): string {
  return (
    given ??
    randomBytes(5)
      .toString('hex')
      .replace(/(.{5})/, '$1-')
  );
}

/** A cookie jar for a caller that is no browser. */
function jar(): CookieJar {
  const kept = new Map<string, string>();
  return {
    get: (name) => kept.get(name),
    set: (name, value) => void kept.set(name, value),
    delete: (name) => void kept.delete(name),
  };
}

/** Signs an account in as its owner would, and answers the access token. */
export async function tokenOf(app: Ronda, email: string, password: string): Promise<string> {
  const { data, error } = await app.backend.auth(jar()).auth.signInWithPassword({ email, password });
  if (error) throw error;
  return data.session.access_token;
}

export async function createAccount(app: Ronda, email: string, password: string): Promise<string> {
  return unwrap(await app.backend.accounts.create(email, password)).userId;
}
