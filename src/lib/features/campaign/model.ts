import type { Locale } from '$lib/contracts/locales';

/** A campaign as a stranger sees it, its texts in the reader's language or, failing that, in its own. */
export interface PublicCampaign {
  id: string;
  slug: string;
  status: 'open' | 'closed';
  /** Language the texts are in. */
  locale: Locale;
  /** Languages it has texts in. */
  locales: Locale[] | null;
  title: string;
  summary: string;
  statement: string;
  fundText: string;
  consent: string;
  /** Number of that wording; kept with each signature. */
  consentVersion: number;
  contactEmail: string | null;
  iban: string | null;
  isSample: boolean;
  tz: string;
  /** The newest who chose to be seen. `name` is what they chose to show. */
  names: { name: string; country: string; at: string }[];
}

/** One line of the list of open campaigns. */
export interface CampaignLine {
  slug: string;
  title: string;
  summary: string;
}

/** Address of a page of the public side in a language. The default language stands without a prefix. */
export function publicPath(locale: Locale, path: string): string {
  return locale === 'es' ? path : `/${locale}${path === '/' ? '' : path}`;
}

/** Address of a campaign or of a page below it. */
export function campaignPath(locale: Locale, slug: string, below = ''): string {
  return publicPath(locale, `/c/${slug}${below}`);
}

/** An IBAN as people read and dictate it: in groups of four. */
export function spacedIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}

/** The slugs that the database can hold; anything else is not asked for. */
export function isSlug(text: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/.test(text);
}

/** How the signatures were counted, for everybody to check. */
export interface Integrity {
  received: number;
  /** Forms from a mailbox that had signed; those of today come tomorrow. */
  repeated: number;
  confirmed: number;
  withdrawn: number;
  rejected: number;
  /** Confirmed once, then taken out by a run of the fraud desk. */
  invalidated: number;
  paper: number;
  tz: string;
  reasons: { key: string; n: number }[];
  /** The last time the rows themselves were counted, and in how many figures that differed. */
  recount: { at: string; drift: number } | null;
  journal: { seq: number; hash: string } | null;
}
