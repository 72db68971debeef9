import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  feedAnswer,
  publishedUpdates,
  stopState,
  stopUpdates,
  updateMails,
  updatesRepo,
} from '../../src/lib/features/updates/index.server';
import { sealedPlace } from '../../src/lib/features/signatures/index.server';
import { ROLES, type Role } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import type { DeskUpdate, Opened } from '../../src/lib/features/updates/model';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/signatures/updates/+page.server';
import { POST } from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/stop/[token]/one-click/+server';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function signed(mailbox: string, updates = true, state = 'confirmed'): Promise<string> {
  const id = uuidv7();
  await house.world.sql.query(
    `insert into signatures (id, campaign_id, state, email_sealed, email_key, slot, country, visibility, locale, op_id, updates, confirmed_at)
     values ($1, $2, $3, $4, $5, (select count(*) + 1 from signatures where campaign_id = $2 and email_key = $5), 'AR', 'full', 'es', $1, $6,
       case when $3 = 'confirmed' then now() end)`,
    [
      id,
      house.campaign,
      state,
      house.keyring.seal(`${mailbox}@people.test`, sealedPlace(id, 'email')),
      mailbox,
      updates,
    ],
  );
  return id;
}
const system = () => house.world.backend.system();
const act = (as: Role, action: keyof typeof actions, fields: Record<string, string>) =>
  house.call(as, actions[action], { fields: { op: uuidv7(), form: 'act', ...fields } });
async function written(by: Role = 'organizer', body = 'Ayer hubo audiencia.\n\nMañana hay otra.'): Promise<string> {
  const op = uuidv7();
  const fields = { op, locale: 'es', title: 'Novedad', body };
  expect(await house.call(by, actions['write'], { fields })).toMatchObject({ kind: 'done' });
  return op;
}
async function asked(by: Role = 'organizer', body?: string): Promise<string> {
  const update = await written(by, body);
  expect(await act(by, 'ask', { update, asked: 'yes' })).toMatchObject({ kind: 'done' });
  return update;
}
const approve = (as: Role, update: string, version = '1') => act(as, 'approve', { update, version });
const aWeekLater = () =>
  house.world.sql.query(
    "update updates set published_at = published_at - interval '8 days' where published_at is not null",
  );
async function queued(update: string): Promise<{ ref: string; state: string }[]> {
  const { rows } = await house.world.sql.query<{ ref: string; state: string }>(
    "select ref, state from outbox where kind = 'update' and sealed = $1",
    [update],
  );
  return rows;
}
const visit = (id: string, slug = house.slug) => ({
  slug,
  token: house.keyring.linkToken('updates.stop', id, 0),
  address: `10.7.0.${Math.floor(Math.random() * 250)}`,
});

