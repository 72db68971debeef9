/** What a line of a statement may be, with what speaks for it, and how sure that is. */
import { daysBetween } from '$lib/kernel/dates';

export type TargetKind = 'pledge' | 'entry' | 'return' | 'gift' | 'fee' | 'payment' | 'ignore';

/** What the database found that it could be. */
export interface Candidate {
  kind: TargetKind;
  /** Names the suggestion; a rejected one does not come again. */
  target: string;
  id: string;
  how: readonly (
    'reference' | 'near' | 'account' | 'payer' | 'name' | 'amount' | 'booked' | 'back' | 'rule' | 'words' | 'nobody'
  )[];
  /** Of a pledge or an entry. */
  currency?: string;
  minor?: bigint;
  received?: bigint;
  state?: string;
  day?: string;
  reference?: string;
  /** How alike the payer's name and the pledge's are, from 0 to 1; absent when one is not known. */
  alike?: number;
}

/** What banks write beside what they take for themselves. */
const FEE =
  /\b(comision(es)?|gastos? bancarios?|mantenimiento|iva|imp(uesto)? (ley|deb)|frais|commission|tenue de compte|agios|fees?|service charge|wire fee|gebuhr(en)?|entgelt|kontofuhrung|tarifa)\b/;

/** What can be said of a line without asking anybody: the bank's own words, or that it is a gift nobody announced. */
export function plainCandidates(minor: bigint, words: string): Candidate[] {
  if (minor < 0n && FEE.test(words)) return [{ kind: 'fee', target: 'fee:', id: '', how: ['words'] }];
  return minor > 0n ? [{ kind: 'gift', target: 'gift:', id: '', how: ['nobody'] }] : [];
}

export interface LineFacts {
  minor: bigint;
  currency: string;
  day: string;
  charges: bigint | null;
}

/** Words of the reasons stand under `banking.reason.<reason>`. */
export type Reason =
  | 'reference'
  | 'near'
  | 'account'
  | 'payer'
  | 'name'
  | 'amount'
  | 'kept'
  | 'told'
  | 'less'
  | 'more'
  | 'currency'
  | 'days'
  | 'known'
  | 'booked'
  | 'back'
  | 'rule'
  | 'words'
  | 'nobody';

export interface Suggestion {
  target: string;
  /** What a form sends to accept it: with what it would book. */
  choice: string;
  kind: TargetKind;
  id: string;
  /** From 0 to 100. */
  confidence: number;
  reasons: Reason[];
  /** What was given, before what banks kept. */
  gross: bigint;
  fee: bigint;
  reference: string;
  day: string | null;
  /** Days between the promise and the line. */
  days: number | null;
  minor: bigint | null;
  currency: string;
}

/** What correspondent banks take from a transfer: a fixed sum, or a share of small ones. Minor units of any currency of two digits. */
const KEPT_FIXED = 3_000n;
const kept = (expected: bigint): bigint => expected / 20n + KEPT_FIXED;

/** Above it a suggestion is called sure, above the other likely. */
export const SURE = 90;
export const LIKELY = 60;

interface Weighed {
  reasons: Reason[];
  points: number;
  gross: bigint;
  fee: bigint;
}

/** What the amount says about a pledge. */
function weighAmount(
  line: LineFacts,
  { currency, minor = 0n, received = 0n, state }: Candidate,
  certain: boolean,
): Weighed {
  const plain = { gross: line.minor, fee: 0n };
  if (currency !== line.currency) return { ...plain, reasons: ['currency'], points: -10 };
  const due = minor - received;
  if (state === 'received' || due <= 0n) return { ...plain, reasons: ['known'], points: -30 };
  if (line.charges !== null && line.charges > 0n && line.minor + line.charges === due) {
    return { gross: due, fee: line.charges, reasons: ['told'], points: 25 };
  }
  if (line.minor === due) return { ...plain, reasons: ['amount'], points: 25 };
  if (line.minor > due) return { ...plain, reasons: ['more'], points: certain ? 5 : -20 };
  if (due - line.minor <= kept(due) && line.minor * 2n > due) {
    return { gross: due, fee: due - line.minor, reasons: ['kept'], points: 10 };
  }
  return { ...plain, reasons: ['less'], points: certain ? 0 : -30 };
}

