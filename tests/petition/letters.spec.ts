import { randomUUID } from 'node:crypto';
import { isActionFailure, isHttpError, isRedirect } from '@sveltejs/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letterMails, letters } from '../../src/lib/features/letters/index.server';
import type { Db } from '../../src/lib/server/backend/index.server';
import { outboxOverRpc, createOutbox, type OutboxDb } from '../../src/lib/server/mail/outbox.server';
import { createLog } from '../../src/lib/server/log.server';
import type { Mail, Smtp } from '../../src/lib/server/mail/smtp.server';
import { call } from '../../src/lib/server/rpc.server';
import * as page from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/letters/+page.server';
import * as link from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/letters/confirm/[token]/+page.server';
import { openHouse, type House } from './house';

let house: House;
let addresses = 0;
const [embassy, minister] = [randomUUID(), randomUUID()];
beforeAll(async () => {
  house = await openHouse();
  const { sql } = house.world;
  const add = `insert into letter_targets (id, campaign_id, name, office, email, salutation, locale, country, hourly)
    values ($1, $2, $3, '', $4, $5, $6, 'FR', $7)`;
  await sql.query(add, [embassy, house.campaign, 'Embajada', 'embassy@office.test', 'Señora Embajadora:', 'es', 20]);
  await sql.query(add, [minister, house.campaign, 'Minister', 'minister@office.test', 'Dear Minister,', 'en', 20]);
  await write('Por la libertad', '{salutation}\n\nPedimos su libertad.\n\n{words}\n\n{name}');
});
afterAll(() => house.close());

async function write(subject: string, body: string): Promise<void> {
  await house.world.sql.query(
    `insert into letter_texts (id, campaign_id, locale, version, subject, body)
     select gen_random_uuid(), $1, 'es', coalesce(max(version), 0) + 1, $2, $3 from letter_texts`,
    [house.campaign, subject, body],
  );
}

interface Seen {
  status?: number;
  to?: string;
  data?: { [key: string]: unknown };
}
async function run(handler: unknown, fields: Record<string, string> | null, params = {}): Promise<Seen> {
  if (typeof handler !== 'function') throw new Error('no such handler');
  const url = new URL(`https://ronda.test/c/${house.slug}/letters`);
  const body = fields && new URLSearchParams(fields);
  const from = `10.7.${++addresses >> 8}.${addresses & 255}`;
  const event = {
    params: { campaign: house.slug, ...params },
    request: new Request(url, body ? { method: 'POST', body } : {}),
    url,
    locals: { locale: 'es' },
    getClientAddress: () => from,
    setHeaders: () => undefined,
  };
  try {
    const data: unknown = await Reflect.apply(handler, undefined, [event]);
    if (isActionFailure(data)) return { status: data.status, data: Object(data.data) };
    return { status: 200, data: Object(data) };
  } catch (thrown) {
    if (isRedirect(thrown)) return { status: thrown.status, to: thrown.location };
    if (isHttpError(thrown)) return { status: thrown.status };
    throw thrown;
  }
}
const writer = (change: Record<string, string> = {}): Record<string, string> => ({
  op: randomUUID(),
  name: 'Ana Pérez',
  email: `${randomUUID()}@people.test`,
  words: '',
  targets: embassy,
  ...change,
});
type Shown = { id: string; text: string; subject: string; body: string };
const shownIn = ({ data }: Seen): Shown[] => (data?.['preview'] ?? []) as Shown[];

/** Sees the letters and asks for them, as the page makes people do. */
async function ask(fields: Record<string, string>): Promise<Seen> {
  const seen = await run(page.actions['preview'], fields);
  const shown = shownIn(seen);
  return run(page.actions['send'], { ...fields, texts: shown.map(({ text }) => text).join(',') });
}
const render = () =>
  letterMails({ backend: house.world.backend, keyring: house.keyring, env: { origin: 'https://ronda.test', port: 1 } });
async function tokenFor(email: string): Promise<string | null> {
  const { rows } = await house.world.sql.query<{ ref: string }>(
    `select ref from outbox where kind = 'letters_confirm'`,
  );
  for (const { ref } of rows) {
    const mail = await render()['letters_confirm']?.(ref, 'es', null);
    if (mail?.to === email) return /\/letters\/confirm\/([\w-]{48})/.exec(mail.text)?.[1] ?? null;
  }
  return null;
}
async function confirmed(change: Record<string, string> = {}): Promise<{ token: string; email: string }> {
  const fields = writer(change);
  await ask(fields);
  const token = (await tokenFor(fields['email'] ?? '')) ?? '';
  await run(link.actions['confirm'], {}, { token });
  return { token, email: fields['email'] ?? '' };
}
const state = (seen: Seen) => (seen.data?.['view'] as { state: string; n: number } | undefined)?.state;
const letterRows = async (where = 'true') =>
  (
    await house.world.sql.query<{ id: string; state: string; target_id: string; request_id: string }>(
      `select id, state, target_id, request_id from letters where ${where} order by queued_at, id`,
    )
  ).rows;
