import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../src/lib/contracts/permissions';
import type { QueueLine } from '../../src/lib/features/banking';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { rfReference } from '../../src/lib/kernel/rf';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/fund/bank/+page.server';
import { camt, type Entry } from './bank-file';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** An account of the campaign, as its room makes it. */
async function account(currency = 'EUR', iban: string | null = null): Promise<string> {
  const id = uuidv7();
  const name = `Cuenta ${id.slice(-6)}`;
  await house.world.sql.query(
    `with a as (insert into fund_accounts (id, campaign_id, kind, currency, name) values ($1, $2, 'bank', $3, $4) returning id)
     insert into bank_accounts (id, campaign_id, currency, name, iban) select id, $2, $3, $4, $5 from a`,
    [id, house.campaign, currency, name, iban],
  );
  return id;
}

async function pledge(
  minor: number,
  reference = rfReference(randomUUID().slice(0, 10).replace(/-/g, 'X').toUpperCase()),
) {
  const id = uuidv7();
  await house.world.sql.query(
    `insert into pledges (id, campaign_id, reference, amount_minor, currency, locale, expires_at, created_at)
     values ($1, $2, $3, $4, 'EUR', 'es', now() + interval '60 days', '2026-01-02')`,
    [id, house.campaign, reference, minor],
  );
  return { id, reference };
}

function upload(of: string, text: string | Uint8Array, more: Record<string, string> = {}): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries({ form: 'import', op: uuidv7(), account: of, ...more }))
    data.set(name, value);
  data.set('file', new File([typeof text === 'string' ? text : new Uint8Array(text)], 'statement'));
  return data;
}

const act = (action: string, fields: Record<string, string> | FormData, as: Role = 'treasurer') =>
  house.call(as, actions[action], { fields });
const read = (of: string, text: string | Uint8Array, as: Role = 'treasurer') => act('import', upload(of, text), as);
const queue = async (query = ''): Promise<QueueLine[]> => {
  const came = await house.call('treasurer', load, { query });
  if (came.kind !== 'done') throw new Error(came.kind);
  return came.data['lines'] as QueueLine[];
};
const lineOf = async (of: string, text: string, query = ''): Promise<QueueLine> => {
  const found = (await queue(query)).find((line) => line.account === of && line.text === text);
  if (!found) throw new Error(`no line ${text}`);
  return found;
};
const stored = async (of: string) =>
  (
    await house.world.sql.query<{ says: string }>(
      `select booked_on || ' ' || amount_minor || ' ' || identity || ' ' || occurrence as says from bank_lines where account_id = $1 order by 1`,
      [of],
    )
  ).rows.map(({ says }) => says);
const balance = async (of: string): Promise<number> =>
  Number(
    (await house.world.sql.query<{ b: string }>('select balance_minor as b from fund_accounts where id = $1', [of]))
      .rows[0]?.b,
  );

