/** Counts which steps of which ladders have come, and hands them to the database, which knows whom to tell and whom it has told. */
import type { LegalDayKind } from '$lib/contracts/ops-deadlines';
import type { Row } from '$lib/contracts/journal';
import type { Db } from '$lib/server/backend/index.server';
import { call } from '$lib/server/rpc.server';
import { arrestsNow } from '../arrests';
import { findCalendar, withEdits, type Calendar } from '../deadlines';
import type { Facts } from './model';
import { clockSteps, deadlineStep, type OpenDeadline } from './steps';

interface Open {
  deadlines: (OpenDeadline & { id: string; campaign: string; calendar: string; key: string; facts: Facts })[];
  arrests: {
    id: string;
    campaign: string;
    at: string;
    tz: string;
    ruleset: string;
    person: string | null;
    acts: { id: string; kind: string; at: string }[];
  }[];
  calendars: {
    campaign: string;
    calendar: string;
    revision: number;
    years: number[];
    days: { from: string; to: string; kind: LegalDayKind; name: string; source: string }[];
  }[];
}

/** One step for the database, in its own words. */
interface StepRow {
  kind: 'due' | 'clock';
  campaign: string;
  urgent: boolean;
  entity: 'deadlines' | 'arrests';
  entity_id: string;
  rung: number;
  step: string;
  key: string;
  facts: Facts;
  expires_at: string;
}

/** The calendars of all campaigns, each with what its campaign entered. */
function calendarsOf(open: Open): (campaign: string, id: string) => Calendar | undefined {
  const own = new Map<string, Calendar>();
  for (const { campaign, calendar, revision, years, days } of open.calendars) {
    const bundled = findCalendar(calendar);
    if (bundled) own.set(`${campaign} ${calendar}`, withEdits(bundled, days, `${bundled.version}+${revision}`, years));
  }
  return (campaign, id) => own.get(`${campaign} ${id}`) ?? findCalendar(id);
}

function deadlineRows(open: Open, nowMs: number): StepRow[] {
  const calendarOf = calendarsOf(open);
  return open.deadlines.flatMap((one): StepRow[] => {
    const calendar = calendarOf(one.campaign, one.calendar);
    const due = calendar === undefined ? null : deadlineStep(one, calendar, nowMs);
    if (due === null) return [];
    const { step, rung, urgent, expiresAt } = due;
    const { id, campaign, key, facts } = one;
    return [
      {
        kind: 'due',
        campaign,
        urgent,
        entity: 'deadlines',
        entity_id: id,
        rung,
        step,
        key,
        facts,
        expires_at: expiresAt,
      },
    ];
  });
}

function clockRows(open: Open, nowMs: number): StepRow[] {
  return open.arrests.flatMap(({ id, campaign, at, tz, ruleset, person, acts }) => {
    const row: Row = { id, at, tz, ruleset, person_id: '', force: 'unknown', place: '', has_details: false };
    const seen: Row[] = acts.map((act) => ({ ...act, arrest_id: id, undone_at: null }));
    const [arrest] = arrestsNow([row], seen);
    return (arrest ? clockSteps(arrest, nowMs) : []).map((due): StepRow => ({
      kind: 'clock',
      campaign,
      urgent: true,
      entity: 'arrests',
      entity_id: id,
      rung: due.rung,
      step: due.step,
      key: due.due,
      facts: { person, rule: due.rule, dueAt: due.due, tz, ends: due.ends },
      expires_at: due.expiresAt,
    }));
  });
}

/** Steps told at once: a statement with ten thousand of them would hold the others up. */
const BATCH = 500;

/** One pass over what ends within `days`; answers how many notices came of it. */
export async function remind(system: Db, nowMs: number, days: number): Promise<number> {
  const at = new Date(nowMs).toISOString();
  const open = await call<Open>(system, 'notices_open', { at, days });
  const rows = [...clockRows(open, nowMs), ...deadlineRows(open, nowMs)];
  let made = 0;
  for (let from = 0; from < rows.length; from += BATCH) {
    made += await call<number>(system, 'notices_remind', { steps: rows.slice(from, from + BATCH), at });
  }
  return made;
}
