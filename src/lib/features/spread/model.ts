import type { Locale } from '$lib/contracts/locales';
import type { SourceKind } from '$lib/contracts/ops';
import type { Messages } from '$lib/messages/catalog';
import type { DeskKey } from '$lib/messages/desk';
import { FORMAT_TAGS } from '$lib/messages/format';
import { sourceName } from '$lib/messages/sources';

/** A word the team gave out. */
export interface GivenSource {
  id: string;
  /** Travels in links as `src`. */
  word: string;
  label: string;
  kind: SourceKind;
  place: string;
  archived: boolean;
}
/** What one source brought. */
export interface SourceLine {
  source: string;
  visits: number;
  /** Signed by it, confirmed or not. */
  received: number;
  confirmed: number;
}

/** What each way brought, from the first visit to the confirmed signature, and whose links brought most. */
export interface Conversion {
  sources: SourceLine[];
  given: GivenSource[];
  /** The strongest, by their share code alone. */
  referrers: { share: string; n: number }[];
  referred: number;
}

/** A source as people call it: by the label the team gave it, else by what its word says. */
export function lineName(desk: Messages<DeskKey>, given: readonly GivenSource[], source: string): string {
  return given.find(({ word }) => word === source)?.label ?? sourceName(desk, source);
}

/**
 * A part of a whole in percent; null where it would say something wrong: nothing yet, or more signed than were seen to
 * come, because visits are counted only since they are counted.
 */
export function portion(locale: Locale, part: number, whole: number): string | null {
  if (whole <= 0 || part > whole) return null;
  const format = new Intl.NumberFormat(FORMAT_TAGS[locale], { style: 'percent', maximumFractionDigits: 0 });
  return format.format(part / whole);
}
