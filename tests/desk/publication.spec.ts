/** Consents, and what the world reads of people: by the legal desk, by a stranger with an address, before and after a revocation. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Publication } from '../../src/lib/features/publication/model';
import { publicationJobs } from '../../src/lib/features/publication/index.server';
import type { Role } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { ronda } from '../../src/lib/server/app.server';
import * as tab from '../../src/routes/(team)/desk/[campaign]/people/[person]/publication/+page.server';
import * as clock from '../../src/routes/(team)/desk/[campaign]/settings/clock/+page.server';
import { publicAddresses } from './public-side';
import { loose, value } from '../db/cast';
import { openHouse, type House } from './house';

const NAME = 'Nombre Apellido Público';
const STORY = 'Iba a trabajar cuando la detuvieron.';
const WHO = 'la hermana, por teléfono';
let house: House;
let counter = 0;
beforeAll(async () => {
  house = await openHouse();
  await house.world.sql.query("insert into campaign_texts (campaign_id, locale, title) values ($1, 'es', 'Libertad')", [
    house.campaign,
  ]);
});
afterAll(() => house.close());

async function person(): Promise<string> {
  const id = uuidv7();
  await house.world.sql.query('insert into people (id, campaign_id, code, pseudonym) values ($1, $2, $3, $4)', [
    id,
    house.campaign,
    `P-${(counter += 1)}`,
    'Timbó',
  ]);
  return id;
}
type Fields = Record<string, string | string[]>;
const form = (fields: Fields): FormData => {
  const data = new FormData();
  for (const [name, text] of Object.entries({ form: 'x', op: uuidv7(), ...fields })) {
    for (const one of [text].flat()) data.append(name, one);
  }
  return data;
};
const act = (whom: string, name: keyof typeof tab.actions, fields: Fields = {}, as: Role = 'legal') =>
  house.call(as, tab.actions[name], { params: { person: whom }, fields: form(fields) });
const GIVEN = {
  fields: ['name', 'story', 'status'],
  channels: ['web'],
  givenBy: 'person',
  how: 'written',
  riskExplained: 'on',
  givenOn: '2026-01-05',
};
async function give(whom: string, more: Fields = {}): Promise<string> {
  const op = uuidv7();
  expect(await act(whom, 'give', { ...GIVEN, ...more, op })).toMatchObject({ data: { done: 'given' } });
  return op;
}
const CARD = { locale: 'es', name: NAME, story: STORY };
const publish = (whom: string, more: Fields = {}) => act(whom, 'publish', { ...CARD, ...more });
async function look(whom: string): Promise<Publication> {
  const came = await house.call('legal', tab.load, { params: { person: whom } });
  if (came.kind !== 'done') throw new Error(JSON.stringify(came));
  return came.data['publication'] as Publication;
}
const cardOf = async (whom: string): Promise<string> => (await look(whom)).card?.id ?? '';
/** Everything a stranger gets from every public address of the campaign, in both languages. */
const world = (card: string) => publicAddresses(house, card);

describe('nothing is public', () => {
  it('without a consent for that field on the web', async () => {
    const whom = await person();
    expect(await publish(whom)).toMatchObject({
      kind: 'refused',
      form: { errors: { name: 'no_consent' }, values: CARD },
    });
    await give(whom, { channels: ['press', 'networks'] });
    expect(await publish(whom)).toMatchObject({ form: { errors: { name: 'no_consent' } } });
    await give(whom, { riskExplained: '' });
    expect(await publish(whom)).toMatchObject({ form: { errors: { name: 'no_consent' } } });
    await give(whom, { fields: ['name'] });
    expect(await publish(whom)).toMatchObject({ form: { errors: { story: 'no_consent' } } });
    expect(await publish(whom, { name: '', story: '' })).toMatchObject({ form: { errors: { name: 'nothing_told' } } });
    expect((await look(whom)).card).toBeNull();
  });

  it('by looking how it would be', async () => {
    const whom = await person();
    await give(whom);
    expect(await act(whom, 'preview', { ...CARD, charges: 'no consent' })).toMatchObject({
      kind: 'done',
      data: { preview: { name: NAME, story: STORY } },
    });
    expect(await value(house.world, 'select count(*) from publications where person_id = $1', [whom])).toBe('0');
  });

  it.each(['owner', 'organizer', 'treasurer', 'coordinator', 'observer'] as const)('by a %s', async (role) => {
    const whom = await person();
    await give(whom);
    for (const name of ['give', 'publish', 'preview', 'takeDown'] as const) {
      expect(await act(whom, name, { ...GIVEN, ...CARD }, role)).toEqual({ kind: 'error', status: 404 });
    }
    expect(await house.call(role, tab.load, { params: { person: whom } })).toEqual({ kind: 'error', status: 404 });
  });

  it('with days that cannot be', async () => {
    const whom = await person();
    for (const [wrong, field] of [
      [{ givenOn: '2098-01-01' }, 'givenOn'],
      [{ expiresOn: '2001-01-01' }, 'expiresOn'],
      [{ fields: [] }, 'fields'],
      [{ channels: ['radio'] }, 'channels'],
    ] as const) {
      const came = await act(whom, 'give', { ...GIVEN, ...wrong } as Fields);
      expect(came).toMatchObject({ kind: 'refused' });
      if (came.kind === 'refused') expect(Object.keys(came.form.errors)).toEqual([field]);
    }
  });
});

