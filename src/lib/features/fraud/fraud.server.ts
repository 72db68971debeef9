import type { Result } from '$lib/contracts/errors';
import type { FraudConditions } from '$lib/contracts/ops';
import { indexesOf, sealedPlace } from '$lib/features/signatures/index.server';
import { fail } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import { applyOp } from '$lib/server/team-op.server';
import { countMatching, readTrends, type SealedFraud } from './fraud.repo.server';
import type { Fraud, Trend } from './model';
import type { Asked } from './schema';

type SealedTrend = SealedFraud['hour']['domains'][number];

/** The domain of one of those who share it; the database gives none that fewer than five share. */
function opened({ sample, emailSealed, ...trend }: SealedTrend): Trend {
  if (!sample || !emailSealed) return { ...trend, domain: null };
  try {
    const address = ronda().keyring.open(emailSealed, sealedPlace(sample, 'email'));
    return { ...trend, domain: address.slice(address.lastIndexOf('@') + 1) };
  } catch {
    // Sealed with keys that this installation no longer has.
    return { ...trend, domain: null };
  }
}

/** What trends, its domains opened for the person who asks. */
export async function fraudOf(db: App.Locals['db'], campaign: string): Promise<Fraud> {
  const read = await readTrends(db, campaign);
  const open = (trends: SealedFraud['hour']) => ({
    total: trends.total,
    networks: trends.networks.map((trend) => ({ ...trend, domain: null })),
    domains: trends.domains.map(opened),
  });
  return { ...read, hour: open(read.hour), day: open(read.day) };
}

/** What was typed, as the database compares it: words become keyed indexes. */
function conditionsOf(campaign: string, asked: Asked): FraudConditions {
  const index = indexesOf(ronda().keyring, campaign);
  const { name, domain, domainKey, networkKey, country, town, source, referrer, minutes, from, until, proof, state } =
    asked;
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
    ...(minutes === '' ? {} : { from: new Date(Date.now() - Number(minutes) * 60_000).toISOString() }),
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

/** Begins a run; the work goes on by itself. Refused without the number that was looked at. */
export async function beginRun(locals: App.Locals, campaign: string, asked: Asked): Promise<Result<unknown>> {
  if (asked.expected === '') return fail('invalid', { field: 'expected', rule: 'required' });
  const { keyring } = ronda();
  const { name, domain, town } = asked;
  const words = JSON.stringify({ name, domain, town });
  const begun = await applyOp(
    locals,
    'fraud.begin',
    {
      campaign,
      id: asked.op,
      kind: asked.kind,
      conditions: conditionsOf(campaign, asked),
      wordsSealed: keyring.seal(words, { table: 'invalidations', row: asked.op, column: 'words' }),
      reason: asked.reason,
      expected: Number(asked.expected),
    },
    asked.op,
  );
  return begun;
}
