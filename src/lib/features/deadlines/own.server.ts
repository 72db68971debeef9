/** A campaign's own calendar and rules: what comes with the program, with what the campaign entered and signed over it. */
import { ronda } from '$lib/server/app.server';
import type { Db } from '$lib/server/backend/index.server';
import { call } from '$lib/server/rpc.server';
import type { Calendar } from './calendar';
import { CALENDARS, findCalendar, withEdits } from './calendars';
import { BUNDLED, type RuleBook } from './rule-book';
import { ownCalendar, signoffs, type OwnCalendar, type Signoff } from './deadlines.repo.server';

export interface CampaignCalendar {
  calendar: Calendar;
  own: OwnCalendar;
}

/** The calendar with what was entered over it; the version says both. */
export function overlaid(bundled: Calendar, own: OwnCalendar): Calendar {
  if (own.revision === 0) return bundled;
  return withEdits(bundled, own.days, `${bundled.version}+${own.revision}`, own.years);
}

/** Null for a calendar that does not exist. */
export async function campaignCalendar(db: Db, campaign: string, id: string): Promise<CampaignCalendar | null> {
  const bundled = findCalendar(id);
  if (bundled === undefined) return null;
  const own = await ownCalendar(db, campaign, id);
  return { calendar: overlaid(bundled, own), own };
}

/** How far the stream of dates is: a page listens from there on. */
export async function datesHead(campaign: string): Promise<number> {
  const stream = `campaign:${campaign}:dates`;
  const heads = await call<Record<string, number>>(ronda().backend.system(), 'live_heads', { streams: [stream] });
  return heads[stream] ?? 0;
}

/** All calendars of a campaign, by id. */
export async function campaignCalendars(db: Db, campaign: string): Promise<Map<string, CampaignCalendar>> {
  const all = await Promise.all(CALENDARS.map(({ id }) => campaignCalendar(db, campaign, id)));
  return new Map(all.flatMap((one) => (one === null ? [] : [[one.calendar.id, one]])));
}

/** The rules a campaign counts by. */
export function campaignRules(_db: Db, _campaign: string): Promise<RuleBook> {
  return Promise.resolve(BUNDLED);
}

/** Whether a version of a rule is signed off. */
export async function signedRules(
  db: Db,
  campaign: string,
): Promise<(rule: string, version: number) => Signoff | null> {
  const all = new Map((await signoffs(db, campaign)).map((one) => [`${one.rule} ${one.version}`, one]));
  return (rule, version) => all.get(`${rule} ${version}`) ?? null;
}
