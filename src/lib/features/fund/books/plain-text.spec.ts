import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '$lib/kernel/dates';
import { fromDecimal } from '$lib/kernel/money';
import type { BookAccount, BookEntry } from './books';
import { plainText } from './plain-text';

const ACCOUNTS: BookAccount[] = [
  { account: 'a1', kind: 'bank', name: 'Caja "1"', currency: 'ARS', opening: '0' },
  { account: 'a2', kind: 'bank', name: 'caja 1', currency: 'ARS', opening: '0' },
  { account: 'a3', kind: 'bank', name: '', currency: 'EUR', opening: '0' },
  { account: 'a4', kind: 'gifts', name: '', currency: 'ARS', opening: '0' },
  { account: 'a5', kind: 'expenses', name: '', currency: 'ARS', opening: '0' },
  { account: 'a6', kind: 'exchange', name: '', currency: 'ARS', opening: '0' },
  { account: 'a7', kind: 'exchange', name: '', currency: 'EUR', opening: '0' },
];
const postingOf = (at: number, minor: bigint) => {
  const { account, kind, name, currency } = ACCOUNTS[at] as BookAccount;
  return { account, kind, name, currency, minor: String(minor), converted: null };
};
const base: BookEntry = {
  id: 'e',
  kind: 'gift',
  day: '2026-03-01',
  currency: 'ARS',
  minor: '1',
  note: '',
  category: null,
  level: 'public',
  refKind: null,
  refId: null,
  reverses: null,
  of: null,
  rate: null,
  rateSource: null,
  rateDate: null,
  converted: null,
  at: '2026-03-01T00:00:00Z',
  closed: false,
  postings: [],
};
const SHAPES: ((minor: bigint) => Partial<BookEntry>)[] = [
  (minor) => ({ kind: 'gift', postings: [postingOf(0, minor), postingOf(3, -minor)] }),
  (minor) => ({ kind: 'payment', category: 'court_costs', postings: [postingOf(4, minor), postingOf(1, -minor)] }),
  (minor) => ({ kind: 'transfer', postings: [postingOf(1, minor), postingOf(0, -minor)] }),
  (minor) => ({
    kind: 'conversion',
    rate: '0.000700000',
    rateDate: '2026-03-01',
    rateSource: 'blue',
    postings: [postingOf(5, minor), postingOf(0, -minor), postingOf(2, 7n), postingOf(6, -7n)],
  }),
  (minor) => ({ kind: 'reversal', of: 'gift', reverses: 'e0', postings: [postingOf(3, minor), postingOf(0, -minor)] }),
];
/** What would break a file that is not careful: quotes, comments, tags, breaks, direction marks, amounts, directives. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'a "quoted" \\ name',
    '\u202Eevil\u202C',
    'a\nP 2026-01-01 EUR 9 ARS',
    '2026-01-01 * "x"',
    '; :tag:',
    'x  ; y',
    '  Assets:Bank  5 ARS',
    '=5',
    '\u2028',
  ),
);
const entries = fc
  .array(
    fc.record({ shape: fc.nat(SHAPES.length - 1), minor: fc.bigInt(1n, 10n ** 14n), note: nasty, after: fc.nat(40) }),
    {
      maxLength: 30,
    },
  )
  .map((drawn) => {
    let day = '2026-01-01';
    return drawn.map(({ shape, minor, note, after }, n): BookEntry => {
      day = addDays(day, after);
      return { ...base, ...SHAPES[shape]?.(minor), id: `e${n}`, day, note };
    });
  });

/** Read by rules of their own: what stands in the documents of the two programs, and not what the writer thinks. */
interface Read {
  transactions: { day: string; lines: { name: string; minor: bigint; currency: string }[] }[];
  opened: Set<string>;
  prices: string[];
  /** Assertions that did not hold. */
  wrong: string[];
  asserted: number;
}
const AMOUNT = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/;
function amountOf(text: string): { minor: bigint; currency: string } {
  const [, figure = '', currency = ''] = AMOUNT.exec(text.trim()) ?? [];
  const minor = fromDecimal(figure, currency);
  if (!minor.ok) throw new Error(`no amount: ${text}`);
  return { minor: minor.value, currency };
}
function readText(text: string, format: 'ledger' | 'beancount'): Read {
  const read: Read = { transactions: [], opened: new Set(), prices: [], wrong: [], asserted: 0 };
  const held = new Map<string, bigint>();
  const assert = (name: string, told: string): void => {
    const { minor, currency } = amountOf(told);
    read.asserted += 1;
    if ((held.get(`${name} ${currency}`) ?? 0n) !== minor) read.wrong.push(`${name} ${told}`);
  };
  for (const line of text.split('\n')) {
    const [, day = '', rest = ''] = /^(\d{4}-\d\d-\d\d) (.*)$/.exec(line) ?? [];
    if (/^[*!] ?/.test(rest)) {
      // Of beancount: two strings in which only \" and \\ are escaped, then tags.
      if (format === 'beancount' && !/^\* "(?:[^"\\]|\\["\\])*" "(?:[^"\\]|\\["\\])*"( #[a-z]+)*$/.test(rest))
        throw new Error(line);
      read.transactions.push({ day, lines: [] });
    } else if (rest.startsWith('open ')) read.opened.add(rest.split(' ')[1] ?? '');
    else if (rest.startsWith('price ') || line.startsWith('P ')) read.prices.push(line);
    else if (rest.startsWith('balance ')) {
      const [, name = '', told = ''] = /^balance (\S+) {2}(.*)$/.exec(rest) ?? [];
      assert(name, told);
    } else if (line.startsWith('account ')) read.opened.add(line.slice(8));
    else if (/^\s+[A-Z][\w:-]* {2}/.test(line)) {
      const [, name = '', amount = '', , told] = /^\s+(\S+) {2}(.*?)( = (.*))?$/.exec(line) ?? [];
      const { minor, currency } = amountOf(amount);
      read.transactions.at(-1)?.lines.push({ name, minor, currency });
      held.set(`${name} ${currency}`, (held.get(`${name} ${currency}`) ?? 0n) + minor);
      if (told !== undefined) assert(name, told);
    } else if (!/^(\s*$|\s+; |; |\s+[a-z-]+: "|\s+format |commodity |option |\d{4}-\d\d-\d\d commodity )/.test(line))
      throw new Error(`not understood: ${line}`);
  }
  return read;
}
async function written(
  format: 'ledger' | 'beancount',
  list: readonly BookEntry[],
  accounts = ACCOUNTS,
  from = '',
): Promise<string> {
  let text = '';
  const period = { from, until: '2099-01-01', title: 'a "b"\n; c' };
  for await (const piece of plainText(format, { report: 'EUR', accounts }, period, list)) text += piece;
  return text;
}

describe.each(['ledger', 'beancount'] as const)('%s', (format) => {
  it('reads back: every transaction balances, every assertion holds, every sum is the ledger’s', async () => {
    await fc.assert(
      fc.asyncProperty(entries, async (list) => {
        const read = readText(await written(format, list), format);
        const real = read.transactions.filter(({ lines }) => lines.some(({ minor }) => minor !== 0n));
        expect(real.map(({ day }) => day)).toEqual(list.map(({ day }) => day));
        for (const { lines } of real) {
          for (const currency of ['ARS', 'EUR'])
            expect(lines.filter((one) => one.currency === currency).reduce((sum, { minor }) => sum + minor, 0n)).toBe(
              0n,
            );
          for (const { name } of lines) expect(read.opened).toContain(name);
        }
        expect(read.wrong).toEqual([]);
        expect(read.asserted > 0).toBe(list.length > 0);
        const sum = (all: { minor: bigint | string }[]): bigint =>
          all.reduce((total, { minor }) => total + BigInt(minor), 0n);
        expect(sum(real.flatMap(({ lines }) => lines).filter(({ name }) => name === 'Income:Gifts'))).toBe(
          sum(list.flatMap(({ postings }) => postings).filter(({ kind }) => kind === 'gifts')),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('begins a period with what was there', async () => {
    const accounts = ACCOUNTS.map((one) => ({
      ...one,
      opening: one.account === 'a1' ? '500' : one.account === 'a4' ? '-500' : '0',
    }));
    const gift: BookEntry = { ...base, ...SHAPES[0]?.(100n) };
    const read = readText(await written(format, [gift], accounts, '2026-02-01'), format);
    expect(read.wrong).toEqual([]);
    expect(read.transactions[0]).toMatchObject({ day: '2026-02-01', lines: [{ minor: 500n }, { minor: -500n }] });
  });

  it('tells each frozen rate once, and accounts of banks apart also when they read alike', async () => {
    const swap: BookEntry = { ...base, ...SHAPES[3]?.(10_000n) };
    const text = await written(format, [swap, { ...swap, id: 'e2' }]);
    const { prices, opened } = readText(text, format);
    expect(prices).toEqual([format === 'ledger' ? 'P 2026-03-01 ARS 0.0007 EUR' : '2026-03-01 price ARS 0.0007 EUR']);
    expect([...opened].filter((name) => name.includes(':ARS:'))).toEqual([
      'Assets:Bank:ARS:Caja-1',
      'Assets:Bank:ARS:Caja-1-2',
    ]);
  });
});
