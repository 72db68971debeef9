import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '$lib/contracts/journal';
import { uuidv7 } from '$lib/kernel/ids';
import { apply, ask, createCast, join, loose, must, mustApply, value, type Cast } from './cast';

let cast: Cast;
/** Of the legal desk, and in no compartment. */
let outside: ReturnType<Cast['world']['backend']['as']>;
let counter = 0;
beforeAll(async () => {
  cast = await createCast();
  outside = cast.world.backend.as((await join(cast.world, cast.campaign, ['legal'])).accessToken);
});
afterAll(() => cast.close());

const legal = () => cast.db('legal');
async function open(more: object = {}): Promise<string> {
  const id = uuidv7();
  await mustApply(legal(), 'cases.open', { campaign: cast.campaign, id, code: `K-${++counter}/26`, ...more });
  return id;
}
async function person(): Promise<string> {
  const id = uuidv7();
  const placed = { status: 'police_station', place: '', fromDate: '2026-01-01', statusId: uuidv7() };
  await mustApply(legal(), 'people.register', {
    campaign: cast.campaign,
    id,
    code: `K-${++counter}`,
    pseudonym: 'Sauce',
    ...placed,
  });
  return id;
}
async function compartment(): Promise<string> {
  const id = uuidv7();
  const made = { campaign: cast.campaign, id, memberId: uuidv7(), code: `Z-${++counter}` };
  await mustApply(legal(), 'compartments.create', made);
  return id;
}
const put = (entity: 'cases' | 'people', id: string, cell: string | null) =>
  mustApply(legal(), 'compartments.put', { entity, id, compartment: cell });
const link = async (theCase: string, who: string): Promise<string> => {
  const id = uuidv7();
  const as = { capacity: 'accused', asOf: '2026-02-01', defence: 'public' };
  await mustApply(legal(), 'cases.add_person', { case: theCase, id, person: who, ...as });
  return id;
};
const page = async (db: ReturnType<typeof legal>, filter: object = {}): Promise<string[]> => {
  const { rows } = await must<{ rows: { code: string }[] }>(db, 'cases_page', { campaign: cast.campaign, filter });
  return rows.map(({ code }) => code);
};
const codeOf = (id: string): Promise<string> => value(cast.world, 'select code from cases where id = $1', [id]);
const followers = (id: string): Promise<string[]> =>
  value(cast.world, 'select coalesce(array_agg(x::text order by x), array[]::text[]) from app.case_followers($1) x', [
    id,
  ]);

