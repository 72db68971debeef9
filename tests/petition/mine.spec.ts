/** The page behind the link that is a signer's own, and what comes to a mailbox that does not answer. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../../src/lib/features/signatures/index.server';
import { openHouse, person, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const to = async (email: string) => (await house.mails()).filter((mail) => mail.to === email);
async function signed(change: Record<string, string> = {}) {
  const who = person(change);
  const email = who['email'] ?? '';
  await house.sign(who);
  const [mail] = await to(email);
  const { rows } = await house.world.sql.query<{ ref: string }>(
    'select ref from outbox order by created_at desc limit 1',
  );
  const id = rows[0]?.ref ?? '';
  return { email, id, confirm: mail?.confirm ?? '', mine: house.keyring.linkToken('signature.mine', id, 0) };
}
async function confirmed(change: Record<string, string> = {}) {
  const one = await signed(change);
  await house.link('confirm', 'post', one.confirm);
  return one;
}
const row = async (id: string) => {
  const { rows } = await house.world.sql.query<Record<string, unknown>>('select * from signatures where id = $1', [id]);
  return rows[0] ?? {};
};
const n = async () => (await house.totals()).signatures;

describe('the page of one’s own', () => {
  it('comes by mail once the signature counts', async () => {
    const { id, email } = await confirmed();
    const mails = await to(email);
    expect(mails.map(({ kind }) => kind).sort()).toEqual(['signature_confirm', 'signature_confirmed']);
    const mine = mails.find(({ kind }) => kind === 'signature_confirmed')?.mine ?? '';
    // The code of inclusion is told to the mailbox once it has shown that it is theirs, and before that to nobody.
    const [asked, done] = ['signature_confirm', 'signature_confirmed'].map(
      (kind) => mails.find((mail) => mail.kind === kind)?.text,
    );
    expect(done).toContain(codeOf(house.keyring, id));
    expect(done).toContain(`/c/${house.slug}/verify`);
    expect(asked).not.toContain(codeOf(house.keyring, id));
    expect(await house.link('mine', 'get', mine)).toMatchObject({
      kind: 'page',
      data: { mine: { state: 'confirmed' } },
    });
  });

  it('changes how the name appears, back and forth', async () => {
    const { id, mine } = await confirmed({ name: 'Rosa Luz' });
    for (const [visibility, shown] of [
      ['full', 'Rosa Luz'],
      ['initials', 'R. L.'],
      ['private', null],
    ] as const) {
      expect(await house.link('mine', 'post', mine, { fields: { visibility } })).toMatchObject({
        data: { did: 'shown' },
      });
      expect(await row(id)).toMatchObject({ visibility, public_name: shown, state: 'confirmed' });
    }
    expect(await house.link('mine', 'post', mine, { fields: { visibility: 'everybody' } })).toMatchObject({
      status: 400,
    });
  });

  it('withdraws: the count goes down at once, and nothing of the person stays', async () => {
    const { id, mine, email } = await confirmed({ visibility: 'full', town: 'Junín', comment: 'Porque sí' });
    const before = await n();
    expect(await house.link('mine', 'post:withdraw', mine)).toMatchObject({ data: { did: 'withdrawn' } });
    expect(await n()).toBe(before - 1);
    const left = await row(id);
    expect(left).toMatchObject({ state: 'withdrawn', reason: 'withdrawn', visibility: 'private' });
    for (const [column, kept] of Object.entries(left)) {
      if (/_sealed$|_key$|^public_name$|^share_code$|^referred_by$/.test(column)) expect(kept, column).toBeNull();
    }
    expect(await house.link('mine', 'get', mine)).toMatchObject({ data: { mine: { state: 'gone', shows: null } } });
    expect(await house.link('mine', 'post:withdraw', mine)).toMatchObject({ data: { did: 'gone' } });
    expect(await to(email)).toEqual([]);
  });

  it('takes the comment back, and the signature stays', async () => {
    const { id, mine } = await confirmed({ comment: 'Porque sí' });
    await house.world.sql.query(
      `update signatures set comment_state = 'approved', comment_public = 'Porque sí', comment_at = now() where id = $1`,
      [id],
    );
    const before = await n();
    const shown = await row(id);
    expect(await house.link('mine', 'get', mine)).toMatchObject({
      data: { mine: { comment: { text: 'Porque sí', state: 'approved' } } },
    });
    expect(await row(id)).toEqual(shown);
    expect(await house.link('mine', 'post:comment', mine)).toMatchObject({ data: { did: 'taken_back' } });
    expect(await row(id)).toMatchObject({ state: 'confirmed', comment_sealed: null, comment_public: null });
    expect(await n()).toBe(before);
    expect(await house.link('mine', 'get', mine)).toMatchObject({ data: { mine: { comment: null } } });
    expect(await house.link('mine', 'post:comment', mine)).toMatchObject({ data: { did: 'gone' } });
  });

  it('shows no name while unconfirmed, and lets the mailbox say that it was not them', async () => {
    const { id, mine, confirm } = await signed({ name: 'Nombre Ajeno' });
    const seen = await house.link('mine', 'get', mine);
    expect(seen).toMatchObject({ data: { mine: { state: 'pending', shows: null, comment: null } } });
    expect(await house.link('mine', 'post', mine, { fields: { visibility: 'full' } })).toMatchObject({
      data: { did: 'gone' },
    });
    expect(await house.link('mine', 'post:not_me', mine)).toMatchObject({ data: { did: 'disowned' } });
    expect(await row(id)).toMatchObject({ state: 'rejected', reason: 'asked', email_sealed: null, name_sealed: null });
    expect(await house.link('confirm', 'post', confirm)).toMatchObject({ data: { state: 'gone' } });
  });

  it('can be disowned from the page that asks to confirm, and no confirmed one can', async () => {
    const { id, confirm } = await signed();
    expect(await house.link('confirm', 'post', confirm, { fields: { answer: 'not_me' } })).toMatchObject({
      data: { state: 'disowned' },
    });
    expect((await row(id))['state']).toBe('rejected');
    const other = await confirmed();
    expect(await house.link('mine', 'post:not_me', other.mine)).toMatchObject({ data: { did: 'gone' } });
    expect((await row(other.id))['state']).toBe('confirmed');
  });
});

describe('who has no right to it', () => {
  it('gets nothing by guessing, by a link for another purpose, or of another campaign', async () => {
    const { id, mine, confirm } = await confirmed();
    const flipped = `${mine.slice(0, 47)}${mine.endsWith('A') ? 'B' : 'A'}`;
    const unknown = house.keyring.linkToken('signature.mine', randomUUID(), 0);
    const methods = ['get', 'post', 'post:withdraw', 'post:comment', 'post:not_me'] as const;
    for (const token of [flipped, confirm, unknown, 'x', '', `${mine}A`, 'A'.repeat(48), '../../desk']) {
      for (const method of methods) {
        const came = await house.link('mine', method, token, { fields: { visibility: 'full' } });
        expect(came, `${method} ${token}`).toEqual({ kind: 'error', status: 404 });
      }
    }
    for (const method of methods) {
      const came = await house.link('mine', method, mine, { slug: 'elsewhere', fields: { visibility: 'full' } });
      expect(came).toEqual({ kind: 'error', status: 404 });
    }
    expect(await row(id)).toMatchObject({ state: 'confirmed', visibility: 'private' });
  });

  it('changes nothing as a scanner that opens every link of every mail', async () => {
    const { id, email } = await confirmed();
    const waiting = await signed();
    const before = [await row(id), await row(waiting.id), await n()];
    for (const mail of [...(await to(email)), ...(await to(waiting.email))]) {
      const links = [...mail.text.matchAll(/\/(confirm|withdraw|mine)\/([\w-]{48})/g)];
      expect(links.length).toBeGreaterThan(0);
      for (const [, page, token = ''] of links) await house.link(page as 'confirm' | 'withdraw' | 'mine', 'get', token);
    }
    expect([await row(id), await row(waiting.id), await n()]).toEqual(before);
  });
});

describe('a mailbox that does not answer', () => {
  const remind = () => house.world.backend.system().rpc('remind_unconfirmed', { n: 500 });
  const age = (id: string, days: number) =>
    house.world.sql.query(
      `update signatures set created_at = created_at - make_interval(days => $2), mailed_at = mailed_at - make_interval(days => $2),
         bounced_at = bounced_at - make_interval(days => $2) where id = $1`,
      [id, days],
    );
  const refuse = (id: string, error = 'smtp_550_5.1.1') =>
    house.world.sql.query(
      `update outbox set state = 'failed', last_error = $2 where id = (select id from outbox where ref = $1 order by created_at desc, kind desc limit 1)`,
      [id, error],
    );
  const kinds = async (email: string) => (await to(email)).map(({ kind }) => kind);

  it('is reminded once, after two days, and never in the shadow', async () => {
    const [late, young, dark, done] = [await signed(), await signed(), await signed(), await confirmed()];
    await house.world.sql.query(`update signatures set state = 'shadow', reason = 'limit' where id = $1`, [dark.id]);
    for (const { id } of [late, dark, done]) await age(id, 3);
    for (let time = 0; time < 3; time++) await remind();
    expect(await kinds(late.email)).toEqual(['signature_confirm', 'signature_reminder']);
    expect(await kinds(young.email)).toEqual(['signature_confirm']);
    expect(await kinds(dark.email)).toEqual(['signature_confirm']);
    await age(late.id, 9);
    await remind();
    expect(await kinds(late.email)).toHaveLength(2);
    const reminder = (await to(late.email)).find(({ kind }) => kind === 'signature_reminder');
    expect(await house.link('confirm', 'post', reminder?.confirm ?? '')).toMatchObject({
      data: { state: 'confirmed' },
    });
  });

  it('is tried again three days after it refused, and rejected when it refuses again', async () => {
    const { id } = await signed();
    await refuse(id);
    expect(await row(id)).toMatchObject({ state: 'pending', reason: null });
    await refuse(id);
    expect((await row(id))['state']).toBe('pending');
    await age(id, 2);
    await remind();
    expect((await row(id))['reminded_at']).toBeNull();
    await age(id, 2);
    await remind();
    expect((await row(id))['reminded_at']).not.toBeNull();
    await refuse(id);
    expect(await row(id)).toMatchObject({ state: 'rejected', reason: 'bounce', email_sealed: null, email_key: null });
  });

  it('does not make the count flap', async () => {
    const before = await n();
    const { id } = await confirmed();
    await refuse(id);
    await age(id, 5);
    await refuse(id);
    await house.world.sql.query(
      `insert into outbox (campaign_id, kind, ref, locale, state) values ($1, 'signature_confirm', $2, 'es', 'claimed')`,
      [house.campaign, id],
    );
    await refuse(id);
    expect(await row(id)).toMatchObject({ state: 'confirmed', bounced_at: null });
    expect(await n()).toBe(before + 1);
  });

  it('is not to blame for what the server refuses of us, or for a line that broke', async () => {
    const { id } = await signed();
    for (const error of ['smtp_550_5.7.1', 'smtp_451', 'lost_after_text', 'kind_unknown']) {
      await house.world.sql.query(`update outbox set state = 'claimed' where ref = $1`, [id]);
      await refuse(id, error);
    }
    expect(await row(id)).toMatchObject({ state: 'pending', bounced_at: null });
  });
});
