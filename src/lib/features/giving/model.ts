import type { Locale } from '$lib/contracts/locales';

export const PLEDGE_STATES = ['open', 'received', 'partly', 'cancelled', 'expired'] as const;
export type PledgeState = (typeof PLEDGE_STATES)[number];
export const CHANNELS = ['bank', 'card', 'offline'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Amounts offered in one currency, in minor units. */
export interface Preset {
  currency: string;
  minor: number[];
}

/** What the page where people give says and offers. */
export interface Giving {
  campaign: string;
  open: boolean;
  presets: Preset[];
  /** Who pays the banks of an international transfer. */
  bankFees: 'donor' | 'shared';
  /** Where the money goes, in a sentence. */
  use: Record<Locale, string>;
  expireDays: number;
}

/** An account that money may be sent to. */
export interface GivingAccount {
  id: string;
  currency: string;
  holder: string;
  iban?: string;
  bic?: string;
  bankName: string;
  bankAddress: string;
  cbu?: string;
  alias?: string;
  country?: string;
}

/** One way to transfer: into which account, and how it is described there. */
export interface TransferWay {
  way: 'sepa' | 'argentina' | 'swift';
  account: GivingAccount;
  /** The code for a bank's app; view box side and path. */
  qr: { side: number; path: string } | null;
}

/** What came for a pledge, as its donor sees it. */
export interface Arrival {
  day: string;
  currency: string;
  minor: bigint;
  /** What the banks kept of it. */
  feeMinor: bigint;
}

/** A pledge on its donor's own page. */
export interface OwnPledge {
  state: PledgeState;
  reference: string;
  minor: bigint;
  currency: string;
  receivedMinor: bigint;
  arrivals: Arrival[];
  receiptNo: number | null;
  channel: Channel;
  /** Something of the donor is kept. */
  known: boolean;
  hasEmail: boolean;
  expiresAt: string;
  /** What the campaign thanks with, in the language of the page; may be empty. */
  thanks: string;
}

/** Whose currency somebody thinks in, by the regions their browser names; the first offered one otherwise. */
const BY_REGION: Readonly<Record<string, string>> = {
  AR: 'ARS',
  US: 'USD',
  GB: 'GBP',
  CH: 'CHF',
  BR: 'BRL',
  CL: 'CLP',
  UY: 'UYU',
  MX: 'MXN',
  CA: 'CAD',
  ...Object.fromEntries(
    [
      'AT',
      'BE',
      'CY',
      'DE',
      'EE',
      'ES',
      'FI',
      'FR',
      'GR',
      'HR',
      'IE',
      'IT',
      'LT',
      'LU',
      'LV',
      'MT',
      'NL',
      'PT',
      'SI',
      'SK',
    ].map((region) => [region, 'EUR']),
  ),
};
/** Languages spoken in one country of the euro before all. */
const BY_LANGUAGE: Readonly<Record<string, string>> = {
  fr: 'EUR',
  de: 'EUR',
  it: 'EUR',
  nl: 'EUR',
  el: 'EUR',
  fi: 'EUR',
};

/** The currency to offer first: the one asked for, or the one of the reader, or the first of the campaign. */
export function currencyFor(
  presets: readonly Preset[],
  asked: string | null | undefined,
  acceptLanguage: string | null,
): Preset | null {
  const offered = (currency: string | undefined): Preset | undefined =>
    presets.find((preset) => preset.currency === currency);
  const wanted = offered(asked?.toUpperCase());
  if (wanted) return wanted;
  for (const part of (acceptLanguage ?? '').split(',').slice(0, 6)) {
    const [language = '', region = ''] = (part.split(';')[0] ?? '').trim().split('-');
    const found = offered(BY_REGION[region.toUpperCase()] ?? BY_LANGUAGE[language.toLowerCase()]);
    if (found) return found;
  }
  return presets[0] ?? null;
}

/** What is still to come, or nothing. */
export function restOf({ minor, receivedMinor }: Pick<OwnPledge, 'minor' | 'receivedMinor'>): bigint {
  return receivedMinor >= minor ? 0n : minor - receivedMinor;
}
