import { samplePledge } from '$lib/features/giving/index.server';
import { addDays, today } from '$lib/kernel/dates';
import { uuidv7 } from '$lib/kernel/ids';
import type { Ronda } from '$lib/server/app.server';
import { call } from '$lib/server/rpc.server';
import type { Writer } from './sample.server';

const ZONE = 'America/Argentina/Buenos_Aires';

/** Invented, as their names say; their check digits are right, because the page would not show others. */
const ACCOUNTS = [
  {
    currency: 'EUR',
    name: 'Cuenta en euros (ejemplo)',
    holder: 'Asociación Fondo de Defensa (ejemplo)',
    iban: 'FR7630006000011234567890189',
    bic: 'EXEMFRPP',
    bankName: 'Banque de l’Exemple',
    bankAddress: '1 rue de l’Exemple, 75000 Paris, France',
    country: 'FR',
  },
  {
    currency: 'ARS',
    name: 'Cuenta en pesos (ejemplo)',
    holder: 'Asociación Fondo de Defensa (ejemplo)',
    cbu: '2850590940090418135201',
    alias: 'fondo.de.ejemplo',
    bankName: 'Banco de Ejemplo',
    country: 'AR',
  },
] as const;

const PRESETS = [
  { currency: 'ARS', minor: [500_000, 1_500_000, 5_000_000] },
  { currency: 'EUR', minor: [2_000, 5_000, 10_000, 25_000] },
  { currency: 'USD', minor: [2_500, 5_000, 10_000] },
];

const WORDS = {
  es: {
    use: 'Paga abogados, costas y cauciones de personas perseguidas por protestar.',
    thanks: 'Gracias. Cada aporte es una persona menos sola frente a un tribunal.',
  },
  en: {
    use: 'It pays lawyers, court costs and bail for people prosecuted for protesting.',
    thanks: 'Thank you. With every gift somebody stands less alone before a court.',
  },
} as const;

type Came = { minor: string; fee?: string; after: number }[];
interface Sample {
  currency: string;
  minor: string;
  daysAgo: number;
  source: string;
  name?: string;
  locale?: 'es' | 'en';
  came?: Came;
  cancelled?: true;
}
const PLEDGES: readonly Sample[] = [
  { currency: 'EUR', minor: '5000', daysAgo: 20, source: 'mastodon', came: [{ minor: '5000', after: 2 }] },
  {
    currency: 'EUR',
    minor: '10000',
    daysAgo: 15,
    source: 'mail',
    locale: 'en',
    name: 'Persona de ejemplo',
    came: [{ minor: '10000', fee: '1250', after: 4 }],
  },
  { currency: 'USD', minor: '10000', daysAgo: 11, source: 'bluesky', locale: 'en' },
  {
    currency: 'EUR',
    minor: '25000',
    daysAgo: 9,
    source: 'mail',
    name: 'Comité de ejemplo',
    came: [{ minor: '10000', after: 3 }],
  },
  { currency: 'ARS', minor: '1500000', daysAgo: 8, source: 'whatsapp', came: [{ minor: '1500000', after: 0 }] },
  {
    currency: 'ARS',
    minor: '500000',
    daysAgo: 6,
    source: 'whatsapp',
    name: 'Vecina de ejemplo',
    came: [{ minor: '500000', after: 1 }],
  },
  { currency: 'EUR', minor: '2000', daysAgo: 5, source: '', cancelled: true },
  { currency: 'ARS', minor: '5000000', daysAgo: 4, source: 'qr-plaza' },
  { currency: 'EUR', minor: '5000', daysAgo: 2, source: 'mastodon', name: 'Amiga de ejemplo' },
  { currency: 'EUR', minor: '2000', daysAgo: 1, source: 'whatsapp' },
  { currency: 'EUR', minor: '5000', daysAgo: 75, source: 'telegram' },
  { currency: 'USD', minor: '2500', daysAgo: 64, source: '', locale: 'en' },
];

/** Where to send money, and pledges in every state, of the sample; answers the account of each currency. */
export async function fillGiving(app: Ronda, write: Writer, campaign: string): Promise<ReadonlyMap<string, string>> {
  const system = app.backend.system();
  const now = today(ZONE);
  const accounts = new Map<string, string>();
  for (const account of ACCOUNTS) {
    const id = uuidv7();
    accounts.set(account.currency, id);
    await write('fund.set_account', { campaign, id, public: true, ...account });
  }
  await write('giving.set', {
    campaign,
    open: true,
    presets: PRESETS,
    remindDays: 10,
    expireDays: 60,
    bankFees: 'donor',
  });
  for (const locale of ['es', 'en'] as const) await write('giving.text', { campaign, locale, ...WORDS[locale] });

  const items = PLEDGES.map((sample) => ({ ...sample, item: samplePledge(app.keyring, campaign, sample) }));
  for (const { item } of items) await call(system, 'pledge_make', { item });
  await call(system, 'load_sample_pledges', {
    campaign,
    items: items.map(({ item, daysAgo }) => ({ id: item.id, days: daysAgo })),
  });
  for (const { item, currency, daysAgo, came = [], cancelled } of items) {
    const account = accounts.get(currency);
    for (const { minor: amountMinor, fee: feeMinor, after } of came) {
      await write('giving.receive', {
        pledge: item.id,
        entry: uuidv7(),
        amountMinor,
        ...(feeMinor === undefined ? {} : { feeMinor }),
        currency,
        day: addDays(now, after - daysAgo),
        ...(account === undefined ? {} : { account }),
      });
    }
    if (cancelled) await write('giving.cancel', { pledge: item.id });
  }
  await call(system, 'pledges_expire');
  app.totalsChanged();
  return accounts;
}
