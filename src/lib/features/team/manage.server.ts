/** What an owner does with the team, as form actions. */
import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { FormState } from '$lib/contracts/forms';
import type { OpArgs, OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import { ronda } from '$lib/server/app.server';
import { newToken } from '$lib/server/crypto/links.server';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse, type Form } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { invitationSchema, inviteSchema, memberSchema, rolesSchema } from './schema';

type TeamEvent = Pick<RequestEvent, 'locals' | 'request' | 'url'>;
type Refused = Extract<Form<unknown>, { ok: false }>['response'];
/** Invitations lie in mailboxes and chats; a week is enough to read them and short enough for a lost one. */
const WEEK_MS = 7 * 86_400_000;

const campaignOf = (event: TeamEvent): string => memberOf(event.locals, 'team.manage').membership.campaignId;

/** Back to the page by its own address, so that reloading repeats nothing. */
async function write<K extends OpKind>(
  event: TeamEvent,
  values: Record<string, string>,
  kind: K,
  args: OpArgs[K],
  done: string,
): Promise<Refused> {
  const applied = await applyOp(event.locals, kind, args);
  if (!applied.ok) return refuse(values, applied);
  return redirect(303, `${event.url.pathname}?done=${done}`);
}

export const teamActions = {
  async invite(event: TeamEvent): Promise<Refused | (FormState & { link: string })> {
    const campaign = campaignOf(event);
    const form = await readForm(event, inviteSchema, ['roles']);
    if (!form.ok) return form.response;
    const { label, roles, opId } = form.value;
    const { token, hash } = newToken();
    const expiresAt = new Date(Date.now() + WEEK_MS).toISOString();
    const args = { campaign, id: uuidv7(), tokenHash: hash, label, roles, expiresAt };
    const invited = await applyOp(event.locals, 'team.invite', args, opId);
    if (!invited.ok) return refuse(form.values, invited);
    // The only time that the link exists anywhere outside the hands of the owner.
    const link = `${ronda().env.origin ?? event.url.origin}/invite/${token}`;
    return { values: {}, errors: {}, failure: null, link };
  },
  async revoke(event: TeamEvent): Promise<Refused> {
    campaignOf(event);
    const form = await readForm(event, invitationSchema);
    if (!form.ok) return form.response;
    return write(event, form.values, 'team.revoke_invitation', form.value, 'revoked');
  },
  async roles(event: TeamEvent): Promise<Refused> {
    const campaign = campaignOf(event);
    const form = await readForm(event, rolesSchema, ['roles']);
    if (!form.ok) return form.response;
    return write(event, form.values, 'team.set_roles', { campaign, ...form.value }, 'roles');
  },
  async disable(event: TeamEvent): Promise<Refused> {
    const campaign = campaignOf(event);
    const form = await readForm(event, memberSchema);
    if (!form.ok) return form.response;
    return write(event, form.values, 'team.disable', { campaign, ...form.value }, 'disabled');
  },
  async enable(event: TeamEvent): Promise<Refused> {
    const campaign = campaignOf(event);
    const form = await readForm(event, memberSchema);
    if (!form.ok) return form.response;
    return write(event, form.values, 'team.enable', { campaign, ...form.value }, 'enabled');
  },
  async end(event: TeamEvent): Promise<Refused> {
    const campaign = campaignOf(event);
    const form = await readForm(event, memberSchema);
    if (!form.ok) return form.response;
    return write(event, form.values, 'team.end_sessions', { campaign, ...form.value }, 'ended');
  },
};
