import type { Locale } from '$lib/contracts/locales';
import { formatDay } from '$lib/kernel/format';
import type { Messages } from '$lib/messages/catalog';
import type { PublicKey } from '$lib/messages/public';

/** `mar 2026`, `Mar 2026`. */
export const monthName = (day: string, locale: Locale): string =>
  formatDay(day, locale, { weekday: false }).replace(/^\d+ /, '');

/** `ene 2026 – mar 2026`; one month alone is named once. */
export function spanName(from: string, to: string, locale: Locale): string {
  const [first, last] = [monthName(from, locale), monthName(to, locale)];
  return first === last ? first : `${first} – ${last}`;
}

/** What money went for; empty where it has no purpose. */
export function purposeName(m: Messages<PublicKey>, purpose: string): string {
  const key: string = `ledger.purpose.${purpose}`;
  return m.has(key) ? m(key) : '';
}

/** Where a part of what came in went, as the end of a sentence. */
export function shareName(m: Messages<PublicKey>, what: string): string {
  const key: string = `ledger.share.${what}`;
  return m.has(key) ? m(key) : m('ledger.share.other');
}
