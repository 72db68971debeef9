import { SCOPES, type Scope } from '$lib/contracts/ops-counsel';
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import type { Appointment } from './appointment';

interface AppointmentRow {
  id: string;
  lawyer_id: string;
  person_id: string | null;
  rank: number;
  scope: string;
  accepted_on: string | null;
  ended_on: string | null;
  removed_at: string | null;
  people: { code: string } | null;
}
const scopeOf = (scope: string): Scope => SCOPES.find((one) => one === scope) ?? 'other';

/** Who stands for whom in a case: first before second, those who are no more last. */
export async function appointmentsOf(db: Db, campaign: string, theCase: string): Promise<Appointment[]> {
  const rows: AppointmentRow[] | null = dataOf(
    await db
      .from('appointments')
      .select('id, lawyer_id, person_id, rank, scope, accepted_on, ended_on, removed_at, people (code)')
      .eq('campaign_id', campaign)
      .eq('case_id', theCase)
      .is('removed_at', null)
      .order('ended_on', { ascending: true, nullsFirst: true })
      .order('rank')
      .order('created_at')
      .limit(500),
  );
  return (rows ?? []).map((row) => ({
    id: row.id,
    lawyer: row.lawyer_id,
    person: row.person_id,
    personCode: row.people?.code ?? null,
    rank: row.rank === 1 ? 1 : 2,
    scope: scopeOf(row.scope),
    acceptedOn: row.accepted_on,
    endedOn: row.ended_on,
  }));
}
