import type { RequestEvent } from '@sveltejs/kit';
import type { Result } from '$lib/contracts/errors';
import type { Locale } from '$lib/contracts/locales';
import { today } from '$lib/kernel/dates';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { fail, ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { memberOf } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { applyOp } from '$lib/server/team-op.server';
import { givingRepo, type PledgeLook } from './giving.repo.server';
import { donorOf, ownPledge } from './own-page.server';
import { drawReceipt } from './receipt.server';

interface ReceiptFor {
  locale: Locale;
  /** Of the campaign. */
  title: string;
  contact: string;
}

/** The receipt of a pledge as a download; `not_found` while nothing has come. */
export async function receiptOf(look: PledgeLook, { locale, title, contact }: ReceiptFor): Promise<Result<Response>> {
  if (look.receiptNo === null || look.entries.length === 0) return fail('not_found');
  const donor = donorOf(ronda().keyring, look).name;
  const words = { campaign: title, contact, donor, today: today(look.tz) };
  const bytes = await drawReceipt(ownPledge(look, locale), words, locale);
  return ok(
    new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${look.slug}-${look.receiptNo}-${locale}.pdf"`,
        'cache-control': 'private, no-store',
      },
    }),
  );
}

/** The same for a treasurer. The name on it is the donor's own wish; whoever draws it sees it, so that is written down. */
export async function deskReceipt(
  { locals }: Pick<RequestEvent, 'locals'>,
  pledge: string,
  words: ReceiptFor,
): Promise<Result<Response>> {
  const { membership } = memberOf(locals, 'fund.read');
  if (!isUuid(pledge)) return fail('not_found');
  const found = await attempt(() => givingRepo(() => ronda().backend.system()).look(pledge));
  if (!found.ok) return found;
  if (found.value === null || found.value.campaign !== membership.campaignId) return fail('not_found');
  if (found.value.nameSealed !== null) {
    const id = uuidv7();
    const recorded = await applyOp(locals, 'giving.look', { pledge, id }, id);
    if (!recorded.ok) return recorded;
  }
  return receiptOf(found.value, words);
}
