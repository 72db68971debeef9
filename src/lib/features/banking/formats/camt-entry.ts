import { parseRf } from '$lib/kernel/rf';
import {
  accountNumber,
  bankReference,
  bookedDay,
  certainIban,
  findReferences,
  plainAmount,
  Refused,
  tidy,
  valueDay,
} from './statement';
import type { Line, Reading } from './statement';
import { all, first, textAt, type Node } from './tree';

/** An amount of the account's currency at this part, or null; another currency is what was instructed, not what came. */
function ownAmount(part: Node | undefined, currency: string): bigint | null {
  return part !== undefined && part.currency === currency ? plainAmount(part.text, currency, part.line) : null;
}

function isCredit(node: Node): boolean {
  const mark = textAt(node, 'CdtDbtInd');
  if (mark !== 'CRDT' && mark !== 'DBIT') throw new Refused('bank_sign', node.line);
  return mark === 'CRDT';
}

function isBooked(entry: Node): boolean {
  const status = textAt(entry, 'Sts/Cd', 'Sts/Prtry', 'Sts');
  if (!['', 'BOOK', 'PDNG', 'INFO', 'FUTR'].includes(status)) throw new Refused('bank_malformed', entry.line);
  return status === 'BOOK' || status === '';
}

/** Who paid us, or whom we paid, with their account. The last in the chain is the person, the nearest may be their bank's. */
function otherSide(details: Node | undefined, credit: boolean): { name: string; account: string } {
  const parties = first(details, 'RltdPties');
  const side = credit ? 'Dbtr' : 'Cdtr';
  const ultimate = `Ultmt${side}`;
  const name = textAt(parties, `${ultimate}/Pty/Nm`, `${ultimate}/Nm`, `${side}/Pty/Nm`, `${side}/Nm`);
  const iban = first(parties, `${side}Acct/Id/IBAN`);
  const account = iban ? certainIban(iban.text, iban.line) : accountNumber(textAt(parties, `${side}Acct/Id/Othr/Id`));
  return { name: tidy(name, 200), account };
}

/** The reference of a field that is nothing else: one that claims to be of ISO 11649 must be one. */
function structuredReference(details: Node | undefined): { references: string[]; texts: string[] } {
  const texts: string[] = [];
  for (const part of all(details, 'RmtInf/Strd/CdtrRefInf')) {
    const reference = first(part, 'Ref');
    if (reference === undefined || reference.text === '') continue;
    const claims = /^RF\d\d/i.test(reference.text) && textAt(part, 'Tp/CdOrPrtry/Cd') === 'SCOR';
    if (claims && parseRf(reference.text) === null) throw new Refused('bank_reference', reference.line);
    texts.push(reference.text);
  }
  return { references: texts.flatMap((text) => parseRf(text) ?? []), texts };
}

/** What the banks kept of a transfer, where the statement says so in the account's currency. */
function chargesOf(part: Node | undefined, currency: string): bigint | null {
  const told =
    all(part, 'Chrgs/Rcrd').length > 0
      ? all(part, 'Chrgs/Rcrd').map((one) => first(one, 'Amt'))
      : [first(part, 'Chrgs/TtlChrgsAndTaxAmt', 'Chrgs/Amt')];
  const amounts = told.flatMap((amount) => ownAmount(amount, currency) ?? []);
  return amounts.length === 0 ? null : amounts.reduce((sum, one) => sum + one, 0n);
}

interface Whole {
  entry: Node;
  currency: string;
  credit: boolean;
  bookedOn: string;
  valueOn: string | null;
  returned: boolean;
}

