/** What the desk's pages of money out read. */
import type { RequestEvent } from '@sveltejs/kit';
import { allows } from '$lib/contracts/permissions';
import { treasuryHead } from '$lib/features/fund/index.server';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { ronda } from '$lib/server/app.server';
import type { Db } from '$lib/server/backend/index.server';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { beyondOf, requestFilter, type DonorLine, type RequestFull, type SpendTodo } from './model';
import { requestPlace } from './places.server';
import {
  findRequests,
  linesForDonors,
  oneRequest,
  spendChoices,
  spendTodo,
  type SealedRequest,
} from './spending.repo.server';

type DeskEvent = Pick<RequestEvent, 'locals' | 'url'>;

const PAGE = 50;

/** The list: one's own requests for whoever asks, all for those who read the fund; what waits for the reader stands apart. */
export async function spendingPage({ locals, url }: DeskEvent) {
  const { membership } = memberOf(locals, 'spend.request');
  const { campaignId: campaign, roles } = membership;
  const filter = requestFilter(url.searchParams);
  const canRead = allows(roles, 'fund.read');
  const canWrite = allows(roles, 'fund.write');
  // Before the rows: what changes between the two is asked for once more.
  const head = canRead ? await forPage(() => treasuryHead(campaign)) : null;
  const [found, forMe, choices] = await forPage(() =>
    Promise.all([
      findRequests(locals.db, campaign, filter, beyondOf(url.searchParams), PAGE + 1),
      canWrite ? findRequests(locals.db, campaign, { forMe: '1' }, null, PAGE) : [],
      spendChoices(locals.db, campaign),
    ]),
  );
  const requests = found.slice(0, PAGE);
  const last = requests.at(-1);
  return {
    requests,
    forMe,
    filter,
    choices,
    next: found.length > PAGE && last ? `${last.at}~${last.id}` : null,
    head,
    canRead,
    canLimit: allows(roles, 'team.manage'),
    op: uuidv7(),
  };
}

function opened({ payeeSealed, accountSealed, purposeSealed, reasonSealed, ...rest }: SealedRequest): RequestFull {
  const { keyring } = ronda();
  const open = (column: 'payee' | 'account' | 'purpose' | 'reason', text: string | null): string =>
    text === null ? '' : keyring.open(text, requestPlace(rest.id, column));
  return {
    ...rest,
    payee: open('payee', payeeSealed),
    account: open('account', accountSealed),
    purpose: open('purpose', purposeSealed),
    reason: open('reason', reasonSealed),
  };
}

/** One request, opened; null when there is none for this reader. */
async function requestOf(db: Db, campaign: string, id: string): Promise<RequestFull | null> {
  const sealed = isUuid(id) ? await oneRequest(db, campaign, id) : null;
  return sealed && opened(sealed);
}

/** One request with what it says: whoever decides must have read it, and whoever asked wrote it. */
export async function requestPage({ locals }: Pick<RequestEvent, 'locals'>, id: string) {
  const { membership } = memberOf(locals, 'spend.request');
  const { campaignId: campaign, roles } = membership;
  const [request, choices] = await forPage(() =>
    Promise.all([requestOf(locals.db, campaign, id), spendChoices(locals.db, campaign)]),
  );
  if (!request) refusePage('not_found');
  return { request, choices, canWrite: allows(roles, 'fund.write'), op: uuidv7() };
}

/** What of money out waits for a treasurer; nothing for others. */
export async function spendingTodo({ locals }: Pick<RequestEvent, 'locals'>): Promise<SpendTodo | null> {
  const { membership } = memberOf(locals, 'fund.totals');
  if (!allows(membership.roles, 'fund.read')) return null;
  return forPage(() => spendTodo(locals.db, membership.campaignId));
}

const DONOR_LINES = 12;

/** What gifts have paid for, as those read it who gave. A page that cannot say it right now stands without. */
export async function paidFor(campaign: string): Promise<DonorLine[]> {
  const found = await attempt(() => linesForDonors(ronda().backend.system(), campaign, DONOR_LINES));
  return found.ok ? found.value : [];
}