describe('a case', () => {
  it('opened by a hearing is a case like any other, and can be completed', async () => {
    const hearing = { id: uuidv7(), caseId: uuidv7(), caseCode: 'POR AUDIENCIA/26', court: 'Federal 1', kind: 'trial' };
    const when = { startsAt: '2027-03-01T10:00:00-03:00', tz: 'America/Argentina/Buenos_Aires' };
    await mustApply(legal(), 'hearings.schedule', { campaign: cast.campaign, ...hearing, ...when });
    const args = { campaign: cast.campaign, the_case: hearing.caseId };
    const one = await must<{ case: Row; hearings: Row[] }>(cast.db('observer'), 'case_one', args);
    expect(one).toMatchObject({ case: { stage: null, ruleset: null, version: 1 }, hearings: [{ kind: 'trial' }] });
    await mustApply(legal(), 'cases.edit', { case: hearing.caseId, version: 1, judge: 'Juzgado 1' });
    expect((await must<{ case: Row }>(legal(), 'case_one', args)).case).toMatchObject({
      judge: 'Juzgado 1',
      version: 2,
    });
  });

  it('is not overwritten by who read an older version', async () => {
    const id = await open();
    await mustApply(legal(), 'cases.edit', { case: id, version: 1, judge: 'Mine' });
    for (const kind of ['cases.edit', 'cases.seal'] as const) {
      expect((await apply(outside, kind, { case: id, version: 1, judge: 'Yours' })).error?.code).toBe('RN412');
    }
    expect(await value(cast.world, 'select judge from cases where id = $1', [id])).toBe('Mine');
  });

  it('is found by code, court and number however they are written, and by stage', async () => {
    await open({ code: 'BUSCADA-9/26', court: 'Cámara de Apelación', numbers: ['FSM 987/2026'], stage: 'trial' });
    for (const q of ['buscada 9', 'camara de apel', 'fsm 987'])
      expect(await page(legal(), { q })).toEqual(['BUSCADA-9/26']);
    expect(await page(legal(), { q: 'buscada', stage: 'trial' })).toEqual(['BUSCADA-9/26']);
    expect(await page(legal(), { q: 'buscada', stage: 'appeal' })).toEqual([]);
    expect(await page(legal(), { q: '%' })).not.toEqual([]);
  });

  it('is closed and opened again', async () => {
    const id = await open();
    const code = await codeOf(id);
    await mustApply(legal(), 'cases.close', { case: id, outcome: 'Sobreseimiento' });
    expect((await apply(legal(), 'cases.close', { case: id })).error).toMatchObject({ code: 'RN409' });
    expect(await page(legal())).not.toContain(code);
    expect(await page(legal(), { state: 'closed' })).toContain(code);
    await mustApply(legal(), 'cases.reopen', { case: id });
    expect(await page(legal())).toContain(code);
  });

  it('keeps who chose which code, and why', async () => {
    const id = await open({ startedOn: '2026-04-25' });
    const choose = (version: number, ruleset: string) =>
      mustApply(legal(), 'cases.rule', {
        case: id,
        version,
        id: uuidv7(),
        ruleset,
        jurisdiction: 'federal-caba',
        startedOn: '2026-04-25',
        reason: `Porque ${ruleset}`,
      });
    await choose(1, 'AR-CPPN');
    await choose(2, 'AR-CPPF');
    const { rulesets, case: now } = await must<{ rulesets: Row[]; case: Row }>(legal(), 'case_one', {
      campaign: cast.campaign,
      the_case: id,
    });
    expect(now['ruleset']).toBe('AR-CPPF');
    expect(rulesets.map((row) => [row['ruleset'], row['by']])).toEqual([
      ['AR-CPPF', cast.users.legal.userId],
      ['AR-CPPN', cast.users.legal.userId],
    ]);
  });

  it('is opened where it is sealed by a recorded look alone', async () => {
    const id = await open();
    await mustApply(legal(), 'cases.seal', { case: id, version: 1, captionSealed: 'v1.k1.secret' });
    const asked = { campaign: cast.campaign, the_case: id };
    expect((await ask(legal(), 'case_sealed', asked)).error?.code).toBe('RN404');
    await mustApply(legal(), 'cases.look', { case: id });
    expect(await must(legal(), 'case_sealed', asked)).toEqual({ caption: 'v1.k1.secret', notes: null });
    expect((await ask(outside, 'case_sealed', asked)).error?.code).toBe('RN404');
    expect((await loose(legal()).from('cases').select('caption_sealed')).error?.code).toBe('42501');
    expect(await value(cast.world, `select count(*) from journal where patch::text like '%secret%'`)).toBe('0');
  });
});

