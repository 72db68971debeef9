/**
 * How figures, days and instants read. Only Intl is used, so that a page which shows a date does not carry the Temporal
 * polyfill. The words of days and months stand here and not in Intl: ICU versions differ (`sep` and `sept`, `mié` and
 * `mié.`), and a text that changes between server and browser flickers. Months are always words: nobody shall read 04/05.
 */
import type { Locale } from '../contracts/locales';
import { toDecimal } from './money';

interface Words {
  days: readonly string[];
  months: readonly string[];
  ago: (span: string) => string;
  ahead: (span: string) => string;
  now: string;
  /** Language tag for figures. es-AR groups from four digits on, plain `es` only from five. */
  tag: string;
}

const WORDS: Record<Locale, Words> = {
  es: {
    days: ['dom', 'lun', 'mar', 'mié', 'jue', 'vie', 'sáb'],
    months: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'],
    ago: (span) => `hace ${span}`,
    ahead: (span) => `en ${span}`,
    now: 'ahora',
    tag: 'es-AR',
  },
  en: {
    days: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
    ago: (span) => `${span} ago`,
    ahead: (span) => `in ${span}`,
    now: 'now',
    tag: 'en',
  },
};

const DAY = /^([1-9]\d{3})-(\d\d)-(\d\d)$/;
const zoneFormats = new Map<string, Intl.DateTimeFormat>();

/** True for an IANA zone name such as `America/Argentina/Buenos_Aires` or `UTC`. Offsets are no zones: they know no summer time. */
export function isZone(value: unknown): value is string {
  if (typeof value !== 'string' || !/^(UTC|[A-Z][A-Za-z_]+(\/[A-Za-z0-9_+-]+)+)$/.test(value)) return false;
  try {
    return zoneFormat(value) !== null;
  } catch {
    return false;
  }
}

/** `mié 23 abr 2025`, `Wed 23 Apr 2025`. `day` is a civil day `YYYY-MM-DD`: no zone moves it. */
export function formatDay(day: string, locale: Locale, { weekday = true }: { weekday?: boolean } = {}): string {
  const parts = DAY.exec(day);
  if (parts === null) throw new RangeError('A day is written YYYY-MM-DD');
  return spell(Number(parts[1]), Number(parts[2]), Number(parts[3]), locale, weekday);
}

/** `abr 2025`, `Apr 2025` for `YYYY-MM`. */
export function formatMonth(month: string, locale: Locale): string {
  return `${WORDS[locale].months[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`;
}

/** `mié 23 abr 2025, 13:30` as the clock on the wall of `zone` shows it. `instant` is ISO with offset. */
export function formatInstant(instant: string, zone: string, locale: Locale): string {
  const wall = wallClock(instant, zone);
  return `${spell(wall.year, wall.month, wall.day, locale, true)}, ${wall.time}`;
}

/** `13:30` in `zone`. */
export function formatTime(instant: string, zone: string): string {
  return wallClock(instant, zone).time;
}

/** The civil day `YYYY-MM-DD` an instant falls on in `zone`. */
export function dayOf(instant: string, zone: string): string {
  const wall = wallClock(instant, zone);
  return `${wall.year}-${pad(wall.month)}-${pad(wall.day)}`;
}

/** The place of a zone as people say it: `Buenos Aires`. */
export function zoneCity(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** `hace 3 s`, `3 s ago`, `en 2 h`; less than one second is `ahora`. Spans are cut, never rounded up. */
export function formatRelative(instant: string, nowMs: number, locale: Locale): string {
  const words = WORDS[locale];
  const seconds = (epochMs(instant) - nowMs) / 1000;
  const size = Math.floor(Math.abs(seconds));
  if (size === 0) return words.now;
  const span = spanOf(size);
  return seconds < 0 ? words.ago(span) : words.ahead(span);
}

/** `12.345` or `12,345`. */
export function formatCount(count: number | bigint, locale: Locale): string {
  return new Intl.NumberFormat(WORDS[locale].tag).format(count);
}

/**
 * `ARS 1.234,56`. Always the code: `$` means pesos to one reader and dollars to another. `decimals: 'never'` rounds to
 * whole units for headlines.
 */
export function formatMoney(
  minor: bigint,
  currency: string,
  locale: Locale,
  { decimals = 'always' }: { decimals?: 'always' | 'never' } = {},
): string {
  const digits = decimals === 'never' ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {};
  const format = new Intl.NumberFormat(WORDS[locale].tag, {
    ...digits,
    style: 'currency',
    currency,
    currencyDisplay: 'code',
  });
  // A decimal string is formatted exactly; as a number it would pass through a float.
  const exact = toDecimal(minor, currency) as `${number}`;
  const parts = format.formatToParts(exact);
  const figure = parts.filter((part) => part.type !== 'currency' && part.type !== 'literal').map((part) => part.value);
  return `${currency}\u00a0${figure.join('')}`;
}

function spanOf(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

const INSTANT = /^([1-9]\d{3})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)$/i;

/** Also reads the form PostgreSQL prints: a blank for the T, offsets of hours alone. */
function epochMs(instant: string): number {
  const parts = INSTANT.exec(instant);
  if (parts === null) throw new RangeError('An instant is written in ISO 8601 with its offset');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const offset = /^([+-])(\d\d):?(\d\d)?$/.exec(parts[8] ?? '');
  const minutes =
    offset === null ? 0 : Number(`${offset[1] ?? ''}1`) * (Number(offset[2]) * 60 + Number(offset[3] ?? 0));
  const ms = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  return Date.UTC(year, month - 1, day, hour, minute, second, ms) - minutes * 60_000;
}

function zoneFormat(zone: string): Intl.DateTimeFormat {
  const known = zoneFormats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  zoneFormats.set(zone, format);
  return format;
}

function wallClock(instant: string, zone: string): { year: number; month: number; day: number; time: string } {
  const parts = zoneFormat(zone).formatToParts(epochMs(instant));
  const of = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value);
  return { year: of('year'), month: of('month'), day: of('day'), time: `${pad(of('hour'))}:${pad(of('minute'))}` };
}

function spell(year: number, month: number, day: number, locale: Locale, weekday: boolean): string {
  const words = WORDS[locale];
  // Date.UTC only counts days here; no clock and no zone take part.
  const days = Date.UTC(year, month - 1, day) / 86_400_000;
  const name = words.months[month - 1];
  const dayName = words.days[(((days + 4) % 7) + 7) % 7];
  const real = day >= 1 && days <= Date.UTC(year, month, 0) / 86_400_000;
  if (name === undefined || dayName === undefined || !real) throw new RangeError('No such day');
  return `${weekday ? `${dayName} ` : ''}${day} ${name} ${year}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
