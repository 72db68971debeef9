import { readFilter } from '$lib/features/signatures';
import { exportSchema, exportSignatures } from '$lib/features/signatures/index.server';
import { today } from '$lib/kernel/dates';
import { ronda } from '$lib/server/app.server';
import { memberOf, refusePage } from '$lib/server/desk.server';
import { readForm } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import type { RequestHandler } from './$types';

/** Posted, because it leaves a line in the journal; a form of the list sends it, and the browser keeps what comes. */
export const POST: RequestHandler = async (event) => {
  const { locals } = event;
  const { membership } = memberOf(locals, 'signatures.read');
  const form = await readForm(event, exportSchema, ['columns']);
  if (!form.ok) refusePage('invalid');
  const filter = readFilter(new URLSearchParams(form.values));
  const { op, columns } = form.value;
  const recorded = await applyOp(
    locals,
    'signatures.export',
    { campaign: membership.campaignId, id: op, filter, columns },
    op,
  );
  if (!recorded.ok) refusePage(recorded.code, recorded.errorId);
  const ask = { campaign: membership.campaignId, filter, columns, locale: locals.locale };
  return new Response(exportSignatures(locals.db, ronda().keyring, ask), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${membership.slug}-signatures-${today('UTC')}.csv"`,
    },
  });
};
