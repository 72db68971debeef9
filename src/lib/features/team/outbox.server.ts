import type { Locale } from '$lib/contracts/locales';
import type { Db } from '$lib/server/backend/index.server';
import { ronda, type Ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import type { OutboxLine } from './outbox';

interface OutboxRow {
  id: string;
  kind: string;
  ref: string | null;
  locale: Locale;
  sealed: string | null;
  state: string;
  attempts: number;
  createdAt: string;
  doneAt: string | null;
  lastError: string | null;
}
const PAGE = 50;
const CODE = 'sign_in_code';

/** Made again from its row, as the worker makes it; the table itself holds no words. */
async function linesOf(app: Ronda, rows: OutboxRow[], ours: ReadonlySet<string>): Promise<OutboxLine[]> {
  return Promise.all(
    rows.map(async ({ id, kind, ref, locale, sealed, state, attempts, createdAt, lastError }) => {
      const line = { id, kind, state, attempts, createdAt, lastError };
      const make = Object.hasOwn(app.render, kind) ? app.render[kind] : undefined;
      const made = await attempt(async () => (make ? make(ref, locale, sealed) : null), { kind });
      if (!made.ok || made.value === null) return { ...line, mail: 'ended' as const };
      const { to, subject, text } = made.value;
      const secret = kind === CODE && (app.sendsMail || !ours.has(to));
      return { ...line, mail: secret ? ('hidden' as const) : { to, subject, text } };
    }),
  );
}

/**
 * Newest first. A sign-in code opens somebody else's door: it is readable here only while no mail server could bring it
 * to them, and only for members of this campaign.
 */
export async function readOutbox(
  db: Db,
  campaign: string,
  before: string | null,
): Promise<{ lines: OutboxLine[]; older: string | null; sendsMail: boolean }> {
  const app = ronda();
  const [rows, addresses] = await Promise.all([
    call<OutboxRow[]>(db, 'outbox_page', { campaign, before, n: PAGE }),
    call<Record<string, string>>(db, 'team_addresses', { campaign }),
  ]);
  const lines = await linesOf(app, rows, new Set(Object.values(addresses)));
  const older = rows.length === PAGE ? (rows.at(-1)?.createdAt ?? null) : null;
  return { lines, older, sendsMail: app.sendsMail };
}
