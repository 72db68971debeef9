import { addDays, today } from '$lib/kernel/dates';
import { uuidv7 } from '$lib/kernel/ids';
import type { Writer } from './sample.server';

const ZONE = 'America/Argentina/Buenos_Aires';
const WEEKS = 22;

/** Weekly rates of invented but likely size: the peso loses a little each week, the parallel one stands above. */
function ratesOf(
  now: string,
): { source: string; rows: { base: string; quote: string; day: string; rate: string }[] }[] {
  const weeks = Array.from({ length: WEEKS + 1 }, (_, at) => ({ day: addDays(now, -7 * (WEEKS - at)), at }));
  return [
    {
      source: 'oficial-ejemplo',
      rows: weeks.map(({ day, at }) => ({ base: 'EUR', quote: 'ARS', day, rate: `${1540 + 9 * at}.50` })),
    },
    {
      source: 'paralelo-ejemplo',
      rows: weeks.map(({ day, at }) => ({ base: 'EUR', quote: 'ARS', day, rate: `${1655 + 11 * at}.00` })),
    },
    {
      source: 'ecb-ejemplo',
      rows: weeks.map(({ day, at }) => ({ base: 'EUR', quote: 'USD', day, rate: `1.1${20 + ((at * 7) % 40)}` })),
    },
  ];
}

interface Told {
  currency: 'EUR' | 'ARS' | 'USD';
  minor: number;
  fee?: number;
  note?: string;
}
/** What came by other ways than a pledge, week by week: more after each arrest, little in between. */
const WEEKLY: readonly (readonly Told[])[] = [
  [{ currency: 'EUR', minor: 30_000, note: 'Colecta en París (ejemplo)' }],
  [
    { currency: 'EUR', minor: 4_500 },
    { currency: 'ARS', minor: 24_000_000 },
  ],
  [{ currency: 'USD', minor: 20_000, fee: 1_800, note: 'Transferencia SWIFT (ejemplo)' }],
  [
    { currency: 'EUR', minor: 6_000 },
    { currency: 'EUR', minor: 2_000 },
  ],
  [],
  [{ currency: 'ARS', minor: 50_000_000, note: 'Rifa en la facultad (ejemplo)' }],
  [
    { currency: 'EUR', minor: 15_000 },
    { currency: 'EUR', minor: 5_000 },
    { currency: 'ARS', minor: 16_000_000 },
  ],
  [
    { currency: 'EUR', minor: 60_000, note: 'Sindicato portuario (ejemplo)' },
    { currency: 'EUR', minor: 3_500 },
  ],
  [{ currency: 'EUR', minor: 2_500 }],
  [
    { currency: 'ARS', minor: 12_000_000 },
    { currency: 'EUR', minor: 7_000 },
  ],
  [{ currency: 'USD', minor: 15_000, fee: 1_500 }],
  [
    { currency: 'EUR', minor: 9_000 },
    { currency: 'EUR', minor: 4_000 },
  ],
  [{ currency: 'ARS', minor: 68_000_000, note: 'Peña solidaria (ejemplo)' }],
  [{ currency: 'EUR', minor: 5_500 }],
  [
    { currency: 'EUR', minor: 40_000, note: 'Comité de solidaridad (ejemplo)' },
    { currency: 'ARS', minor: 9_000_000 },
  ],
  [
    { currency: 'EUR', minor: 8_000 },
    { currency: 'EUR', minor: 2_000 },
  ],
];

/** Months of a fund that lives: what was there before, gifts, fees of the bank, money changed to be paid out in pesos. */
export async function fillLedger(
  write: Writer,
  campaign: string,
  accounts: ReadonlyMap<string, string>,
): Promise<void> {
  const now = today(ZONE);
  const [euros = '', pesos = ''] = [accounts.get('EUR'), accounts.get('ARS')];
  const ago = (days: number): string => addDays(now, -days);
  const book = (
    kind: 'fund.book_opening' | 'fund.book_fee',
    account: string,
    days: number,
    amountMinor: string,
    note: string,
  ) =>
    write(kind, {
      campaign,
      id: uuidv7(),
      account,
      currency: account === euros ? 'EUR' : 'ARS',
      amountMinor,
      valueDate: ago(days),
      note,
    });
  await book('fund.book_opening', euros, 7 * WEEKS, '125000', 'Saldo al empezar este libro (ejemplo)');
  for (const [at, gifts] of WEEKLY.entries()) {
    for (const [nth, { currency, minor, fee, note = '' }] of gifts.entries()) {
      const account = accounts.get(currency);
      await write('fund.book_gift', {
        campaign,
        id: uuidv7(),
        amountMinor: String(minor),
        currency,
        valueDate: ago(7 * (WEEKS - 1 - at) - nth),
        note,
        ...(fee === undefined ? {} : { feeMinor: String(fee) }),
        ...(account === undefined ? {} : { account }),
      });
    }
  }
  for (const days of [120, 90, 60, 30])
    await book('fund.book_fee', euros, days, '850', 'Frais de tenue de compte (ejemplo)');
  for (const [days, amountMinor, toMinor, feeMinor] of [
    [85, '60000', '103450000', '1200'],
    [40, '80000', '142600000', '1500'],
  ] as const)
    await write('fund.book_conversion', {
      campaign,
      id: uuidv7(),
      from: euros,
      to: pesos,
      amountMinor,
      toMinor,
      feeMinor,
      valueDate: ago(days),
      note: 'Cambio para pagar en pesos (ejemplo)',
    });
}

/** In what the fund is told besides, and at which rates; before anything is booked, so that each entry keeps its own. */
export async function fillRates(write: Writer, campaign: string): Promise<void> {
  for (const { source, rows } of ratesOf(today(ZONE)))
    await write('fund.import_rates', { campaign, id: uuidv7(), source, rows });
  await write('fund.set', {
    campaign,
    reportCurrency: 'EUR',
    goalMinor: '2500000',
    rateSources: { ARS: 'oficial-ejemplo', '*': 'ecb-ejemplo' },
  });
}
