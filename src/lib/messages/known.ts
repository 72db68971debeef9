import type { Known } from '$lib/contracts/ops-custody';
import { formatDay, formatMonth } from '$lib/kernel/format';
import type { AnyWords } from './failure';

/** A date as much as is known of it: `lun 2 de marzo de 2026`, `hacia el ...`, `marzo de 2026`, `2026`. */
export function knownDay(m: AnyWords, day: string, known: Known): string {
  if (known === 'year') return day.slice(0, 4);
  if (known === 'month') return formatMonth(day.slice(0, 7), m.locale);
  const spelled = formatDay(day, m.locale);
  return known === 'about' ? m('date.about', { day: spelled }) : spelled;
}
