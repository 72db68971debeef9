import type { Locale } from '$lib/contracts/locales';

/** How names are handed over. */
export const NAME_FORMS = ['full', 'initials', 'number'] as const;
export type NameForm = (typeof NAME_FORMS)[number];

export interface Delivery {
  id: string;
  recipient: string;
  /** Civil day. */
  day: string;
  locale: Locale;
  names: NameForm;
  state: 'making' | 'ready' | 'cancelled';
  expected: number;
  done: number;
  digest: string | null;
  replaces: string | null;
  downloads: number;
  createdAt: string;
  readyAt: string | null;
  /** Withdrawn after the list was made. */
  withdrawn: number;
}

/** Begins the names of the files of a delivery: two of one day are told apart. Nothing of whom it goes to. */
export function fileName(slug: string, { id, day }: Pick<Delivery, 'id' | 'day'>): string {
  return `${slug}-${day}-${id.slice(-6)}`;
}

/** What everybody may know of a delivery. */
export interface PublicDelivery {
  id: string;
  recipient: string;
  day: string;
  names: NameForm;
  lines: number;
  start: string;
  digest: string;
  paper: number;
  readyAt: string;
  replacedBy: string | null;
  withdrawn: number;
}

/** A wording of the consent, for whoever decides what it allows. */
export interface ConsentText {
  version: number;
  locale: Locale;
  text: string;
  since: string;
}

/** What came of looking at a list or a final fingerprint. */
export type Verdict =
  | { kind: 'delivered'; delivery: PublicDelivery; lines: number | null; unnamed: number }
  /** `line`: where the chain breaks, as the file itself shows; null when it holds and a field was changed. */
  | { kind: 'altered'; line: number | null }
  | { kind: 'unknown' }
  | { kind: 'unreadable' };

/** A line that a code stands for. */
export interface Proof {
  delivery: string;
  recipient: string;
  day: string;
  n: number;
  lines: number;
  leaf: string;
  /** After the list was made. */
  withdrawn: boolean;
}

/** What only the holder of a signature sees. */
export interface OwnProof {
  code: string;
  proofs: readonly Proof[];
}

/** In eights, so that two people can read it to each other. */
export function inGroups(hash: string): string {
  return hash.replace(/(.{8})(?!$)/g, '$1 ');
}

/**
 * In which form one signature is handed over. A full name goes out only under a wording of the consent that says so; who
 * signed under another keeps what they chose to show in public.
 */
export function formOf(
  names: NameForm,
  consents: readonly number[],
  signature: { visibility: 'full' | 'initials' | 'private'; consent: number },
): NameForm {
  if (names === 'number') return 'number';
  if (names === 'full' && consents.includes(signature.consent)) return 'full';
  if (signature.visibility === 'private') return 'number';
  return names === 'full' && signature.visibility === 'full' ? 'full' : 'initials';
}