describe('an update', () => {
  it('is let go by somebody who did not write it', async () => {
    const update = await asked('organizer');
    expect(await approve('organizer', update)).toMatchObject({
      kind: 'refused',
      form: { failure: { rule: 'own_words' } },
    });
    expect(await publishedUpdates(house.slug, 'es')).toEqual([]);
    expect(await approve('owner', update)).toMatchObject({ kind: 'done' });
    expect(await publishedUpdates(house.slug, 'es')).toMatchObject([{ id: update, title: 'Novedad' }]);
  });

  it('waits until somebody asks for approval, and a change of the words takes that back', async () => {
    await aWeekLater();
    const update = await written('organizer');
    const refused = (rule: string) => ({ kind: 'refused', form: { failure: { rule } } });
    expect(await approve('owner', update)).toMatchObject(refused('not_asked'));
    await act('organizer', 'ask', { update, asked: 'yes' });
    const again = { op: uuidv7(), update, locale: 'es', title: 'Novedad', body: 'Cambió la hora.' };
    expect(await house.call('organizer', actions['write'], { fields: again })).toMatchObject({ kind: 'done' });
    expect(await approve('owner', update)).toMatchObject(refused('not_asked'));
    await act('organizer', 'ask', { update, asked: 'yes' });
    // Somebody who still has the first words before them lets nothing go.
    expect(await approve('owner', update)).toMatchObject(refused('reworded'));
    await act('organizer', 'ask', { update, asked: 'no' });
    expect(await approve('owner', update, '2')).toMatchObject(refused('not_asked'));
    await act('organizer', 'ask', { update, asked: 'yes' });
    expect(await approve('owner', update, '2')).toMatchObject({ kind: 'done' });
    const late = { ...again, op: uuidv7() };
    expect(await house.call('organizer', actions['write'], { fields: late })).toMatchObject(refused('published'));
  });

  it('is shown as its readers get it, and opened again in the form', async () => {
    const update = await written('organizer');
    const page = async (query: string) => {
      const came = await house.call('organizer', load, { query });
      if (came.kind !== 'done') throw new Error(came.kind);
      return came.data as unknown as { updates: DeskUpdate[]; opened: Opened | null };
    };
    const { updates, opened } = await page(`?edit=${update}&locale=es`);
    expect(opened).toMatchObject({ title: 'Novedad', asked: false });
    const mails = updates.find(({ id }) => id === update)?.mails ?? [];
    expect(mails.map(({ locale, borrowed }) => [locale, borrowed])).toEqual([
      ['es', false],
      ['en', true],
    ]);
    expect(mails[0]?.text).toContain('Mañana hay otra.');
    expect((await page(`?edit=${uuidv7()}`)).opened).toBeNull();
  });

  it('goes out as often in a week as the campaign says', async () => {
    await aWeekLater();
    expect(await act('organizer', 'cap', { weekly: '8' })).toMatchObject({ kind: 'refused' });
    expect(await act('organizer', 'cap', { weekly: '1' })).toMatchObject({ kind: 'done' });
    expect(await approve('owner', await asked())).toMatchObject({ kind: 'done' });
    expect(await approve('owner', await asked())).toMatchObject({ form: { failure: { rule: 'weekly_cap' } } });
    expect(await act('organizer', 'cap', { weekly: '2' })).toMatchObject({ kind: 'done' });
  });

  it('goes out twice in seven days and no more', async () => {
    await aWeekLater();
    for (const _ of [1, 2]) expect(await approve('owner', await asked())).toMatchObject({ kind: 'done' });
    expect(await approve('owner', await asked())).toMatchObject({
      kind: 'refused',
      form: { failure: { rule: 'weekly_cap' } },
    });
  });

  it('is written and let go by owners and organizers alone', async () => {
    const update = await written('owner');
    for (const role of ROLES.filter((one) => one !== 'owner' && one !== 'organizer'))
      for (const action of ['write', 'ask', 'approve', 'steer', 'cap'] as const)
        expect(
          await act(role, action, {
            ...{ update, to: 'paused', locale: 'es', title: 'x', body: 'y' },
            ...{ asked: 'yes', version: '1', weekly: '3' },
          }),
        ).toEqual({
          kind: 'error',
          status: 404,
        });
  });

  it('reaches each mailbox that asked once, and nobody else', async () => {
    await aWeekLater();
    await house.world.sql.query("update updates set state = 'sent' where state = 'sending'");
    const [first, second] = [await signed('household'), await signed('household')];
    const alone = await signed('alone');
    const never = [await signed('no', false), await signed('pending', true, 'pending')];
    const update = await asked();
    await approve('owner', update);
    const repo = updatesRepo(system);
    for (let n = 0; n < 6; n += 1) await Promise.all([repo.queue(1), repo.queue(1)]);
    const refs = (await queued(update)).map(({ ref }) => ref);
    expect(refs).toHaveLength(2);
    expect(refs).toContain(alone);
    expect(refs.filter((ref) => ref === first || ref === second)).toHaveLength(1);
    expect(refs.filter((ref) => never.includes(ref))).toEqual([]);

    const mails = updateMails({
      backend: house.world.backend,
      keyring: house.keyring,
      env: { origin: 'https://ronda.test', port: 1 },
    });
    const mail = await mails.update(alone, 'es', update);
    expect(mail?.to).toBe('alone@people.test');
    expect(mail?.text).toContain('Mañana hay otra.');
    expect(mail?.unsubscribeUrl).toMatch(/^https:\/\/ronda\.test\/c\/[a-z0-9-]+\/stop\/[\w-]{48}\/one-click$/);
  });

  it('can be stopped on its way', async () => {
    await aWeekLater();
    await house.world.sql.query("update updates set state = 'sent' where state = 'sending'");
    const someone = await signed('on-the-way');
    const update = await asked();
    await approve('owner', update);
    await act('organizer', 'steer', { update, to: 'paused' });
    await updatesRepo(system).queue(100);
    expect(await queued(update)).toEqual([]);
    await act('organizer', 'steer', { update, to: 'sending' });
    await updatesRepo(system).queue(1);
    await act('owner', 'steer', { update, to: 'cancelled' });
    expect((await queued(update)).every(({ state }) => state === 'dropped')).toBe(true);
    const mails = updateMails({ backend: house.world.backend, keyring: house.keyring, env: { origin: null, port: 1 } });
    expect(await mails.update(someone, 'es', update)).toBeNull();
  });
});

