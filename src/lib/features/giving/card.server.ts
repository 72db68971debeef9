import type { Result } from '$lib/contracts/errors';
import { campaignPath } from '$lib/features/campaign/index';
import { fail } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { attempt, unwrap } from '$lib/server/errors.server';
import { givingRepo } from './giving.repo.server';
import { giving } from './giving.server';
import type { PledgeVisit } from './own-page.server';
import { cardProcessors } from './processors/configured.server';

/**
 * Begins a payment by card for the pledge of a link; answers where the donor goes. Our own address is that of the request
 * only where none was set.
 */
export async function payByCard(visit: PledgeVisit, name: string, requestOrigin: string): Promise<Result<string>> {
  const { env, backend } = ronda();
  const found = await giving().look(visit);
  if (!found.ok) return found;
  const chosen = cardProcessors(env).find((one) => one.name === name && one.takes(found.value.currency));
  if (!chosen) return fail('not_found');
  return attempt(async () => {
    const processor = await chosen.load();
    const order = await givingRepo(() => backend.system()).begin(found.value.id, chosen.name);
    if (order === null) unwrap(fail('conflict', { rule: 'conflict' }));
    const { reference, minor, currency } = order ?? found.value;
    const origin = env.origin ?? requestOrigin;
    return processor.begin({
      pledge: found.value.id,
      reference,
      minor: BigInt(minor),
      currency,
      title: found.value.title,
      locale: visit.locale,
      back: `${origin}${campaignPath(visit.locale, visit.slug, `/give/${visit.token}`)}`,
      notify: `${origin}/pay/${chosen.name}`,
      key: `${found.value.id}-${minor}-${currency}`,
    });
  });
}
