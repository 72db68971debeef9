import type { GenericSchema, InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import {
  addSource,
  cite,
  citeSchema,
  consulSchema,
  custodyOf,
  identify,
  identitySchema,
  lookSchema,
  openPerson,
  recordOf,
  restoreIdentity,
  restoreSchema,
  sourceSchema,
  streamsOf,
  strike,
  strikeSchema,
  tellConsul,
} from '$lib/features/custody/index.server';
import {
  alike,
  alikeSchema,
  mergePeople,
  mergeSchema,
  mergesOf,
  unmergePeople,
  unmergeSchema,
} from '$lib/features/people/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  const { membership } = memberOf(locals, 'people.confidential');
  depends('person:identity');
  const { person } = params;
  const [record, custody, merges, streams] = await forPage(() =>
    Promise.all([
      recordOf(locals.db, person),
      custodyOf(locals.db, person),
      mergesOf(locals.db, person),
      streamsOf(locals.db, membership.campaignId, person, true),
    ]),
  );
  return { record, custody, merges, streams, op: uuidv7() };
};

/** One form, one operation; `told` is what the page shows besides. */
function act<S extends GenericSchema, T>(
  schema: S,
  done: string,
  work: (event: RequestEvent, form: InferOutput<S>, campaign: string) => Promise<Result<T>>,
) {
  return async (event: RequestEvent) => {
    const { membership } = memberOf(event.locals, 'people.confidential');
    const form = await readForm(event, schema);
    if (!form.ok) return form.response;
    const answer = await work(event, form.value, membership.campaignId);
    return answer.ok ? { done, what: '', told: answer.value } : refuse(form.values, answer);
  };
}

/** Answers with others that may be the same person. */
function compare<S extends GenericSchema>(
  schema: S,
  done: string,
  work: Parameters<typeof act<S, Awaited<ReturnType<typeof alike>> extends Result<infer T> ? T : never>>[2],
) {
  const run = act(schema, done, work);
  return async (event: RequestEvent) => {
    const answer = await run(event);
    return 'told' in answer ? { done: answer.done, what: '', alike: answer.told } : answer;
  };
}

export const actions: Actions = {
  async look(event) {
    memberOf(event.locals, 'people.confidential');
    const form = await readForm(event, lookSchema);
    if (!form.ok) return form.response;
    const opened = await openPerson(event.locals, event.params.person, form.value.op);
    return opened.ok ? { opened: opened.value } : refuse(form.values, opened);
  },
  identify: compare(identitySchema, 'identified', ({ locals, params }, form, campaign) =>
    identify(locals, campaign, params.person, form),
  ),
  restore: compare(restoreSchema, 'identified', ({ locals, params }, form, campaign) =>
    restoreIdentity(locals, campaign, params.person, form),
  ),
  alike: compare(alikeSchema, '', ({ locals, params }, { name, document }, campaign) =>
    alike(locals, campaign, { names: [name], document }, params.person),
  ),
  merge: act(mergeSchema, 'merged', ({ locals, params }, form) => mergePeople(locals, params.person, form)),
  unmerge: act(unmergeSchema, 'unmerged', ({ locals }, form) => unmergePeople(locals, form)),
  consul: act(consulSchema, 'saved', ({ locals, params }, form) => tellConsul(locals, params.person, form)),
  source: act(sourceSchema, 'saved', ({ locals, params }, form) => addSource(locals, params.person, form)),
  cite: act(citeSchema, 'saved', ({ locals }, form) => cite(locals, form)),
  strike: act(strikeSchema, 'saved', ({ locals }, form) => strike(locals, form)),
};
