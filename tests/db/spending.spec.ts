import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '$lib/kernel/ids';
import { apply, ask, createCast, join, loose, must, mustApply, newCampaign, value, type Cast } from './cast';
import { approved, asked, asking, colleague, paid, posted, receipted } from './ops-spending';

let cast: Cast;
beforeAll(async () => {
  cast = await createCast();
});
afterAll(() => cast.close());

const stateOf = (id: string): Promise<string> =>
  value(cast.world, 'select state from spend_requests where id = $1', [id]);
const approve = async (request: string, by: 'treasurer' | 'colleague', version = 1) =>
  apply(by === 'treasurer' ? cast.db('treasurer') : await colleague(cast), 'spend.approve', { request, version });
const limit = (currency: string, limitMinor: string) =>
  mustApply(cast.db('owner'), 'spend.set_limit', { campaign: cast.campaign, currency, limitMinor });

describe('approving', () => {
  it('takes two different treasurers where there is no limit, and then commits the amount', async () => {
    const request = await asked(cast);
    await approve(request, 'treasurer');
    expect(await stateOf(request)).toBe('waiting');
    expect((await approve(request, 'treasurer')).error).toMatchObject({ code: 'RN409', message: 'approved_already' });
    await approve(request, 'colleague');
    expect(await stateOf(request)).toBe('approved');
    const booked = `select kind || ' ' || amount_minor from fund_entries where ref_kind = 'request' and ref_id = $1`;
    expect(await value(cast.world, booked, [request])).toBe('commitment 100000');
    expect((await approve(request, 'colleague')).error).toMatchObject({ code: 'RN409', message: 'spend_state' });
  });

  it('takes one up to the limit, but never one for themselves', async () => {
    await limit('USD', '5000');
    const small = { currency: 'USD', amountMinor: '5000' };
    const [theirs, own] = [await asked(cast, small), await asked(cast, small, 'treasurer')];
    await approve(theirs, 'treasurer');
    expect(await stateOf(theirs)).toBe('approved');
    expect((await approve(own, 'treasurer')).error).toMatchObject({ code: 'RN409', message: 'own_request' });
    await approve(own, 'colleague');
    expect(await stateOf(own)).toBe('approved');
    const above = await asked(cast, { currency: 'USD', amountMinor: '5001' }, 'treasurer');
    await approve(above, 'treasurer');
    expect(await stateOf(above)).toBe('waiting');
    await approve(above, 'colleague');
    expect(await stateOf(above)).toBe('approved');
  });

  it('is for what was read: an edit or another receipt takes every yes back', async () => {
    const { request } = await receipted(cast);
    expect((await approve(request, 'colleague')).error).toMatchObject({ code: 'RN412', details: 'version' });
    await approve(request, 'colleague', 2);
    const { campaign: _, id: __, reference: ___, ...fields } = asking(cast.campaign, { amountMinor: '200000' });
    await mustApply(cast.db('treasurer'), 'spend.edit', { ...fields, request, version: 2 });
    await approve(request, 'treasurer', 3);
    expect(await stateOf(request)).toBe('waiting');
    const late = await apply(cast.db('treasurer'), 'spend.edit', { ...fields, request, version: 2 });
    expect(late.error).toMatchObject({ code: 'RN412' });
    await approve(request, 'colleague', 3);
    expect(await stateOf(request)).toBe('approved');
    const after = await apply(cast.db('treasurer'), 'spend.edit', { ...fields, request, version: 3 });
    expect(after.error).toMatchObject({ code: 'RN409', message: 'spend_state' });
  });

  it('counts nobody who is a treasurer no more', async () => {
    const { accessToken, userId } = await join(cast.world, cast.campaign, ['treasurer']);
    const request = await asked(cast);
    await mustApply(cast.world.backend.as(accessToken), 'spend.approve', { request, version: 1 });
    await mustApply(cast.db('owner'), 'team.set_roles', { campaign: cast.campaign, user: userId, roles: ['observer'] });
    await approve(request, 'treasurer');
    expect(await stateOf(request)).toBe('waiting');
    await approve(request, 'colleague');
    expect(await stateOf(request)).toBe('approved');
  });

  it('of two who say yes at once books one commitment', async () => {
    for (let round = 0; round < 4; round++) {
      const request = await asked(cast);
      const answers = await Promise.all([approve(request, 'treasurer'), approve(request, 'colleague')]);
      expect(answers.map(({ error }) => error)).toEqual([null, null]);
      expect(await value(cast.world, 'select count(*) from fund_entries where ref_id = $1', [request])).toBe('1');
    }
  });

  it('what was approved and not paid is let go when it is refused', async () => {
    const request = await approved(cast);
    const legal = await apply(cast.db('legal'), 'spend.withdraw', { request });
    expect(legal.error).toMatchObject({ code: 'RN409', message: 'spend_state' });
    await mustApply(cast.db('treasurer'), 'spend.refuse', { request, reasonSealed: 'v1.k.x' });
    const sum = `select sum(p.amount_minor) from fund_postings p join fund_accounts a on a.id = p.account_id
      join fund_entries e on e.id = p.entry_id where a.kind = 'commitments' and e.ref_id = $1`;
    expect(await value(cast.world, sum, [request])).toBe('0');
    const pay = { request, id: uuidv7(), valueDate: '2026-03-02', amountMinor: '5' };
    expect((await apply(cast.db('treasurer'), 'spend.pay', pay)).error).toMatchObject({ message: 'spend_state' });
  });
});

