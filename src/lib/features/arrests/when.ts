import { toLocal } from '$lib/kernel/dates';

/** An instant as the clock on the wall of `tz` shows it, for the fields of a form. */
export function onTheWall(instant: string, tz: string): { date: string; time: string } {
  const local = toLocal(instant, tz);
  return { date: local.slice(0, 10), time: local.slice(11, 16) };
}