const clear = () => house.world.sql.query(`delete from letter_requests; delete from outbox`);

/** A worker of its own: lets letters go and sends them, as a process does. */
function worker(db: Db, sent: Mail[]): { round: () => Promise<void> } {
  const outboxDb: OutboxDb = outboxOverRpc(async (name, args) => ({ data: await call(db, name, args), error: null }));
  const smtp: Smtp = {
    send: (mail) => Promise.resolve(void sent.push(mail)).then(() => ({ outcome: 'sent' as const })),
    close: () => undefined,
  };
  const outbox = createOutbox({ db: outboxDb, render: render(), smtp, log: createLog({ level: 'silent' }) });
  return {
    async round() {
      await call(db, 'letters_release');
      await outbox.runOnce();
    },
  };
}
const later = (minutes: number) =>
  house.world.sql.query(
    `update letters set released_at = released_at - make_interval(mins => $1), done_at = done_at - make_interval(mins => $1)`,
    [minutes],
  );

describe('asking for letters', () => {
  it('shows them word for word, with own words, and sends nothing before the mailbox said yes', async () => {
    const fields = writer({ words: 'Soy su maestra. {name} {salutation}', targets: `${embassy},${minister}` });
    const [first, second] = shownIn(await run(page.actions['preview'], fields));
    expect(first?.subject).toBe('Por la libertad');
    expect(first?.body).toMatch(
      /^Señora Embajadora:\n\nPedimos su libertad\.\n\nSoy su maestra\. \{name\} \{salutation\}\n\nAna Pérez\n\n-- \n/,
    );
    expect(second?.body).toMatch(/^Dear Minister,/);
    expect(await ask(fields)).toMatchObject({ status: 303, to: `/c/${house.slug}/letters/sent` });
    expect(await letterRows()).toHaveLength(2);
    await call(house.world.backend.system(), 'letters_release');
    expect((await letterRows()).map(({ state }) => state)).toEqual(['asked', 'asked']);
    const token = (await tokenFor(fields['email'] ?? '')) ?? '';
    const seen = await run(link.load, null, { token });
    expect(seen.data?.['view']).toMatchObject({ state: 'ask', n: 2 });
    expect((seen.data?.['view'] as { letters: Shown[] }).letters.map(({ body }) => body).sort()).toEqual(
      [first?.body, second?.body].sort(),
    );
  });

  it('is one request however often the button is pressed', async () => {
    const fields = writer();
    await Promise.all([ask(fields), ask(fields), ask(fields)]);
    const { rows } = await house.world.sql.query('select 1 from letter_requests where op_id = $1', [fields['op']]);
    expect(rows).toHaveLength(1);
  });

  it('shows the letter again when it was rewritten while it was read', async () => {
    const fields = writer();
    const shown = shownIn(await run(page.actions['preview'], fields));
    await write('Nuevo asunto', '{salutation} {words} {name}');
    const texts = shown.map(({ text }) => text).join(',');
    expect(await run(page.actions['send'], { ...fields, texts })).toMatchObject({
      status: 409,
      data: { changed: true },
    });
    letters().forget();
    expect(await run(page.actions['send'], { ...fields, texts })).toMatchObject({
      status: 409,
      data: { changed: true },
    });
    expect((await ask(fields)).to).toContain('/letters/sent');
  });

  it.each([
    [{ name: 'x@spam.test' }, { name: 'url_in_name' }],
    [{ email: 'nobody' }, { email: 'email' }],
    [{ words: 'mirá http://spam.test' }, { words: 'links' }],
    [{ words: 'x'.repeat(501) }, { words: 'too_long' }],
    [{ targets: '' }, { targets: 'choose_target' }],
    [{ targets: 'not-an-id' }, { targets: 'choice' }],
    [{ targets: randomUUID() }, { targets: 'choose_target' }],
  ])('refuses %j', async (change, errors) => {
    const before = await letterRows();
    for (const action of ['preview', 'send'] as const) {
      const came = await run(page.actions[action], writer(change));
      expect(came).toMatchObject({ status: 400, data: { errors } });
    }
    expect(await letterRows()).toEqual(before);
  });

  it('asks one mailbox five times a day and tells nobody', async () => {
    const email = `${randomUUID()}@people.test`;
    for (let n = 0; n < 7; n += 1) expect((await ask(writer({ email }))).to).toContain('/letters/sent');
    const { rows } = await house.world.sql.query<{ n: string }>(
      `select count(*) as n from letter_requests where email_key in (select email_key from letter_requests group by 1 having count(*) > 3)`,
    );
    expect(rows[0]?.n).toBe('5');
  });

  it('takes the robot for sent', async () => {
    const before = await letterRows();
    expect((await ask(writer({ topic: 'buy' }))).to).toContain('/letters/sent');
    expect(await letterRows()).toEqual(before);
  });
});