function lineOf(whole: Whole, details: Node | undefined, amount: bigint): Line {
  const { entry, currency, credit, bookedOn, valueOn, returned } = whole;
  const { references, texts } = structuredReference(details);
  const free = all(details, 'RmtInf/Ustrd').map(({ text }) => text);
  const told = [...free, ...texts].join(' ') || textAt(details, 'AddtlTxInf') || textAt(entry, 'AddtlNtryInf');
  const reason = textAt(details, 'RtrInf/AddtlInf', 'RtrInf/Rsn/Cd', 'RtrInf/Rsn/Prtry');
  const text = tidy([told, reason].filter((part) => part !== '').join(' '));
  const endToEnd = bankReference(textAt(details, 'Refs/EndToEndId'));
  return {
    at: details?.line ?? entry.line,
    bookedOn,
    valueOn,
    minor: credit ? amount : -amount,
    bankRef: bankReference(textAt(details, 'Refs/AcctSvcrRef') || textAt(entry, 'AcctSvcrRef')),
    endToEnd,
    references: [...references, ...findReferences(`${text} ${endToEnd}`)].filter(
      (one, at, every) => every.indexOf(one) === at,
    ),
    ...otherSide(details, credit),
    text,
    returned: returned || first(details, 'RtrInf') !== undefined,
    chargesMinor: chargesOf(details, currency) ?? chargesOf(entry, currency),
  };
}

/** Amount of one transfer within a collective booking; parts may carry a sign of their own. */
function partAmount(details: Node, whole: Whole): bigint | null {
  const amount = ownAmount(first(details, 'Amt', 'AmtDtls/TxAmt/Amt'), whole.currency);
  if (amount === null) return null;
  const mark = textAt(details, 'CdtDbtInd');
  return mark === '' || (mark === 'CRDT') === whole.credit ? amount : -amount;
}

/** The parts of a collective booking, each with what of it came; null when the bank does not tell amounts of parts. */
function parts(whole: Whole, details: readonly Node[], amount: bigint): Line[] | null {
  const told = details.map((part) => ({ part, amount: partAmount(part, whole) }));
  if (told.some((one) => one.amount === null)) return null;
  const sum = told.reduce((sum, one) => sum + (one.amount ?? 0n), 0n);
  const charges = told.reduce((sum, { part }) => sum + (chargesOf(part, whole.currency) ?? 0n), 0n);
  const net = sum !== amount && sum - charges === amount;
  if (sum !== amount && !net) throw new Refused('bank_batch', whole.entry.line);
  return told.map(({ part, amount }) => {
    const kept = net ? (chargesOf(part, whole.currency) ?? 0n) : 0n;
    return lineOf(whole, part, (amount ?? 0n) - kept);
  });
}

/** The lines of one entry: one, or as many as it has transfers. None for what is not booked yet. */
export function entryLines(entry: Node, currency: string, reading: Reading): Line[] {
  const amount = first(entry, 'Amt');
  if (amount === undefined) throw new Refused('bank_malformed', entry.line);
  if (amount.currency !== currency) throw new Refused('bank_currency', amount.line);
  const minor = plainAmount(amount.text, currency, amount.line);
  const credit = isCredit(entry);
  if (!isBooked(entry)) return [];
  const booked = first(entry, 'BookgDt/Dt', 'BookgDt/DtTm', 'ValDt/Dt', 'ValDt/DtTm');
  if (booked === undefined) throw new Refused('bank_date', entry.line);
  const value = first(entry, 'ValDt/Dt', 'ValDt/DtTm');
  const reversal = textAt(entry, 'RvslInd');
  if (!['', 'true', 'false', '1', '0'].includes(reversal)) throw new Refused('bank_malformed', entry.line);
  const whole: Whole = {
    entry,
    currency,
    credit,
    bookedOn: bookedDay(booked.text.slice(0, 10), reading, booked.line),
    valueOn: value ? valueDay(value.text.slice(0, 10), reading, value.line) : null,
    returned: reversal === 'true' || reversal === '1',
  };
  if (minor === 0n) return [];
  const details = all(entry, 'NtryDtls/TxDtls');
  const split = details.length > 1 ? parts(whole, details, minor) : null;
  if (split !== null) return split.filter((line) => line.minor !== 0n);
  const [only] = details;
  if (details.length <= 1) return [lineOf(whole, only, minor)];
  // Transfers whose amounts the bank keeps to itself: one line, with the words of all.
  const lines = details.map((part) => lineOf(whole, part, minor));
  const one = lineOf(whole, undefined, minor);
  return [
    {
      ...one,
      text: tidy([one.text, ...lines.map(({ name, text }) => `${name} ${text}`)].join(' · ')),
      references: lines.flatMap(({ references }) => references).slice(0, 6),
    },
  ];
}
