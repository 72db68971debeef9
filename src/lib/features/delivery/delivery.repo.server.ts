import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import type { ConsentText, Delivery, NameForm, Proof, PublicDelivery } from './model';

/** A delivery to go on with. */
export interface Making {
  id: string;
  names: NameForm;
  consents: number[];
  done: number;
  /** The last link made, or the start. */
  link: string;
}
export interface Source {
  id: string;
  country: string;
  day: string;
  at: string;
  visibility: 'full' | 'initials' | 'private';
  consent: number;
  nameSealed: string | null;
}
export interface NewLine {
  n: number;
  id: string;
  at: string;
  country: string;
  day: string;
  form: NameForm;
  leaf: string;
  link: string;
  code_key: string;
}
export interface Line {
  n: number;
  id: string;
  country: string;
  day: string;
  form: NameForm;
  leaf: string;
  link: string;
  nameSealed: string | null;
}
/** A ready delivery with all that stands on its cover. */
export interface Cover {
  id: string;
  recipient: string;
  day: string;
  locale: 'es' | 'en';
  names: NameForm;
  done: number;
  title: string;
  statement: string;
  start: string;
  digest: string;
  countries: { key: string; n: number }[];
  organisations: { name: string; country: string }[];
  paper: number;
  readyAt: string;
  replaces: string | null;
  /** Zone in which the moment of making reads. */
  tz: string;
}

const COVER =
  'id, recipient, day, locale, names, done, title, statement, start, digest, countries, organisations, paper, ready_at, replaces';

/** For the machine that makes lists and for the public page; as the service. */
export function deliveryRepo(system: () => Db) {
  return {
    next: () => call<Making | null>(system(), 'delivery_next'),
    source: (delivery: string, n: number) => call<Source[]>(system(), 'delivery_source', { delivery, n }),
    append: (delivery: string, after: number, lines: NewLine[]) =>
      call<boolean>(system(), 'delivery_append', { delivery, after, lines }),
    finish: (delivery: string, after: number) => call<boolean>(system(), 'delivery_finish', { delivery, after }),
    ofCampaign: (slug: string) => call<PublicDelivery[]>(system(), 'public_deliveries', { slug }),
    proof: (slug: string, codeKey: string) => call<Proof[]>(system(), 'delivery_proof', { slug, code_key: codeKey }),
  };
}
export type DeliveryRepo = ReturnType<typeof deliveryRepo>;

/** As a member: all deliveries of a campaign, newest first. */
export const listDeliveries = (db: Db, campaign: string): Promise<Delivery[]> =>
  call(db, 'deliveries_page', { campaign });

/** Wordings that say something; under an empty one nobody allowed anything, so it is none to choose. */
export const listConsents = async (db: Db, campaign: string): Promise<ConsentText[]> =>
  dataOf(
    await db
      .from('consent_texts')
      .select('version, locale, text, since')
      .eq('campaign_id', campaign)
      .neq('text', '')
      .order('version', { ascending: false })
      .limit(50),
  ) as ConsentText[];

/** Null when there is none, it is not of this campaign, or it is not ready. */
export async function coverOf(db: Db, campaign: string, delivery: string): Promise<Cover | null> {
  const found = dataOf(
    await db
      .from('deliveries')
      .select(COVER)
      .eq('campaign_id', campaign)
      .eq('id', delivery)
      .eq('state', 'ready')
      .maybeSingle(),
  );
  if (found === null) return null;
  const place = dataOf(await db.from('campaigns').select('tz').eq('id', campaign).single());
  const { ready_at: readyAt, ...rest } = found;
  return { ...rest, ...place, readyAt } as Cover;
}

const PAGE = 2_000;

/** The lines of a list, read page by page. */
export async function* linesOf(db: Db, delivery: string): AsyncGenerator<Line[]> {
  for (let after = 0; ;) {
    const page = await call<Line[]>(db, 'delivery_lines', { delivery, after, n: PAGE });
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.n;
  }
}
