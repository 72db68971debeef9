import type { Locale } from '$lib/contracts/locales';
import type { ListedSignature, Opened, SignatureState } from './listed';

/** All that is known of one signature but what is sealed. */
export interface OneSignature {
  id: string;
  state: SignatureState;
  reason: string | null;
  country: string;
  visibility: ListedSignature['visibility'];
  publicName: string | null;
  updates: boolean;
  locale: Locale;
  source: string;
  referredBy: string | null;
  /** 2: the second of a household's mailbox. */
  slot: number;
  /** It came with a proof of work. */
  proof: boolean;
  consentVersion: number;
  hasComment: boolean;
  /** There is still something sealed to open. */
  sealed: boolean;
  /** Confirmed signatures that came by this one's link. */
  brought: number;
  createdAt: string;
  confirmedAt: string | null;
  withdrawnAt: string | null;
  remindedAt: string | null;
  bouncedAt: string | null;
  mails: { kind: string; state: string; createdAt: string; doneAt: string | null; lastError: string | null }[];
  acts: { kind: string; at: string; by: string }[];
}

export interface OpenedSignature {
  name: Opened;
  email: Opened;
  comment: Opened;
  town: Opened;
}

export interface HistoryLine {
  at: string;
  what: 'signed' | 'reminded' | 'bounced' | 'confirmed' | 'withdrawn' | 'looked' | 'erased' | 'resent' | 'mail';
  /** Who did it, for acts of the team. */
  by?: string;
  /** Of a mail: what it was and what became of it. */
  mail?: { kind: string; state: string };
}

const ACTS = { look: 'looked', erase: 'erased', resend: 'resent' } as const;

/** What happened to a signature, oldest first. */
export function historyOf(one: OneSignature): HistoryLine[] {
  const moments = [
    ['signed', one.createdAt],
    ['reminded', one.remindedAt],
    ['bounced', one.bouncedAt],
    ['confirmed', one.confirmedAt],
    ['withdrawn', one.withdrawnAt],
  ] as const;
  const lines: HistoryLine[] = [
    ...moments.flatMap(([what, at]) => (at === null ? [] : [{ at, what }])),
    ...one.mails.map(({ kind, state, createdAt, doneAt }) => ({
      at: doneAt ?? createdAt,
      what: 'mail' as const,
      mail: { kind, state },
    })),
    ...one.acts.flatMap(({ kind, at, by }) => {
      const what = Object.hasOwn(ACTS, kind) ? ACTS[kind as keyof typeof ACTS] : undefined;
      return what === undefined ? [] : [{ at, what, by }];
    }),
  ];
  return lines.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
