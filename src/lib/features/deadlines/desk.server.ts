/** What the pages of deadlines do. */
import type { InferOutput } from 'valibot';
import type { Failure, Result } from '$lib/contracts/errors';
import type { DeadlineFields } from '$lib/contracts/ops-deadlines';
import { toInstant } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';
import { invalid, ok } from '$lib/kernel/result';
import { applyOp } from '$lib/server/team-op.server';
import { computeDeadline, type Deadline } from './compute';
import type { Served } from './event';
import { campaignCalendar } from './own.server';
import type { Reason, Refusal } from './refusal';
import { findRule } from './rules';
import type { deadlineSchema } from './schema';
import { datesOf, servedArgs, variantValue } from './stored';

type Form = InferOutput<typeof deadlineSchema>;

/** The field of the form at which a refusal of the engine is told. */
const FIELD: Partial<Record<Reason, string>> = {
  rule_unknown: 'rule',
  rule_principle: 'rule',
  calendar_unknown: 'calendar',
  year_not_loaded: 'calendar',
  instant_needed: 'time',
  variant_unknown: 'variant',
  distance: 'km',
  notified_before_resolution: 'resolved',
};

/** A refusal of the engine as a form tells it: words under `rule.<reason>`, and the year that is missing. */
type Told = Failure & { year?: number };
function refusalOf({ reason, year }: Refusal): Told {
  const failure = invalid(reason, FIELD[reason] ?? 'day');
  return year === undefined ? failure : { ...failure, year };
}

function servedOf({ rule, day, time, resolved, enabled, km, variant: chosen }: Form, zone: string): Result<Served> {
  const variant = chosen.slice(chosen.lastIndexOf('.') + 1);
  if (variant !== '' && chosen !== variantValue(rule, variant)) return invalid('variant_unknown', 'variant');

  const moment = time === '' ? null : toInstant(`${day}T${time}`, zone);
  if (moment?.ok === false) return { ...moment, field: 'time' };
  return ok({
    at: moment === null ? day : moment.value,
    ...(resolved !== '' && { resolved }),
    ...(enabled !== '' && { enabled }),
    ...(km !== '' && Number(km) > 0 && { km: Number(km) }),
    ...(variant !== '' && { variant }),
  });
}

/** Counts and keeps a deadline; the same form corrects one. Answers what was counted. */
export async function keepDeadline(
  locals: App.Locals,
  campaign: string,
  form: Form,
): Promise<{ ok: true; value: { id: string; deadline: Deadline } } | Told> {
  const found = findRule(form.rule);
  if (found === undefined) return invalid('choice', 'rule');
  const own = await campaignCalendar(locals.db, campaign, form.calendar);
  if (own === null) return invalid('choice', 'calendar');
  const { calendar } = own;
  const served = servedOf(form, calendar.zone);
  if (!served.ok) return served;
  const answer = computeDeadline({ ...found, calendar }, served.value);
  if (!answer.ok) return refusalOf(answer);
  const fields: DeadlineFields = {
    ...datesOf(answer.value),
    caseCode: form.caseCode,
    caseId: form.op,
    ...(isUuid(form.person) && { person: form.person }),
    rule: found.rule.id,
    ruleVersion: found.rule.version,
    calendar: calendar.id,
    revision: own.own.revision,
    nature: found.rule.nature,
    served: servedArgs(served.value),
  };
  const correct = isUuid(form.deadline);
  const done = correct
    ? await applyOp(locals, 'deadlines.edit', { ...fields, deadline: form.deadline }, form.op)
    : await applyOp(locals, 'deadlines.add', { ...fields, campaign, id: form.op }, form.op);
  return done.ok ? ok({ id: correct ? form.deadline : form.op, deadline: answer.value }) : done;
}