describe('stopping', () => {
  it('asks first, then ends it for the whole mailbox, and keeps the signature', async () => {
    const [one, two] = [await signed('stopper'), await signed('stopper')];
    expect(await stopState(visit(one))).toEqual({ ok: true, value: 'ask' });
    expect(await stopUpdates(visit(one))).toEqual({ ok: true, value: 'stopped' });
    expect(await stopState(visit(two))).toEqual({ ok: true, value: 'stopped' });
    const { rows } = await house.world.sql.query<{ state: string }>(
      'select state from signatures where id = any ($1)',
      [[one, two]],
    );
    expect(rows.map(({ state }) => state)).toEqual(['confirmed', 'confirmed']);
  });

  it('says of a withdrawn signature that it is no longer there', async () => {
    const id = await signed('withdrawer');
    await house.world.backend.system().rpc('withdraw_signature', { signature: id });
    expect(await stopState(visit(id))).toEqual({ ok: true, value: 'gone' });
    expect(await stopUpdates(visit(id))).toEqual({ ok: true, value: 'gone' });
  });

  it('works by one click of a mail program, with its own token alone', async () => {
    const id = await signed('one-click');
    const post = (token: string, campaign = house.slug) =>
      Reflect.apply(POST, undefined, [
        { params: { campaign, token }, getClientAddress: () => '10.8.0.1' },
      ]) as Promise<Response>;
    const other = house.keyring.linkToken('signature.withdraw', id, 0);
    for (const token of [other, 'x', '', `${visit(id).token}A`])
      await expect(post(token)).rejects.toMatchObject({ status: 404 });
    await expect(post(visit(id).token, 'elsewhere')).rejects.toMatchObject({ status: 404 });
    expect(await stopState(visit(id))).toEqual({ ok: true, value: 'ask' });
    expect((await post(visit(id).token)).status).toBe(204);
    expect((await post(visit(id).token)).status).toBe(204);
    expect(await stopState(visit(id))).toEqual({ ok: true, value: 'stopped' });
  });
});

describe('feeds', () => {
  it('carry what was published, escaped, and are answered 304 when known', async () => {
    await aWeekLater();
    await approve('owner', await asked('organizer', '<script>alert(1)</script> & ]]>'));
    const campaign = { slug: house.slug, title: 'Libertad', summary: '' };
    for (const kind of ['rss', 'json'] as const) {
      const asked = { campaign, locale: 'es' as const, origin: 'https://ronda.test', ifNoneMatch: null };
      const answer = await feedAnswer(kind, asked);
      const text = await answer.text();
      expect(text).toContain('Novedad');
      expect(text).not.toContain('<script>');
      const known = await feedAnswer(kind, { ...asked, ifNoneMatch: answer.headers.get('etag') });
      expect(known.status).toBe(304);
    }
  });
});
