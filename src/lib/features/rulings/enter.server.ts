/** Entering what runs from a notification: every proposal that was ticked, for all who were told at once, in one operation. */
import type { InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import type { OpArgs } from '$lib/contracts/ops';
import { uuidFor } from '$lib/kernel/ids';
import { fail, invalid, ok } from '$lib/kernel/result';
import { applyOp } from '$lib/server/team-op.server';
import { computeDeadline, datesOf, servedArgs, type Served } from '../deadlines';
import { campaignCalendar, campaignRules } from '../deadlines/index.server';
import type { Notification } from './model';
import { notificationsOf, resolutionOf } from './rulings.repo.server';
import type { enterSchema } from './schema';

/** What a term runs from, of a notification. */
export function servedOf({ day, at, km }: Notification, datedOn: string, enabled: string): Served {
  return { at: at ?? day, resolved: datedOn, ...(enabled !== '' && { enabled }), ...(km > 0 && { km }) };
}

/** Enters what was ticked. What was shown was counted with `revision`; with another it is refused, and shown anew. */
export async function enterDeadlines(
  locals: App.Locals,
  campaign: string,
  { op, notifications, pick, calendar: id, revision, enabled }: InferOutput<typeof enterSchema>,
): Promise<Result<{ entered: number }>> {
  if (pick.length === 0) return invalid('required', 'pick');
  const [held, rules, told] = await Promise.all([
    campaignCalendar(locals.db, campaign, id),
    campaignRules(locals.db, campaign),
    notificationsOf(locals.db, campaign, { ids: notifications }),
  ]);
  if (held === null) return invalid('choice', 'calendar');
  if (told.length === 0) return fail('not_found');
  const deadlines: OpArgs['rulings.enter']['deadlines'] = [];
  for (const notification of told) {
    const resolution = await resolutionOf(locals.db, campaign, notification.resolution);
    if (resolution === null) return fail('not_found');
    const whole = servedOf(notification, resolution.datedOn, enabled);
    for (const choice of new Set(pick)) {
      const [ruleId = '', variant] = choice.split('.');
      const found = rules.find(ruleId);
      if (found === undefined) return invalid('choice', 'pick');
      const { km, ...moment } = whole;
      const served = { ...moment, ...(found.rule.distance && km && { km }), ...(variant && { variant }) };
      const answer = computeDeadline({ ...found, calendar: held.calendar }, served);
      if (!answer.ok) return invalid(answer.reason, 'pick');
      deadlines.push({
        ...datesOf(answer.value),
        notification: notification.id,
        edits: notification.edits,
        id: uuidFor(op, `${notification.id} ${choice}`),
        rule: found.rule.id,
        ruleVersion: found.rule.version,
        nature: found.rule.nature,
        served: servedArgs(served),
      });
    }
  }
  const done = await applyOp(locals, 'rulings.enter', { calendar: id, revision, deadlines }, op);
  return done.ok ? ok({ entered: deadlines.length }) : done;
}