describe('paying', () => {
  const pay = (request: string, amountMinor: string, more: object = {}) =>
    apply(cast.db('treasurer'), 'spend.pay', { request, id: uuidv7(), valueDate: '2026-03-02', amountMinor, ...more });

  it('in parts, never more than was approved, and lets the rest go when nothing more is due', async () => {
    const { request } = await paid(cast);
    expect(await stateOf(request)).toBe('partly');
    expect((await pay(request, '60001')).error).toMatchObject({ code: 'RN400', message: 'spend_over' });
    expect((await pay(request, '50000', { final: true })).error).toBeNull();
    expect(await stateOf(request)).toBe('paid');
    expect((await pay(request, '1')).error).toMatchObject({ code: 'RN409', message: 'spend_state' });
    const kinds = `select string_agg(kind || ' ' || amount_minor, ', ' order by created_at, kind) from fund_entries where ref_id = $1`;
    expect(await value(cast.world, kinds, [request])).toBe(
      'commitment 100000, payment 40000, payment 50000, release 10000',
    );
  });

  it('is taken back with all that it let go', async () => {
    const { request, id } = await paid(cast, { final: true });
    expect(await stateOf(request)).toBe('paid');
    const back = { payment: id, id: uuidv7(), reason: 'Wrong account' };
    await mustApply(cast.db('treasurer'), 'spend.unpay', back);
    expect(await stateOf(request)).toBe('approved');
    expect(await value(cast.world, 'select committed_minor from spend_requests where id = $1', [request])).toBe(
      '100000',
    );
    const again = await apply(cast.db('treasurer'), 'spend.unpay', { ...back, id: uuidv7() });
    expect(again.error).toMatchObject({ code: 'RN409', message: 'reversed' });
    const byHand = await apply(cast.db('treasurer'), 'fund.reverse', { entry: id, id: uuidv7(), reason: 'x' });
    expect(byHand.error?.code).toBe('RN409');
  });

  it('shows of a line what was chosen, also afterwards, and never by whom somebody is known', async () => {
    const person = uuidv7();
    await mustApply(cast.db('legal'), 'people.register', {
      campaign: cast.campaign,
      id: person,
      code: 'ROSA-07',
      pseudonym: 'La Maestra',
      statusId: uuidv7(),
      status: 'house_arrest',
      place: '',
      fromDate: '2026-01-01',
    });
    const { request, id } = await paid(cast);
    const show = (publicNote: string, more: object = {}) =>
      apply(cast.db('treasurer'), 'spend.show', { request, level: 'public', publicNote, ...more });
    for (const note of ['Defensa de ROSA-07', 'Caución de la maestra', 'Causa rosa 07', 'MAÉSTRA']) {
      expect((await show(note)).error, note).toMatchObject({ message: 'names_person', details: 'publicNote' });
    }
    expect((await show('Honorarios de abogadas')).error).toBeNull();
    const seen = await value(cast.world, `select level || ': ' || public_note from fund_entries where id = $1`, [id]);
    expect(seen).toBe('public: Honorarios de abogadas');
    expect((await show('Cuadernos para la maestra del barrio', { noteAnyway: true })).error).toBeNull();
    // By hand in the ledger as well.
    const line = (more: object) =>
      apply(cast.db('treasurer'), 'fund.set_line', { entry: id, level: 'public', category: 'lawyer', ...more });
    const named = { publicNote: 'Defensa de ROSA-07' };
    expect((await line(named)).error).toMatchObject({ message: 'names_person', details: 'publicNote' });
    expect((await line({ ...named, noteAnyway: true })).error).toBeNull();
    expect((await line({ publicNote: 'Honorarios' })).error).toBeNull();
  });

  it('from an account in another currency goes through exchange, and each currency balances', async () => {
    const account = uuidv7();
    const euros = { campaign: cast.campaign, id: account, currency: 'EUR', name: 'Caisse' };
    await mustApply(cast.db('treasurer'), 'fund.set_account', euros);
    const request = await approved(cast);
    expect((await pay(request, '100000', { account })).error).toMatchObject({
      message: 'amount',
      details: 'paidMinor',
    });
    expect((await pay(request, '100000', { account, paidMinor: '6900', feeMinor: '150' })).error).toBeNull();
    expect(await value(cast.world, 'select balance_minor from fund_accounts where id = $1', [account])).toBe('-7050');
  });

  it('is refused in a month that is closed', async () => {
    const { id: campaign } = await newCampaign(cast.world);
    const two = [await join(cast.world, campaign, ['treasurer']), await join(cast.world, campaign, ['treasurer'])];
    const dbs = two.map(({ accessToken }) => cast.world.backend.as(accessToken));
    const [first] = dbs;
    if (!first) throw new Error('nobody');
    const request = asking(campaign);
    await mustApply(first, 'spend.request', request);
    for (const db of dbs) await mustApply(db, 'spend.approve', { request: request.id, version: 1 });
    await cast.world.sql.query(
      `insert into fund_months (id, campaign_id, month, entries, body, chained_to, hash, signature) values ($1, $2, '2026-02-01', 0, '{}', '', encode(sha256('{}'), 'hex'), repeat('A', 86) || '==')`,
      [uuidv7(), campaign],
    );
    const late = { request: request.id, id: uuidv7(), valueDate: '2026-02-28', amountMinor: '5' };
    expect((await apply(first, 'spend.pay', late)).error).toMatchObject({ code: 'RN409', message: 'month_closed' });
  });
});

