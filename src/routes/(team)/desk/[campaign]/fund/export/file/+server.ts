import { exportBooks, exportSchema } from '$lib/features/fund/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import { readForm } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import type { RequestHandler } from './$types';

const TYPES = { csv: 'text/csv', ledger: 'text/plain', beancount: 'text/plain' } as const;

export const POST: RequestHandler = async (event) => {
  const { locals } = event;
  const { membership } = memberOf(locals, 'fund.read');
  const form = await readForm(event, exportSchema);
  if (!form.ok) refusePage('invalid');
  const { format, from, to } = form.value;
  const campaign = membership.campaignId;
  // Each press is a file of its own: a page that stays open is pressed again, with another period.
  const id = uuidv7();
  const recorded = await applyOp(locals, 'fund.export', { campaign, id, format, from, to }, id);
  if (!recorded.ok) refusePage(recorded.code, recorded.errorId);
  const title = `${membership.slug} ${from || '…'} – ${to || '…'}`;
  const body = await forPage(() =>
    exportBooks(locals.db, { campaign, format, from, to, title, locale: locals.locale }),
  );
  return new Response(body, {
    headers: {
      'content-type': `${TYPES[format]}; charset=utf-8`,
      'content-disposition': `attachment; filename="${membership.slug}-fund.${format}"`,
      'cache-control': 'private, no-store',
    },
  });
};
