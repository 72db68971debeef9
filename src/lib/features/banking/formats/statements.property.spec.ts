import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toDecimal } from '$lib/kernel/money';
import { readStatements, type Expected } from './read';
import type { Mapping } from './csv-mapping';

interface Drawn {
  opening: bigint;
  lines: { minor: bigint; day: number; name: string; ref: number | null }[];
}

const money = fc.bigInt({ min: 1n, max: 9_999_999n });
const drawn: fc.Arbitrary<Drawn> = fc.record({
  opening: fc.bigInt({ min: -1_000_000n, max: 1_000_000n }),
  lines: fc.array(
    fc.record({
      minor: fc.tuple(money, fc.boolean()).map(([minor, out]) => (out ? -minor : minor)),
      day: fc.integer({ min: 1, max: 28 }),
      name: fc.stringMatching(/^[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}$/),
      ref: fc.option(fc.integer({ min: 1, max: 9999 })),
    }),
    { minLength: 2, maxLength: 8 },
  ),
});

const closingOf = ({ opening, lines }: Drawn): bigint => lines.reduce((sum, { minor }) => sum + minor, opening);
const abs = (minor: bigint): string => toDecimal(minor < 0n ? -minor : minor, 'EUR');
const two = (day: number): string => String(day).padStart(2, '0');
const mark = (minor: bigint): string => (minor < 0n ? 'DBIT' : 'CRDT');

function camt(of: Drawn): string {
  const balance = (kind: string, minor: bigint): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${abs(minor)}</Amt><CdtDbtInd>${mark(minor)}</CdtDbtInd><Dt><Dt>2026-01-31</Dt></Dt></Bal>`;
  const entries = of.lines.map(
    ({ minor, day, name, ref }) =>
      `<Ntry><Amt Ccy="EUR">${abs(minor)}</Amt><CdtDbtInd>${mark(minor)}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-${two(day)}</Dt></BookgDt><AcctSvcrRef>${ref ?? ''}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><${minor < 0n ? 'Cdtr' : 'Dbtr'}><Nm>${name}</Nm></${minor < 0n ? 'Cdtr' : 'Dbtr'}></RltdPties></TxDtls></NtryDtls></Ntry>`,
  );
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.04"><B><Stmt><Acct><Ccy>EUR</Ccy></Acct>${balance('OPBD', of.opening)}${balance('CLBD', closingOf(of))}${entries.join('\n')}</Stmt></B></Document>`;
}

function mt940(of: Drawn): string {
  const comma = (minor: bigint): string => abs(minor).replace('.', ',');
  const balance = (tag: string, minor: bigint): string => `:${tag}:${minor < 0n ? 'D' : 'C'}260131EUR${comma(minor)}`;
  const entries = of.lines.flatMap(({ minor, day, name, ref }) => [
    `:61:2601${two(day)}01${two(day)}${minor < 0n ? 'D' : 'C'}${comma(minor)}NTRFNONREF//${ref ?? ''}`,
    `:86:166?32${name}`,
  ]);
  return [
    ':20:X',
    ':25:1/2',
    ':28C:1',
    balance('60F', of.opening),
    ...entries,
    balance('62F', closingOf(of)),
    '-',
  ].join('\r\n');
}

function csv(of: Drawn): string {
  let balance = of.opening;
  const rows = of.lines.map(({ minor, day, name, ref }) => {
    balance += minor;
    return [`${two(day)}/01/2026`, toDecimal(minor, 'EUR'), name, ref ?? '', toDecimal(balance, 'EUR')].join(';');
  });
  return ['Date;Amount;Name;Reference;Balance', ...rows].join('\n');
}

const mapping: Mapping = {
  delimiter: ';',
  dates: 'dmy',
  decimal: '.',
  sign: 'plain',
  heads: true,
  columns: {
    date: 'Date',
    value: '',
    amount: 'Amount',
    debit: '',
    credit: '',
    name: 'Name',
    account: '',
    text: '',
    more: '',
    reference: 'Reference',
    balance: 'Balance',
    currency: '',
  },
};
const expected: Expected = { today: '2026-02-15', currency: 'EUR', mapping };
const read = (text: string) => readStatements(new TextEncoder().encode(text), expected);

const FORMATS: [string, (of: Drawn) => string][] = [
  ['camt', camt],
  ['mt940', mt940],
  ['csv', csv],
];

it.each(FORMATS)('%s: any balanced statement is read as it was written', (_, write) => {
  fc.assert(
    fc.property(drawn, (of) => {
      const answer = read(write(of));
      expect(answer).toMatchObject({ kind: 'read' });
      const [statement] = answer.kind === 'read' ? answer.statements : [];
      expect(statement?.opening?.minor).toBe(of.opening);
      expect(statement?.closing?.minor).toBe(closingOf(of));
      expect(statement?.lines.map(({ minor, bookedOn, name, bankRef }) => [minor, bookedOn, name, bankRef])).toEqual(
        of.lines.map(({ minor, day, name, ref }) => [
          minor,
          `2026-01-${two(day)}`,
          name,
          ref === null ? '' : String(ref),
        ]),
      );
    }),
    { numRuns: 60 },
  );
});

const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  how: fc.constantFrom('drop', 'double', 'digit', 'sign', 'cut'),
  sign: fc.constantFrom('0', '5', '9', '-', '.', ',', '<', '>', '&', 'D', 'C', ' ', '\n', ';', '"'),
});

function damaged(text: string, { at, how, sign }: { at: number; how: string; sign: string }): string {
  const place = Math.floor(at * text.length);
  const [before, hit, after] = [text.slice(0, place), text.charAt(place), text.slice(place + 1)];
  if (how === 'drop') return before + after;
  if (how === 'double') return before + hit + hit + after;
  if (how === 'cut') return before;
  if (how === 'digit') return /\d/.test(hit) ? before + String((Number(hit) + 1) % 10) + after : text;
  return before + sign + after;
}

it.each(FORMATS.filter(([format]) => format !== 'csv'))(
  '%s: any damage is refused or leaves the sums as they were',
  (_, write) => {
    fc.assert(
      fc.property(drawn, damage, (of, harm) => {
        const answer = read(damaged(write(of), harm));
        if (answer.kind !== 'read') return;
        const sum = answer.statements.flatMap(({ lines }) => lines).reduce((sum, { minor }) => sum + minor, 0n);
        expect(sum).toBe(closingOf(of) - of.opening);
      }),
      { numRuns: 400 },
    );
  },
);
