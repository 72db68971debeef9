import type { InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import type { PersonKey } from '$lib/contracts/ops-custody';
import { ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import { attempt } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import { applyOp } from '$lib/server/team-op.server';
import { keptTexts, likenessOf, soughtTexts, type Alike, type KeyText } from './keys';
import type { mergeSchema, unmergeSchema } from './schema';

interface Known {
  names: readonly string[];
  document: string;
}

/** The keys are of one campaign: the same name in another gives others. */
function keyed(keyring: Keyring, campaign: string, texts: readonly KeyText[]): PersonKey[] {
  return texts.map(({ kind, text }) => ({ kind, key: keyring.index('person.key', `${campaign}|${kind}|${text}`) }));
}

/** What is kept of somebody beside the sealed record, to be found by. */
export function personKeys(keyring: Keyring, campaign: string, known: Known): PersonKey[] {
  return keyed(keyring, campaign, keptTexts(known));
}

/** After an arrest was written down with a name: whoever took the call need not be able to search for it. */
export async function keepArrestKeys(campaign: string, person: string, name: string): Promise<Result<unknown>> {
  const keys = personKeys(ronda().keyring, campaign, { names: [name], document: '' });
  return attempt(() => call(ronda().backend.system(), 'person_keep_keys', { person, origin: 'arrest', keys }));
}

/** Other records that may be of the same person, as far as the asker may know of them. */
export async function alike(
  locals: App.Locals,
  campaign: string,
  known: Known,
  except: string | null = null,
): Promise<Result<Alike[]>> {
  const keys = keyed(ronda().keyring, campaign, soughtTexts(known));
  if (keys.length === 0) return ok([]);
  // A search tells whether somebody is here: nobody tries a directory by it.
  const allowed = await ronda().limits.take('op.user', locals.actor?.userId ?? '');
  if (!allowed.ok) return allowed;
  const found = await attempt(() =>
    call<(Omit<Alike, 'likeness'> & { kinds: Partial<Record<PersonKey['kind'], number>> })[]>(
      locals.db,
      'people_alike',
      { campaign, keys, except_person: except },
    ),
  );
  if (!found.ok) return found;
  return ok(found.value.map(({ kinds, ...person }) => ({ ...person, likeness: likenessOf(kinds) })));
}

export function mergePeople(
  locals: App.Locals,
  keep: string,
  { op, gone }: InferOutput<typeof mergeSchema>,
): Promise<Result<unknown>> {
  return applyOp(locals, 'people.merge', { keep, gone, id: op }, op);
}

export function unmergePeople(
  locals: App.Locals,
  { op, merge }: InferOutput<typeof unmergeSchema>,
): Promise<Result<unknown>> {
  return applyOp(locals, 'people.unmerge', { merge }, op);
}
