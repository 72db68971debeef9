import { parseDay } from '$lib/kernel/dates';

/** What an address asks about the code that governs; what cannot be is left out. */
export function codeAsked(params: URLSearchParams): { courts: string; day: string } {
  const [courts, day] = [params.get('courts') ?? '', params.get('day') ?? ''];
  return { courts: /^[a-z0-9-]{1,40}$/.test(courts) ? courts : '', day: parseDay(day).ok ? day : '' };
}