describe('bail', () => {
  const back = (bail: string, kind: 'return' | 'lose', amountMinor: string, more: object = {}) => {
    const id = uuidv7();
    const args = { bail, id, valueDate: '2026-03-09', amountMinor, ...more };
    return apply(cast.db('treasurer'), `bail.${kind}`, args).then(({ error }) => ({ id, error }));
  };
  const one = (bail: string) =>
    must<{ bailState: string }>(cast.db('treasurer'), 'bail_one', { campaign: cast.campaign, bail });

  it('is ordered, posted with two yeses, and comes back in parts, with what the court keeps', async () => {
    const ordered = await asked(cast, { category: 'bail' });
    expect((await one(ordered)).bailState).toBe('ordered');
    expect((await back(ordered, 'return', '1')).error).toMatchObject({ message: 'bail_over', details: 'amountMinor' });
    const bail = await posted(cast);
    expect((await one(bail)).bailState).toBe('posted');
    const entry = 'select kind from fund_entries where ref_id = $1 order by created_at desc limit 1';
    expect(await value(cast.world, entry, [bail])).toBe('bail_posted');
    const first = await back(bail, 'return', '60000', { feeMinor: '1000' });
    expect((await one(bail)).bailState).toBe('partly');
    expect((await back(bail, 'lose', '40001')).error).toMatchObject({ message: 'bail_over' });
    expect((await back(bail, 'lose', '40000')).error).toBeNull();
    expect((await one(bail)).bailState).toBe('returned');
    const payment = await value<string>(cast.world, 'select id from spend_payments where request_id = $1', [bail]);
    const unpay = { payment, id: uuidv7(), reason: 'x' };
    expect((await apply(cast.db('treasurer'), 'spend.unpay', unpay)).error).toMatchObject({
      message: 'bail_back_first',
    });
    const undo = { move: first.id, id: uuidv7(), reason: 'Another bail' };
    await mustApply(cast.db('treasurer'), 'bail.undo', undo);
    expect((await one(bail)).bailState).toBe('partly');
    const again = await apply(cast.db('treasurer'), 'bail.undo', { ...undo, id: uuidv7() });
    expect(again.error).toMatchObject({ code: 'RN409', message: 'reversed' });
  });

  it('reminds from a week before the court should give it back, as long as it holds anything', async () => {
    const soon = async () =>
      (await must<{ bailSoon: number }>(cast.db('treasurer'), 'spend_todo', { campaign: cast.campaign })).bailSoon;
    const before = await soon();
    const bail = await posted(cast);
    const on = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const set = (days: number) =>
      mustApply(cast.db('treasurer'), 'bail.set', { bail, court: 'Juzgado 7', expectedOn: on(days) });
    await set(20);
    expect(await soon()).toBe(before);
    await set(6);
    expect(await soon()).toBe(before + 1);
    const found = await must<{ id: string }[]>(cast.db('owner'), 'bails_page', {
      campaign: cast.campaign,
      filter: { soon: '1' },
    });
    expect(found.map(({ id }) => id)).toContain(bail);
    await back(bail, 'return', '100000');
    expect(await soon()).toBe(before);
  });

  it('follows what its request is for', async () => {
    const request = await asked(cast, { category: 'bail' }, 'treasurer');
    const { campaign: _, id: __, reference: ___, ...fields } = asking(cast.campaign);
    await mustApply(cast.db('treasurer'), 'spend.edit', { ...fields, request, version: 1 });
    expect(await must(cast.db('treasurer'), 'bail_one', { campaign: cast.campaign, bail: request })).toBeNull();
  });

  it('is seen by whoever asked and by those who read the fund', async () => {
    const bail = await asked(cast, { category: 'bail' });
    for (const persona of ['legal', 'owner', 'treasurer'] as const)
      expect(await must(cast.db(persona), 'bail_one', { campaign: cast.campaign, bail })).toMatchObject({ id: bail });
    expect(await must(cast.db('coordinator'), 'bail_one', { campaign: cast.campaign, bail })).toBeNull();
    for (const persona of ['legal', 'observer', 'stranger'] as const)
      expect((await ask(cast.db(persona), 'bail_events', { campaign: cast.campaign })).error?.code).toBe('RN404');
  });

  it('tells donors what they may read, and never what was taken back', async () => {
    const { request, id } = await paid(cast);
    await mustApply(cast.db('treasurer'), 'spend.show', { request, level: 'donors', publicNote: 'Travel of families' });
    const lines = () =>
      must<{ note: string }[]>(cast.world.backend.system(), 'spend_for_donors', { campaign: cast.campaign, n: 50 });
    expect((await lines()).map(({ note }) => note)).toContain('Travel of families');
    await mustApply(cast.db('treasurer'), 'spend.unpay', { payment: id, id: uuidv7(), reason: 'x' });
    expect((await lines()).map(({ note }) => note)).not.toContain('Travel of families');
    const shut = await ask(cast.db('owner'), 'spend_for_donors', { campaign: cast.campaign, n: 50 });
    expect(shut.error?.code).toBe('42501');
  });
});

