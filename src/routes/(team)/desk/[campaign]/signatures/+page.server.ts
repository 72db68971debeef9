import { allows } from '$lib/contracts/permissions';
import { chosenActions } from '$lib/features/fraud/index.server';
import { readAsked } from '$lib/features/signatures';
import {
  chosenSchema,
  listFacets,
  listSignatures,
  searchSchema,
  searchSignatures,
} from '$lib/features/signatures/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { ronda } from '$lib/server/app.server';
import { forPage, memberOf } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import type { Actions, PageServerLoad } from './$types';

const PAGE = 50;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { membership } = memberOf(locals, 'signatures.read');
  const { campaignId, roles } = membership;
  const asked = readAsked(url.searchParams);
  const [page, facets] = await forPage(() =>
    Promise.all([
      listSignatures(locals.db, ronda().keyring, campaignId, asked, PAGE),
      listFacets(locals.db, campaignId),
    ]),
  );
  const last = page.rows.at(-1);
  return {
    ...page,
    asked,
    facets,
    next: page.more && last ? { at: last.createdAt, id: last.id } : null,
    op: uuidv7(),
    canWrite: allows(roles, 'signatures.write'),
  };
};

export const actions: Actions = {
  ...chosenActions,
  async search(event) {
    const { membership } = memberOf(event.locals, 'signatures.read');
    const form = await readForm(event, searchSchema);
    if (!form.ok) return form.response;
    const { words } = form.value;
    const found = await attempt(() => searchSignatures(event.locals.db, ronda().keyring, membership.campaignId, words));
    return found.ok ? { found: found.value } : refuse(form.values, found);
  },
  async resend(event) {
    const { membership } = memberOf(event.locals, 'signatures.write');
    const form = await readForm(event, chosenSchema, ['signatures']);
    if (!form.ok) return form.response;
    const { op, signatures } = form.value;
    const sent = await applyOp(
      event.locals,
      'signatures.resend',
      { campaign: membership.campaignId, id: op, signatures },
      op,
    );
    if (!sent.ok) return refuse(form.values, sent);
    ronda().outbox.poke();
    return { done: 'resend', what: String(sent.value['n']) };
  },
};
