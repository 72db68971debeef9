/** A year of a calendar as a page lists it. */
import type { Calendar, DayKind } from './calendar';

export interface YearLine {
  from: string;
  to: string;
  kind: DayKind | 'recess';
  name: string;
  source: string;
  unsure: boolean;
}

/** Everything the calendar says of a year besides its weekends, in order, by month. */
export function yearOf(calendar: Calendar, year: number): { month: string; lines: YearLine[] }[] {
  const inYear = (day: string): boolean => day.startsWith(`${year}-`);
  const days = calendar.days
    .filter(({ day }) => inYear(day))
    .map(({ day, grade, ...rest }) => ({ from: day, to: day, unsure: grade === 'C', ...rest }));
  const recesses = calendar.recesses
    .filter(({ from, to }) => inYear(from) || inYear(to))
    .map(({ grade, ...rest }) => ({ kind: 'recess' as const, unsure: grade === 'C', ...rest }));
  const lines = [...days, ...recesses].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const months = Map.groupBy(lines, ({ from }) => (inYear(from) ? from.slice(0, 7) : `${year}-01`));
  return [...months].map(([month, some]) => ({ month, lines: some })).sort((a, b) => (a.month < b.month ? -1 : 1));
}