describe('what was consented to', () => {
  it('is read by the world, and no more; after a revocation no address tells that it ever was', async () => {
    const never = await world('0123456789abcdef');
    const whom = await person();
    const consent = await give(whom);
    expect(await publish(whom)).toMatchObject({ data: { done: 'published' } });
    const card = await cardOf(whom);
    const shown = await world(card);
    expect(shown.told).toContain(NAME);
    expect(shown.told).toContain(STORY);
    expect(shown.told).not.toContain('Timbó');
    expect(shown.robots).toContain('noindex');
    expect(await act(whom, 'revoke', { consent })).toMatchObject({ data: { done: 'revoked' } });
    const after = await world(card);
    expect(after.told.split('\n').filter((line) => !never.told.includes(line))).toEqual([]);
    expect(after.told.length).toBe(never.told.length);
    expect(after.statuses).toEqual(never.statuses);
    // Nor does the database: what stood there is gone, the hash stays.
    const kept = await value(
      house.world,
      `select string_agg(t::text, ' ') from (select f::text t from publication_fields f union all select j::text from journal j
         union all select o::text from app.ops o where o.kind not like 'publication%') x`,
    );
    expect(kept).not.toContain(STORY);
    expect((await look(whom)).past).toMatchObject([{ why: 'revoked' }]);
  });

  it('goes field by field with its consent, and the rest stands', async () => {
    const whom = await person();
    await give(whom, { fields: ['pseudonym'] });
    const story = await give(whom, { fields: ['story'], givenBy: 'family' });
    await publish(whom, { name: '', pseudonym: 'La maestra' });
    const card = await cardOf(whom);
    await act(whom, 'revoke', { consent: story });
    expect(await cardOf(whom)).toBe(card);
    expect((await look(whom)).card?.fields).toEqual({ pseudonym: 'La maestra' });
    expect((await world(card)).told).not.toContain(STORY);
    await act(whom, 'takeDown');
    expect((await world(card)).told).not.toContain('La maestra');
  });

  it('runs out by itself, at the very reading, and is emptied by the job', async () => {
    const whom = await person();
    const consent = await give(whom, { expiresOn: '2099-01-01' });
    await publish(whom);
    const card = await cardOf(whom);
    await house.world.sql.query(
      "update consents set given_on = '2020-01-01', expires_on = '2020-02-01' where id = $1",
      [consent],
    );
    expect((await world(card)).told).not.toContain(NAME);
    const [job] = publicationJobs(ronda());
    await job?.stop();
    expect(
      await value(house.world, "select count(*) from publication_fields where value <> '' and consent_id = $1", [
        consent,
      ]),
    ).toBe('0');
    expect((await look(whom)).past).toMatchObject([{ why: 'expired' }]);
  });

  it('that the person revokes is not given for them by an earlier consent of their family', async () => {
    const whom = await person();
    await give(whom, { givenBy: 'family' });
    const own = await give(whom);
    await publish(whom);
    await act(whom, 'revoke', { consent: own });
    expect((await look(whom)).card).toBeNull();
    expect(await publish(whom)).toMatchObject({ form: { errors: { name: 'no_consent' } } });
  });

  it('comes back under another address', async () => {
    const whom = await person();
    await give(whom);
    await publish(whom);
    const first = await cardOf(whom);
    await act(whom, 'takeDown');
    await publish(whom);
    const second = await cardOf(whom);
    expect(second).not.toBe(first);
    expect((await world(first)).statuses['people/[card]/+page.server.ts']).toBe(404);
    await act(whom, 'takeDown');
  });

  it('tells in its link who it is only where networks were consented to', async () => {
    const whom = await person();
    await give(whom);
    await publish(whom);
    expect((await look(whom)).card?.shared).toBe(false);
    await give(whom, { fields: ['name'], channels: ['networks'] });
    expect((await look(whom)).card?.shared).toBe(true);
    await act(whom, 'takeDown');
  });
});

