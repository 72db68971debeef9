/**
 * Each table, each person, each verb, through the API, from one table of what is expected. A refusal is proved by its
 * effect (not a row of the table changed, whatever was answered), and so is a permission.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import { createCast, join, loose, mustApply, newCampaign, PERSONAS, value, type Cast, type Persona } from './cast';
import { furnishLegal, NO_LEGAL } from './furnish-legal';
import { furnishBank } from './ops-banking';
import { OPS } from './ops-expected';
import { furnishSpending } from './ops-spending';
import { furnishGiving } from './rls-giving';
import { nobody, TABLES, type Fields, type Place } from './rls-expected';

let cast: Cast;
let here: Place;
let there: Place;
let counter = 0;

/** One row in every table, made as the product makes them. */
async function furnish(campaign: string, manager: Persona, legal: Persona, treasurer: Persona): Promise<Place> {
  const { world } = cast;
  const id = (): string => uuidv7();
  const place: Place = {
    campaign,
    spare: '',
    spareUser: (await join(world, campaign, ['observer'])).userId,
    invitation: id(),
    person: id(),
    status: id(),
    theCase: id(),
    hearing: id(),
    board: id(),
    list: id(),
    card: id(),
    source: id(),
    entry: id(),
    account: '',
    target: id(),
    text: id(),
    request: id(),
    endorsement: id(),
    delivery: id(),
    update: id(),
    batch: id(),
    bank: id(),
    bankLine: '',
    ...NO_LEGAL,
  };
  place.spare = await value(world, 'select id from members where user_id = $1', [place.spareUser]);
  await mustApply(cast.db(manager), 'paper.batch', {
    campaign,
    id: place.batch,
    label: 'Plaza',
    place: '',
    day: '2026-01-01',
    onSheet: 3,
    rows: [{ id: id(), country: 'AR', nameSealed: 'x', nameKey: 'x' }],
  });
  await mustApply(cast.db(manager), 'milestones.set', { campaign, numbers: [4000] });
  await mustApply(cast.db(manager), 'endorsement.add', {
    campaign,
    id: place.endorsement,
    name: 'Central de ejemplo',
    country: 'AR',
    kind: 'union',
  });
  await mustApply(cast.db(manager), 'team.invite', {
    campaign,
    id: place.invitation,
    tokenHash: place.invitation.padStart(40, 'x'),
    label: '',
    roles: ['observer'],
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  });
  await mustApply(cast.db(legal), 'people.register', {
    campaign,
    id: place.person,
    code: 'A-01',
    pseudonym: 'Luna',
    statusId: place.status,
    status: 'pretrial_detention',
    place: '',
    fromDate: '2026-01-01',
  });
  await mustApply(cast.db(legal), 'hearings.schedule', {
    campaign,
    id: place.hearing,
    caseId: place.theCase,
    caseCode: 'FRE 1/2026',
    court: 'Federal',
    kind: 'trial',
    startsAt: '2027-01-01T12:00:00Z',
    tz: 'America/Argentina/Buenos_Aires',
  });
  await mustApply(cast.db(manager), 'board.create', {
    campaign,
    id: place.board,
    name: 'Board',
    lists: [{ id: place.list, name: 'List' }],
  });
  await mustApply(cast.db(manager), 'card.create', { list: place.list, id: place.card, title: 'Card' });
  await mustApply(cast.db(manager), 'spread.add_source', {
    campaign,
    id: place.source,
    word: 'qr-plaza',
    label: 'Plaza',
    kind: 'poster',
  });
  await mustApply(cast.db(manager), 'spread.set_text', { campaign, locale: 'es', way: 'x', text: 'Firmá: {link}' });
  await mustApply(cast.db(treasurer), 'fund.book_gift', {
    campaign,
    id: place.entry,
    amountMinor: '100',
    currency: 'ARS',
    valueDate: '2026-01-01',
  });
  await mustApply(cast.db(treasurer), 'fund.set', { campaign, goalMinor: '1000' });
  await mustApply(cast.db(treasurer), 'fund.set_account', {
    campaign,
    id: place.bank,
    currency: 'EUR',
    name: 'Caisse',
  });
  place.bankLine = await furnishBank(cast.db(treasurer), place.bank);
  const rows = [{ base: 'EUR', quote: 'USD', day: '2026-01-01', rate: '1.1' }];
  await mustApply(cast.db(treasurer), 'fund.import_rates', { campaign, id: id(), source: 'ecb', rows });
  await world.sql.query(
    `with taken as (insert into fund_exports (id, campaign_id, format, n) values ($1, $2, 'csv', 0)) insert into fund_months (id, campaign_id, month, entries, body, chained_to, hash, signature) values ($1, $2, '2001-01-01', 0, '{}', '', encode(sha256('{}'), 'hex'), repeat('A', 86) || '==')`,
    [id(), campaign],
  );
  await mustApply(cast.db(manager), 'updates.write', {
    campaign,
    id: place.update,
    locale: 'es',
    title: 'Novedad',
    body: 'Ayer.',
  });
  await mustApply(cast.db(manager), 'delivery.make', {
    campaign,
    id: place.delivery,
    recipient: 'Federal Chamber',
    day: '2026-03-01',
    locale: 'es',
    names: 'number',
    consents: [],
  });
  place.account = await value(world, `select id from fund_accounts where campaign_id = $1 and kind = 'bank'`, [
    campaign,
  ]);
  await world.sql.query(
    `insert into app.file_kinds (kind, tbl, col, permission) values ('probe', 'boards', 'id', 'campaign.read') on conflict do nothing`,
  );
  await world.backend.system().rpc('file_store', {
    file: { id: id(), campaign, kind: 'probe', type: 'image/png', size: 1, contentKey: 'k'.repeat(43) },
    sealed: '',
  });
  await world.sql.query(
    `insert into signature_acts (id, campaign_id, kind, created_by) values ($1, $2, 'export', $3)`,
    [id(), campaign, place.spareUser],
  );
  await world.sql.query('insert into session_ends (campaign_id, user_id) values ($1, $2)', [campaign, place.spareUser]);
  await world.backend.system().rpc('sign_batch', {
    items: [
      {
        id: id(),
        campaign,
        op_id: id(),
        email_key: campaign,
        country: 'AR',
        visibility: 'private',
        locale: 'es',
        source: '',
      },
    ],
  });
  await mustApply(cast.db(manager), 'letters.set_target', {
    ...(await OPS['letters.set_target'].args(cast)),
    campaign,
    id: place.target,
  });
  await mustApply(cast.db(manager), 'letters.text', {
    ...(await OPS['letters.text'].args(cast)),
    campaign,
    id: place.text,
  });
  const asked = { id: place.request, campaign, op_id: id(), email_key: campaign, locale: 'es' };
  await world.backend.system().rpc('letters_ask', {
    item: { ...asked, letters: [{ id: id(), target: place.target, text: place.text }] },
  });
  await world.sql.query(
    `insert into fraud_alarms (campaign_id, kind, trend_key, label, n) values ($1, 'shadow', 'shadow', '', 9)`,
    [campaign],
  );
  await mustApply(cast.db(manager), 'fraud.begin', {
    campaign,
    id: id(),
    kind: 'invalidate',
    conditions: { country: 'AQ' },
    reason: 'bot',
    expected: 0,
  });
  await mustApply(cast.db(manager), 'retention.set', { campaign, basis: 'closed', months: 24 });
  const key = 'k'.repeat(43);
  const keys = { signatureKey: key, letterKey: key, endorserKey: key, donorKey: key };
  Object.assign(place, await furnishLegal(cast, legal, place));
  await furnishGiving(cast, treasurer, campaign);
  await furnishSpending(cast.db(treasurer), cast, campaign);
  await mustApply(cast.db(manager), 'retention.erase_person', { campaign, id: id(), ...keys });
  return place;
}

