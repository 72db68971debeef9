import { stateFilter } from '$lib/features/signatures';
import { listSignatures } from '$lib/features/signatures/index.server';
import { parseInstant } from '$lib/kernel/dates';
import { ronda } from '$lib/server/app.server';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

const PAGE = 50;
/** A view of one state reads at most so many rows for its page: the database pages by time alone. */
const READ = 200;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { membership } = memberOf(locals, 'signatures.read');
  const filter = stateFilter(url.searchParams.get('state'));
  const asked = parseInstant(url.searchParams.get('before') ?? '');
  const before = asked.ok ? asked.value : null;
  const n = filter === 'all' ? PAGE : READ;
  const rows = await forPage(() => listSignatures(locals.db, ronda().keyring, membership.campaignId, { before, n }));
  const matching = rows.filter(({ state }) => filter === 'all' || state === filter);
  const signatures = matching.slice(0, PAGE);
  // With more matches than fit, the next page begins after the last one shown; otherwise after the last one read.
  const last = matching.length > PAGE ? signatures.at(-1) : rows.length === n ? rows.at(-1) : undefined;
  return { signatures, filter, isFirst: before === null, older: last?.createdAt ?? null };
};
