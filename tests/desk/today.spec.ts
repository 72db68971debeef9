import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import type { ListPage } from '../../src/lib/features/signatures/desk.server';
import { sealedPlace } from '../../src/lib/features/signatures/index.server';
import { load as layout } from '../../src/routes/(team)/desk/[campaign]/+layout.server';
import { load as today } from '../../src/routes/(team)/desk/[campaign]/+page.server';
import { actions as fund } from '../../src/routes/(team)/desk/[campaign]/fund/ledger/+page.server';
import { load as signatures } from '../../src/routes/(team)/desk/[campaign]/signatures/+page.server';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  const fields = {
    op: uuidv7(),
    amount: '1000',
    currency: 'ARS',
    valueDate: '2026-03-02',
    donor: 'Nombre Plantado',
    note: 'NOTA',
  };
  await house.call('treasurer', fund['book'], { fields });
  for (let n = 0; n < 55; n += 1) {
    const id = uuidv7();
    const seal = (column: 'name' | 'email', plain: string) => house.keyring.seal(plain, sealedPlace(id, column));
    await house.world.sql.query(
      `insert into public.signatures (id, campaign_id, state, name_sealed, email_sealed, email_key, country, visibility, locale, op_id, created_at, confirmed_at)
       values ($1, $2, $3, $4, $5, $6, 'AR', 'private', 'es', $1, now() - make_interval(mins => $7), now())`,
      [
        id,
        house.campaign,
        n % 5 === 0 ? 'pending' : 'confirmed',
        seal('name', `Firmante ${n}`),
        seal('email', `f${n}@people.test`),
        `k${n}`,
        n,
      ],
    );
  }
});
afterAll(() => house.close());

const seen = async (role: Role, handler: unknown, query = '') =>
  JSON.stringify(await house.call(role, handler, { query }));

describe('what each role is sent', () => {
  it.each(ROLES)('%s gets one layout with what it may see', async (role) => {
    const came = await house.call(role, layout);
    const figures = ['owner', 'organizer', 'treasurer', 'observer'].includes(role);
    expect(came).toMatchObject({
      kind: 'done',
      data: {
        me: { roles: [role] },
        totals: { confirmed: expect.any(Number) },
        snapshots: {
          team: { rows: { people: [] } },
          figures: figures ? { rows: { fund_totals: [{ currency: 'ARS' }] } } : null,
          signatures: ['owner', 'organizer'].includes(role) ? { rows: { paper_batches: [], endorsements: [] } } : null,
        },
      },
    });
    expect(JSON.stringify(came)).not.toMatch(/Plantado|NOTA|v1\.|accessToken/);
  });

  it('tells the fund in the feed only to those who read its ledger', async () => {
    for (const role of ['owner', 'treasurer'] as const) expect(await seen(role, today)).toContain('fund_entries');
    for (const role of ['organizer', 'observer', 'legal', 'coordinator'] as const)
      expect(await seen(role, today)).not.toMatch(/fund_entries|NOTA/);
    expect(await seen('observer', today)).toContain('fund_totals');
    expect(await seen('legal', today)).not.toContain('fund_totals');
  });
});

describe('signatures', () => {
  it('are opened for owners and organizers, page by page', async () => {
    const first = await house.call('organizer', signatures);
    if (first.kind !== 'done') throw new Error('no page');
    const page = first.data as unknown as ListPage & { next: { at: string; id: string } | null };
    expect(page.rows).toHaveLength(50);
    expect(page.rows[0]).toMatchObject({ name: 'Firmante 0', email: 'f0@people.test' });
    const after = `${page.next?.at}_${page.next?.id}`;
    const second = await house.call('owner', signatures, { query: `?after=${encodeURIComponent(after)}` });
    expect(second).toMatchObject({ data: { more: false, next: null } });
    expect(JSON.stringify(second)).toContain('Firmante 50');
    expect(JSON.stringify(second)).not.toContain('Firmante 49"');
  });

  it('are filtered by the address', async () => {
    const came = await house.call('owner', signatures, { query: '?state=pending' });
    if (came.kind !== 'done') throw new Error('no page');
    const { rows, matching } = came.data as unknown as ListPage;
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['pending']));
    expect(matching).toEqual({ n: 11, exact: true });
    const nonsense = await house.call('owner', signatures, { query: '?state=x&after=yesterday' });
    expect(nonsense).toMatchObject({ data: { asked: { filter: {}, beyond: null }, more: true } });
  });

  it('are no page for anybody else', async () => {
    for (const role of ['legal', 'treasurer', 'coordinator', 'observer'] as const)
      expect(await house.call(role, signatures)).toEqual({ kind: 'error', status: 404 });
  });

  it('say so when a key is missing, and show the rest', async () => {
    const id = uuidv7();
    await house.world.sql.query(
      `insert into public.signatures (id, campaign_id, state, name_sealed, email_key, country, visibility, locale, op_id)
       values ($1, $2, 'confirmed', 'v1.k1.damaged', 'damaged', 'AR', 'private', 'es', $1)`,
      [id, house.campaign],
    );
    const came = await house.call('owner', signatures);
    if (came.kind !== 'done') throw new Error('no page');
    const { rows } = came.data as unknown as ListPage;
    // Undefined is what no key opens; null is what was wiped.
    expect(rows.find((row) => row.id === id)).toMatchObject({ name: undefined, email: null });
    expect(rows.find(({ name }) => name === 'Firmante 0')).toMatchObject({ email: 'f0@people.test' });
  });
});
