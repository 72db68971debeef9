import type { Locale } from '$lib/contracts/locales';
import { formatDay } from '$lib/kernel/format';

/** `mar 2026` for the first day of a month. */
export const monthWords = (month: string, locale: Locale): string =>
  formatDay(month, locale, { weekday: false }).replace(/^\d+ /, '');
