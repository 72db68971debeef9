/** Reminders and calendars as people and their programs meet them. The clock is given; a push service is a server of our own. */
import { createECDH, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noticeMails, runNotices } from '../../src/lib/features/notices/index.server';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { ronda } from '../../src/lib/server/app.server';
import * as feedPage from '../../src/routes/(machine)/ics/[token].ics/+server';
import * as publicPage from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/hearings.ics/+server';
import { load as layout } from '../../src/routes/(team)/desk/[campaign]/+layout.server';
import * as deadlinePage from '../../src/routes/(team)/desk/[campaign]/deadlines/[deadline]/+page.server';
import * as list from '../../src/routes/(team)/desk/[campaign]/notices/+page.server';
import * as one from '../../src/routes/(team)/desk/[campaign]/notices/[notice]/+server';
import * as calendars from '../../src/routes/(team)/desk/[campaign]/notices/calendars/+page.server';
import * as settings from '../../src/routes/(team)/desk/[campaign]/notices/settings/+page.server';
import { value } from '../db/cast';
import { openHouse, type House } from './house';

const NAME = 'Nombre Reservado';
const PSEUDONYM = 'Seudónimo Ceibo';
let house: House;
let pushes: Server;
let origin = '';
const got: { headers: Record<string, unknown>; body: Buffer }[] = [];
let answer = 201;
beforeAll(async () => {
  pushes = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      got.push({ headers: request.headers, body: Buffer.concat(parts) });
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((ready) => pushes.listen(0, '127.0.0.1', ready));
  const address = pushes.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  house = await openHouse({ env: { ASK_INNER: 'on' } });
});
afterAll(async () => {
  pushes.close();
  await house.close();
});

const idOf = (role: string): Promise<string> =>
  value(house.world, 'select user_id from members where campaign_id = $1 and display_name = $2', [
    house.campaign,
    `Somebody ${role}`,
  ]);

/** A peremptory deadline of somebody with a name, due on Thursday 23 April 2026 at 13:30. */
async function deadline(): Promise<string> {
  const [id, person, theCase] = [uuidv7(), uuidv7(), uuidv7()];
  const tail = id.slice(-5).toUpperCase();
  await house.world.sql.query(
    `with p as (insert into people (id, campaign_id, code, pseudonym) values ($2, $4, 'C-' || $5, '${PSEUDONYM}')),
     c as (insert into cases (id, campaign_id, code) values ($3, $4, 'FCB ' || $5))
     insert into deadlines (id, campaign_id, case_id, person_id, rule_id, rule_version, calendar_id, calendar_version, nature, served, due_on, computed)
     values ($1, $4, $3, $2, 'N-450', 1, 'AR-FED-CABA', 'x', 'peremptory', '{"at":"2026-04-16"}', '2026-04-23', '{"officeDue":"2026-04-23T13:30:00-03:00"}')`,
    [id, person, theCase, house.campaign, tail],
  );
  return id;
}
const EVE = Date.parse('2026-04-22T12:00:00-03:00');
const run = (nowMs: number): Promise<void> => runNotices(ronda(), nowMs);
const load = async (as: 'legal' | 'owner' | 'observer', query = '?all=1') => {
  const came = await house.call(as, list.load, { query });
  if (came.kind !== 'done') throw new Error('no list');
  return came.data['notices'] as { id: string; kind: string; readAt: string | null; items: { id: string }[] }[];
};

