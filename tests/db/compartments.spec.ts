/** What is in a compartment is there for its members alone: tables, streams, feeds, figures, refusals, other desks. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEntry, StreamSnapshot } from '$lib/contracts/journal';
import { ROLES, type Role } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import type { WorldUser } from '../support/world';
import { apply, ask, createCast, join, loose, must, mustApply, value, type Cast } from './cast';

let cast: Cast;
/** A second person of the legal desk, who is in no compartment. */
let second: WorldUser;
let outside: Db;
const SECRET = 'Ombú secreto';
const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

interface Hidden {
  compartment: string;
  person: string;
  theCase: string;
  hearing: string;
  arrest: string;
}
let hidden: Hidden;

async function hide(cell: string): Promise<Hidden> {
  const { campaign } = cast;
  const [person, theCase, hearing, arrest] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const legal = cast.db('legal');
  await mustApply(legal, 'people.register', {
    campaign,
    id: person,
    code: 'OMBU-1',
    pseudonym: SECRET,
    statusId: uuidv7(),
    status: 'pretrial_detention',
    place: SECRET,
    fromDate: '2026-01-01',
  });
  await mustApply(legal, 'hearings.schedule', {
    campaign,
    id: hearing,
    caseId: theCase,
    caseCode: 'OMBU 7/2026',
    court: SECRET,
    kind: 'trial',
    startsAt: at(3),
    tz: 'America/Argentina/Buenos_Aires',
    note: SECRET,
  });
  const told = { campaign, at: at(-2), ruleset: 'AR-CPPF', force: 'pfa', place: SECRET, detailsSealed: 'v1.k.x' };
  await mustApply(legal, 'arrests.record', { ...told, id: arrest, person });
  await mustApply(legal, 'compartments.put', { entity: 'people', id: person, compartment: cell });
  await mustApply(legal, 'compartments.put', { entity: 'cases', id: theCase, compartment: cell });
  // And what is written once they are inside.
  await mustApply(legal, 'arrests.act', { arrest, id: uuidv7(), kind: 'presented', at: at(-1) });
  await mustApply(legal, 'hearings.set', { hearing, note: `${SECRET} again` });
  return { compartment: cell, person, theCase, hearing, arrest };
}

beforeAll(async () => {
  cast = await createCast();
  second = await join(cast.world, cast.campaign, ['legal']);
  outside = cast.world.backend.as(second.accessToken);
  const cell = uuidv7();
  await mustApply(cast.db('legal'), 'compartments.create', {
    campaign: cast.campaign,
    id: cell,
    memberId: uuidv7(),
    code: 'K-1',
  });
  hidden = await hide(cell);
});
afterAll(() => cast.close());

const dbOf = (persona: Role | 'second'): Db => (persona === 'second' ? outside : cast.db(persona));
const OUTSIDE = [...ROLES.filter((role) => role !== 'legal'), 'second'] as const;
const TABLES = ['people', 'custody_statuses', 'cases', 'hearings', 'arrests', 'arrest_acts', 'arrest_looks'] as const;

