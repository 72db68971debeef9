import type { Locale } from '$lib/contracts/locales';
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import type { PublicUpdate, Update, UpdateText } from './model';

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
      call<{ slug: string; updates: boolean } | null>(system(), 'updates_look', { signature }),
    stop: (signature: string) => call<null>(system(), 'updates_stop', { signature }),
    published: (slug: string, locale: Locale) => call<PublicUpdate[]>(system(), 'public_updates', { slug, locale }),
  };
}

/** As a member: newest first. */
export async function listUpdates(db: Db, campaign: string): Promise<Update[]> {
  const rows = dataOf(
    await db
      .from('updates')
      .select('id, state, writers, expected, queued, published_at, created_at')
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
  return (rows ?? []).map(({ published_at: publishedAt, created_at: createdAt, state, ...row }) => ({
    ...row,
    state: state as Update['state'],
    publishedAt,
    createdAt,
    texts: (texts ?? []).filter(({ update_id }) => update_id === row.id) as UpdateText[],
  }));
}
