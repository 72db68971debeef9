/**
 * The ledger as plain text for ledger-cli (ledger-cli.org, version 3) and beancount (version 3). Every transaction balances in
 * each currency; conversions go over the exchange account, as in the ledger itself. Balances are asserted at the end of each
 * month, and rates that were frozen stand as prices.
 */
import { FUND_CATEGORIES } from '$lib/contracts/fund';
import { addDays } from '$lib/kernel/dates';
import { toDecimal } from '$lib/kernel/money';
import type { BookAccount, BookEntry, BookPosting, BookStart } from './books';

export interface TextPeriod {
  /** Empty is from the beginning. */
  from: string;
  /** Civil day at whose end the file ends. */
  until: string;
  title: string;
}

const ACCOUNTS: Readonly<Record<string, string>> = {
  gifts: 'Income:Gifts',
  fees: 'Expenses:Fees',
  commitments: 'Liabilities:Commitments',
  reserved: 'Assets:Reserved',
  bail: 'Assets:Bail',
  bail_lost: 'Expenses:Bail-Lost',
  exchange: 'Equity:Exchange',
  opening: 'Equity:Opening',
};
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const dashed = (word: string): string => word.split(/[-_]/).map(capital).join('-');
const spent = (category: string | null): string => `Expenses:Paid:${dashed(category ?? 'none')}`;

/** Both programs take letters without marks, digits and dashes in an account; it begins with a capital. */
const clean = (name: string): string => {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return /^\d/.test(plain) ? `N${plain}` : capital(plain);
};

/** One line of text that no program takes for anything but words: no breaks, no direction marks, single blanks. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Names of accounts, each of its own also where the names of two banks read alike. */
class Names {
  readonly #banks = new Map<string, string>();

  constructor(accounts: readonly BookAccount[]) {
    const taken = new Set<string>();
    for (const { account, name, currency } of accounts.filter(({ kind }) => kind === 'bank')) {
      const plain = `Assets:Bank:${currency}:${clean(name) || 'Cash'}`;
      let own = plain;
      for (let n = 2; taken.has(own); n += 1) own = `${plain}-${n}`;
      taken.add(own);
      this.#banks.set(account, own);
    }
  }

  of({ account, kind }: Pick<BookPosting, 'account' | 'kind'>, category: string | null): string {
    if (kind === 'bank') return this.#banks.get(account) ?? `Assets:Bank:${capital(account)}`;
    return kind === 'expenses' ? spent(category) : (ACCOUNTS[kind] ?? `Equity:${dashed(kind)}`);
  }

