/** What the desk reads of giving. */
import type { RequestEvent } from '@sveltejs/kit';
import { allows } from '$lib/contracts/permissions';
import { treasuryHead } from '$lib/features/fund/index.server';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { ronda } from '$lib/server/app.server';
import type { Db } from '$lib/server/backend/index.server';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import { dataOf } from '$lib/server/errors.server';
import type { BookingAccount, GaveRow, GivingSetup, PledgeArrival } from './desk';
import { findPledges, givingOverview } from './giving.repo.server';
import { cardProcessors } from './processors/configured.server';
import { filterOf } from './schema';
import { whoGave } from './who-gave';

type DeskEvent = Pick<RequestEvent, 'locals' | 'url'>;

const PAGE = 50;

async function bookingAccounts(db: Db, campaign: string): Promise<BookingAccount[]> {
  const found: BookingAccount[] | null = dataOf(
    await db
      .from('bank_accounts')
      .select('id, name, currency, public')
      .eq('campaign_id', campaign)
      .is('closed_at', null)
      .order('created_at'),
  );
  return found ?? [];
}

async function settingsOf(db: Db, campaign: string): Promise<GivingSetup> {
  const row = dataOf(await db.from('giving_settings').select('*').eq('campaign_id', campaign).maybeSingle());
  const presets: unknown = row?.presets ?? [];
  return {
    open: row?.is_open ?? false,
    presets: Array.isArray(presets) ? presets : [],
    remindDays: row === null ? 10 : row.remind_days,
    expireDays: row?.expire_days ?? 60,
    bankFees: row?.bank_fees === 'shared' ? 'shared' : 'donor',
    use: { es: row?.use_es ?? '', en: row?.use_en ?? '' },
    thanks: { es: row?.thanks_es ?? '', en: row?.thanks_en ?? '' },
  };
}

async function arrivalsOf(db: Db, pledge: string): Promise<PledgeArrival[]> {
  const came = dataOf(
    await db
      .from('pledge_entries')
      .select('entry_id, day, currency, minor, fee_minor')
      .eq('pledge_id', pledge)
      .order('created_at'),
  );
  const ids = (came ?? []).map(({ entry_id }) => entry_id);
  if (ids.length === 0) return [];
  const entries = dataOf(await db.from('fund_entries').select('id, ref_kind').in('id', ids));
  const paid = dataOf(await db.from('pledge_payments').select('entry_id, fee_known').eq('pledge_id', pledge));
  const byHand = (entry: string): boolean =>
    (entries ?? []).some(({ id, ref_kind }) => id === entry && ref_kind === 'pledge') &&
    !(paid ?? []).some(({ entry_id }) => entry_id === entry);
  return (came ?? []).map(({ entry_id: entry, day, currency, minor, fee_minor }) => ({
    entry,
    day,
    currency,
    minor: String(minor),
    feeMinor: String(fee_minor),
    byHand: byHand(entry),
    feeUnknown: (paid ?? []).some(({ entry_id, fee_known }) => entry_id === entry && !fee_known),
  }));
}

/** Where the next page of the list begins, as it stands in the address. */
function beyondOf(query: URLSearchParams): { at: string; id: string } | null {
  const [at = '', id = ''] = (query.get('before') ?? '').split('~');
  return isUuid(id) && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) ? { at, id } : null;
}

/** The page of gifts: totals for all who see totals, single pledges for those who read the fund. */
export async function giftsPage({ locals, url }: DeskEvent) {
  const { membership } = memberOf(locals, 'fund.totals');
  const { campaignId: campaign, roles } = membership;
  const canRead = allows(roles, 'fund.read');
  const filter = filterOf(url.searchParams);
  const head = canRead ? await forPage(() => treasuryHead(campaign)) : 0;
  const [overview, settings, accounts, found] = await forPage(() =>
    Promise.all([
      givingOverview(locals.db, campaign),
      settingsOf(locals.db, campaign),
      canRead ? bookingAccounts(locals.db, campaign) : [],
      canRead ? findPledges(locals.db, campaign, filter, beyondOf(url.searchParams), PAGE + 1) : [],
    ]),
  );
  const pledges = found.slice(0, PAGE);
  const last = pledges.at(-1);
  return {
    overview: { ...overview, sources: canRead ? overview.sources : [] },
    gave: whoGave(overview.sources),
    head,
    settings,
    accounts,
    filter,
    pledges,
    next: found.length > PAGE && last ? `${last.at}~${last.id}` : null,
    processors: cardProcessors(ronda().env).map(({ label }) => label),
    canRead,
    canWrite: allows(roles, 'fund.write'),
    canText: allows(roles, 'campaign.write') || allows(roles, 'fund.write'),
    op: uuidv7(),
  };
}

/** One pledge, for those who read the fund; whose it is stays shut until somebody opens it. */
export async function pledgePage({ locals }: Pick<DeskEvent, 'locals'>, id: string) {
  const { membership } = memberOf(locals, 'fund.read');
  if (!isUuid(id)) refusePage('not_found');
  const campaign = membership.campaignId;
  const [[pledge], entries, accounts] = await forPage(() =>
    Promise.all([
      findPledges(locals.db, campaign, { id }, null, 1),
      arrivalsOf(locals.db, id),
      bookingAccounts(locals.db, campaign),
    ]),
  );
  if (!pledge) refusePage('not_found');
  return {
    pledge,
    entries,
    accounts,
    canWrite: allows(membership.roles, 'fund.write'),
    op: uuidv7(),
  };
}

/** Who gave, by source and currency, for everybody who sees totals. */
export async function gaveOn(db: Db, campaign: string): Promise<GaveRow[]> {
  return whoGave((await givingOverview(db, campaign)).sources);
}
