/** What the team does with the record of repression, as form actions. */
import type { RequestEvent } from '@sveltejs/kit';
import type { FormDone } from '$lib/contracts/forms';
import type { OpArgs, OpKind } from '$lib/contracts/ops';
import type { Permission } from '$lib/contracts/permissions';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse, type Form } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { recordChanged } from './record.server';
import {
  dropSchema,
  figureSchema,
  FORCE_GROUP,
  incidentSchema,
  linkSchema,
  releaseSchema,
  removeSchema,
  unreleaseSchema,
} from './schema';

type DeskEvent = Pick<RequestEvent, 'locals' | 'request' | 'params'>;
type Refused = Extract<Form<unknown>, { ok: false }>['response'];

const campaignOf = ({ locals }: DeskEvent, permission: Permission = 'incidents.write'): string =>
  memberOf(locals, permission).membership.campaignId;
const incidentOf = ({ params }: DeskEvent): string => params['incident'] ?? '';

async function write<K extends OpKind>(
  event: DeskEvent,
  values: Record<string, string>,
  operation: { kind: K; args: OpArgs[K]; op: string },
  done: FormDone,
): Promise<Refused | FormDone> {
  const applied = await applyOp(event.locals, operation.kind, operation.args, operation.op);
  if (!applied.ok) return refuse(values, applied);
  recordChanged();
  return done;
}

async function set(event: DeskEvent): Promise<Refused | FormDone> {
  const campaign = campaignOf(event);
  const form = await readForm(event, incidentSchema, FORCE_GROUP);
  if (!form.ok) return form.response;
  const { op, incident, version, forces, ...facts } = form.value;
  const id = incident === '' ? op : incident;
  const args = { campaign, id, ...(version === '' ? {} : { version }), ...facts, forces };
  return write(
    event,
    form.values,
    { kind: 'incidents.set', args, op },
    { done: incident === '' ? 'added' : 'saved', what: id },
  );
}

/** Of the list of incidents. */
export const incidentListActions = { set };

/** Of one incident. */
export const incidentActions = {
  set,
  async remove(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, removeSchema);
    if (!form.ok) return form.response;
    const { op, removed } = form.value;
    const args = { incident: incidentOf(event), removed };
    const done = { done: removed ? 'removed' : 'restored', what: '' };
    return write(event, form.values, { kind: 'incidents.remove', args, op }, done);
  },
  async figure(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, figureSchema);
    if (!form.ok) return form.response;
    const { op, figure, trait, ...facts } = form.value;
    const id = figure === '' ? op : figure;
    const args = { incident: incidentOf(event), id, ...facts, trait: trait === '' ? null : trait };
    return write(event, form.values, { kind: 'incidents.figure', args, op }, { done: 'figure', what: facts.source });
  },
  async drop(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, dropSchema);
    if (!form.ok) return form.response;
    const { op, ...args } = form.value;
    const done = { done: args.removed ? 'dropped' : 'returned', what: '' };
    return write(
      event,
      form.values,
      { kind: 'incidents.drop_figure', args: { incident: incidentOf(event), ...args }, op },
      done,
    );
  },
  async link(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, linkSchema);
    if (!form.ok) return form.response;
    const { op, ...link } = form.value;
    const args = { incident: incidentOf(event), id: op, ...link };
    const done = { done: link.linked ? 'linked' : 'unlinked', what: '' };
    return write(event, form.values, { kind: 'incidents.link', args, op }, done);
  },
  async release(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event, 'incidents.release');
    const form = await readForm(event, releaseSchema);
    if (!form.ok) return form.response;
    const { op, version, anyway } = form.value;
    const args = { incident: incidentOf(event), version, ...(anyway === '' ? {} : { anyway: true }) };
    return write(event, form.values, { kind: 'incidents.release', args, op }, { done: 'released', what: '' });
  },
  async unrelease(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, unreleaseSchema);
    if (!form.ok) return form.response;
    const { op } = form.value;
    const args = { incident: incidentOf(event) };
    return write(event, form.values, { kind: 'incidents.unrelease', args, op }, { done: 'unreleased', what: '' });
  },
};