describe('the link in the mail', () => {
  it('changes nothing by being opened; the button sends, once', async () => {
    await clear();
    const fields = writer();
    await ask(fields);
    const token = (await tokenFor(fields['email'] ?? '')) ?? '';
    for (let n = 0; n < 3; n += 1) expect(state(await run(link.load, null, { token }))).toBe('ask');
    expect((await letterRows()).map(({ state }) => state)).toEqual(['asked']);
    const both = await Promise.all([1, 2].map(() => run(link.actions['confirm'], {}, { token })));
    expect(both.map(state).sort()).toEqual(['already', 'confirmed']);
    expect((await letterRows()).map(({ state }) => state)).toEqual(['queued']);
  });

  it('takes back what has not gone, and erases who asked', async () => {
    await clear();
    const { token } = await confirmed({ targets: `${embassy},${minister}` });
    expect(state(await run(link.actions['cancel'], {}, { token }))).toBe('cancelled');
    expect((await letterRows()).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    const { rows } = await house.world.sql.query('select name_sealed, email_sealed, email_key from letter_requests');
    expect(rows).toEqual([{ name_sealed: null, email_sealed: null, email_key: null }]);
    expect(state(await run(link.load, null, { token }))).toBe('gone');
  });

  it.each(['x', '', `${'A'.repeat(48)}`, "' or 1=1 --"])('is nothing when it was forged: %s', async (token) => {
    expect((await run(link.load, null, { token })).status).toBe(404);
    expect((await run(link.actions['confirm'], {}, { token })).status).toBe(404);
  });

  it('lets nobody write twice to one office, nor be kept from writing by a stranger', async () => {
    await clear();
    const email = `${randomUUID()}@people.test`;
    await ask(writer({ email, name: 'Alguien', words: 'forjadas' }));
    await confirmedAs(email);
    await confirmedAs(email);
    const states = (await letterRows()).map((row) => row.state).sort();
    expect(states).toEqual(['asked', 'queued', 'repeated']);
  });

  async function confirmedAs(email: string): Promise<void> {
    const fields = writer({ email });
    await ask(fields);
    const { rows } = await house.world.sql.query<{ id: string }>('select id from letter_requests where op_id = $1', [
      fields['op'],
    ]);
    const token = house.keyring.linkToken('letters.confirm', rows[0]?.id ?? '', 0);
    await run(link.actions['confirm'], {}, { token });
  }
});

describe('sending', () => {
  it('never passes the cap of an hour, by two workers and after an outage, and sends nothing twice', async () => {
    await clear();
    await house.world.sql.query('update letter_targets set hourly = 4 where id = $1', [embassy]);
    for (let n = 0; n < 9; n += 1) await confirmed();
    const sent: Mail[] = [];
    const [one, two] = [
      worker(house.world.backend.system(), sent),
      worker((await house.world.another()).system(), sent),
    ];
    const perHour: number[] = [];
    // Five hours in steps of five minutes; in the second hour no worker sends, but letters go on being let out.
    for (let hour = 0; hour < 5; hour += 1) {
      const before = sent.length;
      for (let step = 0; step < 12; step += 1) {
        if (hour === 1) await call(house.world.backend.system(), 'letters_release');
        else await Promise.all([one.round(), two.round(), one.round()]);
        await later(5);
      }
      perHour.push(sent.length - before);
    }
    expect(Math.max(...perHour)).toBeLessThanOrEqual(4);
    expect(sent).toHaveLength(9);
    expect(new Set(sent.map(({ replyTo }) => replyTo)).size).toBe(9);
    expect((await letterRows()).map(({ state }) => state)).toEqual(Array.from({ length: 9 }, () => 'sent'));
  });

  it('goes in the name of its writer from our address, and leaves nothing of them behind', async () => {
    await clear();
    await later(600);
    const { email } = await confirmed({ name: 'Rosa Luz', words: 'Por favor.' });
    const sent: Mail[] = [];
    await worker(house.world.backend.system(), sent).round();
    expect(sent).toMatchObject([{ to: 'embassy@office.test', replyTo: email, sender: 'Rosa Luz' }]);
    expect(sent[0]?.text).toContain('Por favor.');
    const { rows } = await house.world.sql.query(
      'select state, name_sealed, email_sealed, email_key, words_sealed from letter_requests',
    );
    expect(rows).toEqual([
      { state: 'done', name_sealed: null, email_sealed: null, email_key: null, words_sealed: null },
    ]);
  });

  it('stops at a pause, also what was already let out, and goes on afterwards', async () => {
    await clear();
    await house.world.sql.query('update letter_targets set hourly = 360 where id = $1', [embassy]);
    for (let n = 0; n < 3; n += 1) await confirmed();
    const system = house.world.backend.system();
    await call(system, 'letters_release');
    await later(1);
    await call(system, 'letters_release');
    const held = await call<{ id: string; ref: string }[]>(system, 'outbox_claim', { n: 1, lease_s: 60 });
    await house.world.sql.query('update letter_targets set paused = true where id = $1', [embassy]);
    // One is in a worker's hands, one stands in the outbox, one waits: none may go.
    expect(await render()['letter']?.(held.find(({ ref }) => ref)?.ref ?? '', 'es', null)).toBeNull();
    for (const { id } of held) await call(system, 'outbox_done', { id, outcome: 'dropped' });
    const sent: Mail[] = [];
    for (let n = 0; n < 3; n += 1) {
      await worker(system, sent).round();
      await later(1);
    }
    expect(sent.filter(({ to }) => to === 'embassy@office.test')).toEqual([]);
    await house.world.sql.query('update letter_targets set paused = false where id = $1', [embassy]);
    for (let n = 0; n < 5; n += 1) {
      await worker(system, sent).round();
      await later(1);
    }
    expect(sent.filter(({ to }) => to === 'embassy@office.test')).toHaveLength(3);
    expect((await letterRows()).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
  });

  it('pauses an inbox that is refused for good three times in a row, and begins anew when it is resumed', async () => {
    await clear();
    const { sql } = house.world;
    const system = house.world.backend.system();
    const target = async () =>
      (
        await sql.query(`select paused, refusals, held_at is not null as held from letter_targets where id = $1`, [
          minister,
        ])
      ).rows[0];
    const one = async (outcome: string, error: string | null) => {
      await confirmed({ targets: minister });
      await later(10);
      await call(system, 'letters_release');
      const mails = await call<{ id: string; kind: string }[]>(system, 'outbox_claim', { n: 9, lease_s: 60 });
      for (const { id, kind } of mails)
        await call(system, 'outbox_done', kind === 'letter' ? { id, outcome, error } : { id, outcome: 'sent' });
    };
    await sql.query('update letter_targets set hourly = 360 where id = $1', [minister]);
    await one('failed', 'smtp_550_5.1.1');
    await one('failed', 'smtp_550_5.1.1');
    // What went in between shows that somebody reads there.
    await one('sent', null);
    expect(await target()).toEqual({ paused: false, refusals: 0, held: false });
    for (const error of ['smtp_550_5.1.1', 'address_or_size', 'smtp_554', 'smtp_551']) await one('failed', error);
    expect(await target()).toEqual({ paused: true, refusals: 3, held: true });
    expect(await call<number>(system, 'letters_release')).toBe(0);
    await sql.query('update letter_targets set paused = false where id = $1', [minister]);
    expect(await target()).toEqual({ paused: false, refusals: 0, held: false });
  });

  it('does not write to who has left the office', async () => {
    await clear();
    await confirmed({ targets: minister });
    await house.world.sql.query(`update letter_targets set until = current_date - 2 where id = $1`, [minister]);
    expect(await call(house.world.backend.system(), 'letters_release')).toBe(0);
    const { data } = await house.world.backend.anon().rpc('public_letters', { slug: house.slug });
    expect((data as { targets: { id: string }[] }).targets.map(({ id }) => id)).toEqual([embassy]);
  });

  it('forgets what nobody confirmed', async () => {
    await clear();
    await ask(writer());
    await house.world.sql.query(`update letter_requests set created_at = now() - interval '40 days'`);
    expect(await call(house.world.backend.system(), 'letters_forget', { days: 31 })).toBe(1);
    const { rows } = await house.world.sql.query(
      'select r.name_sealed, r.email_key, l.email_key as k, l.state from letter_requests r join letters l on l.request_id = r.id',
    );
    expect(rows).toEqual([{ name_sealed: null, email_key: null, k: null, state: 'cancelled' }]);
  });
});
