/** What the page of a case shows of its resolutions. */
import type { Db } from '$lib/server/backend/index.server';
import { findCalendar } from '../deadlines';
import { campaignCalendar, campaignRules, datesHead, deadlinesOn, signedRules } from '../deadlines/index.server';
import { servedOf } from './enter.server';
import { decisionsOf, type Decision, type Telling } from './model';
import { proposalsFor, type Proposal } from './proposals';
import type { RulingsView, TellingView } from './view';
import { caseFacts, notificationsOf, resolutionsOf } from './rulings.repo.server';

const CALENDAR_OF: Readonly<Record<string, string>> = { ES: 'ES-NAC' };
const DEFAULT_CODE = 'AR-CPPN';
const DEFAULT_CALENDAR = 'AR-FED-CABA';

/** Resolutions, who was told, what hangs on that, and what may yet; null where there is no such case for this reader. */
export async function rulingsOf(
  db: Db,
  campaign: string,
  theCase: string,
  asked: { ruleset: string | null; calendar: string | null },
): Promise<RulingsView | null> {
  const facts = await caseFacts(db, campaign, theCase);
  if (facts === null) return null;
  const [resolutions, rules, signed, head] = await Promise.all([
    resolutionsOf(db, campaign, theCase),
    campaignRules(db, campaign),
    signedRules(db, campaign),
    datesHead(campaign),
  ]);
  const codeOf = (id: string | null) => rules.rulesets.find((one) => one.id === id);
  const code = codeOf(asked.ruleset) ?? codeOf(facts.ruleset) ?? codeOf(DEFAULT_CODE);
  const calendarId = [asked.calendar, CALENDAR_OF[code?.country ?? '']].find((id) => id && findCalendar(id));
  const [held, notifications] = await Promise.all([
    campaignCalendar(db, campaign, calendarId ?? DEFAULT_CALENDAR),
    notificationsOf(db, campaign, { resolutions: resolutions.map(({ id }) => id) }),
  ]);
  if (held === null || code === undefined) throw new RangeError('the program comes with a code and a calendar');
  const deadlines = await deadlinesOn(
    db,
    campaign,
    notifications.map(({ id }) => id),
  );
  const byNotification = Map.groupBy(deadlines, ({ notification }) => notification);
  const isSigned = (rule: string, version: number): boolean => signed(rule, version) !== null;

  const view = (decision: Decision, telling: Telling): TellingView => {
    const [first] = telling.of;
    const hanging = telling.of.flatMap(({ id }) => byNotification.get(id) ?? []);
    const all =
      first === undefined || first.undone
        ? []
        : proposalsFor(
            {
              kind: decision.kind,
              party: telling.party,
              mode: telling.mode,
              served: servedOf(first, decision.datedOn, ''),
            },
            code.id,
            rules.rulesets,
            held.calendar,
            isSigned,
          );
    const enteredFor = ({ rule, variant }: Proposal): number =>
      hanging.filter((one) => one.rule === rule && (one.served.variant ?? null) === variant).length;
    return {
      ...telling,
      undone: first?.undone ?? false,
      hanging: hanging.map((one) => ({
        id: one.id,
        rule: one.rule,
        ruleName: rules.find(one.rule)?.rule.name ?? null,
        personCode: one.personCode,
        due: one.standing.nominalDue || one.dueOn,
        nature: one.nature,
        state: one.state,
        receipt: one.receipt,
        waits: one.pending !== null,
      })),
      proposals: all.filter((proposal) => enteredFor(proposal) < telling.of.length),
    };
  };
  return {
    decisions: decisionsOf(resolutions, notifications).map((decision) => ({
      ...decision,
      undone: decision.about.every(({ undone }) => undone),
      told: decision.told.map((telling) => view(decision, telling)),
    })),
    ruleset: code.id,
    known: codeOf(facts.ruleset) !== undefined,
    accused: facts.accused,
    calendar: held.calendar.id,
    zone: held.calendar.zone,
    revision: held.own.revision,
    head,
  };
}