describe('reading', () => {
  it('gives whoever asked their own requests, and those who read the fund all', async () => {
    const [theirs, other] = [await asked(cast), await asked(cast, {}, 'treasurer')];
    const page = (persona: 'legal' | 'treasurer' | 'owner' | 'coordinator', filter: object = {}) =>
      must<{ id: string; own: boolean }[]>(cast.db(persona), 'spend_page', {
        campaign: cast.campaign,
        filter,
        n: 500,
      });
    const mine = await page('legal');
    expect(mine.some(({ id }) => id === theirs)).toBe(true);
    expect(mine.every(({ own }) => own)).toBe(true);
    expect((await page('coordinator')).map(({ id }) => id)).not.toContain(other);
    for (const reader of ['treasurer', 'owner'] as const) {
      const ids = (await page(reader)).map(({ id }) => id);
      expect(ids).toContain(theirs);
      expect(ids).toContain(other);
    }
    const waits = (await page('treasurer', { forMe: '1' })).map(({ id }) => id);
    expect(waits).toContain(theirs);
    for (const nobody of ['observer', 'stranger', 'disabled', 'removed', 'outsider'] as const) {
      expect((await ask(cast.db(nobody), 'spend_page', { campaign: cast.campaign, filter: {} })).error?.code).toBe(
        'RN404',
      );
    }
    const one = { campaign: cast.campaign, request: other };
    expect(await must(cast.db('legal'), 'spend_one', one)).toBeNull();
    expect((await loose(cast.db('legal')).from('spend_requests').select('id').eq('id', other)).data).toEqual([]);
    expect((await loose(cast.db('legal')).from('spend_requests').select('id').eq('id', theirs)).data).toHaveLength(1);
  });

  it('opens a receipt for whoever sees its request, once it is written down', async () => {
    const { request, receipt } = await receipted(cast);
    const args = { campaign: cast.campaign, receipt };
    expect(await must(cast.db('owner'), 'spend_receipt', args)).toBeNull();
    await mustApply(cast.db('owner'), 'spend.open_receipt', { request, receipt });
    expect(await must(cast.db('owner'), 'spend_receipt', args)).toMatchObject({ type: 'application/pdf' });
    expect((await apply(cast.db('legal'), 'spend.open_receipt', { request, receipt })).error?.code).toBe('RN404');
    expect(await must(cast.db('legal'), 'spend_receipt', args)).toBeNull();
    const file = await value<string>(cast.world, 'select file_id from spend_receipts where id = $1', [receipt]);
    for (const persona of ['owner', 'treasurer'] as const)
      expect(await must(cast.db(persona), 'file_open', { campaign: cast.campaign, file })).toBeNull();
  });

  it('keeps out of the journal to whom, what for and about whom it is', async () => {
    const secret = {
      payeeSealed: 'v1.k.PAYEE',
      purposeSealed: 'v1.k.WHY',
      caseCode: 'SECRET-CASE',
      publicNote: 'NOTE',
    };
    await asked(cast, secret);
    const found = `select count(*) from journal where (patch::text || inverse::text) ~ 'PAYEE|WHY|SECRET-CASE|NOTE'`;
    expect(await value(cast.world, found)).toBe('0');
  });
});

