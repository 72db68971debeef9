import type { InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import { CITED } from '$lib/contracts/ops-custody';
import { today } from '$lib/kernel/dates';
import { fail, ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import type { Place } from '$lib/server/crypto/keyring.server';
import { attempt } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import { applyOp } from '$lib/server/team-op.server';
import { alike, personKeys } from '../people/index.server';
import type { Alike } from '../people';
import { zoneOf } from './custody.repo.server';
import {
  IDENTITY_TEXTS,
  isForeign,
  mayBeMinor,
  MOST_RELATIVES,
  namesOf,
  RELATIVE_TEXTS,
  unpackIdentity,
  type Identity,
  type Relative,
} from './identity';
import type { citeSchema, consulSchema, identitySchema, restoreSchema, sourceSchema, strikeSchema } from './schema';

const placeOf = (row: string): Place => ({ table: 'identities', row, column: 'identity' });

type Typed = InferOutput<typeof identitySchema>;

/** Relatives nobody named anything of are left out. */
function familyOf(form: Readonly<Record<string, unknown>>): Relative[] {
  const said = (name: string): string => {
    const value = form[name];
    return typeof value === 'string' ? value : '';
  };
  return Array.from({ length: MOST_RELATIVES }, (_, n) => ({
    ...(Object.fromEntries(RELATIVE_TEXTS.map((field) => [field, said(`f${n}${field}`)])) as Omit<Relative, 'knows'>),
    knows: said(`f${n}knows`) !== '',
  })).filter((one) => RELATIVE_TEXTS.some((field) => one[field] !== ''));
}

function identityOf(form: Typed): Identity {
  const texts = Object.fromEntries(IDENTITY_TEXTS.map((field) => [field, form[field]]));
  return {
    ...(texts as Pick<Typed, (typeof IDENTITY_TEXTS)[number]>),
    birthAbout: form.birthAbout !== '',
    family: familyOf(form),
  };
}

/** A new version, with the keys it is found by; answers who else it may be. */
async function write(
  locals: App.Locals,
  campaign: string,
  person: string,
  identity: Identity,
  { op, base }: { op: string; base: string },
): Promise<Result<Alike[]>> {
  const zone = await attempt(() => zoneOf(locals.db, campaign));
  if (!zone.ok) return zone;
  const known = { names: namesOf(identity), document: identity.document };
  const done = await applyOp(
    locals,
    'people.identify',
    {
      person,
      id: op,
      identitySealed: ronda().keyring.seal(JSON.stringify(identity), placeOf(op)),
      isMinor: mayBeMinor(identity, today(zone.value)),
      isForeign: isForeign(identity),
      keys: personKeys(ronda().keyring, campaign, known),
      base,
    },
    op,
  );
  return done.ok ? alike(locals, campaign, known, person) : done;
}

export function identify(locals: App.Locals, campaign: string, person: string, form: Typed): Promise<Result<Alike[]>> {
  return write(locals, campaign, person, identityOf(form), form);
}

interface SealedRow {
  id: string;
  for: string;
  sealed: string;
}
interface Sealed {
  identities: { id: string; sealed: string; at: string; by: string | null }[];
  cells: SealedRow[];
  details: SealedRow[];
  sources: SealedRow[];
}

/** What was sealed of somebody, for the few minutes it is open. */
export interface Opened {
  identity: Identity | null;
  /** Newest first; the first is `identity`. */
  versions: { id: string; at: string; by: string | null; identity: Identity }[];
  cells: [row: string, text: string][];
  details: [row: string, text: string][];
  sources: [row: string, text: string][];
}

/** First the record, then what it is about: nobody reads who somebody is without leaving a trace. */
export async function openPerson(locals: App.Locals, person: string, op: string): Promise<Result<Opened>> {
  const recorded = await applyOp(locals, 'people.look', { person }, op);
  if (!recorded.ok) return recorded;
  const sealed = await attempt(() => call<Sealed>(locals.db, 'person_sealed', { person }));
  if (!sealed.ok) return sealed;
  const { keyring } = ronda();
  const open = (rows: readonly SealedRow[], table: string, column: string): [string, string][] =>
    rows.map((row) => [row.id, keyring.open(row.sealed, { table, row: row.for, column })]);
  const versions = sealed.value.identities.map(({ id, sealed: text, at, by }) => ({
    id,
    at: new Date(Date.parse(at)).toISOString(),
    by,
    identity: unpackIdentity(keyring.open(text, placeOf(id))),
  }));
  return ok({
    identity: versions[0]?.identity ?? null,
    versions,
    cells: open(sealed.value.cells, 'place_stays', 'cell'),
    details: open(sealed.value.details, 'obligations', 'detail'),
    sources: open(sealed.value.sources, 'person_sources', 'words'),
  });
}

/** An older version, true again as a new one: it is opened for that, which is written down. */
export async function restoreIdentity(
  locals: App.Locals,
  campaign: string,
  person: string,
  { op, version, base }: InferOutput<typeof restoreSchema>,
): Promise<Result<Alike[]>> {
  const sealed = await attempt(() => call<Sealed>(locals.db, 'person_sealed', { person }));
  // Ten minutes after it was opened it is closed here too.
  if (!sealed.ok) return sealed.code === 'not_found' ? fail('expired') : sealed;
  const old = sealed.value.identities.find(({ id }) => id === version);
  if (!old) return fail('not_found');
  const identity = unpackIdentity(ronda().keyring.open(old.sealed, placeOf(old.id)));
  return write(locals, campaign, person, identity, { op, base });
}

export function tellConsul(
  locals: App.Locals,
  person: string,
  { op, toldOn }: InferOutput<typeof consulSchema>,
): Promise<Result<unknown>> {
  return applyOp(locals, 'people.consul', { person, toldOn }, op);
}

export function addSource(
  locals: App.Locals,
  person: string,
  { op, words, ...source }: InferOutput<typeof sourceSchema>,
): Promise<Result<unknown>> {
  const place: Place = { table: 'person_sources', row: op, column: 'words' };
  const wordsSealed = words === '' ? null : ronda().keyring.seal(words, place);
  return applyOp(locals, 'sources.add', { person, id: op, ...source, wordsSealed }, op);
}

/** Columns of the identity are told to the database in its own spelling. */
const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export async function cite(
  locals: App.Locals,
  { op, source, fact, stance }: InferOutput<typeof citeSchema>,
): Promise<Result<unknown>> {
  const [table = '', row = '', field = ''] = fact.split('|');
  const entity = CITED.find((one) => one === table);
  if (entity === undefined) return fail('invalid', { field: 'fact', rule: 'choice' });
  const done = await applyOp(locals, 'sources.cite', { source, id: op, entity, row, of: columnOf(field), stance }, op);
  return !done.ok && done.field === 'row' ? { ...done, field: 'fact' } : done;
}

export function strike(
  locals: App.Locals,
  { op, what, row, struck }: InferOutput<typeof strikeSchema>,
): Promise<Result<unknown>> {
  return applyOp(locals, 'sources.strike', { what, row, struck: struck === 'yes' }, op);
}
