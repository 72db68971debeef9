import type { Locale } from '$lib/contracts/locales';
import { CSV_BOM, csvLine } from '$lib/kernel/csv';
import { deskMessages } from '$lib/messages/desk';
import { petitionMessages } from '$lib/messages/petition';
import type { Db } from '$lib/server/backend/index.server';
import { lineName, portion, type Conversion } from './model';
import { overviewOf } from './spread.repo.server';

/** What each way brought, for whoever may read signatures. */
export async function conversionOf(db: Db, campaign: string): Promise<Conversion> {
  const { sources, given, referrers, referred } = await overviewOf(db, campaign);
  return { sources, given, referrers, referred };
}

/** The table of sources as CSV, with how many of each step took the next. */
export async function exportSources(db: Db, campaign: string, locale: Locale): Promise<string> {
  const m = petitionMessages(locale);
  const desk = deskMessages(locale);
  const { sources, given } = await conversionOf(db, campaign);
  const lines = sources.map(({ source, visits, received, confirmed }) => {
    const known = given.find(({ word }) => word === source);
    const figures = [visits, received, confirmed].map((n) => ({ figure: String(n) }));
    const kind = known ? m(`spread.kind.${known.kind}`) : '';
    const rates = [portion(locale, received, visits) ?? '', portion(locale, confirmed, received) ?? ''];
    return csvLine([source, lineName(desk, given, source), kind, known?.place ?? '', ...figures, ...rates]);
  });
  const heads = [
    ...(['word', 'name', 'kind', 'place', 'visits', 'received', 'confirmed'] as const),
    ...(['signed_of_visits', 'confirmed_of_signed'] as const),
  ];
  return CSV_BOM + csvLine(heads.map((head) => m(`spread.${head}`))) + lines.join('');
}

/** Whose links brought most, by their code alone. */
export async function exportReferrers(db: Db, campaign: string, locale: Locale): Promise<string> {
  const m = petitionMessages(locale);
  const { referrers } = await conversionOf(db, campaign);
  const lines = referrers.map(({ share, n }) => csvLine([share, { figure: String(n) }]));
  return CSV_BOM + csvLine([m('spread.share_code'), m('spread.confirmed')]) + lines.join('');
}
