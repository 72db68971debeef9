import { createHash } from 'node:crypto';
import type { FraudConditions } from '$lib/contracts/ops';
import { sealedPlace } from '$lib/features/signatures/index.server';
import { ronda } from '$lib/server/app.server';
import type { Place } from '$lib/server/crypto/keyring.server';
import { alarmSamples, runRecords, type RunRecord } from './fraud.repo.server';
import type { Terms } from './terms';

type Db = App.Locals['db'];

/** What the person who began a run wrote. */
export interface RunWords {
  name: string;
  domain: string;
  town: string;
}
export const wordsPlace = (run: string): Place => ({ table: 'invalidations', row: run, column: 'words' });

/** What a person can tell two hashes apart by; the same rule stands in SQL (`app.short_label`). */
const shortLabel = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 6).toUpperCase();

/** The mail domain of one signature; null when it was sealed with keys that this installation no longer has. */
export function domainOf(signature: string, emailSealed: string): string | null {
  try {
    const address = ronda().keyring.open(emailSealed, sealedPlace(signature, 'email'));
    return address.slice(address.lastIndexOf('@') + 1);
  } catch {
    return null;
  }
}

function wordsOf({ id, words_sealed }: RunRecord): Partial<RunWords> {
  if (words_sealed === null) return {};
  try {
    return JSON.parse(ronda().keyring.open(words_sealed, wordsPlace(id))) as Partial<RunWords>;
  } catch {
    return {};
  }
}

function termsOf(record: RunRecord): Terms {
  const words = wordsOf(record);
  const { ids, nameKey, domainKey, networkKey, townKey, country, source, referrer, from, until, proof, states } =
    record.conditions as FraudConditions;
  const named = (key: string | undefined, word: string | undefined): string | undefined =>
    key === undefined ? undefined : word || shortLabel(key);
  const all = {
    chosen: ids?.length,
    network: networkKey && shortLabel(networkKey),
    domain: named(domainKey, words.domain),
    name: named(nameKey, words.name),
    town: named(townKey, words.town),
    ...{ country, source, referrer, from, until, proof, states },
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** The conditions of the newest runs by their ids, opened for the person who asks. */
export async function runTerms(db: Db, campaign: string): Promise<Record<string, Terms>> {
  const records = await runRecords(db, campaign);
  return Object.fromEntries(records.map((record) => [record.id, termsOf(record)]));
}

/** Mail domains of the alarms nobody has dealt with, by alarm. Names never enter the stream that tells of the alarm. */
export async function alarmNames(db: Db, campaign: string): Promise<Record<string, string>> {
  const samples = await alarmSamples(db, campaign);
  const named = samples.map(({ alarm, sample, emailSealed }) => [alarm, domainOf(sample, emailSealed)] as const);
  return Object.fromEntries(named.filter((one): one is [string, string] => one[1] !== null));
}