beforeAll(async () => {
  cast = await createCast();
  here = await furnish(cast.campaign, 'owner', 'legal', 'treasurer');
  there = await furnish(cast.other, 'stranger', 'stranger', 'stranger');
});
afterAll(() => cast.close());

const includes = (roles: readonly Role[] | undefined, persona: Persona): boolean =>
  (roles ?? nobody).some((role) => role === persona);
const meOf = (persona: Persona): string => (persona === 'anonymous' ? uuidv7() : cast.users[persona].userId);
const fingerprint = (table: string): Promise<string> =>
  value(
    cast.world,
    `select count(*) || ' ' || md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) from ${table} t`,
  );
const isOf = (campaign: string) => (text: unknown) => String(text).includes(campaign);

/** The newest entry about a row, which must be of whoever changed it. */
async function journalledBy(table: string, id: string, persona: Persona): Promise<boolean> {
  if (!(await value<boolean>(cast.world, 'select exists (select from app.tracked where entity = $1)', [table])))
    return true;
  return value(
    cast.world,
    `select coalesce((select actor = $3 from journal where entity = $1 and entity_id = $2 order by at desc limit 1), false)`,
    [table, id, meOf(persona)],
  );
}

it('speaks of every table there is', async () => {
  const tables = await value<string[]>(
    cast.world,
    `select array_agg(relname::text order by relname) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
  );
  expect(Object.keys(TABLES).sort()).toEqual(tables);
});

describe.each(Object.entries(TABLES))('%s', (table, expected) => {
  const { scope = 'campaign_id', columns = '*' } = expected;

  it.each(PERSONAS)('read by %s', async (persona) => {
    const { data } = await loose(cast.db(persona)).from(table).select(columns);
    const rows = (data ?? []) as object[] as Fields[];
    const mine = rows.filter((row) => isOf(here.campaign)(row[scope])).length;
    const foreign = rows.filter((row) => isOf(there.campaign)(row[scope])).length;
    const all = await value<string>(
      cast.world,
      `select count(*) from ${table} where ${scope}::text like '%' || $1 || '%'`,
      [here.campaign],
    );
    const sees = includes(expected.select, persona) ? Number(all) : includes(expected.own, persona) ? 1 : 0;
    expect(Number(all)).toBeGreaterThan(0);
    expect(mine).toBe(sees);
    if (persona !== 'stranger') expect(foreign).toBe(0);
    expect(rows.length).toBe(mine + foreign);
  });

  it.each(PERSONAS)('added to by %s', async (persona) => {
    const row = expected.row(here, meOf(persona), ++counter);
    if (table === 'campaign_texts') await cast.world.sql.query(`delete from campaign_texts where locale = 'en'`);
    const before = await fingerprint(table);
    const { error } = await loose(cast.db(persona)).from(table).insert(row);
    if (includes(expected.insert, persona)) {
      expect(error).toBeNull();
      expect(await fingerprint(table)).not.toBe(before);
      expect(await journalledBy(table, String(row['id']), persona)).toBe(true);
    } else {
      expect(error).not.toBeNull();
      expect(await fingerprint(table)).toBe(before);
    }
  });

  it.each(PERSONAS)('changed by %s', async (persona) => {
    const [column, target] = expected.target(here);
    const before = await fingerprint(table);
    const { error } = await loose(cast.db(persona)).from(table).update(expected.change(++counter)).eq(column, target);
    if (includes(expected.update, persona)) {
      expect(error).toBeNull();
      expect(await fingerprint(table)).not.toBe(before);
      const id = await value<string>(cast.world, `select id from ${table} where ${column} = $1 limit 1`, [target]);
      expect(await journalledBy(table, id, persona)).toBe(true);
    } else expect(await fingerprint(table)).toBe(before);
  });

  it.each(PERSONAS)('taken from by %s', async (persona) => {
    const [column, target] = expected.target(here);
    const before = await fingerprint(table);
    const { error } = await loose(cast.db(persona)).from(table).delete().eq(column, target);
    expect(error).not.toBeNull();
    expect(await fingerprint(table)).toBe(before);
  });

  it('of another campaign is out of reach of the whole team', async () => {
    const before = await fingerprint(table);
    const [column, target] = expected.target(there);
    for (const persona of PERSONAS.filter((one) => one !== 'stranger')) {
      const db = loose(cast.db(persona));
      await db.from(table).insert(expected.row(there, meOf(persona), ++counter));
      await db.from(table).update(expected.change(++counter)).eq(column, target);
    }
    expect(await fingerprint(table)).toBe(before);
  });
});

describe('what a permission does not reach', () => {
  it.each([
    ['campaigns', 'owner', { slug: 'taken-over' }],
    ['campaigns', 'owner', { is_sample: true }],
    ['members', 'owner', { display_name: 'Other' }],
    ['member_roles', 'owner', { user_id: '' }],
    ['invitations', 'owner', { token_hash: 'x'.repeat(40) }],
    ['invitations', 'owner', { accepted_at: null }],
    ['hearings', 'legal', { created_by: '' }],
    ['boards', 'owner', { created_by: '' }],
    ['cards', 'owner', { created_by: '' }],
  ] as const)('%s: %s cannot set %o', async (table, persona, change) => {
    const [column, target] = TABLES[table]?.target(here) ?? ['id', ''];
    const filled = Object.fromEntries(Object.entries(change).map(([k, v]) => [k, v === '' ? meOf(persona) : v]));
    const before = await fingerprint(table);
    const { error } = await loose(cast.db(persona)).from(table).update(filled).eq(column, target);
    expect(error?.code).toBe('42501');
    expect(await fingerprint(table)).toBe(before);
  });

  it('the hash of an invitation is read by nobody', async () => {
    const { error } = await loose(cast.db('owner')).from('invitations').select('token_hash');
    expect(error?.code).toBe('42501');
  });

  it.each(['people', 'hearings', 'boards', 'cards', 'invitations'])(
    '%s: nobody writes in another name',
    async (table) => {
      const before = await fingerprint(table);
      for (const persona of ROLES) {
        const row = { ...TABLES[table]?.row(here, here.spareUser, ++counter) };
        expect((await loose(cast.db(persona)).from(table).insert(row)).error?.code).toBe('42501');
      }
      expect(await fingerprint(table)).toBe(before);
    },
  );

  it('a row cannot hang on one of another campaign', async () => {
    const mixed = { ...here, person: there.person, theCase: there.theCase, board: there.board, list: there.list };
    for (const [table, persona] of [
      ['hearings', 'legal'],
      ['board_lists', 'owner'],
      ['cards', 'owner'],
    ] as const) {
      const before = await fingerprint(table);
      const row = { ...TABLES[table]?.row(mixed, meOf(persona), ++counter) };
      expect((await loose(cast.db(persona)).from(table).insert(row)).error?.code, table).toBe('42501');
      expect(await fingerprint(table)).toBe(before);
    }
    const before = await fingerprint('cards');
    const moved = { board_id: there.board, list_id: there.list };
    await loose(cast.db('owner')).from('cards').update(moved).eq('id', here.card);
    expect(await fingerprint('cards')).toBe(before);
  });

  it('the last owner stays, whichever way the row is written', async () => {
    const { id } = await newCampaign(cast.world);
    const solo = await join(cast.world, id, ['owner']);
    const db = loose(cast.world.backend.as(solo.accessToken));
    const mine = ['campaign_id', id] as const;
    const before = [await fingerprint('member_roles'), await fingerprint('members')];
    expect(
      (
        await db
          .from('member_roles')
          .update({ roles: ['observer'] })
          .eq(...mine)
      ).error?.code,
    ).toBe('RN409');
    const gone = { disabled_at: '2026-01-01T00:00:00Z' };
    expect(
      (
        await db
          .from('members')
          .update(gone)
          .eq(...mine)
      ).error?.code,
    ).toBe('RN409');
    expect([await fingerprint('member_roles'), await fingerprint('members')]).toEqual(before);
  });
});
