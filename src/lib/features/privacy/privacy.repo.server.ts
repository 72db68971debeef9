import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import { PARTS, type Basis, type Parts, type Preview, type PublicPrivacy, type Rule, type Run } from './model';

export function publicPrivacy(db: Db, slug: string): Promise<PublicPrivacy | null> {
  return call<PublicPrivacy | null>(db, 'public_privacy', { slug });
}

/** Mails the private pages of a mailbox to it, if it signed. Pass `backend.system()`. */
export function sendOwnLinks(system: Db, campaign: string, emailKey: string): Promise<{ mailed: number }> {
  return call<{ mailed: number }>(system, 'send_own_links', { campaign, email_key: emailKey });
}

export function previewOf(db: Db, campaign: string): Promise<Preview> {
  return call<Preview>(db, 'retention_preview', { campaign });
}

const basisOf = (value: string | null): Basis | null => (value === 'closed' || value === 'confirmed' ? value : null);

export async function ruleOf(db: Db, campaign: string): Promise<Rule | null> {
  const found: { basis: string; months: number | null; people_months: number | null } | null = dataOf(
    await db.from('retention_rules').select('basis, months, people_months').eq('campaign_id', campaign).maybeSingle(),
  );
  return found && { basis: basisOf(found.basis) ?? 'closed', months: found.months, peopleMonths: found.people_months };
}

const COLUMNS = 'id, kind, automatic, basis, months, state, planned, erased, parts, started_by, started_at';

function partsOf(json: unknown): Parts {
  const counts = new Map(typeof json === 'object' && json !== null ? Object.entries(json) : []);
  return Object.fromEntries(PARTS.map((part) => [part, Number(counts.get(part) ?? 0)]));
}

/** The newest runs, the one under way first. */
export async function newestRuns(db: Db, campaign: string, n: number): Promise<Run[]> {
  const [runs, members] = await Promise.all([
    db
      .from('retention_runs')
      .select(COLUMNS)
      .eq('campaign_id', campaign)
      .order('started_at', { ascending: false })
      .order('id', { ascending: false })
      .limit(n),
    db.from('members').select('user_id, display_name').eq('campaign_id', campaign),
  ]);
  const names = new Map((dataOf(members) ?? []).map(({ user_id, display_name }) => [user_id, display_name]));
  return (dataOf(runs) ?? []).map((run) => ({
    id: run.id,
    kind: run.kind === 'person' ? 'person' : 'rule',
    automatic: run.automatic,
    basis: basisOf(run.basis),
    months: run.months,
    state: run.state === 'running' || run.state === 'cancelled' ? run.state : 'done',
    planned: run.planned,
    erased: run.erased,
    parts: partsOf(run.parts),
    by: run.started_by === null ? null : (names.get(run.started_by) ?? null),
    startedAt: run.started_at,
  }));
}
