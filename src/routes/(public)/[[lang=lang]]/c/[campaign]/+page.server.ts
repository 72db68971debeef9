import { campaignOr404 } from '$lib/features/campaign/index.server';
import { publicOrganisations } from '$lib/features/endorsements/index.server';
import { formFacts, publicComments, signByForm } from '$lib/features/signatures/index.server';
import { afterSigning } from '$lib/features/spread';
import { shareFacts, spread } from '$lib/features/spread/index.server';
import { attempt } from '$lib/server/errors.server';
import type { Again } from '$lib/server/front/index.server';
import type { Actions, PageServerLoad } from './$types';

/** Comments on the page itself; the rest stand on a page of their own. */
const COMMENTS = 5;

export const load: PageServerLoad = async (event) => {
  const { params, locals, request } = event;
  const { id } = await campaignOr404(params.campaign, locals.locale);
  const [facts, organisations, share, comments] = await Promise.all([
    formFacts(event),
    attempt(() => publicOrganisations(params.campaign)),
    shareFacts(params.campaign, locals.locale),
    attempt(() => publicComments(id, null, COMMENTS)),
  ]);
  const shown: Again['shown'] = (visit) => spread().arrived(visit, id, facts.carried.source);
  shown(request);
  if (facts.totals !== null) locals.again = { op: facts.op, shown };
  return {
    ...facts,
    organisations: organisations.ok ? organisations.value : [],
    share,
    comments: comments.ok ? comments.value : [],
  };
};

export const actions: Actions = { sign: (event) => signByForm(event, afterSigning) };