describe.each(OUTSIDE)('%s, outside', (persona) => {
  it('finds no row of it', async () => {
    for (const table of [...TABLES, 'compartments', 'compartment_members', 'looks']) {
      const { data } = await loose(dbOf(persona)).from(table).select('id, compartment_id');
      const plain = data ?? (await loose(dbOf(persona)).from(table).select('id')).data ?? [];
      expect(JSON.stringify(plain)).not.toContain(hidden.compartment);
      for (const id of [hidden.person, hidden.theCase, hidden.hearing, hidden.arrest])
        expect(JSON.stringify(plain)).not.toContain(id);
    }
  });

  it('is told nothing of it by streams and feeds, also not of the time before', async () => {
    const db = dbOf(persona);
    const team = `campaign:${cast.campaign}:team`;
    const told = JSON.stringify([
      await must(db, 'live_snapshot', { stream: team }),
      await must(db, 'live_since', { stream: team, after: 0 }),
      (await ask(db, 'live_since', { stream: `campaign:${cast.campaign}:legal`, after: 0 })).data,
    ]);
    expect(told).not.toMatch(/Omb/i);
    const feed = JSON.stringify(await must<JournalEntry[]>(db, 'journal_feed', { campaign: cast.campaign, n: 200 }));
    expect(feed).not.toMatch(/Omb/i);
    expect(feed).not.toContain(hidden.person);
    const own = await ask(db, 'live_snapshot', { stream: `compartment:${hidden.compartment}` });
    const none = await ask(db, 'live_snapshot', { stream: `compartment:${uuidv7()}` });
    expect(own.error).toEqual(none.error);
    expect(own.error?.code).toBe('RN404');
  });

  it('is refused as if it were not there, and may take its codes', async () => {
    const db = dbOf(persona);
    const attempts = [
      ['people.set_status', { person: hidden.person, id: uuidv7(), status: 'dismissed', fromDate: '2026-01-02' }],
      ['hearings.set', { hearing: hidden.hearing, note: 'x' }],
      ['arrests.act', { arrest: hidden.arrest, id: uuidv7(), kind: 'heard', at: at(-1) }],
      ['arrests.look', { arrest: hidden.arrest, id: uuidv7() }],
      ['compartments.put', { entity: 'people', id: hidden.person, compartment: null }],
      ['compartments.put', { entity: 'cases', id: hidden.theCase, compartment: null }],
      ['compartments.add_member', { compartment: hidden.compartment, id: uuidv7(), user: second.userId }],
      ['compartments.remove_member', { compartment: hidden.compartment, user: cast.users.legal.userId }],
    ] as const;
    for (const [kind, args] of attempts) {
      const { error } = await apply(db, kind, args);
      expect([kind, error?.code]).toEqual([kind, 'RN404']);
    }
    const sealed = await ask(db, 'arrest_sealed', { campaign: cast.campaign, arrest: hidden.arrest });
    expect(sealed.error?.code).toBe('RN404');
    const { error } = await apply(db, 'arrests.record', {
      campaign: cast.campaign,
      id: uuidv7(),
      person: hidden.person,
      at: at(-1),
      ruleset: 'AR-CPPF',
      force: 'pfa',
    });
    expect(error?.code).toMatch(/RN400|RN404/);
  });

  it('reads nothing of it at the fund', async () => {
    const { data } = await ask(dbOf(persona), 'spend_choices', { campaign: cast.campaign });
    expect(JSON.stringify(data ?? {})).not.toMatch(/OMBU/);
    const { data: names } = await ask<boolean>(dbOf(persona), 'team_totals', { campaign: cast.campaign });
    expect(JSON.stringify(names ?? {})).not.toMatch(/Omb/i);
  });
});

describe('a code that somebody hidden has', () => {
  it('can be given again outside: the answer is that of a free one', async () => {
    const person = {
      campaign: cast.campaign,
      pseudonym: 'Jacarandá',
      statusId: uuidv7(),
      status: 'missing',
      place: '',
      fromDate: '2026-01-01',
    };
    await mustApply(outside, 'people.register', { ...person, id: uuidv7(), code: 'OMBU-1' });
    const hearing = {
      campaign: cast.campaign,
      court: 'Federal',
      kind: 'trial',
      startsAt: at(90),
      tz: 'America/Argentina/Buenos_Aires',
    };
    const [caseId, id] = [uuidv7(), uuidv7()];
    await mustApply(outside, 'hearings.schedule', { ...hearing, id, caseId, caseCode: 'OMBU 7/2026' });
    expect(await value(cast.world, 'select case_id from hearings where id = $1', [id])).toBe(caseId);
    // Whoever is within means the one they see.
    const own = uuidv7();
    await mustApply(cast.db('legal'), 'hearings.schedule', {
      ...hearing,
      id: own,
      caseId: uuidv7(),
      caseCode: 'OMBU 7/2026',
    });
    expect(await value(cast.world, 'select case_id from hearings where id = $1', [own])).toBe(hidden.theCase);
    const back = await apply(cast.db('legal'), 'compartments.put', {
      entity: 'people',
      id: hidden.person,
      compartment: null,
    });
    expect(back.error).toMatchObject({ code: 'RN409', message: 'taken' });
  });
});

describe('figures', () => {
  it('count nobody who is hidden, and announce no hearing of theirs', async () => {
    await cast.world.sql.query('update campaigns set publish_detained = true, publish_hearing = true where id = $1', [
      cast.campaign,
    ]);
    const told = async () =>
      must<{ detained: number; nextHearing: { court: string } | null }>(cast.world.backend.anon(), 'public_totals', {
        slug: cast.slug,
      });
    const before = await told();
    expect(JSON.stringify(before)).not.toMatch(/Omb/i);
    const person = uuidv7();
    await mustApply(cast.db('legal'), 'people.register', {
      campaign: cast.campaign,
      id: person,
      code: 'N-1',
      pseudonym: 'Sauce',
      statusId: uuidv7(),
      status: 'house_arrest',
      place: '',
      fromDate: '2026-01-01',
    });
    expect((await told()).detained).toBe(before.detained + 1);
    await mustApply(cast.db('legal'), 'compartments.put', {
      entity: 'people',
      id: person,
      compartment: hidden.compartment,
    });
    expect((await told()).detained).toBe(before.detained);
  });
});