it('keeps what is committed equal to what is approved and open, whatever is done in whatever order', async () => {
  const kinds = ['ask', 'approve', 'approve', 'approve', 'pay', 'pay', 'unpay', 'refuse', 'withdraw', 'close'] as const;
  const act = fc.record({
    kind: fc.constantFrom(...kinds, 'return', 'return', 'lose', 'undo'),
    who: fc.nat(1),
    which: fc.nat(3),
    share: fc.integer({ min: 1, max: 100 }),
    final: fc.boolean(),
    category: fc.constantFrom('lawyer', 'bail'),
  });
  const one = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 18 }), async (acts) => {
      const { id: campaign } = await newCampaign(cast.world);
      const people = [await join(cast.world, campaign, ['treasurer']), await join(cast.world, campaign, ['treasurer'])];
      const dbs = people.map(({ accessToken }) => cast.world.backend.as(accessToken));
      const requests: string[] = [];
      const payments: string[] = [];
      const moves: string[] = [];
      const valueDate = '2026-03-02';
      for (const { kind, who, which, share, final, category } of acts) {
        const db = one(dbs, who);
        if (!db) continue;
        const request = one(requests, which);
        if (kind === 'ask' || request === undefined) {
          const args = asking(campaign, { amountMinor: `${share}00`, category });
          requests.push(args.id);
          await mustApply(db, 'spend.request', args);
        } else if (kind === 'approve') await apply(db, 'spend.approve', { request, version: 1 });
        else if (kind === 'pay') {
          const id = uuidv7();
          payments.push(id);
          const fee = share % 3 === 0 ? { feeMinor: '7' } : {};
          await apply(db, 'spend.pay', { request, id, valueDate, amountMinor: `${share}`, final, ...fee });
        } else if (kind === 'unpay') {
          await apply(db, 'spend.unpay', { payment: one(payments, which) ?? uuidv7(), id: uuidv7(), reason: 'x' });
        } else if (kind === 'return' || kind === 'lose') {
          const id = uuidv7();
          moves.push(id);
          await apply(db, `bail.${kind}`, { bail: request, id, valueDate, amountMinor: `${share}` });
        } else if (kind === 'undo') {
          await apply(db, 'bail.undo', { move: one(moves, which) ?? uuidv7(), id: uuidv7(), reason: 'x' });
        } else if (kind === 'close') await apply(db, 'spend.close', { request });
        else await apply(db, `spend.${kind}`, { request, reasonSealed: 'v1.k.x' });
      }
      const { rows } = await cast.world.sql.query(
        `select coalesce((select sum(amount_minor - paid_minor) from spend_requests where campaign_id = $1 and state in ('approved', 'partly')), 0)::text as open,
           coalesce((select sum(minor) from spend_payments where campaign_id = $1 and undone_at is null), 0)::text as paid,
           (coalesce((select sum(-minor - fee_minor) from spend_payments where campaign_id = $1 and undone_at is null), 0)
             + coalesce((select sum(returned_minor) from bails where campaign_id = $1), 0))::text as pot,
           coalesce((select sum(r.paid_minor - b.returned_minor - b.lost_minor) from bails b join spend_requests r using (id) where b.campaign_id = $1), 0)::text as held,
           coalesce((select posted_minor from fund_totals where campaign_id = $1), 0)::text as posted,
           coalesce((select committed_minor from fund_totals where campaign_id = $1), 0)::text as committed,
           coalesce((select spent_minor + posted_minor + returned_minor + lost_minor from fund_totals where campaign_id = $1), 0)::text as spent,
           coalesce((select pot_minor from fund_totals where campaign_id = $1), 0)::text as told`,
        [campaign],
      );
      const [row] = rows as Record<string, string>[];
      const told = { committed: row?.['committed'], spent: row?.['spent'], pot: row?.['told'], held: row?.['posted'] };
      expect(told).toEqual({ committed: row?.['open'], spent: row?.['paid'], pot: row?.['pot'], held: row?.['held'] });
    }),
    { numRuns: 25 },
  );
});
