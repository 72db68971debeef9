import { NOTICE_KINDS, type NoticeKind } from '$lib/contracts/ops-notices';

export { NOTICE_KINDS, type NoticeKind };

/** One thing that a notice speaks of: codes and dates, never a name. */
export interface Item {
  entity: 'deadlines' | 'hearings' | 'arrests' | 'needs' | 'bails';
  id: string;
  /** Which step of its ladder, or what happened to it. */
  step: string;
  /** 1: who acts; 2: the second as well; 3: those who answer for all. 0: news. */
  rung: number;
  facts: Facts;
}

/** As the database keeps them; what is absent was not known. */
export interface Facts {
  case?: string | null;
  person?: string | null;
  rule?: string;
  nature?: string;
  kind?: string;
  dueOn?: string;
  dueAt?: string | null;
  startsAt?: string;
  at?: string;
  tz?: string;
  calendar?: string;
  /** The date it had before. */
  from?: string;
  /** A later date that waits for a yes. */
  to?: string;
  /** The act that ends a clock. */
  ends?: string;
  reference?: string;
  personId?: string;
}

export interface Notice {
  id: string;
  kind: NoticeKind;
  urgent: boolean;
  more: number;
  at: string;
  readAt: string | null;
  items: Item[];
}

/** The steps of the ladders, in order. */
export const STEPS = ['d3', 'd1', 'h4', 'half', 'quarter', 'eighth', 'over'] as const;
export type Step = (typeof STEPS)[number];

export interface Choices {
  locale: 'es' | 'en';
  app: NoticeKind[];
  mail: NoticeKind[];
  push: NoticeKind[];
  digest: boolean;
  /** `HH:MM`. */
  quietFrom: string;
  quietTo: string;
  tz: string;
}

/** One line of who was told of a thing. */
export interface Told {
  id: string;
  at: string;
  /** Display name; empty for somebody who left. */
  who: string;
  step: string;
  rung: number;
  readAt: string | null;
  ways: { channel: 'mail' | 'push'; state: string; at: string | null }[];
}

const ENTITIES: readonly Item['entity'][] = ['deadlines', 'hearings', 'arrests', 'needs', 'bails'];

/** What the database calls an item; null for one of a kind this program does not know. */
export function readItem(row: { entity: string; id: string; step: string; rung: number; facts: unknown }): Item | null {
  const entity = ENTITIES.find((one) => one === row.entity);
  if (entity === undefined) return null;
  const facts = typeof row.facts === 'object' && row.facts !== null ? (row.facts as Facts) : {};
  return { entity, id: row.id, step: row.step, rung: row.rung, facts };
}

/** Where a thing stands on the desk. */
export function pathOf(slug: string, { entity, id, facts }: Pick<Item, 'entity' | 'id' | 'facts'>): string {
  const base = `/desk/${slug}`;
  if (entity === 'deadlines') return `${base}/deadlines/${id}`;
  if (entity === 'arrests') return `${base}/people/arrests/${id}`;
  if (entity === 'bails') return `${base}/fund/bail`;
  if (entity === 'hearings') return `${base}/hearings/${id}`;
  return facts.personId ? `${base}/people/${facts.personId}/care` : `${base}/people`;
}

/** Where a notice leads: to its thing, or to the list where it speaks of several. */
export function leadsTo(slug: string, notice: Pick<Notice, 'items' | 'kind' | 'more'>): string {
  const [first, second] = notice.items;
  if (first && !second && notice.more === 0) return pathOf(slug, first);
  if (notice.kind === 'hearing') return `/desk/${slug}/hearings`;
  if (notice.kind === 'arrest' || notice.kind === 'clock' || notice.kind === 'need') return `/desk/${slug}/people`;
  return notice.kind === 'bail' ? `/desk/${slug}/fund/bail` : `/desk/${slug}/deadlines`;
}
