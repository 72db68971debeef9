import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../src/lib/contracts/permissions';
import { sealedPlace } from '../../src/lib/features/signatures/places.server';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { actions as fraudRoom } from '../../src/routes/(team)/desk/[campaign]/signatures/fraud/+page.server';
import { actions } from '../../src/routes/(team)/desk/[campaign]/signatures/+page.server';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function signed(state: string, given: { reason?: string; email?: boolean; campaign?: string } = {}) {
  const id = uuidv7();
  const { reason = null, email = true, campaign = house.campaign } = given;
  await house.world.sql.query(
    `insert into public.signatures (id, campaign_id, state, reason, email_key, email_sealed, country, visibility, locale, op_id, confirmed_at)
     values ($1, $2, $3, $4, $5, $6, 'AR', 'private', 'es', $1, case when $3 = 'confirmed' then now() end)`,
    [id, campaign, state, reason, id, email ? house.keyring.seal('a@b.test', sealedPlace(id, 'email')) : null],
  );
  return id;
}
const states = async (ids: readonly string[]): Promise<string[]> => {
  const { rows } = await house.world.sql.query<{ id: string; now: string }>(
    `select id, concat_ws(' ', state, reason) as now from public.signatures where id = any ($1)`,
    [ids],
  );
  return ids.map((id) => rows.find((row) => row.id === id)?.now ?? '');
};
type Act = 'reject' | 'restore';
const press = (act: Act, ids: readonly string[], more: Record<string, string> = {}, as: Role = 'organizer') =>
  house.call(as, actions[act], {
    fields: {
      form: 'bulk',
      op: uuidv7(),
      signatures: ids.join(','),
      ...(act === 'reject' && { reason: 'duplicate' }),
      ...more,
    },
  });
const undo = (run: string, as: Role = 'organizer', op = uuidv7()) =>
  house.call(as, actions['undo'], { fields: { form: 'undo', op, run } });
const runOf = (came: Awaited<ReturnType<typeof press>>): string =>
  came.kind === 'done' ? String(came.data['run']) : '';

