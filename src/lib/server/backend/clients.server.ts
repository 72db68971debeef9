import { createClient } from '@supabase/supabase-js';
import type { Database } from '../../contracts/database.types';
import type { Db } from './types.server';

export interface Address {
  url: string;
  publishableKey: string;
  secretKey: string;
  /** In process for the embedded engine; absent: over the network. */
  fetch?: typeof fetch;
}

export interface Clients {
  anon(): Db;
  as(accessToken: string): Db;
  system(): Db;
}

/** A client is about forty objects; those of the people who are here now are kept. */
const KEPT = 500;

/** The three identities of the application. A client holds no session: what it acts as is fixed when it is made. */
export function openClients(address: Address): Clients {
  const make = (key: string, accessToken?: string): Db =>
    createClient<Database>(address.url, key, {
      ...(accessToken === undefined ? {} : { accessToken: () => Promise.resolve(accessToken) }),
      // Reads would be repeated for seven seconds while the database is away; people are told to wait instead.
      db: { retry: false },
      auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
      global: address.fetch === undefined ? {} : { fetch: address.fetch },
    });
  const anon = make(address.publishableKey);
  const system = make(address.secretKey);
  const users = new Map<string, Db>();
  return {
    anon: () => anon,
    system: () => system,
    as(accessToken) {
      const known = users.get(accessToken);
      if (known !== undefined) return known;
      const client = make(address.publishableKey, accessToken);
      const oldest = users.size >= KEPT ? users.keys().next().value : undefined;
      if (oldest !== undefined) users.delete(oldest);
      users.set(accessToken, client);
      return client;
    },
  };
}
