import type { Row } from '$lib/contracts/journal';
import type { Locale } from '$lib/contracts/locales';

/** The campaign's name in the reader's language, else in the other one. */
export function campaignTitle(texts: readonly Row[], locale: Locale): string | undefined {
  const text = texts.find((row) => row['locale'] === locale) ?? texts[0];
  const title = text?.['title'];
  return typeof title === 'string' ? title : undefined;
}

const BUENOS_AIRES = 'America/Argentina/Buenos_Aires';

/** The zone in which the campaign's days are counted. */
export function campaignZone(campaigns: readonly Row[]): string {
  const zone = campaigns[0]?.['tz'];
  return typeof zone === 'string' ? zone : BUENOS_AIRES;
}
