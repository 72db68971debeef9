/** A campaign that takes gifts, and what a donor does there. */
import { randomUUID } from 'node:crypto';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { giving } from '../../src/lib/features/giving/index.server';
import type { OwnPledge, TransferWay } from '../../src/lib/features/giving/model';
import { OWN_LINK } from '../../src/lib/features/giving/places.server';
import * as givePage from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/give/+page.server';
import * as ownPage from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/give/[token]/+page.server';
import { openHouse, type Came, type House, type Visit } from './house';

export interface Giver {
  house: House;
  fields(change?: Record<string, string>): Record<string, string>;
  send(fields: Record<string, string>, from?: string): Promise<Came>;
  /** The token of the page of a new pledge. */
  pledge(change?: Record<string, string>): Promise<string>;
  own(token: string): Promise<{ pledge: OwnPledge; ways: TransferWay[] }>;
  act(token: string, name: 'change' | 'cancel' | 'forget' | 'card', fields?: Record<string, string>): Promise<Came>;
  visit: House['visit'];
  /** As the bank's statement does: an entry of the ledger, tied to the pledge. Answers the entry. */
  arrive(token: string, minor: bigint, fee: bigint): Promise<string>;
  idOf(token: string): Promise<string>;
  count(): Promise<number>;
  /** What was kept of the settings is read anew. */
  forget(): void;
}

const PRESETS = [
  { currency: 'ARS', minor: [500_000, 1_500_000, 5_000_000] },
  { currency: 'EUR', minor: [2_000, 5_000, 10_000] },
  { currency: 'USD', minor: [2_500, 5_000] },
];

async function account(house: House, currency: string, columns: Record<string, string>): Promise<void> {
  const id = randomUUID();
  const { sql } = house.world;
  await sql.query(
    "insert into public.fund_accounts (id, campaign_id, kind, currency, name) values ($1, $2, 'bank', $3, $4)",
    [id, house.campaign, currency, `Cuenta ${currency}`],
  );
  const names = Object.keys(columns);
  await sql.query(
    `insert into public.bank_accounts (id, campaign_id, currency, name, holder, public${names.map((name) => `, ${name}`).join('')})
     values ($1, $2, $3, $4, 'Asociación de ejemplo', true${names.map((_, at) => `, $${at + 5}`).join('')})`,
    [id, house.campaign, currency, `Cuenta ${currency}`, ...Object.values(columns)],
  );
}

export async function openGiving(): Promise<Giver> {
  const house = await openHouse();
  const { sql } = house.world;
  await sql.query('insert into public.giving_settings (campaign_id, is_open, presets) values ($1, true, $2)', [
    house.campaign,
    JSON.stringify(PRESETS),
  ]);
  await account(house, 'EUR', {
    iban: 'FR7630006000011234567890189',
    bic: 'AGRIFRPP',
    bank_name: 'Banque exemple',
    country: 'FR',
  });
  await account(house, 'ARS', { cbu: '2850590940090418135201', alias: 'ejemplo.fondo', country: 'AR' });

  const fields = (change: Record<string, string> = {}): Record<string, string> => ({
    op: uuidv7(),
    currency: 'EUR',
    choice: '5000',
    amount: '',
    name: '',
    email: '',
    source: '',
    proof: '',
    topic: '',
    ...change,
  });
  const send = (sent: Record<string, string>, from?: string): Promise<Came> =>
    house.visit(givePage.actions['pledge'], { fields: sent, ...(from === undefined ? {} : { from }) });
  const idOf = (token: string): Promise<string> => {
    const link = house.keyring.readLinkToken(OWN_LINK, token);
    if (!link.ok) throw new Error('no such link');
    return Promise.resolve(link.value.id);
  };
  return {
    house,
    fields,
    send,
    async pledge(change) {
      const came = await send(fields(change));
      const token = came.kind === 'redirect' ? /\/give\/([\w-]{48})$/.exec(came.to)?.[1] : undefined;
      if (token === undefined) throw new Error(`no pledge: ${JSON.stringify(came)}`);
      return token;
    },
    async own(token) {
      const came = await house.visit(ownPage.load, { params: { token } });
      if (came.kind !== 'page') throw new Error(`no page: ${JSON.stringify(came)}`);
      return came.data as unknown as { pledge: OwnPledge; ways: TransferWay[] };
    },
    act: (token, name, sent = {}) =>
      house.visit(ownPage.actions[name], { params: { token }, fields: { ...sent, pressed: 'yes' } }),
    visit: (handler: unknown, visit?: Visit) => house.visit(handler, visit),
    async arrive(token, minor, fee) {
      const entry = randomUUID();
      const id = await idOf(token);
      await sql.query(
        `select app.pledge_book(p, $2, $3, $4, p.currency, current_date, '{"kind": "bank"}', 'x') from public.pledges p where p.id = $1`,
        [id, entry, minor.toString(), fee.toString()],
      );
      return entry;
    },
    idOf,
    async count() {
      const { rows } = await sql.query<{ n: string }>('select count(*) as n from public.pledges');
      return Number(rows[0]?.n ?? 0);
    },
    forget: () => giving().forgetKept(),
  };
}
