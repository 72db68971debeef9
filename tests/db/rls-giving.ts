/** Who may do what with the tables of gifts. Nobody writes them: what is pledged and what arrives goes through functions. */
import { ROLES } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, value, type Cast, type Persona } from './cast';
import type { Expected } from './rls-expected';

const readers = ['owner', 'treasurer'] as const;

export const GIVING_TABLES: Record<string, Expected> = {
  giving_settings: {
    select: ROLES,
    row: ({ campaign }) => ({ campaign_id: campaign }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ use_es: `Para ${n}` }),
  },
  pledges: {
    select: readers,
    columns: 'id, campaign_id, reference, state, has_name',
    row: ({ campaign }, _, n) => ({
      id: uuidv7(),
      campaign_id: campaign,
      reference: `RF00X${n}`,
      amount_minor: 5,
      currency: 'EUR',
      locale: 'es',
      expires_at: '2030-01-01T00:00:00Z',
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ amount_minor: 900 + n }),
  },
  pledge_entries: {
    select: readers,
    row: ({ campaign, entry }) => ({
      campaign_id: campaign,
      pledge_id: uuidv7(),
      entry_id: entry,
      currency: 'ARS',
      minor: 5,
      day: '2026-01-01',
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ minor: 900 + n }),
  },
  pledge_payments: {
    select: readers,
    row: ({ campaign }, _, n) => ({
      campaign_id: campaign,
      pledge_id: uuidv7(),
      processor: 'stripe',
      payment: `p${n}`,
      currency: 'EUR',
      amount_minor: 5,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ amount_minor: 900 + n }),
  },
  processor_events: {
    select: readers,
    row: ({ campaign }, _, n) => ({ campaign_id: campaign, processor: 'stripe', event: `e${n}`, outcome: 'booked' }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: () => ({ outcome: 'unknown' }),
  },
  giving_acts: {
    select: ['owner'],
    row: ({ campaign }) => ({ id: uuidv7(), campaign_id: campaign, kind: 'look' }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: () => ({ kind: 'forget' }),
  },
};

/** One row in each of them, made as the product makes them. */
export async function furnishGiving(cast: Cast, treasurer: Persona, campaign: string): Promise<void> {
  const [pledge, entry] = [uuidv7(), uuidv7()];
  const db = cast.db(treasurer);
  await mustApply(db, 'giving.set', { campaign, open: true, presets: [{ currency: 'EUR', minor: [5000] }] });
  const reference = `RF00R${pledge.slice(-12).toUpperCase()}`;
  const money = { amountMinor: '5000', currency: 'EUR', day: '2026-01-01' };
  await mustApply(db, 'giving.offline', { campaign, id: pledge, entry, reference, locale: 'es', ...money });
  await mustApply(db, 'giving.look', { pledge, id: uuidv7() });
  await cast.world.sql.query(
    `insert into pledges (id, campaign_id, reference, amount_minor, currency, locale, expires_at) values ($1, $2, $3, 700, 'EUR', 'es', now() + interval '1 day')`,
    [uuidv7(), campaign, `RF00Q${pledge.slice(-12).toUpperCase()}`],
  );
  const open = await value<string>(
    cast.world,
    "select id from pledges where campaign_id = $1 and state = 'open' limit 1",
    [campaign],
  );
  await cast.world.backend.system().rpc('payment_settle', {
    item: {
      processor: 'stripe',
      event: `evt_${campaign}`,
      pledge: open,
      payment: `pi_${campaign}`,
      currency: 'EUR',
      amountMinor: '700',
      refundedMinor: '0',
      feeMinor: '30',
      day: '2026-01-02',
      account: 'Stripe',
      note: 'Stripe',
    },
  });
}