  /** All that may occur, with the currency of those that hold one alone. */
  all(accounts: readonly BookAccount[]): [name: string, currency: string][] {
    const found = new Map<string, string>();
    for (const one of accounts) {
      const name = this.of(one, null);
      found.set(name, one.kind === 'bank' ? one.currency : '');
    }
    if (found.has(spent(null))) for (const category of FUND_CATEGORIES) found.set(spent(category), '');
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

/** What differs between the two programs. */
interface Dialect {
  head(title: string, report: string | null, currencies: readonly string[]): string;
  open(name: string, currency: string): string;
  transaction(
    day: string,
    told: { kind: string; note: string; tags: readonly string[] },
    meta: readonly [string, string][],
    lines: readonly string[],
  ): string;
  amount(name: string, amount: string, currency: string): string;
  price(day: string, currency: string, rate: string, report: string): string;
  /** What accounts hold when `day` ends. */
  balances(day: string, held: readonly [name: string, amount: string, currency: string][]): string;
}

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

const BEANCOUNT: Dialect = {
  head: (title, report, currencies) =>
    [
      `option "title" ${quoted(title)}`,
      ...(report === null ? [] : [`option "operating_currency" ${quoted(report)}`]),
      ...currencies.map((currency) => `2000-01-01 commodity ${currency}`),
      '',
    ].join('\n'),
  open: (name, currency) => `2000-01-01 open ${name}${currency === '' ? '' : ` ${currency}`}\n`,
  transaction: (day, { kind, note, tags }, meta, lines) =>
    [
      `\n${day} * ${quoted(kind)} ${quoted(note)}${tags.map((tag) => ` #${tag}`).join('')}`,
      ...meta.map(([key, text]) => `  ${key}: ${quoted(text)}`),
      ...lines,
      '',
    ].join('\n'),
  amount: (name, amount, currency) => `  ${name}  ${amount} ${currency}`,
  price: (day, currency, rate, report) => `${day} price ${currency} ${rate} ${report}\n`,
  // A balance of beancount is that of the morning.
  balances: (day, held) =>
    held.map(([name, amount, currency]) => `${addDays(day, 1)} balance ${name}  ${amount} ${currency}\n`).join(''),
};

const LEDGER: Dialect = {
  head: (title, _, currencies) =>
    `; ${title}\n${currencies.map((currency) => `commodity ${currency}\n    format ${toDecimal(100000n, currency)} ${currency}\n`).join('')}`,
  open: (name) => `account ${name}\n`,
  transaction: (day, { kind, note, tags }, meta, lines) =>
    [
      `\n${day} * ${kind}${note === '' ? '' : ` | ${note.replaceAll(';', ',')}`}`,
      ...(tags.length === 0 ? [] : [`    ; :${tags.join(':')}:`]),
      ...meta.map(([key, text]) => `    ; ${key}: ${text}`),
      ...lines,
      '',
    ].join('\n'),
  amount: (name, amount, currency) => `    ${name}  ${amount} ${currency}`,
  price: (day, currency, rate, report) => `P ${day} ${currency} ${rate} ${report}\n`,
  balances: (day, held) =>
    held.length === 0
      ? ''
      : `\n${day} * balance\n${held
          .map(
            ([name, amount, currency]) =>
              `    ${name}  ${toDecimal(0n, currency)} ${currency} = ${amount} ${currency}\n`,
          )
          .join('')}`,
};

const monthEnd = (day: string): string => {
  const next = addDays(`${day.slice(0, 7)}-28`, 4);
  return addDays(`${next.slice(0, 7)}-01`, -1);
};

/** The text, piece by piece; entries come by their day. */
export async function* plainText(
  format: 'ledger' | 'beancount',
  { report, accounts }: BookStart,
  { from, until, title }: TextPeriod,
  entries: Iterable<BookEntry> | AsyncIterable<BookEntry>,
): AsyncGenerator<string> {
  const speak = format === 'ledger' ? LEDGER : BEANCOUNT;
  const names = new Names(accounts);
  const currencies = [
    ...new Set([...accounts.map(({ currency }) => currency), ...(report === null ? [] : [report])]),
  ].sort();
  const held = new Map<string, bigint>();
  const hold = (name: string, currency: string, minor: bigint): void => {
    if (name.startsWith('Assets:')) held.set(`${name} ${currency}`, (held.get(`${name} ${currency}`) ?? 0n) + minor);
  };
  const balances = (day: string): string =>
    speak.balances(
      day,
      [...held]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, minor]): [string, string, string] => {
          const [name = '', currency = ''] = key.split(' ');
          return [name, toDecimal(minor, currency), currency];
        }),
    );
  const line = (name: string, currency: string, minor: bigint): string => {
    hold(name, currency, minor);
    return speak.amount(name, toDecimal(minor, currency), currency);
  };

  yield speak.head(oneLine(title), report, currencies);
  yield names
    .all(accounts)
    .map(([name, currency]) => speak.open(name, currency))
    .join('');
  const before = accounts.filter(({ opening }) => opening !== '0');
  if (from !== '' && before.length > 0) {
    const lines = before.map((one) => line(names.of(one, null), one.currency, BigInt(one.opening)));
    yield speak.transaction(from, { kind: 'brought forward', note: '', tags: ['forward'] }, [], lines);
  }
  const priced = new Set<string>();
  let month = '';
  for await (const entry of entries) {
    if (month !== '' && entry.day.slice(0, 7) !== month) yield balances(monthEnd(`${month}-01`));
    month = entry.day.slice(0, 7);
    const meta: [string, string][] = [
      ['entry', entry.id],
      ...(entry.reverses === null ? [] : ([['reverses', entry.reverses]] as [string, string][])),
      ...(entry.category === null ? [] : ([['category', entry.category]] as [string, string][])),
      ...(entry.refKind === null
        ? []
        : ([['reference', `${entry.refKind} ${entry.refId ?? ''}`]] as [string, string][])),
      ...(entry.rateSource === null ? [] : ([['rate-source', oneLine(entry.rateSource)]] as [string, string][])),
      ['level', entry.level],
    ];
    const tags = entry.reverses === null ? [] : ['reversal'];
    const kind = entry.of ?? entry.kind;
    const lines = entry.postings.map((one) => line(names.of(one, entry.category), one.currency, BigInt(one.minor)));
    yield speak.transaction(entry.day, { kind, note: oneLine(entry.note), tags }, meta, lines);
    const { rate, rateDate, currency } = entry;
    const price = `${rateDate ?? ''} ${currency} ${rate ?? ''}`;
    if (rate === null || rateDate === null || report === null || currency === report || priced.has(price)) continue;
    priced.add(price);
    const plain = rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate;
    yield speak.price(rateDate, currency, plain, report);
  }
  if (month !== '') {
    const end = monthEnd(`${month}-01`);
    yield balances(end < until ? end : until);
  }
}