describe('what hangs below a case', () => {
  it('never hangs below itself', async () => {
    const top = await open();
    const middle = await open({ parent: top, incident: 'appeal' });
    const low = await open({ parent: middle, incident: 'cassation' });
    for (const parent of [low, top]) {
      const hung = await apply(legal(), 'cases.hang', { case: top, version: 1, parent, incident: 'appeal' });
      expect(hung.error).toMatchObject({ code: 'RN400', message: 'cycle', details: 'parent' });
    }
    const { tree } = await must<{ tree: Row[] }>(legal(), 'case_one', { campaign: cast.campaign, the_case: middle });
    expect(tree.map((row) => [row['id'], row['depth']])).toEqual([
      [top, 0],
      [middle, 1],
      [low, 2],
    ]);
  });

  it('hangs below no case of another campaign', async () => {
    const foreign = uuidv7();
    await mustApply(cast.db('stranger'), 'cases.open', { campaign: cast.other, id: foreign, code: 'AJENA' });
    const args = { campaign: cast.campaign, id: uuidv7(), code: 'X-1', parent: foreign, incident: 'appeal' };
    expect((await apply(legal(), 'cases.open', args)).error).toMatchObject({ code: 'RN400', details: 'parent' });
  });

  it('two at once do not hang below each other', async () => {
    const [a, b] = [await open(), await open()];
    const hang = (child: string, parent: string) =>
      apply(legal(), 'cases.hang', { case: child, version: 1, parent, incident: 'other' });
    const answers = await Promise.all([hang(a, b), hang(b, a)]);
    expect(answers.filter(({ error }) => error === null)).toHaveLength(1);
  });

  it('is followed with it, until the same person says otherwise there', async () => {
    const top = await open();
    const low = await open({ parent: await open({ parent: top, incident: 'appeal' }), incident: 'complaint' });
    const follow = (role: 'observer' | 'legal', id: string, following: boolean) =>
      mustApply(cast.db(role), 'cases.follow', { case: id, id: uuidv7(), following });
    await follow('observer', top, true);
    await follow('legal', top, true);
    await follow('legal', low, false);
    expect(await followers(low)).toEqual([cast.users.observer.userId]);
    expect((await followers(top)).length).toBe(2);
    await follow('observer', top, false);
    expect(await followers(low)).toEqual([]);
  });
});

describe('who is accused', () => {
  it('keeps every change of capacity and charge, and takes the last one back', async () => {
    const theCase = await open({ startedOn: '2026-01-01' });
    const one = await link(theCase, await person());
    const [first, second] = [uuidv7(), uuidv7()];
    const charge = { law: 'Código Penal', article: 'art. 239', title: 'Resistencia', asOf: '2026-02-01' };
    await mustApply(legal(), 'charges.add', { link: one, id: first, ...charge });
    const next = { ...charge, article: 'art. 213 bis', asOf: '2026-05-01' };
    await mustApply(legal(), 'charges.replace', { charge: first, id: second, ...next });
    await mustApply(legal(), 'cases.set_person', {
      link: one,
      id: uuidv7(),
      capacity: 'indicted',
      asOf: '2026-05-01',
      defence: 'private',
    });
    const read = async () =>
      (
        await must<{ capacity: string; capacities: Row[]; charges: Row[] }[]>(cast.db('observer'), 'case_accused', {
          campaign: cast.campaign,
          the_case: theCase,
        })
      )[0];
    expect(await read()).toMatchObject({
      capacity: 'indicted',
      capacities: [{ capacity: 'accused' }, { capacity: 'indicted' }],
      charges: [
        { id: first, endedHow: 'replaced', replacedBy: second, endedOn: '2026-05-01' },
        { id: second, endedOn: null },
      ],
    });
    expect((await apply(legal(), 'charges.undo', { charge: first })).error?.code).toBe('RN409');
    await mustApply(legal(), 'charges.undo', { charge: second });
    expect((await read())?.charges).toMatchObject([{ id: first, endedOn: null, replacedBy: null }]);
  });

  it('stands once in a case', async () => {
    const [theCase, who] = [await open(), await person()];
    const one = await link(theCase, who);
    const again = {
      case: theCase,
      id: uuidv7(),
      person: who,
      capacity: 'witness',
      asOf: '2026-02-01',
      defence: 'none',
    };
    expect((await apply(legal(), 'cases.add_person', again)).error).toMatchObject({ code: 'RN409', message: 'taken' });
    await mustApply(legal(), 'cases.remove_person', { link: one });
    await mustApply(legal(), 'cases.add_person', again);
    expect((await apply(legal(), 'cases.restore_person', { link: one })).error?.code).toBe('RN409');
  });
});