describe('a reminder', () => {
  it('reaches the desk, the mailbox and the telephone with codes alone, and its opening is written down', async () => {
    const browser = createECDH('prime256v1');
    browser.generateKeys();
    const auth = randomBytes(16);
    const device = JSON.stringify({
      endpoint: `${origin}/wpush/v2/abc`,
      keys: { p256dh: browser.getPublicKey('base64url'), auth: auth.toString('base64url') },
    });
    expect(
      await house.call('legal', settings.actions['device'], { fields: { form: 'device', op: uuidv7(), device } }),
    ).toMatchObject({ kind: 'done' });
    expect(await value(house.world, `select count(*) from push_devices t where t::text like '%127.0.0.1%'`)).toBe('0');

    const id = await deadline();
    await house.call('legal', deadlinePage.actions['assign'], {
      params: { deadline: id },
      fields: { form: 'assign', op: uuidv7(), assignee: await idOf('legal'), second: await idOf('coordinator') },
    });
    await run(EVE);
    await run(EVE);

    expect(got).toHaveLength(1);
    const require = createRequire(createRequire(import.meta.url).resolve('web-push'));
    const ece = require('http_ece') as { decrypt(body: Buffer, how: object): Buffer };
    const payload = ece
      .decrypt(got[0]?.body ?? Buffer.of(), {
        version: 'aes128gcm',
        privateKey: browser,
        authSecret: auth.toString('base64url'),
      })
      .toString('utf8');
    expect(JSON.parse(payload)).toMatchObject({
      title: 'Ronda',
      body: expect.stringMatching(/^Plazo C-.* vence mañana$/) as string,
    });
    expect(got[0]?.headers['authorization']).toMatch(/^vapid /);

    const outboxed = await value<string>(
      house.world,
      `select n.id from notices n join notice_items i on i.notice_id = n.id where i.entity_id = $1 and n.user_id = $2 and n.kind = 'due'`,
      [id, await idOf('legal')],
    );
    const mail = await noticeMails({ ...ronda(), now: () => EVE })['notice']?.(outboxed, 'es', null);
    expect(mail?.subject).toMatch(/^Plazo C-.* vence mañana$/);
    for (const text of [payload, JSON.stringify(mail)]) {
      expect(text).not.toContain(NAME);
      expect(text).not.toContain(PSEUDONYM);
      expect(text).not.toMatch(/v1\.k1\./);
    }
    expect(mail?.text.split('\n')[0]).toBe(mail?.subject);

    const notice = (await load('legal', '')).find(({ kind }) => kind === 'due');
    expect(notice).toMatchObject({ kind: 'due', readAt: null, items: [{ id }] });
    expect(await house.call('legal', layout)).toMatchObject({ data: { bell: { unread: 2 } } });
    expect(await house.call('legal', one.GET, { params: { notice: notice?.id ?? '' } })).toMatchObject({
      kind: 'sent',
      to: `/desk/${house.slug}/deadlines/${id}`,
    });
    const told = await house.call('legal', deadlinePage.load, { params: { deadline: id } });
    expect(told).toMatchObject({
      data: {
        told: expect.arrayContaining([
          expect.objectContaining({ who: 'Somebody legal', step: 'd1', readAt: expect.any(String) as string }),
        ]) as unknown,
      },
    });
    expect(await house.call('observer', deadlinePage.load, { params: { deadline: id } })).toMatchObject({
      data: { told: null },
    });
  });

  it('takes a browser off that is gone, and tries one that is silent again', async () => {
    answer = 410;
    await deadline();
    await run(EVE + 60_000);
    expect(await value(house.world, 'select count(*) from push_devices')).toBe('0');
    answer = 201;
  });

  it('is read by its owner alone', async () => {
    const [notice] = await load('legal');
    for (const role of ['owner', 'observer'] as const) {
      expect(await house.call(role, one.GET, { params: { notice: notice?.id ?? '' } })).toEqual({
        kind: 'error',
        status: 404,
      });
    }
  });

  it('is marked and unmarked, one and all', async () => {
    const mark = (fields: Record<string, string>) =>
      house.call('legal', list.actions['read'], { fields: { form: 'read', op: uuidv7(), ...fields } });
    const [notice] = await load('legal');
    await mark({});
    expect(await load('legal', '')).toEqual([]);
    await mark({ notice: notice?.id ?? '', read: 'no' });
    expect(await load('legal', '')).toHaveLength(1);
    expect(await mark({ notice: 'x' })).toMatchObject({ kind: 'refused' });
  });
});