describe('a statement', () => {
  it('is read once, with its names sealed, and shown to those who read the fund', async () => {
    const of = await account();
    const text = camt([
      ['2026-01-05', 2500, 'Solidaridad plantada', 'A1'],
      ['2026-01-05', 2500, 'Solidaridad plantada', 'A2'],
      ['2026-01-06', 1000, 'sin referencia'],
      ['2026-01-06', 1000, 'sin referencia'],
    ]);
    expect(await read(of, text)).toMatchObject({ data: { done: 'imported', what: '4 0 0' } });
    expect(await read(of, text)).toMatchObject({ data: { what: '0 4 0' } });
    const everything = await house.world.sql.query<{ all: string }>(
      `select string_agg(l::text, '') || (select string_agg(patch::text, '') from journal) as all from bank_lines l`,
    );
    expect(everything.rows[0]?.all).not.toMatch(/Plantada|plantada/);
    for (const role of ROLES) {
      const came = await house.call(role, load);
      if (role === 'owner' || role === 'treasurer') expect(came).toMatchObject({ kind: 'done' });
      else expect(came).toEqual({ kind: 'error', status: 404 });
      if (role !== 'treasurer') expect(await read(of, text, role)).toEqual({ kind: 'error', status: 404 });
    }
  });

  it('gives the same lines in any order and overlap of files', async () => {
    const day = fc.integer({ min: 1, max: 9 });
    const entry = fc.record({
      day,
      minor: fc.constantFrom(1000, 2500, -300),
      text: fc.constantFrom('a', 'b'),
      ref: fc.constantFrom('', 'R1', 'R2'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(day, day), { minLength: 1, maxLength: 4 }),
        async (drawn, periods) => {
          const all = drawn
            .map(({ day, minor, text, ref }): Entry => [`2026-01-0${day}`, minor, text, ref])
            .sort(([a], [b]) => (a < b ? -1 : 1));
          const [whole, pieces] = [await account(), await account()];
          const covered = [...periods.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const), [1, 9] as const];
          expect(await read(whole, camt(all))).toMatchObject({ kind: 'done' });
          for (const [from, to] of covered) {
            const part = all.filter(([on]) => Number(on.slice(-1)) >= from && Number(on.slice(-1)) <= to);
            if (part.length > 0) expect(await read(pieces, camt(part))).toMatchObject({ kind: 'done' });
          }
          // Identities are of one account; what they stand for is the same.
          const shape = (lines: string[]): string[] => lines.map((line) => line.replace(/ \S{43} /, ' ')).sort();
          expect(shape(await stored(pieces))).toEqual(shape(await stored(whole)));
        },
      ),
      { numRuns: 12 },
    );
  });

  it('is stored whole or not at all', async () => {
    const of = await account();
    await house.world.sql.query(
      `create function public.break_bank() returns trigger language plpgsql as $$ begin if new.amount_minor = 66600 then raise exception 'power cut'; end if; return new; end $$;
       create trigger break_bank before insert on bank_lines for each row execute function public.break_bank()`,
    );
    const text = camt([
      ['2026-01-05', 100, 'one'],
      ['2026-01-05', 66600, 'two'],
    ]);
    expect(await read(of, text)).toMatchObject({ kind: 'refused' });
    expect(await stored(of)).toEqual([]);
    const { rows } = await house.world.sql.query('select 1 from bank_imports where account_id = $1', [of]);
    expect(rows).toEqual([]);
    await house.world.sql.query('drop trigger break_bank on bank_lines; drop function public.break_bank()');
    expect(await read(of, text)).toMatchObject({ data: { what: '2 0 0' } });
  });

  it('points at what another format perhaps brought already', async () => {
    const of = await account();
    await read(of, camt([['2026-01-05', 2500, 'Solidaridad', 'A1']]));
    const mt940 = [
      ':20:X',
      ':25:1/2',
      ':60F:C260104EUR0,00',
      ':61:2601050105C25,00NTRFNONREF//B7',
      ':86:Solidaridad',
      ':62F:C260105EUR25,00',
      '-',
    ];
    expect(await read(of, mt940.join('\r\n'))).toMatchObject({ data: { what: '1 0 1' } });
  });

  it.each([
    ['bank_balance', (text: string) => text.replace('25.00', '25.01')],
    ['bank_entities', (text: string) => `<!DOCTYPE a [<!ENTITY b "c">]>${text}`],
    ['bank_future', (text: string) => text.replace('2026-01-05', '2098-01-05')],
    ['bank_format', () => 'Dear customer'],
  ])('%s: is refused with its line, and nothing is stored', async (rule, damage) => {
    const of = await account();
    const came = await read(of, damage(camt([['2026-01-05', 2500, 'x']])));
    expect(came).toMatchObject({
      kind: 'refused',
      status: 400,
      form: { errors: { file: rule }, values: { account: of } },
    });
    expect(came.kind === 'refused' ? came.form.values['line'] : null).toMatch(/^\d+$/);
    expect(await stored(of)).toEqual([]);
  });

  it('of another account or currency is refused', async () => {
    const file = readFileSync(new URL('../statements/fr-camt053-02.xml', import.meta.url));
    expect(await read(await account('EUR', 'DE89370400440532013000'), file)).toMatchObject({
      form: { errors: { file: 'bank_other_account' } },
    });
    expect(await read(await account('USD'), file)).toMatchObject({ form: { errors: { file: 'bank_currency' } } });
    expect(await read(await account('EUR', 'FR7610278061050005965934133'), file)).toMatchObject({
      data: { what: '3 0 0' },
    });
    expect(await read(uuidv7(), file)).toMatchObject({ kind: 'refused', status: 404 });
  });

  it('as a table asks once what its columns are', async () => {
    const of = await account('ARS');
    const file = readFileSync(new URL('../statements/ar-movimientos.csv', import.meta.url));
    const asked = await read(of, file);
    expect(asked).toMatchObject({ form: { errors: { file: 'bank_mapping' }, values: { 'column-date': 'Fecha' } } });
    const { form: _, line: __, ...values } = asked.kind === 'refused' ? asked.form.values : {};
    expect(await act('mapping', upload(of, file, { ...values, op: uuidv7() }))).toMatchObject({
      data: { what: '3 0 0' },
    });
    expect(await read(of, file)).toMatchObject({ data: { what: '0 3 0' } });
    expect(await act('mapping', upload(of, file, { ...values, op: uuidv7(), 'column-date': '' }))).toMatchObject({
      form: { errors: { 'column-date': 'required' } },
    });
  });
});

