/** Who is reached: on call, and about a case. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '$lib/kernel/ids';
import { apply, ask, createCast, mustApply, value, type Cast, type Persona } from './cast';
import { lawyer, shift } from './ops-counsel';
import { openCase } from './ops-rulings';

let cast: Cast;
beforeAll(async () => {
  cast = await createCast();
});
afterAll(() => cast.close());

async function member(persona: 'legal' | 'owner'): Promise<string> {
  const id = uuidv7();
  const { userId } = cast.users[persona];
  await mustApply(cast.db('legal'), 'counsel.add_lawyer', {
    campaign: cast.campaign,
    id,
    code: `M-${id.slice(-6)}`.toUpperCase(),
    member: userId,
  });
  return id;
}
const onCall = async (hours: number): Promise<string[]> => {
  const { rows } = await cast.world.sql.query<{ id: string }>(
    `select x as id from app.on_call($1, now() + make_interval(hours => $2)) x`,
    [cast.campaign, hours],
  );
  return rows.map(({ id }) => id);
};

describe('a shift', () => {
  it('changes hands for its rest, and comes back; two change places', async () => {
    const db = cast.db('legal');
    const [mine, theirs] = [await member('legal'), await member('owner')];
    const first = await shift(db, cast.campaign, mine, -1, 8);
    expect(await onCall(0)).toEqual([cast.users.legal.userId]);
    expect(await onCall(9)).toEqual([]);
    const id = uuidv7();
    await mustApply(db, 'duty.take', { shift: first, id, lawyer: theirs });
    expect(await onCall(1)).toEqual([cast.users.owner.userId]);
    await mustApply(db, 'duty.give_back', { shift: id });
    expect(await onCall(1)).toEqual([cast.users.legal.userId]);
    expect((await apply(db, 'duty.give_back', { shift: id })).error?.message).toBe('stale');
    const second = await shift(db, cast.campaign, theirs, 8, 16);
    await mustApply(db, 'duty.swap', { shift: first, other: second });
    expect([await onCall(1), await onCall(9)]).toEqual([[cast.users.owner.userId], [cast.users.legal.userId]]);
    await mustApply(db, 'duty.swap', { shift: first, other: second });
    const twice = {
      campaign: cast.campaign,
      id: uuidv7(),
      lawyer: mine,
      from: new Date().toISOString(),
      until: new Date(Date.now() + 3_600_000).toISOString(),
    };
    expect((await apply(db, 'duty.plan', twice)).error).toMatchObject({
      message: 'overlap',
      details: expect.stringContaining('from'),
    });
    await mustApply(db, 'counsel.edit_lawyer', { lawyer: mine, removed: true });
    expect(await onCall(1)).toEqual([]);
  });
});

describe('counsel of a case', () => {
  it('is told first and second, members alone', async () => {
    const db = cast.db('legal');
    const theCase = await openCase(db, cast.campaign);
    const { rows } = await cast.world.sql.query<{ id: string }>(
      'select id from lawyers where user_id is not null and removed_at is null',
    );
    const owner = rows[0]?.id ?? '';
    const appoint = (who: string, rank: number) =>
      mustApply(db, 'counsel.appoint', { case: theCase, id: uuidv7(), lawyer: who, rank, scope: 'whole' });
    await appoint(await lawyer(db, cast.campaign), 1);
    await appoint(owner, 2);
    const told = await cast.world.sql.query('select * from app.case_counsel($1)', [theCase]);
    expect(told.rows).toEqual([{ user_id: cast.users.owner.userId, rank: 2 }]);
    expect(
      (await apply(db, 'counsel.appoint', { case: theCase, id: uuidv7(), lawyer: owner, rank: 1, scope: 'whole' }))
        .error?.message,
    ).toBe('taken');
  });
});

describe('what is sealed of a lawyer', () => {
  const seen = async (persona: Persona): Promise<number | string> => {
    const { data, error } = await ask<unknown[]>(cast.db(persona), 'lawyers_sealed', { campaign: cast.campaign });
    return error ? error.code : (data ?? []).length;
  };

  it('is read by the legal desk, and of who is on call by whoever takes arrests down', async () => {
    const idle = await lawyer(cast.db('legal'), cast.campaign);
    expect(idle).not.toBe('');
    const all = await value<string>(
      cast.world,
      'select count(*) from lawyers where details_sealed is not null and campaign_id = $1',
      [cast.campaign],
    );
    await cast.world.sql.query('update duty_shifts set cancelled_at = now()');
    expect(await seen('legal')).toBe(Number(all));
    expect(await seen('coordinator')).toBe(0);
    await shift(cast.db('legal'), cast.campaign);
    expect(await seen('coordinator')).toBe(1);
    for (const persona of ['observer', 'treasurer', 'stranger', 'outsider'] as const)
      expect(await seen(persona)).toBe('RN404');
  });
});