describe('what somebody wants', () => {
  const fields = {
    form: 'choices',
    locale: 'en',
    digest: 'on',
    quietFrom: '23:00',
    quietTo: '06:00',
    tz: 'Europe/Madrid',
  };
  it('is kept, and refused with what was typed', async () => {
    const data = new FormData();
    for (const [name, text] of Object.entries({ ...fields, op: uuidv7() })) data.append(name, text);
    for (const kind of ['due', 'clock']) data.append('push', kind);
    expect(await house.call('observer', settings.actions['choose'], { fields: data })).toMatchObject({ kind: 'done' });
    const parent = { snapshots: { team: { rows: {} } } };
    expect(await house.call('observer', settings.load, { parent })).toMatchObject({
      data: {
        choices: {
          locale: 'en',
          push: ['due', 'clock'],
          app: [],
          digest: true,
          quietFrom: '23:00',
          tz: 'Europe/Madrid',
        },
      },
    });
    const came = await house.call('observer', settings.actions['choose'], {
      fields: { ...fields, op: uuidv7(), quietTo: '25:00' },
    });
    expect(came).toMatchObject({
      kind: 'refused',
      form: { errors: { quietTo: 'time' }, values: { quietFrom: '23:00' } },
    });
  });

  it.each(['{}', 'x', '{"endpoint":"ftp://x","keys":{"p256dh":"","auth":""}}'])('is no device: %s', async (device) => {
    expect(
      await house.call('legal', settings.actions['device'], { fields: { form: 'device', op: uuidv7(), device } }),
    ).toMatchObject({ kind: 'refused', form: { errors: { device: 'push_device' } } });
  });
});