describe('a compartment', () => {
  it('takes a case with its incidents, links, codes and followers out of sight of the rest of the legal desk', async () => {
    const top = await open({ code: 'OCULTA-1/26' });
    const low = await open({ code: 'OCULTA-2/26', parent: top, incident: 'appeal' });
    const one = await link(top, await person());
    const charge = { law: 'CP', article: '1', asOf: '2026-02-01' };
    await mustApply(legal(), 'charges.add', { link: one, id: uuidv7(), ...charge });
    await mustApply(cast.db('observer'), 'cases.follow', { case: top, id: uuidv7(), following: true });
    await mustApply(legal(), 'cases.follow', { case: top, id: uuidv7(), following: true });
    await put('cases', top, await compartment());
    expect(await page(legal(), { q: 'oculta' })).toEqual(['OCULTA-1/26', 'OCULTA-2/26']);
    for (const db of [outside, cast.db('owner'), cast.db('observer')]) {
      expect(await page(db, { q: 'oculta', state: 'all' })).toEqual([]);
      for (const fn of ['case_one', 'case_accused', 'case_sealed']) {
        const asked = await ask(db, fn, { campaign: cast.campaign, the_case: low });
        expect(asked.error).toMatchObject({ code: 'RN404' });
      }
      for (const table of ['case_people', 'case_capacities', 'case_charges', 'case_followers']) {
        const { data } = await loose(db).from(table).select('id').in('case_id', [top, low]);
        expect({ table, data }).toEqual({ table, data: [] });
      }
    }
    for (const kind of ['cases.edit', 'cases.close', 'cases.follow', 'cases.add_person'] as const) {
      const tried = await apply(outside, kind, { case: low, id: uuidv7(), version: 1, following: true });
      expect(tried.error).toMatchObject({ code: 'RN404', message: 'not_found' });
    }
    expect(await followers(low)).toEqual([cast.users.legal.userId]);
    const feed = await must<unknown[]>(outside, 'journal_feed', { campaign: cast.campaign, n: 200 });
    expect(JSON.stringify(feed)).not.toContain('OCULTA');
    // An incident of a hidden case is opened within.
    await open({ code: 'OCULTA-3/26', parent: low, incident: 'complaint' });
    expect(await page(outside, { q: 'oculta', state: 'all' })).toEqual([]);
  });

  it('lets the code of a hidden case be taken again, and says nothing', async () => {
    await put('cases', await open({ code: 'DOBLE/26' }), await compartment());
    const args = { campaign: cast.campaign, id: uuidv7(), code: 'DOBLE/26' };
    expect((await apply(legal(), 'cases.open', args)).error).toMatchObject({ code: 'RN409', message: 'taken' });
    expect((await apply(outside, 'cases.open', args)).error).toBeNull();
  });

  it('hides the link of a hidden person from who sees the case, and is not mixed with another', async () => {
    const [theCase, who] = [await open(), await person()];
    const one = await link(theCase, who);
    await mustApply(legal(), 'charges.add', { link: one, id: uuidv7(), law: 'CP', article: '1', asOf: '2026-02-01' });
    await put('people', who, await compartment());
    const asked = { campaign: cast.campaign, the_case: theCase };
    expect(await must(outside, 'case_accused', asked)).toEqual([]);
    expect(await must<{ case: Row }>(outside, 'case_one', asked)).toMatchObject({ case: { people: 0 } });
    expect((await ask(outside, 'person_cases', { campaign: cast.campaign, person: who })).error?.code).toBe('RN404');
    expect(await must<unknown[]>(legal(), 'case_accused', asked)).toHaveLength(1);
    expect((await apply(outside, 'cases.remove_person', { link: one })).error?.code).toBe('RN404');
    const other = await open();
    await put('cases', other, await compartment());
    const mixed = { case: other, id: uuidv7(), person: who, capacity: 'accused', asOf: '2026-02-01', defence: 'none' };
    expect((await apply(legal(), 'cases.add_person', mixed)).error).toMatchObject({ message: 'other_compartment' });
  });
});
