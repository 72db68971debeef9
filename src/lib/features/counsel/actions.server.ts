/** The forms of counsel: who stands for whom, and who is on call. */
import type { RequestEvent } from '@sveltejs/kit';
import type * as v from 'valibot';
import type { Result } from '$lib/contracts/errors';
import { isUuid } from '$lib/kernel/ids';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { addLawyer, appoint, editAppointment, editLawyer, planShift } from './counsel.server';
import {
  appointmentSchema,
  appointSchema,
  cancelSchema,
  lawyerEditSchema,
  lawyerOffSchema,
  lawyerSchema,
  planSchema,
  shiftSchema,
  swapSchema,
  takeSchema,
} from './schema';

type Event = Pick<RequestEvent, 'request' | 'locals' | 'params'>;

/** One form: who may, what it says, what it does, and what is announced. */
const form =
  <S extends v.GenericSchema>(
    schema: S,
    done: string,
    work: (value: v.InferOutput<S>, locals: App.Locals, campaign: string, event: Event) => Promise<Result<unknown>>,
  ) =>
  async (event: Event) => {
    const { membership } = memberOf(event.locals, 'hearings.write');
    const read = await readForm(event, schema);
    if (!read.ok) return read.response;
    const came = await work(read.value, event.locals, membership.campaignId, event);
    return came.ok ? { done, what: '' } : refuse(read.values, came);
  };

export const caseCounselActions = {
  appoint: form(appointSchema, 'appointed', (value, locals, _campaign, { params }) =>
    appoint(locals, isUuid(params['case']) ? params['case'] : '', value),
  ),
  change: form(appointmentSchema, 'changed', (value, locals) => editAppointment(locals, value)),
  lawyer: form(lawyerSchema, 'lawyer', (value, locals, campaign) => addLawyer(locals, campaign, value)),
};

export const onCallActions = {
  lawyer: caseCounselActions.lawyer,
  details: form(lawyerEditSchema, 'saved', (value, locals) => editLawyer(locals, value)),
  off: form(lawyerOffSchema, 'saved', ({ op, lawyer, removed }, locals) =>
    applyOp(locals, 'counsel.edit_lawyer', { lawyer, removed: removed === 'yes' }, op),
  ),
  plan: form(planSchema, 'planned', (value, locals, campaign) => planShift(locals, campaign, value)),
  take: form(takeSchema, 'taken', ({ op, shift, lawyer }, locals) =>
    applyOp(locals, 'duty.take', { shift, id: op, lawyer }, op),
  ),
  back: form(shiftSchema, 'given_back', ({ op, shift }, locals) => applyOp(locals, 'duty.give_back', { shift }, op)),
  swap: form(swapSchema, 'swapped', ({ op, shift, other }, locals) =>
    applyOp(locals, 'duty.swap', { shift, other }, op),
  ),
  cancel: form(cancelSchema, 'cancelled', ({ op, shift, cancelled }, locals) =>
    applyOp(locals, 'duty.cancel', { shift, cancelled: cancelled === 'yes' }, op),
  ),
};
