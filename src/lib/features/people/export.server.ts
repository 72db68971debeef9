import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { CSV_BOM, csvLine } from '$lib/kernel/csv';
import { isUuid } from '$lib/kernel/ids';
import { deskMessages } from '$lib/messages/desk';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import { readForm } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { peopleNow } from './model';
import { peopleToTake } from './people.repo.server';

const opSchema = v.object({
  op: v.pipe(
    v.string(),
    v.check((text) => isUuid(text), 'unknown_field'),
  ),
});
const HEADS = [
  'code',
  'pseudonym',
  'aliases',
  'status',
  'place',
  'from',
  'from_known',
  'until',
  'held_since',
  'next_on',
] as const;

/** Codes, pseudonyms and where people stand: what the whole team sees anyway. Who took it is written down first. */
export async function peopleCsv(event: Pick<RequestEvent, 'locals' | 'request'>): Promise<Response> {
  const { locals } = event;
  const { membership } = memberOf(locals, 'people.read');
  const form = await readForm(event, opSchema);
  if (!form.ok) refusePage('invalid');
  const { campaignId: campaign, slug } = membership;
  const noted = await applyOp(locals, 'people.export', { campaign, id: form.value.op }, form.value.op);
  if (!noted.ok) refusePage(noted.code, noted.errorId);
  const people = peopleNow(await forPage(() => peopleToTake(locals.db, campaign)));
  const m = deskMessages(locals.locale);
  const lines = people.map(({ code, pseudonym, aliases, now, heldSince, nextOn }) =>
    csvLine([
      code,
      pseudonym,
      aliases.map((one) => one.code).join(' '),
      now ? m(`custody.${now.status}`) : '',
      now?.place ?? '',
      now?.from ?? '',
      now?.known ?? '',
      now?.ended ?? '',
      heldSince ?? '',
      nextOn ?? '',
    ]),
  );
  return new Response(CSV_BOM + csvLine([...HEADS]) + lines.join(''), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${slug}-people.csv"`,
      'cache-control': 'private, no-store',
    },
  });
}
