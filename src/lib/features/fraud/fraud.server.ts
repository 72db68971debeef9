import type { Result } from '$lib/contracts/errors';
import type { FraudConditions } from '$lib/contracts/ops';
import { indexesOf } from '$lib/features/signatures/index.server';
import { uuidTime } from '$lib/kernel/ids';
import { fail, ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import { applyOp } from '$lib/server/team-op.server';
import { countMatching, readTrends, runRecord, type SealedFraud } from './fraud.repo.server';
import type { Fraud, Trend } from './model';
import { alarmNames, domainOf, runTerms, wordsPlace, type RunWords } from './names.server';
import type { Asked } from './schema';

type SealedTrend = SealedFraud['hour']['domains'][number];

/** The domain of one of those who share it; the database gives none that fewer than five share. */
function opened({ sample, emailSealed, ...trend }: SealedTrend): Trend {
  return { ...trend, domain: sample && emailSealed ? domainOf(sample, emailSealed) : null };
}

/** What trends, what was done and what rings, with the words opened for the person who asks. */
export async function fraudOf(db: App.Locals['db'], campaign: string): Promise<Fraud> {
  const [read, terms, names] = await Promise.all([
    readTrends(db, campaign),
    runTerms(db, campaign),
    alarmNames(db, campaign),
  ]);
  const open = (trends: SealedFraud['hour']) => ({
    total: trends.total,
    networks: trends.networks.map((trend) => ({ ...trend, domain: null })),
    domains: trends.domains.map(opened),
  });
  return { ...read, hour: open(read.hour), day: open(read.day), terms, alarmNames: names };
}

/** The name of a domain that was chosen from the list, so that the record of the run can say it when the list is gone. */
async function listedDomain(db: App.Locals['db'], campaign: string, key: string): Promise<string> {
  const { hour, day } = await readTrends(db, campaign);
  const found = [...hour.domains, ...day.domains].find((trend) => trend.key === key);
  return (found && opened(found).domain) ?? '';
}

/** What was typed, as the database compares it: words become keyed indexes. */
function conditionsOf(campaign: string, asked: Asked): FraudConditions {
  const index = indexesOf(ronda().keyring, campaign);
  const { name, domain, domainKey, networkKey, country, town, source, referrer, minutes, from, until, proof, state } =
    asked;
  const since = uuidTime(asked.op) ?? Date.now();
  const domainIndex = domain === '' ? domainKey : index.domain(domain.replace(/^@/, ''));
  return {
    ...(name === '' ? {} : { nameKey: index.name(name) }),
    ...(domainIndex === '' ? {} : { domainKey: domainIndex }),
    ...(networkKey === '' ? {} : { networkKey }),
    ...(country === '' ? {} : { country }),
    ...(town === '' ? {} : { townKey: index.town(country, town) }),
    ...(source === '' ? {} : { source: source === '-' ? '' : source }),
    ...(referrer === '' ? {} : { referrer }),
    ...(from === '' ? {} : { from }),
    ...(until === '' ? {} : { until }),
    // Back from the moment of counting: the run takes what was counted, and a second press asks for the same.
    ...(minutes === '' ? {} : { from: new Date(since - Number(minutes) * 60_000).toISOString() }),
    ...(proof === '' ? {} : { proof: proof === 'yes' }),
    ...(state === '' ? {} : { states: [state] }),
  };
}

/** How many it would be; nothing changes. */
export function previewRun(
  locals: App.Locals,
  campaign: string,
  asked: Asked,
): Promise<Result<{ n: number; states: Record<string, number> }>> {
  return attempt(() => countMatching(locals.db, campaign, asked.kind, conditionsOf(campaign, asked)));
}

const inOrder = (conditions: unknown): string =>
  JSON.stringify(Object.entries(Object(conditions) as object).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Begins a run; the work goes on by itself. Refused without the number that was looked at. Answers how many it is about. What
 * is sealed looks different each time, so a second press looks like another request: what counts is what it asks for.
 */
export async function beginRun(locals: App.Locals, campaign: string, asked: Asked): Promise<Result<number>> {
  if (asked.expected === '') return fail('invalid', { field: 'expected', rule: 'required' });
  const { db } = locals;
  const { op, kind, reason, name, town, domainKey } = asked;
  const listed =
    asked.domain === '' && domainKey !== '' ? await attempt(() => listedDomain(db, campaign, domainKey)) : null;
  const words: RunWords = {
    name,
    town,
    domain: listed?.ok ? listed.value : asked.domain.replace(/^@/, '').toLowerCase(),
  };
  const conditions = conditionsOf(campaign, asked);
  const expected = Number(asked.expected);
  const wordsSealed = ronda().keyring.seal(JSON.stringify(words), wordsPlace(op));
  const begun = await applyOp(
    locals,
    'fraud.begin',
    { campaign, id: op, kind, conditions, wordsSealed, reason, expected },
    op,
  );
  if (begun.ok) return ok(expected);
  if (begun.code !== 'op_id_reused') return begun;
  const first = await attempt(() => runRecord(db, campaign, op));
  if (!first.ok || first.value === null) return begun;
  const { value } = first;
  const same = value.kind === kind && value.reason === reason && inOrder(value.conditions) === inOrder(conditions);
  return same ? ok(value.expected) : begun;
}
