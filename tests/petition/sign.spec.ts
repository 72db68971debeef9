import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeSignature } from '../../src/lib/features/signatures/index.server';
import { openHouse, person, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const thanks = () => ({ kind: 'redirect', status: 303, to: `/c/${house.slug}/thanks` });
const mailsTo = async (email: string) => (await house.mails()).filter(({ to }) => to === email);
const stored = async (email: string) => {
  const { rows } = await house.world.sql.query<{ n: string }>(
    'select count(*) as n from public.signatures where id in (select ref from public.outbox)',
  );
  return { rows: Number(rows[0]?.n), mails: (await mailsTo(email)).length };
};

describe('a slip in the address', () => {
  const slip = () => `${randomUUID()}@gmial.com`;
  const fixed = (email: string) => email.replace('gmial', 'gmail');
  const asked = (email: string, more: Record<string, string> = {}) =>
    person({ email, comment: 'Por todas', asked: email, ...more });

  it('is asked about once, with everything typed kept, and nothing stored', async () => {
    const before = (await house.rows()).length;
    const ana = person({ email: slip(), comment: 'Por todas' });
    expect(await house.sign(ana)).toMatchObject({
      kind: 'refused',
      form: { values: ana, errors: { email: 'typo' } },
    });
    expect((await house.rows()).length).toBe(before);
  });

  it('is mended on "yes", left as it is on "no" and whenever the form comes again as it was', async () => {
    const [yes, no] = [slip(), slip()];
    expect(await house.sign(asked(yes, { meant: fixed(yes) }))).toEqual(thanks());
    expect(await house.sign(asked(no))).toEqual(thanks());
    expect([(await mailsTo(yes)).length, (await mailsTo(fixed(yes))).length]).toEqual([0, 1]);
    expect([(await mailsTo(no)).length, (await mailsTo(fixed(no))).length]).toEqual([1, 0]);
  });

  it('answers no other address: what was changed since is read anew', async () => {
    const [first, other, right] = [slip(), slip(), `${randomUUID()}@yahoo.com.ar`];
    const came = await house.sign(asked(other, { asked: first, meant: fixed(first) }));
    expect(came).toMatchObject({ form: { errors: { email: 'typo' } } });
    expect(await house.sign(asked(right, { asked: first, meant: fixed(first) }))).toEqual(thanks());
    const stranger = slip();
    expect(await house.sign(asked(stranger, { meant: 'somebody@else.test' }))).toEqual(thanks());
    expect(await mailsTo('somebody@else.test')).toEqual([]);
    expect(await mailsTo(right)).toHaveLength(1);
  });

  it('goes on to the page from the door in front of it', async () => {
    const take = takeSignature((to) => to);
    const post = (fields: Record<string, string>) =>
      take({
        locale: 'es',
        slug: house.slug,
        fields: new URLSearchParams(fields),
        request: { headers: {}, socket: { remoteAddress: '10.9.9.9' } } as unknown as IncomingMessage,
      });
    const email = slip();
    expect(await post(person({ email }))).toBeNull();
    expect(await post(asked(email, { meant: fixed(email) }))).toBe('thanks');
    expect(await mailsTo(fixed(email))).toHaveLength(1);
  });
});

describe('signing', () => {
  it('counts once the mailbox has said so, and shows what was chosen', async () => {
    const ana = person({ name: 'Ana Pérez', visibility: 'initials' });
    const before = (await house.totals()).signatures;
    expect(await house.sign(ana)).toEqual(thanks());
    expect((await house.totals()).signatures).toBe(before);
    const [mail] = await mailsTo(ana['email'] ?? '');
    expect(mail?.kind).toBe('signature_confirm');
    expect(mail?.text).not.toContain('Ana');
    expect(mail?.text).toContain('A. P.');
    expect(await house.link('confirm', 'post', mail?.confirm ?? '')).toMatchObject({ data: { state: 'confirmed' } });
    expect((await house.totals()).signatures).toBe(before + 1);
    const { data } = await house.world.backend.anon().rpc('public_campaign', { slug: house.slug, locale: 'es' });
    expect(data).toMatchObject({ names: [{ name: 'A. P.', country: 'AR' }] });
  });

  it('answers the same to one who had signed, and tells the mailbox alone', async () => {
    const eva = person();
    await house.sign(eva);
    const [first] = await mailsTo(eva['email'] ?? '');
    await house.link('confirm', 'post', first?.confirm ?? '');
    expect(await house.sign({ ...eva, name: 'Otra Persona' })).toEqual(thanks());
    const kinds = async () => (await mailsTo(eva['email'] ?? '')).map(({ kind }) => kind);
    expect(await kinds()).toEqual(['signature_confirm', 'signature_confirmed', 'signature_household']);
    // Two of a kind within ten minutes would be a way to flood a mailbox.
    expect(await house.sign({ ...eva, name: 'Otra Persona' })).toEqual(thanks());
    expect(await kinds()).toHaveLength(3);
  });

  it('tells a third person of a mailbox the rule, and each of two whose mail it is', async () => {
    const email = `${randomUUID()}@people.test`;
    const of = (name: string) => person({ name, email, town: 'Junín' });
    const eva = person();
    await house.sign(eva);
    await house.link('confirm', 'post', (await mailsTo(eva['email'] ?? ''))[0]?.confirm ?? '');
    for (const name of ['Ana Pérez', 'Luz Soto']) await house.sign(of(name));
    const first = await mailsTo(email);
    expect(first.map(({ text }) => /la firma de (.*)/.exec(text)?.[1]).sort()).toEqual(['A. P.', 'L. S.']);
    for (const { confirm } of first) await house.link('confirm', 'post', confirm);
    await house.sign(of('Eva Ruiz'));
    const [refused] = (await mailsTo(email)).filter(({ kind }) => kind === 'signature_household');
    expect(refused).toMatchObject({ mine: '' });
    expect(refused?.text).not.toContain('E. R.');
    // Whoever tells of the signature brings people under their own link.
    const counts = (await mailsTo(email)).filter(({ kind }) => kind === 'signature_confirmed');
    expect(counts.map(({ text }) => /\/c\/[\w-]+\?r=[a-z2-9]{8}\s/.test(text))).toEqual([true, true]);
    await house.sign(eva);
    const again = (await mailsTo(eva['email'] ?? '')).find(({ kind }) => kind === 'signature_already');
    expect(again?.text).toMatch(/\/c\/[\w-]+\?r=[a-z2-9]{8}\s/);
  });

  it('takes spellings of one mailbox for one', async () => {
    const local = `eva${randomUUID().slice(0, 8)}`;
    const before = (await house.rows()).length;
    await house.sign(person({ email: `${local}@gmail.com` }));
    await house.sign(person({ email: `${local.toUpperCase().split('').join('.')}+x@googlemail.com` }));
    expect((await house.rows()).length).toBe(before + 1);
  });

  it('makes one of a form sent twice, and two of a form used again for somebody else', async () => {
    const op = randomUUID();
    const first = person({ op });
    const second = person({ op });
    const before = (await house.rows()).length;
    expect(await Promise.all([house.sign(first), house.sign(first), house.sign(second)])).toEqual(
      Array(3).fill(thanks()),
    );
    expect((await house.rows()).length).toBe(before + 2);
    expect((await stored(first['email'] ?? '')).mails).toBe(1);
  });

  it('answers a robot as anybody, and keeps nothing of it', async () => {
    const before = (await house.rows()).length;
    const robot = person({ topic: 'buy' });
    expect(await house.sign(robot)).toEqual(thanks());
    expect((await house.rows()).length).toBe(before);
    const trapped = house.lines.filter((line) => line.includes('signature.trapped'));
    expect(trapped).toHaveLength(1);
    expect(trapped[0]).not.toContain(robot['email']);
  });

  it('lets a family sign over one connection and stops a flood, with everything typed kept', async () => {
    const from = '192.0.2.7';
    for (let n = 0; n < 30; n++) expect(await house.sign(person(), { from })).toEqual(thanks());
    for (let n = 0; n < 570; n++) await house.limits.take('sign.address', from);
    const oneMore = person({ comment: 'Por la libertad' });
    const refused = await house.sign(oneMore, { from });
    expect(refused).toMatchObject({
      kind: 'refused',
      status: 429,
      form: { values: oneMore, failure: { code: 'too_many' } },
    });
  });

  it('does not let anybody flood a mailbox, nor learn from it', async () => {
    const target = person();
    const answers = [];
    for (let n = 0; n < 6; n++) answers.push(await house.sign(target));
    expect(answers).toEqual(Array(6).fill(thanks()));
    expect(await mailsTo(target['email'] ?? '')).toHaveLength(1);
  });

  it('tells a closed campaign from an open one by showing its page', async () => {
    await house.world.sql.query("update public.campaigns set status = 'closed' where id = $1", [house.campaign]);
    expect(await house.sign(person())).toMatchObject({ kind: 'redirect', to: `/c/${house.slug}` });
    await house.world.sql.query("update public.campaigns set status = 'open' where id = $1", [house.campaign]);
  });

  it('takes a crowd at once from two processes, each mailbox once', async () => {
    const before = (await house.rows()).length;
    const other = await house.neighbour();
    const crowd = Array.from({ length: 300 }, () => person());
    const answers = await Promise.all([
      ...crowd.map((one) => house.sign(one)),
      // The other way round: without one order of locking, two batches would wait for each other for ever.
      ...[...crowd].reverse().map((one) => other(one)),
    ]);
    expect(answers.filter((answer) => answer !== 'thanks' && answer.kind !== 'redirect')).toEqual([]);
    expect((await house.rows()).length).toBe(before + 300);
    const { rows } = await house.world.sql.query<{ n: string }>(
      'select count(*) as n from (select ref from public.outbox where kind = $1 group by ref having count(*) > 1) twice',
      ['signature_confirm'],
    );
    expect(Number(rows[0]?.n)).toBe(0);
  });
});

describe('what stays written', () => {
  it('holds no name, mail or comment of a signer in clear, in any table', async () => {
    const planted = {
      name: 'Quetzalcóatl Planted',
      email: 'planted.mailbox@planted-domain.test',
      comment: 'planted comment sentence',
    };
    await house.sign(person(planted));
    expect(await mailsTo(planted.email)).toHaveLength(1);
    const { rows: tables } = await house.world.sql.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await house.world.sql.query<{ row: string }>(`select t::text as row from ${name} t`);
      for (const { row } of rows) if (/planted|quetzal/i.test(row)) found.push(`${name}: ${row}`);
    }
    expect(tables.length).toBeGreaterThan(10);
    expect(found).toEqual([]);
    expect(house.lines.filter((line) => /planted|quetzal/i.test(line))).toEqual([]);
  });
});
