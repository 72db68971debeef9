/** Entering what was signed on paper, as form actions. */
import type { RequestEvent } from '@sveltejs/kit';
import type { FormDone } from '$lib/contracts/forms';
import type { OpArgs } from '$lib/contracts/ops';
import {
  canonicalEmail,
  EMAIL_INDEX,
  NAME_INDEX,
  nameKeyText,
  TOWN_INDEX,
  townKeyText,
} from '$lib/features/signatures/index.server';
import { uuidFor } from '$lib/kernel/ids';
import { fail } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import type { Db } from '$lib/server/backend/index.server';
import type { Place } from '$lib/server/crypto/keyring.server';
import { memberOf } from '$lib/server/desk.server';
import { dataOf } from '$lib/server/errors.server';
import { readUpload, storeFile } from '$lib/server/files/index.server';
import { readForm, refuse, type Form } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import type { PaperRows } from './model';
import { readRows, type TypedRow } from './rows';
import { batchSchema, removeSchema, strikeSchema } from './schema';

type DeskEvent = Pick<RequestEvent, 'locals' | 'request' | 'route'>;
type Refused = Extract<Form<unknown>, { ok: false }>['response'];

const campaignOf = ({ locals }: DeskEvent): string => memberOf(locals, 'signatures.write').membership.campaignId;
const placeOf = (row: string, column: 'name' | 'town' | 'email'): Place => ({ table: 'paper_rows', row, column });

/** A row sealed, with the keys that signatures online have, so that the database can tell who signed twice. */
function sealed(campaign: string, op: string, { at, name, country, town, email }: TypedRow) {
  const { keyring } = ronda();
  const id = uuidFor(op, `row ${at}`);
  const plainTown = townKeyText(town);
  return {
    id,
    country,
    nameSealed: keyring.seal(name, placeOf(id, 'name')),
    nameKey: keyring.index(NAME_INDEX, `${campaign}|${nameKeyText(name)}`),
    ...(town === '' ? {} : { townSealed: keyring.seal(town, placeOf(id, 'town')) }),
    ...(plainTown === '' ? {} : { townKey: keyring.index(TOWN_INDEX, `${campaign}|${country}|${plainTown}`) }),
    ...(email === ''
      ? {}
      : {
          emailSealed: keyring.seal(email, placeOf(id, 'email')),
          emailKey: keyring.index(EMAIL_INDEX, `${campaign}|${canonicalEmail(email)}`),
        }),
  };
}

export const paperActions = {
  async batch(event: DeskEvent): Promise<Refused | FormDone> {
    const campaign = campaignOf(event);
    const form = await readUpload(event, batchSchema, { field: 'scan', kind: 'scan' });
    if (!form.ok) return form.response;
    const { op, batch, label, place, day, onSheet } = form.value;
    const rows = readRows(form.values);
    if (!rows.ok) {
      const refused = refuse(form.values, fail('invalid'));
      Object.assign(refused.data.errors, rows.errors);
      return refused;
    }
    const scan = form.file && (await storeFile(campaign, 'scan', form.file, uuidFor(op, 'scan')));
    if (scan && !scan.ok) return refuse(form.values, scan);
    const args: OpArgs['paper.batch'] = {
      campaign,
      id: batch === '' ? op : batch,
      label,
      place,
      day,
      onSheet,
      ...(scan && { scan: scan.value }),
      rows: rows.rows.map((row) => sealed(campaign, op, row)),
    };
    // What is sealed looks different each time: the ids of batch and rows make a second press the same.
    const done = await applyOp(event.locals, 'paper.batch', args, uuidFor(op, JSON.stringify(args)));
    return done.ok ? { done: batch === '' ? 'entered' : 'changed', what: args.id } : refuse(form.values, done);
  },
  async remove(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, removeSchema);
    if (!form.ok) return form.response;
    const { op, batch, removed, reason } = form.value;
    const done = await applyOp(event.locals, 'paper.remove', { batch, removed, reason }, op);
    return done.ok ? { done: removed ? 'removed' : 'restored', what: batch } : refuse(form.values, done);
  },
  async strike(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, strikeSchema);
    if (!form.ok) return form.response;
    const { op, row } = form.value;
    const done = await applyOp(event.locals, 'paper.strike', { row, struck: true }, op);
    return done.ok ? { done: 'struck', what: row } : refuse(form.values, done);
  },
};

/** As many as one form takes, so that a batch typed at once is one page. */
const PAGE = 500;

interface SealedRow {
  id: string;
  place: number;
  country: string;
  name_sealed: string | null;
  town_sealed: string | null;
  twin: string | null;
}

/** A page of the typed rows of one batch, opened for the person who asks: row level security decided that they may. */
export async function paperRows(db: Db, campaign: string, batch: string, after: number): Promise<PaperRows> {
  const { keyring } = ronda();
  const found: SealedRow[] =
    dataOf(
      await db
        .from('paper_rows')
        .select('id, place, country, name_sealed, town_sealed, twin')
        .eq('campaign_id', campaign)
        .eq('batch_id', batch)
        .gt('place', after)
        .is('struck_at', null)
        .is('erased_at', null)
        .order('place')
        .limit(PAGE + 1),
    ) ?? [];
  const shown = found.slice(0, PAGE);
  return {
    batch,
    rows: shown.map(({ id, place, country, name_sealed, town_sealed, twin }) => ({
      id,
      at: place,
      country,
      name: name_sealed === null ? '' : keyring.open(name_sealed, placeOf(id, 'name')),
      town: town_sealed === null ? '' : keyring.open(town_sealed, placeOf(id, 'town')),
      twin: twin === 'online' || twin === 'paper' ? twin : null,
    })),
    after,
    next: found.length > PAGE ? (shown.at(-1)?.place ?? null) : null,
  };
}