describe('the queue', () => {
  // What the files above left waiting would fill its first page.
  beforeAll(() => house.world.sql.query(`update bank_lines set state = 'ignored'`));

  it('finds a pledge by its reference, books it with what banks kept, and takes it back', async () => {
    const of = await account();
    const { id, reference } = await pledge(5000);
    await read(of, camt([['2026-01-08', 4200, `Apoyo ${reference}`]]));
    const line = await lineOf(of, `Apoyo ${reference}`);
    const [best] = line.suggestions;
    expect(best).toMatchObject({ kind: 'pledge', id, gross: 5000n, fee: 800n, reasons: ['reference', 'kept'] });
    const fields = { form: 'x', op: uuidv7(), line: line.id, choice: best?.choice ?? '' };
    expect(await act('accept', fields)).toMatchObject({ data: { done: 'accepted' } });
    expect(await act('accept', fields)).toMatchObject({ kind: 'done' });
    expect(await act('accept', { ...fields, op: uuidv7() })).toMatchObject({
      form: { failure: { rule: 'bank_decided' } },
    });
    const state = async () =>
      (
        await house.world.sql.query(
          'select state, received_minor::int as received, fee_minor::int as fee from pledges where id = $1',
          [id],
        )
      ).rows[0];
    expect(await state()).toEqual({ state: 'received', received: 5000, fee: 800 });
    expect(await balance(of)).toBe(4200);
    expect(await act('undo', { form: 'x', op: uuidv7(), line: line.id })).toMatchObject({ data: { done: 'undone' } });
    expect(await state()).toMatchObject({ received: 0, fee: 0 });
    expect(await balance(of)).toBe(0);
    expect((await lineOf(of, `Apoyo ${reference}`)).state).toBe('open');
  });

  it('finds one with a wrong sign, and does not offer again what was rejected', async () => {
    const of = await account();
    const { id, reference } = await pledge(3300, rfReference('K7M2Q9RT4W'));
    const wrong = reference.replace('K7M2', 'K7N2');
    await read(of, camt([['2026-01-08', 3300, wrong, '', 'Zoe']]));
    const line = await lineOf(of, wrong);
    const best = line.suggestions.find((one) => one.id === id);
    expect(best?.reasons).toContain('near');
    const rejected = await act('reject', { form: 'x', op: uuidv7(), line: line.id, choice: best?.choice ?? '' });
    expect(rejected).toMatchObject({ kind: 'done' });
    expect((await lineOf(of, wrong)).suggestions.map((one) => one.id)).not.toContain(id);
  });

  it('splits a line to the cent, and no other way', async () => {
    const of = await account();
    const { id, reference } = await pledge(2000);
    await read(of, camt([['2026-01-08', 3000, 'Colecta']]));
    const { id: line } = await lineOf(of, 'Colecta');
    const split = (amount: string) =>
      act('split', {
        form: 'x',
        op: uuidv7(),
        line,
        'amount-0': '20',
        'what-0': 'pledge',
        'reference-0': reference,
        'amount-1': amount,
        'what-1': 'gift',
      });
    expect(await split('10,01')).toMatchObject({ form: { errors: { 'amount-0': 'bank_parts' } } });
    expect(await balance(of)).toBe(0);
    expect(await split('diez')).toMatchObject({ form: { errors: { 'amount-1': 'amount_not_number' } } });
    expect(await split('10')).toMatchObject({ data: { done: 'split' } });
    expect(await balance(of)).toBe(3000);
    expect((await lineOf(of, 'Colecta', '?show=done')).matches).toHaveLength(2);
    const { rows } = await house.world.sql.query('select state from pledges where id = $1', [id]);
    expect(rows).toEqual([{ state: 'received' }]);
  });

  it('knows fees by a rule, sends a gift back, sets a line aside, ties what was booked by hand', async () => {
    const of = await account();
    const hand = uuidv7();
    await read(
      of,
      camt([
        ['2026-01-03', 4400, 'Vuelve', '', 'Beto'],
        ['2026-01-05', -150, 'Comisión enero 2026', '', ''],
        ['2026-01-06', 700, 'A mano', '', 'Caro'],
        ['2026-01-09', 900, 'Otra vez', '', 'Dora'],
      ]),
    );
    const choose = async (text: string, choice: string, more: Record<string, string> = {}) =>
      act('accept', { form: 'x', op: uuidv7(), line: (await lineOf(of, text)).id, choice, ...more });
    expect(await choose('Comisión enero 2026', 'gift:')).toMatchObject({
      form: { errors: { kind: 'bank_direction' } },
    });
    expect(await choose('Comisión enero 2026', 'fee:', { rule: 'text' })).toMatchObject({
      data: { done: 'accepted_rule' },
    });
    expect(await choose('Vuelve', 'gift:')).toMatchObject({ data: { done: 'accepted' } });
    await read(
      of,
      camt([
        ['2026-01-20', -4400, 'Cuenta cerrada', '', 'Beto'],
        ['2026-02-05', -175, 'Comisión febrero 2026', '', ''],
      ]),
    );
    const [fee] = (await lineOf(of, 'Comisión febrero 2026')).suggestions;
    // Another month, another amount, the same words.
    expect(fee).toMatchObject({ kind: 'fee', reasons: ['rule'], gross: 175n });
    expect(fee?.confidence).toBeGreaterThan(90);
    const [back] = (await lineOf(of, 'Cuenta cerrada')).suggestions;
    expect(back).toMatchObject({ kind: 'return' });
    expect(await choose('Cuenta cerrada', back?.choice ?? '')).toMatchObject({ kind: 'done' });
    expect(await balance(of)).toBe(-150);
    const vuelve = await lineOf(of, 'Vuelve', '?show=done');
    expect(await act('undo', { form: 'x', op: uuidv7(), line: vuelve.id })).toMatchObject({
      form: { failure: { rule: 'bank_returned' } },
    });

    await house.world.sql.query(
      `select set_config('request.jwt.claims', '{}', true), app.fund_book($1, $2, 'gift', '2026-01-06', 'EUR', 700, '', $3)`,
      [
        house.campaign,
        hand,
        JSON.stringify([
          { account: of, minor: 700 },
          { kind: 'gifts', minor: -700 },
        ]),
      ],
    );
    const [tied] = (await lineOf(of, 'A mano')).suggestions;
    expect(tied).toMatchObject({ kind: 'entry', id: hand });
    expect(await choose('A mano', tied?.choice ?? '')).toMatchObject({ kind: 'done' });
    expect(await balance(of)).toBe(550);
    const other = await lineOf(of, 'Otra vez');
    expect(await act('ignore', { form: 'x', op: uuidv7(), line: other.id, reason: '' })).toMatchObject({
      form: { errors: { reason: 'required' } },
    });
    expect(await act('ignore', { form: 'x', op: uuidv7(), line: other.id, reason: 'En otro extracto' })).toMatchObject({
      kind: 'done',
    });
    expect((await lineOf(of, 'Otra vez', '?show=ignored')).why).toBe('En otro extracto');
  });

  it('accepts all that is sure at once, and tells what the bank and the books say', async () => {
    const of = await account();
    const [one, two] = [await pledge(1100), await pledge(1200)];
    await read(
      of,
      camt([
        ['2026-01-10', 1100, `Uno ${one.reference}`],
        ['2026-01-10', 1200, `Dos ${two.reference}`],
      ]),
    );
    const lines = (await queue()).filter((line) => line.account === of);
    const data = new FormData();
    for (const [name, value] of Object.entries({ form: 'sure', op: uuidv7() })) data.set(name, value);
    for (const { id, suggestions } of lines) data.append('sure', `${id}|${suggestions[0]?.choice ?? ''}`);
    expect(await act('sure', data)).toMatchObject({ data: { done: 'sure', what: '2' } });
    expect(await balance(of)).toBe(2300);
    const came = await house.call('owner', load);
    const states = came.kind === 'done' ? (came.data['states'] as { account: string }[]) : [];
    expect(states.find((state) => state.account === of)).toMatchObject({ bankMinor: 2300n, booksMinor: 2300n });
    const wrong = { form: 'sure', op: uuidv7(), sure: 'x|pledge:' };
    expect(await act('sure', wrong)).toMatchObject({ form: { errors: { sure: 'choice' } } });
  });

  it('forgets a payer with the donor', async () => {
    const of = await account();
    const { id, reference } = await pledge(6100);
    const text = camt([['2026-01-11', 6100, `Yo ${reference}`]]);
    await read(of, text);
    const line = (await queue()).find(({ account }) => account === of);
    await act('accept', { form: 'x', op: uuidv7(), line: line?.id ?? '', choice: `pledge:${id}|6100|0`, rule: 'name' });
    await house.world.sql.query('select public.pledge_forget($1)', [id]);
    const { rows } = await house.world.sql.query(
      `select coalesce(name_sealed, iban_sealed, text_sealed, name_key, iban_key, text_key) as left, amount_minor::int as minor,
         (select count(*)::int from bank_rules r where r.line_id = l.id and r.ended_at is null) as rules from bank_lines l where account_id = $1`,
      [of],
    );
    expect(rows).toEqual([{ left: null, minor: 6100, rules: 0 }]);
    // The same file brings nobody back.
    expect(await read(of, text)).toMatchObject({ data: { what: '0 1 0' } });
  });

  it('is decided by treasurers alone', async () => {
    const of = await account();
    await read(of, camt([['2026-01-08', 100, 'Nadie']]));
    const { id: line } = await lineOf(of, 'Nadie');
    for (const role of ROLES.filter((one) => one !== 'treasurer'))
      for (const action of ['accept', 'sure', 'split', 'reject', 'ignore', 'undo', 'end_rule', 'mapping'])
        expect(await act(action, { form: 'x', op: uuidv7(), line, choice: 'gift:', reason: 'x' }, role)).toEqual({
          kind: 'error',
          status: 404,
        });
  });
});
