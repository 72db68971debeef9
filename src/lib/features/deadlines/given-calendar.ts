/** A calendar as a file of cases brings it: by name, or with its days and ferias inside. */
import { dayNumber } from '$lib/kernel/civil';
import { isZone } from '$lib/kernel/format';
import { minuteOf, type Calendar, type CalendarDay, type Recess } from './calendar';
import { findCalendar } from './calendars';
import { refuse, type Answer } from './refusal';

type Given = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function givenDay(value: unknown, year: string): CalendarDay | null {
  const one: Given = isObject(value) ? value : { day: value };
  const written = text(one['day'] ?? one['date']);
  const day = /^\d\d-\d\d$/.test(written) ? `${year}-${written}` : written;
  if (dayNumber(day) === null || (year !== '' && !day.startsWith(`${year}-`))) return null;
  const name = text(one['reason'] ?? one['name']) || 'inhábil';
  return { day, kind: 'holiday', name, source: text(one['source']), grade: 'A' };
}

function givenDays(value: unknown): { days: CalendarDay[]; years: number[] } | null {
  const lists: [string, unknown][] = Array.isArray(value)
    ? [['', value]]
    : isObject(value)
      ? Object.entries(value)
      : [];
  if (lists.length === 0) return null;
  const days: CalendarDay[] = [];
  for (const [year, list] of lists) {
    if (!Array.isArray(list) || (year !== '' && !/^[1-9]\d{3}$/.test(year))) return null;
    for (const one of list) {
      const day = givenDay(one, year);
      if (day === null) return null;
      days.push(day);
    }
  }
  const named = lists.map(([year]) => year).filter((year) => year !== '');
  const years = named.length > 0 ? named : days.map(({ day }) => day.slice(0, 4));
  return { days, years: [...new Set(years.map(Number))] };
}

function givenRecesses(value: unknown): Recess[] | null {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return null;
  const recesses: Recess[] = [];
  for (const one of value) {
    const [from, to, flag] = Array.isArray(one)
      ? [text(one[0]), text(one[1]), text(one[2])]
      : isObject(one)
        ? [text(one['from']), text(one['to']), text(one['note'])]
        : ['', '', ''];
    const [first, last] = [dayNumber(from), dayNumber(to)];
    if (first === null || last === null || last < first || last - first > 366) return null;
    recesses.push({ from, to, name: 'Feria', source: '', grade: flag === 'UNCONFIRMED' ? 'C' : 'A' });
  }
  return recesses;
}

/** The calendar of a file: `calendar` is a name, or an object; its parts may also stand beside it. */
export function givenCalendar(file: Given): Answer<Calendar> {
  const { calendar } = file;
  const inside = isObject(calendar) ? calendar : {};
  const part = (key: string): unknown => inside[key] ?? file[key];
  const name = text(calendar) || text(inside['calendar'] ?? inside['id'] ?? inside['name']) || 'given';
  const bundled = findCalendar(name);
  const years = Object.keys(inside).length > 0 && Object.keys(inside).every((key) => /^\d{4}$/.test(key));
  const days = years ? inside : part('inhabiles');
  if (days === undefined && bundled === undefined) return refuse('calendar_unknown');

  const zone = part('tz') ?? bundled?.zone ?? 'America/Argentina/Buenos_Aires';
  if (!isZone(zone)) return refuse('zone_unknown');
  const read =
    days === undefined ? { days: [...(bundled?.days ?? [])], years: [...(bundled?.years ?? [])] } : givenDays(days);
  const given = part('feria');
  const recesses = given === undefined && days === undefined ? bundled?.recesses : givenRecesses(given);
  if (read === null || recesses === undefined || recesses === null) return refuse('calendar_shape');
  const office = part('office') ?? bundled?.office ?? null;
  const times = Array.isArray(office) ? office.map(text) : [];
  const [open = '', close = ''] = times;
  if (office !== null && !((minuteOf(open) ?? 1440) < (minuteOf(close) ?? -1))) return refuse('calendar_shape');
  const own = days !== undefined || given !== undefined;
  return {
    ok: true,
    value: {
      ...(bundled ?? { name: { es: name, en: name }, notice: null, weekend: [6, 7] }),
      id: name,
      version: own ? 'given' : (bundled?.version ?? 'given'),
      zone,
      office: office === null ? null : [open, close],
      years: read.years,
      days: read.days,
      recesses,
    },
  };
}
