/** Reading a file of a bank into the queue, as form actions. */
import { setImmediate } from 'node:timers/promises';
import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { FormDone } from '$lib/contracts/forms';
import { today } from '$lib/kernel/dates';
import { uuidv7 } from '$lib/kernel/ids';
import { fail, invalid } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { memberOf } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { readPassing } from '$lib/server/files/index.server';
import { refuse, type Form } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { openAccounts, savedMapping, type AccountRow } from './banking.repo.server';
import { brokenMapping, mappingSchema, type Mapping } from './formats/csv-mapping';
import type { Guess } from './formats/csv-guess';
import { readStatements } from './formats/read';
import { MOST_BYTES, type Statement } from './formats/statement';
import { importArgs } from './import.server';
import { withProgress } from './progress.server';
import { bankTarget } from './target.server';
import { importSchema, mappingFormSchema, mappingOf } from './schema';

type DeskEvent = Pick<RequestEvent, 'locals' | 'request' | 'route'>;
type Refused = Extract<Form<unknown>, { ok: false }>['response'];
type Values = Record<string, string>;

/** Statements write numbers of accounts in their country's way: the IBAN holds them, or the CBU. */
function isOf({ account }: Statement, { iban, cbu }: AccountRow): boolean {
  const own = [iban, cbu].filter((number) => number !== null);
  if (account === '' || own.length === 0) return true;
  const bare = account.replace(/^0+/, '');
  return bare.length >= 5 && own.some((number) => number === account || number.includes(bare));
}

/** What a table's columns may mean, carried back into the page so that its form can be shown. */
function unmapped(values: Values, { heads, sample, mapping }: Guess): Refused {
  const columns = Object.fromEntries(Object.entries(mapping.columns).map(([role, name]) => [`column-${role}`, name]));
  return refuse(
    {
      ...values,
      ...columns,
      delimiter: mapping.delimiter === '\t' ? 'tab' : mapping.delimiter,
      dates: mapping.dates,
      decimal: mapping.decimal,
      sign: mapping.sign,
      table: mapping.heads ? 'yes' : 'no',
      heads: JSON.stringify(heads.slice(0, 40)),
      sample: JSON.stringify(sample.map((row) => row.slice(0, 40))),
    },
    invalid('bank_mapping', 'file'),
  );
}

async function importFile(
  event: DeskEvent,
  values: Values,
  bytes: Uint8Array | null,
  { account, mapping }: { account: AccountRow; mapping: Mapping | null },
): Promise<Refused | FormDone> {
  if (bytes === null) return refuse(values, invalid('required', 'file'));
  const { actor } = memberOf(event.locals, 'fund.write');
  return withProgress(actor.userId, (told) => readIn(event, values, bytes, { account, mapping }, told));
}

async function readIn(
  event: DeskEvent,
  values: Values,
  bytes: Uint8Array,
  { account, mapping }: { account: AccountRow; mapping: Mapping | null },
  told: { read: () => void; sealed: (done: number, all: number) => void },
): Promise<Refused | FormDone> {
  const { membership } = memberOf(event.locals, 'fund.write');
  // Whoever asks how far it is gets an answer before the file is read at one go.
  await setImmediate();
  // A day of the world that is ahead of most: nothing is refused for the zone of a bank.
  const read = readStatements(bytes, { today: today('Asia/Tokyo'), currency: account.currency, mapping });
  if (read.kind === 'unmapped') return unmapped(values, read.guess);
  const wrong = (rule: string, line: number): Refused =>
    refuse({ ...values, line: String(line) }, invalid(rule, 'file'));
  if (read.kind === 'refused') return wrong(read.rule, read.line);
  for (const statement of read.statements) {
    if (statement.currency !== account.currency) return wrong('bank_currency', statement.at);
    if (!isOf(statement, account)) return wrong('bank_other_account', statement.at);
  }
  told.read();
  await setImmediate();
  const target = bankTarget(ronda().keyring, membership.campaignId, account.id);
  const args = await importArgs(target, values['op'] ?? uuidv7(), { bytes, ...read }, told.sealed);
  // What is sealed looks different each time; the id of the import makes a second press the same.
  const done = await applyOp(event.locals, 'banking.import', args);
  if (!done.ok) return refuse(values, done);
  const { added, known, suspects, gaps = 0 } = done.value;
  return {
    done: 'imported',
    what: [added, known, suspects, gaps || null]
      .filter((n) => n !== null)
      .map(Number)
      .join(' '),
  };
}

/** The account that a form is about, and how its tables are read. */
async function accountOf(event: DeskEvent, id: string) {
  const { membership } = memberOf(event.locals, 'fund.write');
  return attempt(async () => {
    const account = (await openAccounts(event.locals.db, membership.campaignId)).find((one) => one.id === id) ?? null;
    if (account === null) return null;
    const saved = v.safeParse(mappingSchema, await savedMapping(event.locals.db, id));
    return { account, mapping: saved.success ? saved.output : null };
  });
}

const FILE = { field: 'file', most: MOST_BYTES, tooLarge: 'bank_too_large' };

export const fileActions = {
  async import(event: DeskEvent): Promise<Refused | FormDone> {
    memberOf(event.locals, 'fund.write');
    const form = await readPassing(event, importSchema, FILE);
    if (!form.ok) return form.response;
    const found = await accountOf(event, form.value.account);
    if (!found.ok) return refuse(form.values, found);
    if (found.value === null) return refuse(form.values, fail('not_found'));
    return importFile(event, form.values, form.bytes, found.value);
  },
  async mapping(event: DeskEvent): Promise<Refused | FormDone> {
    memberOf(event.locals, 'fund.write');
    const form = await readPassing(event, mappingFormSchema, FILE);
    if (!form.ok) return form.response;
    const found = await accountOf(event, form.value.account);
    if (!found.ok) return refuse(form.values, found);
    if (found.value === null) return refuse(form.values, fail('not_found'));
    const mapping = mappingOf(form.values);
    const broken = brokenMapping(mapping);
    if (broken !== null) return refuse(form.values, invalid(broken.rule, `column-${broken.field}`));
    const saved = await applyOp(event.locals, 'banking.mapping', { account: found.value.account.id, mapping });
    if (!saved.ok) return refuse(form.values, saved);
    if (form.bytes === null) return { done: 'mapped', what: found.value.account.name };
    return importFile(event, form.values, form.bytes, { account: found.value.account, mapping });
  },
};
