/** What a line of a statement may be, with what speaks for it, and how sure that is. */
import { daysBetween } from '$lib/kernel/dates';

export type TargetKind = 'pledge' | 'request' | 'entry' | 'return' | 'gift' | 'fee' | 'payment' | 'ignore';

/** What the database found that it could be. */
export interface Candidate {
  kind: TargetKind;
  /** Names the suggestion; a rejected one does not come again. */
  target: string;
  id: string;
  how: readonly (
    | 'reference'
    | 'near'
    | 'account'
    | 'payer'
    | 'name'
    | 'amount'
    | 'booked'
    | 'back'
    | 'rule'
    | 'words'
    | 'nobody'
    | 'payee'
    | 'open'
  )[];
  /** Of a pledge, a request or an entry. */
  currency?: string;
  minor?: bigint;
  received?: bigint;
  state?: string;
  day?: string;
  reference?: string;
  /** Of a request, as people call it. */
  number?: number;
  /** How alike the name on the line and that of the pledge or the payee are, from 0 to 1; absent when one is not known. */
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
  | 'nobody'
  | 'payee'
  | 'left'
  | 'beside'
  | 'part'
  | 'due';

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
  number: number | null;
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
  const reasons: Reason[] = how.flatMap((one): Reason[] => (one === 'amount' || one === 'open' ? [] : [one]));
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

/** A payment of what was approved. What leaves the account is what is left to pay, a part of it, or a little more: the bank's own fee. */
function request(line: LineFacts, { how, currency, minor = 0n, received = 0n, day, alike }: Candidate): Weighed {
  const size = -line.minor;
  const due = minor - received;
  const certain = how.includes('reference');
  const known = how.includes('payee');
  const reasons: Reason[] = [...(certain ? ['reference' as const] : []), ...(known ? ['payee' as const] : [])];
  let points = certain ? 75 : known ? 60 : 25;
  if (alike !== undefined && alike >= 0.6) {
    reasons.push('name');
    points += certain || known ? 8 : 35;
  }
  if (day !== undefined && Math.abs(daysBetween(day, line.day)) <= 10) {
    reasons.push('due');
    points += 8;
  }
  // In another currency the line pays all that is left, at the rate that the bank made of it.
  if (currency !== line.currency) return { reasons: [...reasons, 'currency'], points, gross: size, fee: 0n };
  if (size === due) return { reasons: [...reasons, 'left'], points: points + 20, gross: due, fee: 0n };
  if (size > due && size - due <= kept(due))
    return { reasons: [...reasons, 'beside'], points: points + 5, gross: due, fee: size - due };
  if (size > due) return { reasons: [...reasons, 'more'], points: 0, gross: size, fee: 0n };
  return { reasons: [...reasons, 'part'], points: certain || known ? points - 5 : 0, gross: size, fee: 0n };
}

const PLAIN: Readonly<Record<Exclude<TargetKind, 'pledge' | 'request'>, number>> = {
  entry: 70,
  return: 70,
  gift: 45,
  fee: 45,
  payment: 45,
  ignore: 45,
};

function other(line: LineFacts, candidate: Candidate): Weighed {
  const reasons = candidate.how.flatMap((how): Reason[] => (how === 'open' ? [] : [how]));
  let points = candidate.kind === 'pledge' || candidate.kind === 'request' ? 0 : PLAIN[candidate.kind];
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
      const weigh = candidate.kind === 'pledge' ? pledge : candidate.kind === 'request' ? request : other;
      const { reasons, points, gross, fee } = weigh(line, candidate);
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
        number: candidate.number ?? null,
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
