import type { Actions, RequestEvent } from '@sveltejs/kit';
import type { PutApart } from '$lib/contracts/ops-compartments';
import type { Result } from '$lib/contracts/errors';
import { addDays, toInstant } from '$lib/kernel/dates';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { createSchema, memberSchema, putSchema, removeSchema } from './schema';

/** What is put in or taken out on this page; null where compartments are only looked after. */
export interface Subject {
  entity: PutApart;
  id: string;
}

const saved = { done: 'saved', what: '' };

/** A rule of the database names its own argument; the form calls it otherwise. */
const named = (done: Result<unknown>): Result<unknown> =>
  !done.ok && done.field === 'code' ? { ...done, field: 'compartmentCode' } : done;

/**
 * The forms of compartments, for the page of a person, of a case, and of all of them. Whoever may not, or does not see
 * what it is about, is told that there is no such page.
 */
export function accessActions(subject: (event: RequestEvent) => Subject | null): Actions {
  const put = (event: RequestEvent, compartment: string | null, op?: string): Promise<Result<unknown>> => {
    const about = subject(event);
    return about
      ? applyOp(event.locals, 'compartments.put', { ...about, compartment }, op)
      : Promise.resolve({ ok: true, value: null });
  };
  return {
    async create(event) {
      const { membership } = memberOf(event.locals, 'people.confidential');
      const form = await readForm(event, createSchema);
      if (!form.ok) return form.response;
      const { op, compartmentCode: code } = form.value;
      const args = { campaign: membership.campaignId, id: op, memberId: op, code };
      const made = named(await applyOp(event.locals, 'compartments.create', args, op));
      if (!made.ok) return refuse(form.values, made);
      // Put in twice is put in: a form sent again needs no second id.
      const done = named(await put(event, op));
      return done.ok ? saved : refuse(form.values, done);
    },
    async put(event) {
      memberOf(event.locals, 'people.confidential');
      const form = await readForm(event, putSchema);
      if (!form.ok) return form.response;
      const done = named(await put(event, form.value.compartment || null, form.value.op));
      return done.ok ? saved : refuse(form.values, done);
    },
    async add(event) {
      memberOf(event.locals, 'people.confidential');
      const form = await readForm(event, memberSchema);
      if (!form.ok) return form.response;
      const { op, compartment, user, reason, until, tz } = form.value;
      // Within to the end of that day, on the clock of the campaign.
      const ends = until === '' ? null : toInstant(`${addDays(until, 1)}T00:00`, tz);
      if (ends && !ends.ok) return refuse(form.values, { ...ends, field: 'until' });
      const args = { compartment, id: op, user, reason, until: ends ? ends.value : ('' as const) };
      const done = await applyOp(event.locals, 'compartments.add_member', args, op);
      return done.ok ? saved : refuse(form.values, done);
    },
    async remove(event) {
      memberOf(event.locals, 'people.confidential');
      const form = await readForm(event, removeSchema);
      if (!form.ok) return form.response;
      const { op, compartment, user } = form.value;
      const done = await applyOp(event.locals, 'compartments.remove_member', { compartment, user }, op);
      return done.ok ? saved : refuse(form.values, done);
    },
  };
}
