import type { Locale } from '$lib/contracts/locales';
import type { Hearing } from '$lib/features/hearings';
import { addDays, daysBetween } from '$lib/kernel/dates';
import { dayOf, formatDay } from '$lib/kernel/format';

/** Days or weeks behind and ahead of today. */
const SPANS = { day: { step: 1, back: 30, on: 14 }, week: { step: 7, back: 26, on: 8 } } as const;
export type PulseStep = keyof typeof SPANS;

export interface Pulse {
  labels: string[];
  gifts: number[];
  marks: { index: number; label: string }[];
}

interface Asked {
  days: readonly { day: string; n: number }[];
  hearings: readonly Hearing[];
  /** Civil day of the campaign. */
  today: string;
  /** Monday of its week. */
  week: string;
  step: PulseStep;
  locale: Locale;
  /** `Release hearing, case 0420/26, 3 Mar 2026`. */
  told: (hearing: Hearing, day: string) => string;
}

/** Gifts by day or by week, with the hearings on the same axis; a bit of what is ahead for hearings that are set. */
export function pulse({ days, hearings, today, week, step, locale, told }: Asked): Pulse {
  const { step: width, back, on } = SPANS[step];
  const last = step === 'day' ? today : week;
  const first = addDays(last, -width * (back - 1));
  const slots = Array.from({ length: back + on }, (_, at) => addDays(first, at * width));
  const slotOf = (day: string): number => Math.floor(daysBetween(first, day) / width);
  const gifts = slots.map(() => 0);
  for (const { day, n } of days) {
    const at = slotOf(day);
    if (at >= 0 && at < gifts.length) gifts[at] = (gifts[at] ?? 0) + n;
  }
  const marks = hearings.flatMap((hearing) => {
    if (hearing.status === 'cancelled' || hearing.status === 'suspended') return [];
    const day = dayOf(hearing.startsAt, hearing.tz);
    const index = slotOf(day);
    return index >= 0 && index < slots.length ? [{ index, label: told(hearing, day) }] : [];
  });
  return {
    labels: slots.map((day) => formatDay(day, locale, { weekday: false }).replace(/ \d{4}$/, '')),
    gifts,
    marks,
  };
}