const WHO: Readonly<Record<string, number>> = { reference: 75, near: 55, account: 60, payer: 45, name: 45, amount: 15 };

function pledge(line: LineFacts, candidate: Candidate): Weighed {
  const how = candidate.how.filter((one) => one in WHO).sort((a, b) => (WHO[b] ?? 0) - (WHO[a] ?? 0));
  const best = how[0] ?? 'amount';
  const certain = best === 'reference';
  const amount = weighAmount(line, candidate, certain);
  const reasons: Reason[] = how.filter((one) => one !== 'amount');
  let points = WHO[best] ?? 0;
  // What speaks besides the strongest adds a little.
  points += Math.min(15, (how.filter((one) => one !== 'amount').length - 1) * 8);
  if (!certain && candidate.alike !== undefined && !how.includes('name')) {
    if (candidate.alike >= 0.6) {
      reasons.push('name');
      points += 25;
    } else if (best === 'amount') points -= 10;
  }
  if (candidate.day !== undefined && !certain) {
    const days = daysBetween(candidate.day, line.day);
    if (days >= -1 && days <= 10) {
      reasons.push('days');
      points += 10;
    } else if (days > 45 || days < -1) points -= 10;
  }
  return { ...amount, reasons: [...reasons, ...amount.reasons], points: points + amount.points };
}

const PLAIN: Readonly<Record<Exclude<TargetKind, 'pledge'>, number>> = {
  entry: 70,
  return: 70,
  gift: 45,
  fee: 45,
  payment: 45,
  ignore: 45,
};

function other(line: LineFacts, candidate: Candidate): Weighed {
  const reasons = candidate.how.map((how): Reason => (how === 'amount' ? 'amount' : how));
  let points = candidate.kind === 'pledge' ? 0 : PLAIN[candidate.kind];
  if (candidate.how.includes('rule')) points += 47;
  if (candidate.how.includes('words')) points += 20;
  if (candidate.how.includes('nobody')) points -= 20;
  if (candidate.how.includes('account')) points += 20;
  if (candidate.how.includes('payer')) points += 10;
  if (candidate.kind === 'entry' && candidate.day !== undefined) {
    const days = Math.abs(daysBetween(candidate.day, line.day));
    points += days <= 1 ? 20 : days <= 4 ? 10 : 0;
    reasons.push('amount');
  }
  const size = line.minor < 0n ? -line.minor : line.minor;
  return { reasons, points, gross: size, fee: 0n };
}

/** What a line may be, the likeliest first; at most three. */
export function suggest(line: LineFacts, candidates: readonly Candidate[]): Suggestion[] {
  return candidates
    .map((candidate): Suggestion => {
      const { reasons, points, gross, fee } =
        candidate.kind === 'pledge' ? pledge(line, candidate) : other(line, candidate);
      return {
        target: candidate.target,
        choice: `${candidate.target.startsWith('rule:') ? `${candidate.kind}:` : candidate.target}|${gross}|${fee}`,
        kind: candidate.kind,
        id: candidate.id,
        confidence: Math.max(1, Math.min(99, points)),
        reasons: reasons.filter((reason, at) => reasons.indexOf(reason) === at),
        gross,
        fee,
        reference: candidate.reference ?? '',
        day: candidate.day ?? null,
        days: candidate.day === undefined ? null : daysBetween(candidate.day, line.day),
        minor: candidate.minor ?? null,
        currency: candidate.currency ?? line.currency,
      };
    })
    .filter(({ confidence }) => confidence >= 20)
    .sort((a, b) => b.confidence - a.confidence || (a.target < b.target ? -1 : 1))
    .slice(0, 3);
}
