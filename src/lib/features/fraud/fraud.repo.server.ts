import type { FraudConditions } from '$lib/contracts/ops';
import type { Db } from '$lib/server/backend/index.server';
import { call } from '$lib/server/rpc.server';
import type { Fraud, Run, Trend, Trends } from './model';

type SealedTrend = Omit<Trend, 'domain'> & { sample?: string | null; emailSealed?: string | null };
type SealedTrends = Omit<Trends, 'networks' | 'domains'> & Record<'networks' | 'domains', SealedTrend[]>;
export type SealedFraud = Omit<Fraud, 'hour' | 'day'> & Record<'hour' | 'day', SealedTrends>;

export const readTrends = (db: Db, campaign: string) => call<SealedFraud>(db, 'fraud_trends', { campaign });
export const countMatching = (db: Db, campaign: string, kind: string, conditions: FraudConditions) =>
  call<{ n: number; states: Record<string, number> }>(db, 'fraud_preview', { campaign, kind, conditions });
export type RunNow = Pick<Run, 'state' | 'done'>;
export const readRun = (db: Db, campaign: string, run: string) => call<RunNow>(db, 'fraud_run', { campaign, run });
/** One batch of whatever run waits; null when none does. */
export const workOn = (system: Db, n: number) => call<{ run: string; did: number } | null>(system, 'fraud_work', { n });
export const watch = (system: Db) => call<{ raised: number }>(system, 'fraud_watch');
