import type { FraudConditions } from '$lib/contracts/ops';
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import type { Fraud, Run, Trend, Trends } from './model';

type SealedTrend = Omit<Trend, 'domain'> & { sample?: string | null; emailSealed?: string | null };
type SealedTrends = Omit<Trends, 'networks' | 'domains'> & Record<'networks' | 'domains', SealedTrend[]>;
export type SealedFraud = Omit<Fraud, 'hour' | 'day' | 'terms' | 'alarmNames'> & Record<'hour' | 'day', SealedTrends>;

export const readTrends = (db: Db, campaign: string) => call<SealedFraud>(db, 'fraud_trends', { campaign });
export const countMatching = (db: Db, campaign: string, kind: string, conditions: FraudConditions) =>
  call<{ n: number; states: Record<string, number> }>(db, 'fraud_preview', { campaign, kind, conditions });
export type RunNow = Pick<Run, 'state' | 'done'>;
export const readRun = (db: Db, campaign: string, run: string) =>
  call<RunNow | null>(db, 'fraud_run', { campaign, run });
/** One batch of whatever run waits; null when none does. */
export const workOn = (system: Db, n: number) => call<{ run: string; did: number } | null>(system, 'fraud_work', { n });
export const watch = (system: Db) => call<{ raised: number }>(system, 'fraud_watch');
export const alarmSamples = (db: Db, campaign: string) =>
  call<{ alarm: string; sample: string; emailSealed: string }[]>(db, 'fraud_alarm_samples', { campaign });

/** As the desk keeps it; `conditions` hold keyed indexes. */
export interface RunRecord {
  id: string;
  kind: string;
  conditions: unknown;
  words_sealed: string | null;
  reason: string;
  expected: number;
}
const RECORD = 'id, kind, conditions, words_sealed, reason, expected';

/** The newest runs of a campaign. */
export const runRecords = async (db: Db, campaign: string): Promise<RunRecord[]> =>
  dataOf(
    await db
      .from('invalidations')
      .select(RECORD)
      .eq('campaign_id', campaign)
      .order('created_at', { ascending: false })
      .order('id')
      .limit(200),
  ) ?? [];

export const runRecord = async (db: Db, campaign: string, run: string): Promise<RunRecord | null> =>
  dataOf(await db.from('invalidations').select(RECORD).eq('campaign_id', campaign).eq('id', run).maybeSingle());