describe('a calendar', () => {
  const ask = async (address: string, headers: Record<string, string> = {}): Promise<Response> => {
    const token = /\/ics\/(.*)\.ics$/.exec(address)?.[1] ?? '';
    const event = {
      params: { token },
      request: new Request(address, { headers }),
      getClientAddress: () => '203.0.113.9',
    };
    return (await Reflect.apply(feedPage.GET, undefined, [event])) as Response;
  };
  const make = async (as: 'legal' | 'observer', detail = 'full'): Promise<string> => {
    const made = await house.call(as, calendars.actions['make'], {
      fields: { form: 'make', op: uuidv7(), scope: 'campaign', detail },
    });
    if (made.kind !== 'done') throw new Error('not made');
    return (made.data['fresh'] as { address: string }).address;
  };
  const summaries = (text: string): string[] =>
    new ICAL.Component(ICAL.parse(text))
      .getAllSubcomponents('vevent')
      .map((event) => String(event.getFirstPropertyValue('summary')));

  it('is fetched by its address, of which only the hash is kept', async () => {
    const address = await make('observer');
    await house.world.sql.query('update deadlines set due_on = current_date + 9 where campaign_id = $1', [
      house.campaign,
    ]);
    const first = await ask(address);
    const text = await first.text();
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(first.headers.get('cache-control')).toBe('private, no-store');
    expect(summaries(text).filter((one) => one.startsWith('Plazo · FCB'))).not.toEqual([]);
    for (const word of [NAME, PSEUDONYM]) expect(text).not.toContain(word);
    const again = await ask(address, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    const token = address.split('/').at(-1)?.replace('.ics', '') ?? '';
    expect(token).toHaveLength(43);
    expect(
      await value(house.world, `select count(*) from calendar_feeds f where f::text like '%' || $1 || '%'`, [token]),
    ).toBe('0');
    expect(await house.call('observer', calendars.load)).toMatchObject({
      data: { feeds: [{ detail: 'full', lastUsedOn: expect.any(String) as string }] },
    });
  });

  it('keeps what was hidden from its owner to itself, and what was cancelled as such', async () => {
    const [open, id, theCase] = [await make('observer'), uuidv7(), uuidv7()];
    const mine = await make('legal');
    const cell = uuidv7();
    await house.world.sql.query(
      `with c as (insert into cases (id, campaign_id, code) values ($2, $3, 'OCULTA 1'))
       insert into hearings (id, campaign_id, case_id, kind, starts_at, tz, court) values ($1, $3, $2, 'trial', now() + interval '9 days', 'UTC', 'Federal')`,
      [id, theCase, house.campaign],
    );
    expect(await (await ask(open)).text()).toContain('OCULTA 1');
    await house.world.sql.query(`insert into compartments (id, campaign_id, code) values ($1, $2, 'K-1')`, [
      cell,
      house.campaign,
    ]);
    await house.world.sql.query(
      `insert into compartment_members (id, campaign_id, compartment_id, user_id) values (gen_random_uuid(), $2, $1, $3)`,
      [cell, house.campaign, await idOf('legal')],
    );
    await house.world.sql.query('update cases set compartment_id = $2 where id = $1', [theCase, cell]);
    expect(await (await ask(open)).text()).not.toContain('OCULTA 1');
    expect(await (await ask(mine)).text()).toContain('OCULTA 1');
    await house.world.sql.query(`update hearings set status = 'cancelled', sequence = 4 where id = $1`, [id]);
    expect(await (await ask(mine)).text()).toMatch(/SEQUENCE:4[\s\S]*STATUS:CANCELLED/);
  });

  it('ends with its renewal, its end, or the membership of its owner', async () => {
    const address = await make('legal', 'busy');
    const feed = await value<string>(house.world, `select id from calendar_feeds where detail = 'busy'`);
    const renewed = await house.call('legal', calendars.actions['renew'], {
      fields: { form: 'renew', op: uuidv7(), feed },
    });
    expect((await ask(address)).status).toBe(404);
    const fresh = renewed.kind === 'done' ? (renewed.data['fresh'] as { address: string }).address : '';
    expect((await ask(fresh)).status).toBe(200);
    const legal = await idOf('legal');
    await house.world.sql.query('update members set disabled_at = now() where user_id = $1', [legal]);
    expect((await ask(fresh)).status).toBe(404);
    await house.world.sql.query('update members set disabled_at = null where user_id = $1', [legal]);
    expect(
      await house.call('observer', calendars.actions['end'], { fields: { form: 'end', op: uuidv7(), feed } }),
    ).toMatchObject({
      kind: 'refused',
      status: 404,
    });
    await house.call('legal', calendars.actions['end'], { fields: { form: 'end', op: uuidv7(), feed } });
    expect((await ask(fresh)).status).toBe(404);
    expect((await ask('https://ronda.test/ics/../x.ics')).status).toBe(404);
  });

  it('for the public is there only where the campaign tells its hearings, and names no case', async () => {
    const fetchPublic = () =>
      Reflect.apply(publicPage.GET, undefined, [
        { params: { campaign: house.slug }, locals: { locale: 'es' }, request: new Request('https://ronda.test/x') },
      ]) as Promise<Response>;
    await expect(fetchPublic()).rejects.toMatchObject({ status: 404 });
    const theCase = uuidv7();
    await house.world.sql.query(
      `with c as (insert into cases (id, campaign_id, code) values ($1, $2, 'PUB 77')), t as (update campaigns set publish_hearing = true where id = $2)
       insert into hearings (id, campaign_id, case_id, kind, starts_at, tz, court, access) select gen_random_uuid(), $2, $1, k, now() + interval '9 days', 'UTC', 'Federal', a from (values ('trial', 'public'), ('questioning', 'closed'), ('appeal', 'unknown')) x (k, a)`,
      [theCase, house.campaign],
    );
    await house.world.sql.query(
      `insert into campaign_texts (campaign_id, locale, title) values ($1, 'es', 'Libertad') on conflict do nothing`,
      [house.campaign],
    );
    const text = await (await fetchPublic()).text();
    expect(summaries(text)).toContain('Audiencia · Debate oral');
    expect(summaries(text)).toHaveLength(1);
    expect(text).not.toContain('PUB 77');
    expect(text).not.toContain('OCULTA');
  });
});
