import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../src/lib/contracts/permissions';
import type { PublicComment, QueuedComment } from '../../src/lib/features/signatures/comments';
import { sealedPlace } from '../../src/lib/features/signatures/places.server';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/signatures/comments/+page.server';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function commented(text: string, given: { state?: string; publicName?: string | null } = {}): Promise<string> {
  const { state = 'confirmed', publicName = 'Ana P.' } = given;
  const id = uuidv7();
  await house.world.sql.query(
    `insert into public.signatures (id, campaign_id, state, email_key, email_sealed, comment_sealed, country, visibility, public_name, locale, op_id, confirmed_at)
     values ($1, $2, $3, $4, 'x', $5, 'AR', $6, $7, 'es', $8, now())`,
    [
      id,
      house.campaign,
      state,
      id,
      house.keyring.seal(text, sealedPlace(id, 'comment')),
      publicName === null ? 'private' : 'initials',
      publicName,
      uuidv7(),
    ],
  );
  return id;
}
const queue = async (state = 'waiting', as: Role = 'organizer'): Promise<QueuedComment[]> => {
  const came = await house.call(as, load, { query: `?state=${state}` });
  if (came.kind !== 'done') throw new Error(JSON.stringify(came));
  return came.data['comments'] as QueuedComment[];
};
const decide = (act: 'approve' | 'hide' | 'wait', ids: string[], as: Role = 'organizer', op = uuidv7()) =>
  house.call(as, actions[act], { fields: { form: 'bulk', op, signatures: ids.join(',') } });
const seen = async (): Promise<PublicComment[]> => {
  const { data } = await house.world.backend.anon().rpc('public_comments', { campaign: house.campaign, n: 50 });
  return data as unknown as PublicComment[];
};
const texts = async () => (await seen()).map(({ text }) => text);

describe('comments', () => {
  it('wait for somebody to read them, and are seen once approved, as their author chose to be seen', async () => {
    const one = await commented('Por la libertad');
    const other = await commented('Con ustedes', { publicName: null });
    await commented('Sin confirmar', { state: 'pending' });
    await commented('En la sombra', { state: 'shadow' });
    expect((await queue()).map(({ text }) => text)).toEqual(['Con ustedes', 'Por la libertad']);
    expect(await seen()).toEqual([]);
    expect(await decide('approve', [one, other])).toMatchObject({
      data: { done: 'approved', what: `${one},${other}` },
    });
    const shown = (await seen()).map(({ name, country, locale, text }) => `${locale} ${name} ${country} ${text}`);
    expect(shown.sort()).toEqual(['es Ana P. AR Por la libertad', 'es null AR Con ustedes']);
    expect(await queue()).toEqual([]);
    expect(await queue('approved')).toHaveLength(2);
  });

  it('are hidden and come back, as often as somebody changes their mind', async () => {
    const id = await commented('Ida y vuelta');
    await decide('approve', [id]);
    await decide('hide', [id]);
    expect(await texts()).not.toContain('Ida y vuelta');
    expect((await queue('hidden')).map(({ id: one }) => one)).toEqual([id]);
    await decide('wait', [id]);
    expect((await queue()).map(({ id: one }) => one)).toEqual([id]);
    const op = uuidv7();
    await decide('approve', [id], 'owner', op);
    await decide('approve', [id], 'owner', op);
    expect((await texts()).filter((text) => text === 'Ida y vuelta')).toHaveLength(1);
  });

  it.each([
    ['withdrawn', `select public.withdraw_signature($1)`],
    ['invalidated', `update public.signatures set state = 'invalidated', reason = 'bot' where id = $1`],
    ['taken back', `select public.comment_take_back($1)`],
  ])('go with their signature in the same moment when it is %s', async (_, sql) => {
    const id = await commented(`Fuera ${sql.length}`);
    await decide('approve', [id]);
    expect(await texts()).toContain(`Fuera ${sql.length}`);
    await house.world.sql.query(sql, [id]);
    expect(await texts()).not.toContain(`Fuera ${sql.length}`);
    const { rows } = await house.world.sql.query(
      'select comment_public, comment_state from public.signatures where id = $1',
      [id],
    );
    expect(rows).toEqual([{ comment_public: null, comment_state: null }]);
    expect(await decide('approve', [id])).toMatchObject({ kind: 'done' });
    expect(await texts()).not.toContain(`Fuera ${sql.length}`);
  });

  it('are for owners and organizers to decide, and what was decided stands in the journal', async () => {
    const id = await commented('Solo ustedes');
    for (const role of ROLES.filter((one) => one !== 'owner' && one !== 'organizer')) {
      expect(await house.call(role, load), role).toEqual({ kind: 'error', status: 404 });
      expect(await decide('approve', [id], role), role).toEqual({ kind: 'error', status: 404 });
    }
    await decide('hide', [id]);
    const { rows } = await house.world.sql.query(
      `select patch -> 'detail' as detail, patch ->> 'kind' as kind from public.journal
       where entity = 'signature_acts' and stream like '%:admin' order by seq desc limit 1`,
    );
    expect(rows).toEqual([{ kind: 'comments', detail: { decision: 'hidden' } }]);
    expect(await decide('approve', [])).toMatchObject({ kind: 'refused' });
    expect(await decide('approve', ['x'])).toMatchObject({ kind: 'refused' });
  });
});
