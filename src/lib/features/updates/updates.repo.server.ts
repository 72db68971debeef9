import type { Locale } from '$lib/contracts/locales';
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import type { Mailed, PublicUpdate, Update, UpdateText } from './model';

export interface UpdateForMail {
  slug: string;
  emailSealed: string;
  title: string;
  body: string;
  campaign: string;
}

/** As the service. */
export function updatesRepo(system: () => Db) {
  return {
    queue: (n: number) => call<number>(system(), 'updates_queue', { n }),
    forMail: (signature: string, update: string) =>
      call<UpdateForMail | null>(system(), 'update_for_mail', { signature, update_id: update }),
    look: (signature: string) =>
      call<{ slug: string; updates: boolean; gone: boolean } | null>(system(), 'updates_look', { signature }),
    stop: (signature: string) => call<null>(system(), 'updates_stop', { signature }),
    published: (slug: string, locale: Locale) => call<PublicUpdate[]>(system(), 'public_updates', { slug, locale }),
  };
}

/** As a member: newest first. */
export async function listUpdates(db: Db, campaign: string): Promise<Update[]> {
  const rows = dataOf(
    await db
      .from('updates')
      .select(
        'id, state, writers, version, asked_at, asked_by, approved_by, expected, queued, published_at, created_at',
      )
      .eq('campaign_id', campaign)
      .order('created_at', { ascending: false })
      .order('id')
      .limit(50),
  );
  const texts = dataOf(
    await db
      .from('update_texts')
      .select('update_id, locale, title, body')
      .in(
        'update_id',
        (rows ?? []).map(({ id }) => id),
      )
      .order('locale'),
  );
  return (rows ?? []).map(({ state, ...row }) => ({
    id: row.id,
    state: state as Update['state'],
    writers: row.writers,
    version: row.version,
    askedAt: row.asked_at,
    askedBy: row.asked_by,
    approvedBy: row.approved_by,
    expected: row.expected,
    queued: row.queued,
    publishedAt: row.published_at,
    createdAt: row.created_at,
    texts: (texts ?? []).filter(({ update_id }) => update_id === row.id) as UpdateText[],
  }));
}

/** As a member: what became of the mails, of those that went out in the last month. */
export const mailedOf = (db: Db, campaign: string): Promise<(Mailed & { id: string })[]> =>
  call(db, 'updates_progress', { campaign });

/** As a member: how many may go out in seven days, how many did, and what the campaign is called in each language. */
export async function updatesFrame(
  db: Db,
  campaign: string,
): Promise<{ weekly: number; titles: { locale: string; title: string }[] }> {
  const [settings, texts] = await Promise.all([
    db.from('campaigns').select('updates_weekly').eq('id', campaign).single(),
    db.from('campaign_texts').select('locale, title').eq('campaign_id', campaign),
  ]);
  return { weekly: dataOf(settings)?.updates_weekly ?? 2, titles: dataOf(texts) ?? [] };
}
