import type { Locale } from '$lib/contracts/locales';
import type { TeamTotals } from '$lib/contracts/totals';
import { CSV_BOM, csvLine, type CsvCell } from '$lib/kernel/csv';
import { countryName } from '$lib/messages/names';
import { petitionMessages } from '$lib/messages/petition';

const TABLES = ['days', 'hours', 'countries', 'sources'] as const;
export type TotalsTable = (typeof TABLES)[number];

export function isTotalsTable(value: string | null): value is TotalsTable {
  return TABLES.some((table) => table === value);
}

/** The table under one of the charts. */
export function totalsCsv(frame: TeamTotals, of: TotalsTable, locale: Locale): string {
  const m = petitionMessages(locale);
  const figure = (n: number): CsvCell => ({ figure: String(n) });
  let sum = 0;
  const lines: Record<TotalsTable, () => CsvCell[][]> = {
    days: () => [
      [m('charts.day'), m('charts.count'), m('charts.total'), m('charts.goal')],
      ...frame.byDay.map(({ day, n }) => [day, figure(n), figure((sum += Number(n))), figure(frame.goal)]),
    ],
    hours: () => [[m('charts.hour'), m('charts.count')], ...frame.byHour.map(({ hour, n }) => [hour, figure(n)])],
    countries: () => [
      ['ISO 3166', m('charts.country'), m('charts.count')],
      ...frame.byCountry.map(({ key, n }) => [key, countryName(locale, key), figure(n)]),
    ],
    sources: () => [[m('charts.source'), m('charts.count')], ...frame.bySource.map(({ key, n }) => [key, figure(n)])],
  };
  return CSV_BOM + lines[of]().map(csvLine).join('');
}