describe('who gave it', () => {
  it('is sealed, opened by the legal desk alone, and each opening is written down', async () => {
    const whom = await person();
    const consent = await give(whom, { note: WHO });
    expect(
      await value(
        house.world,
        "select count(*) from consents c, journal j where c::text like '%hermana%' or j::text like '%hermana%'",
      ),
    ).toBe('0');
    expect(await act(whom, 'note', { consent }, 'owner')).toEqual({ kind: 'error', status: 404 });
    expect(await act(whom, 'note', { consent })).toMatchObject({ data: { note: { consent, text: WHO } } });
    expect(
      await value(house.world, "select count(*) from looks where entity = 'consents' and entity_id = $1", [consent]),
    ).toBe('1');
  });
});

describe('somebody in a compartment', () => {
  it('is taken down when they go there, and exists for nobody outside', async () => {
    const whom = await person();
    const consent = await give(whom);
    await publish(whom);
    const card = await cardOf(whom);
    const cell = uuidv7();
    await house.world.sql.query("insert into compartments (id, campaign_id, code) values ($1, $2, 'CX')", [
      cell,
      house.campaign,
    ]);
    await house.world.sql.query('update people set compartment_id = $1 where id = $2', [cell, whom]);
    expect((await world(card)).told).not.toContain(NAME);
    expect(await house.call('legal', tab.load, { params: { person: whom } })).toEqual({ kind: 'error', status: 404 });
    for (const [name, fields] of [
      ['publish', CARD],
      ['give', GIVEN],
      ['revoke', { consent }],
      ['takeDown', {}],
    ] as const) {
      expect(await act(whom, name, fields)).toMatchObject({ kind: 'refused', status: 404 });
    }
    for (const table of ['consents', 'publications', 'publication_fields']) {
      const { rows } = await house.world.sql.query(
        `select compartment_id from ${table} where campaign_id = $1 and compartment_id = $2`,
        [house.campaign, cell],
      );
      expect(rows.length).toBeGreaterThan(0);
    }
    // A member may publish again, and then somebody has thought about it.
    await house.world.sql.query(
      `insert into compartment_members (id, campaign_id, compartment_id, user_id)
       select gen_random_uuid(), m.campaign_id, $2, m.user_id from members m join member_roles r on r.id = m.id
       where m.campaign_id = $1 and 'legal' = any (r.roles)`,
      [house.campaign, cell],
    );
    expect(await publish(whom)).toMatchObject({ data: { done: 'published' } });
    expect((await world(await cardOf(whom))).told).toContain(NAME);
    await act(whom, 'takeDown');
  });
});

describe('the detention clock', () => {
  const totals = () => value<{ clock?: unknown }>(house.world, 'select public_totals($1)', [house.slug]);
  it('tells hours and people, never of one or two, never of hidden ones, only where the campaign says so', async () => {
    const held: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const whom = await person();
      held.push(whom);
      await house.world.sql.query(
        `insert into arrests (id, campaign_id, person_id, at, tz, ruleset, force) values ($1, $2, $3, now() - interval '19 hours', 'UTC', 'AR-CPPN', 'pfa')`,
        [uuidv7(), house.campaign, whom],
      );
    }
    expect(await totals()).not.toHaveProperty('clock');
    const set = (as: Role, shown: string) => house.call(as, clock.actions['clock'], { fields: form({ shown }) });
    expect(await set('legal', 'yes')).toEqual({ kind: 'error', status: 404 });
    expect(await set('organizer', 'yes')).toMatchObject({ data: { done: 'shown' } });
    expect(await totals()).toMatchObject({
      clock: { people: 3, since: expect.stringMatching(/T\d\d:00:00Z$/) as string },
    });
    const cell = uuidv7();
    await house.world.sql.query("insert into compartments (id, campaign_id, code) values ($1, $2, 'DX')", [
      cell,
      house.campaign,
    ]);
    await house.world.sql.query('update people set compartment_id = $1 where id = $2', [cell, held[0]]);
    expect(await totals()).toMatchObject({ clock: null });
    await set('organizer', 'no');
    expect(await totals()).not.toHaveProperty('clock');
  });
});

it('none of it is open to a stranger or to the rest of the team through the interface of the database', async () => {
  const anon = loose(house.world.backend.anon());
  for (const [name, args] of [
    ['public_people', { slug: house.slug }],
    ['public_person', { slug: house.slug, public_id: 'x' }],
    ['publication_of', { person: uuidv7() }],
  ] as const) {
    expect((await anon.rpc(name, args)).error).not.toBeNull();
  }
});
