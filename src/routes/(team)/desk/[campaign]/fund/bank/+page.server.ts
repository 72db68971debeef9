import { allows } from '$lib/contracts/permissions';
import {
  accountStates,
  bankGaps,
  decideActions,
  deskRows,
  fileActions,
  openAccounts,
  queuePage,
  readRules,
  ruleNames,
  SHOWN,
  type Shown,
} from '$lib/features/banking/index.server';
import { treasuryHead } from '$lib/features/fund/index.server';
import { parseDay } from '$lib/kernel/dates';
import { parseUuid, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { Actions, PageServerLoad } from './$types';

/** Where the page before ended: `<day>_<id>`. */
function cursorOf(text: string | null): { day: string; id: string } | null {
  const [day = '', line = ''] = (text ?? '').split('_');
  const id = parseUuid(line);
  return id !== null && parseDay(day).ok ? { day, id } : null;
}

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('fund:bank');
  const { membership } = memberOf(locals, 'fund.read');
  const { campaignId, roles } = membership;
  const asked = url.searchParams.get('show') ?? 'open';
  const shown: Shown = Object.hasOwn(SHOWN, asked) ? (asked as Shown) : 'open';
  const head = await forPage(() => treasuryHead(campaignId));
  const [queue, rows, accounts] = await forPage(() =>
    Promise.all([
      queuePage(locals.db, campaignId, shown, cursorOf(url.searchParams.get('before'))),
      deskRows(locals.db, campaignId),
      openAccounts(locals.db, campaignId),
    ]),
  );
  const lines = readRules(rows.rules).map(({ line }) => line);
  return {
    shown,
    head,
    ...queue,
    rows,
    names: await forPage(() => ruleNames(locals.db, campaignId, lines)),
    states: await forPage(() =>
      accountStates(
        locals.db,
        campaignId,
        accounts.map(({ id }) => id),
      ),
    ),
    gaps: await forPage(() => bankGaps(locals.db, campaignId)),
    accounts: accounts.map(({ id, name, currency }) => ({ id, name, currency })),
    canWrite: allows(roles, 'fund.write'),
    op: uuidv7(),
  };
};

export const actions: Actions = { ...fileActions, ...decideActions };
