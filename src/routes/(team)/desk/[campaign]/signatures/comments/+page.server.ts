import { allows } from '$lib/contracts/permissions';
import { commentState, readBeyond } from '$lib/features/signatures';
import { chosenSchema, decideComments, readComments } from '$lib/features/signatures/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { ronda } from '$lib/server/app.server';
import { forPage, memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const PAGE = 30;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { membership } = memberOf(locals, 'signatures.read');
  const state = commentState(url.searchParams.get('state'));
  const beyond = readBeyond(url.searchParams);
  const page = await forPage(() =>
    readComments(locals.db, ronda().keyring, membership.campaignId, { state, beyond, n: PAGE }),
  );
  const last = page.comments.at(-1);
  const after = page.more && last ? encodeURIComponent(`${last.createdAt}_${last.id}`) : null;
  return {
    comments: page.comments,
    waiting: page.waiting,
    state,
    next: after === null ? null : `${url.pathname}?state=${state}&after=${after}`,
    op: uuidv7(),
    canWrite: allows(membership.roles, 'signatures.write'),
  };
};

async function decide(event: RequestEvent, decision: 'approved' | 'hidden' | 'waiting') {
  const { membership } = memberOf(event.locals, 'signatures.write');
  const form = await readForm(event, chosenSchema, ['signatures']);
  if (!form.ok) return form.response;
  const { op, signatures } = form.value;
  const done = await decideComments(event.locals, membership.campaignId, { op, decision, signatures });
  return done.ok ? { done: decision, what: signatures.join(',') } : refuse(form.values, done);
}

export const actions: Actions = {
  approve: (event) => decide(event, 'approved'),
  hide: (event) => decide(event, 'hidden'),
  wait: (event) => decide(event, 'waiting'),
};