describe('chosen signatures', () => {
  it('are rejected with a reason, and come back as they were', async () => {
    const ids = [await signed('confirmed'), await signed('pending'), await signed('shadow', { reason: 'limit' })];
    const [other, gone] = [await signed('confirmed'), await signed('withdrawn', { reason: 'asked' })];
    const came = await press('reject', [...ids, gone], { reason: 'duplicate' });
    expect(came).toMatchObject({ kind: 'done', data: { done: 'rejected', what: '3' } });
    expect(await states(ids)).toEqual(ids.map(() => 'invalidated duplicate'));
    expect(await states([other, gone])).toEqual(['confirmed', 'withdrawn asked']);
    expect(await undo(runOf(came))).toMatchObject({ data: { done: 'undone' } });
    expect(await states(ids)).toEqual(['confirmed', 'pending', 'shadow limit']);
    expect(await undo(runOf(came))).toMatchObject({ kind: 'refused', status: 404 });
  });

  it('are let back in from the shadow and from another run, and go back to where they were', async () => {
    const ids = [await signed('confirmed'), await signed('pending'), await signed('shadow', { reason: 'bot' })];
    await press('reject', ids.slice(0, 2), { reason: 'bot' });
    const untouched = await signed('confirmed');
    const came = await press('restore', [...ids, untouched]);
    expect(came).toMatchObject({ data: { done: 'restored', what: '3' } });
    expect(await states([...ids, untouched])).toEqual(['confirmed', 'pending', 'pending', 'confirmed']);
    await undo(runOf(came));
    expect(await states([...ids, untouched])).toEqual([
      'invalidated bot',
      'invalidated bot',
      'shadow bot',
      'confirmed',
    ]);
  });

  it('ask nobody to confirm what has no mailbox any more', async () => {
    const id = await signed('pending', { email: false });
    await press('reject', [id]);
    const came = await press('restore', [id]);
    expect(await states([id])).toEqual(['rejected expired']);
    await undo(runOf(came));
    expect(await states([id])).toEqual(['invalidated duplicate']);
  });

  it('are one act when the button is pressed twice, and it stands in the journal with who did it', async () => {
    const id = await signed('confirmed');
    const op = uuidv7();
    for (let time = 0; time < 2; time += 1) {
      expect(await press('reject', [id], { op, reason: 'other' })).toMatchObject({
        data: { done: 'rejected', what: '1', run: op },
      });
    }
    const again = uuidv7();
    for (let time = 0; time < 2; time += 1) expect(await undo(op, 'owner', again)).toMatchObject({ kind: 'done' });
    expect(await states([id])).toEqual(['confirmed']);
    const { rows } = await house.world.sql.query(
      `select patch ->> 'kind' as kind, patch ->> 'reason' as reason, patch ? 'conditions' as tells from public.journal
       where entity = 'invalidations' and entity_id = $1 order by seq limit 1`,
      [op],
    );
    expect(rows).toEqual([{ kind: 'invalidate', reason: 'other', tells: false }]);
  });

  it('are for owners and organizers, of their own campaign', async () => {
    const id = await signed('confirmed');
    const came = await press('reject', [id], {}, 'owner');
    for (const role of ROLES.filter((one) => one !== 'owner' && one !== 'organizer')) {
      for (const act of ['reject', 'restore'] as const) {
        expect(await press(act, [id], {}, role), role).toEqual({ kind: 'error', status: 404 });
      }
      expect(await undo(runOf(came), role), role).toEqual({ kind: 'error', status: 404 });
    }
    expect(await states([id])).toEqual(['invalidated duplicate']);
    const campaign = uuidv7();
    await house.world.sql.query("insert into public.campaigns (id, slug, status, goal) values ($1, $2, 'open', 100)", [
      campaign,
      `c-${campaign}`,
    ]);
    const foreign = await signed('confirmed', { campaign });
    expect(await press('reject', [foreign])).toMatchObject({ data: { what: '0' } });
    expect(await states([foreign])).toEqual(['confirmed']);
  });

  it('are refused when none is chosen, or for a reason nobody knows', async () => {
    const id = await signed('confirmed');
    expect(await press('reject', [])).toMatchObject({ form: { errors: { signatures: 'none_chosen' } } });
    expect(await press('restore', ['x'])).toMatchObject({ kind: 'refused' });
    expect(await press('reject', [id], { reason: 'spite' })).toMatchObject({ form: { errors: { reason: 'choice' } } });
    // Their ticks stay: the page reads them from what comes back.
    const others = [id, await signed('confirmed')];
    expect(await press('reject', others, { reason: '' })).toMatchObject({
      form: { errors: { reason: 'required' }, values: { signatures: others.join(',') } },
    });
    expect(await undo('x')).toMatchObject({ kind: 'refused' });
    const { data: sneaked } = await house.world.backend.system().rpc('fraud_work', { n: 10 });
    expect([sneaked, ...(await states([id]))]).toEqual([null, 'confirmed']);
  });
});

it('hands the days of a filter over to the fraud room', async () => {
  await signed('confirmed');
  const count = async (more: Record<string, string>) => {
    const fields = { form: 'conditions', op: uuidv7(), kind: 'invalidate', country: 'AR', ...more };
    const came = await house.call('organizer', fraudRoom['preview'], { fields });
    return came.kind === 'done' ? (came.data['preview'] as { n: number }).n : came;
  };
  expect(await count({ from: '2020-01-01T03:00:00Z' })).toBeGreaterThan(0);
  expect(await count({ until: '2020-01-01T03:00:00Z' })).toBe(0);
  expect(await count({ from: 'yesterday' })).toMatchObject({ form: { errors: { from: 'instant_format' } } });
});