describe('a member', () => {
  it('sees all of it, in the stream of the compartment and nowhere twice', async () => {
    const db = cast.db('legal');
    const snapshot = await must<StreamSnapshot>(db, 'live_snapshot', { stream: `compartment:${hidden.compartment}` });
    const ids = Object.fromEntries(
      Object.entries(snapshot.rows).map(([entity, rows]) => [entity, rows.map(({ id }) => id)]),
    );
    expect(ids['people']).toContain(hidden.person);
    expect(ids['hearings']).toContain(hidden.hearing);
    expect(ids['arrests']).toEqual([hidden.arrest]);
    expect(ids['arrest_acts']).toHaveLength(1);
    expect(ids['compartment_members']).toHaveLength(1);
    const team = await must<StreamSnapshot>(db, 'live_snapshot', { stream: `campaign:${cast.campaign}:team` });
    expect(JSON.stringify(team)).not.toContain(hidden.person);
  });

  it('lets others in for a time and takes them out; streams and rows end with it, and somebody always stays', async () => {
    const db = cast.db('legal');
    const stream = `compartment:${hidden.compartment}`;
    const sees = async (): Promise<boolean> =>
      (await loose(outside).from('people').select('id').eq('id', hidden.person)).data?.length === 1;
    const add = { compartment: hidden.compartment, user: second.userId };
    await mustApply(db, 'compartments.add_member', { ...add, id: uuidv7(), reason: 'Weekend', until: at(1) });
    expect([await sees(), (await ask(outside, 'live_since', { stream, after: 0 })).error]).toEqual([true, null]);
    const own = await must<StreamSnapshot>(outside, 'live_snapshot', { stream: `user:${second.userId}` });
    expect(own.rows['compartment_members']).toHaveLength(1);
    await cast.world.sql.query(
      `update compartment_members set until = now() - interval '1 second' where user_id = $1`,
      [second.userId],
    );
    expect([await sees(), (await ask(outside, 'live_since', { stream, after: 0 })).error?.code]).toEqual([
      false,
      'RN404',
    ]);
    expect(await must(cast.world.backend.system(), 'compartments_expire')).toBe(1);
    await mustApply(db, 'compartments.add_member', { ...add, id: uuidv7() });
    expect(await sees()).toBe(true);
    await mustApply(db, 'compartments.remove_member', add);
    expect(await sees()).toBe(false);
    const last = await apply(db, 'compartments.remove_member', { ...add, user: cast.users.legal.userId });
    expect(last.error).toMatchObject({ code: 'RN409', message: 'last' });
    await mustApply(db, 'compartments.add_member', { ...add, id: uuidv7(), until: at(1) });
    const timed = await apply(db, 'compartments.remove_member', { ...add, user: cast.users.legal.userId });
    expect(timed.error).toMatchObject({ code: 'RN409', message: 'last' });
  });

  it('who is no longer of the legal desk is no longer within', async () => {
    const third = await join(cast.world, cast.campaign, ['legal']);
    const db = cast.world.backend.as(third.accessToken);
    await mustApply(cast.db('legal'), 'compartments.add_member', {
      compartment: hidden.compartment,
      id: uuidv7(),
      user: third.userId,
    });
    const reads = async (): Promise<number> =>
      (await loose(db).from('people').select('id').eq('id', hidden.person)).data?.length ?? 0;
    expect(await reads()).toBe(1);
    await cast.world.sql.query(`update member_roles set roles = '{organizer}' where user_id = $1`, [third.userId]);
    expect(await reads()).toBe(0);
  });

  it('brings it back to the team with all that hangs on it', async () => {
    const db = cast.db('legal');
    const other = await hide(hidden.compartment).catch((error: unknown) => error);
    expect(other).toBeInstanceOf(Error);
    await cast.world.sql.query(`update people set code = 'OMBU-2' where id = $1`, [hidden.person]);
    await mustApply(db, 'compartments.put', { entity: 'people', id: hidden.person, compartment: null });
    const { data } = await loose(cast.db('observer'))
      .from('arrest_acts')
      .select('arrest_id')
      .eq('arrest_id', hidden.arrest);
    expect(data).toHaveLength(1);
    expect(await value(cast.world, 'select count(*) from app.apart_rows where entity_id = $1', [hidden.person])).toBe(
      '0',
    );
  });
});
