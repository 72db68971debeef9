/** What each role may do with each table, beside row level security and in no way derived from it. */
import { SHARE_TEXT_WAYS } from '$lib/contracts/ops';
import { ROLES, type Role } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import { CARE_TABLES } from './rls-care';
import { HEARING_TABLES } from './rls-hearings';
import { LETTER_TABLES } from './rls-letters';
import { GIVING_TABLES } from './rls-giving';
import { NOTICE_TABLES } from './rls-notices';
import { CASE_TABLES } from './rls-cases';
import { FRAUD_TABLES } from './rls-fraud';
import { ARREST_TABLES } from './rls-arrests';
import { CUSTODY_TABLES } from './rls-custody';
import { DOCUMENT_TABLES } from './rls-documents';
import { BANKING_TABLES } from './rls-banking';
import { COMPARTMENT_TABLES } from './rls-compartments';
import { FUND_TABLES } from './rls-fund';
import { INCIDENT_TABLES } from './rls-incidents';
import { PUBLICATION_TABLES } from './rls-publication';
import { GATHERED } from './rls-gathered';
import { SPENDING_TABLES } from './rls-spending';
import { COUNSEL_TABLES } from './rls-counsel';
import { DEADLINE_TABLES } from './rls-deadlines';
import { RULING_TABLES } from './rls-rulings';

/** Rows of both campaigns that every attempt is aimed at. */
export interface Place {
  campaign: string;
  spare: string;
  spareUser: string;
  invitation: string;
  person: string;
  status: string;
  obligation: string;
  theCase: string;
  hearing: string;
  board: string;
  list: string;
  card: string;
  source: string;
  entry: string;
  account: string;
  target: string;
  text: string;
  request: string;
  endorsement: string;
  delivery: string;
  update: string;
  batch: string;
  bank: string;
  bankLine: string;
  arrest: string;
  incident: string;
  document: string;
  resolution: string;
  lawyer: string;
  compartment: string;
  caseLink: string;
}
export type Fields = Record<string, unknown>;
export interface Expected {
  /** Sees every row of the campaign. */
  select: readonly Role[];
  /** Sees the one row that is about themselves. */
  own?: readonly Role[];
  insert?: readonly Role[];
  update?: readonly Role[];
  /** What a member asks to see, where not everything may be asked. */
  columns?: string;
  /** Column that says whose row it is. */
  scope?: string;
  row(place: Place, me: string, n: number): Fields;
  /** The row that is changed, and how; the n makes each change another. */
  target(place: Place): [column: string, value: string];
  change(n: number): Fields;
}

const everyone = ROLES;
const writers = ['owner', 'organizer', 'legal', 'treasurer', 'coordinator'] as const;
export const nobody: readonly Role[] = [];
const letters = (n: number): string => n.toString(36).toUpperCase();

export const TABLES: Record<string, Expected> = {
  ...ARREST_TABLES,
  ...DOCUMENT_TABLES,
  ...CARE_TABLES,
  ...HEARING_TABLES,
  ...NOTICE_TABLES,
  ...COMPARTMENT_TABLES,
  ...CASE_TABLES,
  ...CUSTODY_TABLES,
  ...FRAUD_TABLES,
  ...GATHERED,
  ...BANKING_TABLES,
  ...FUND_TABLES,
  ...GIVING_TABLES,
  ...INCIDENT_TABLES,
  ...PUBLICATION_TABLES,
  ...SPENDING_TABLES,
  ...COUNSEL_TABLES,
  ...DEADLINE_TABLES,
  ...RULING_TABLES,
  campaigns: {
    select: everyone,
    update: ['owner', 'organizer'],
    scope: 'id',
    row: (_, __, n) => ({ id: uuidv7(), slug: `mine-${n}` }),
    target: ({ campaign }) => ['id', campaign],
    change: (n) => ({ goal: 5000 + n }),
  },
  campaign_texts: {
    select: everyone,
    insert: ['owner', 'organizer'],
    update: ['owner', 'organizer'],
    row: ({ campaign }) => ({ id: uuidv7(), campaign_id: campaign, locale: 'en', title: 'Anew' }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ title: `Title ${n}` }),
  },
  consent_texts: {
    select: everyone,
    row: ({ campaign }, _, n) => ({ campaign_id: campaign, locale: 'es', version: 100 + n, text: 'Anew' }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ text: `Other ${n}` }),
  },
  updates: {
    select: everyone,
    row: ({ campaign }, me) => ({ id: uuidv7(), campaign_id: campaign, created_by: me }),
    target: ({ update }) => ['id', update],
    change: (n) => ({ queued: n }),
  },
  update_texts: {
    select: everyone,
    row: ({ campaign, update }) => ({ update_id: update, campaign_id: campaign, locale: 'en', title: 'A', body: 'B' }),
    target: ({ update }) => ['update_id', update],
    change: (n) => ({ title: `Other ${n}` }),
  },
  deliveries: {
    select: everyone,
    row: ({ campaign }, me) => ({
      id: uuidv7(),
      campaign_id: campaign,
      recipient: 'Court',
      day: '2026-01-01',
      locale: 'es',
      names: 'number',
      start: '0'.repeat(64),
      created_by: me,
    }),
    target: ({ delivery }) => ['id', delivery],
    change: (n) => ({ recipient: `Other court ${n}` }),
  },
  members: {
    select: everyone,
    update: ['owner'],
    row: ({ campaign }, me) => ({ campaign_id: campaign, user_id: me, display_name: 'Me too' }),
    target: ({ spare }) => ['id', spare],
    change: (n) => ({ disabled_at: new Date(1_700_000_000_000 + n).toISOString() }),
  },
  member_roles: {
    select: ['owner'],
    own: everyone,
    update: ['owner'],
    row: ({ campaign, spare }, me) => ({ id: spare, campaign_id: campaign, user_id: me, roles: ['owner'] }),
    target: ({ spare }) => ['id', spare],
    change: (n) => ({ roles: Array.from({ length: (n % 5) + 2 }, () => 'observer') }),
  },
  invitations: {
    select: ['owner'],
    insert: ['owner'],
    update: ['owner'],
    columns: 'id, campaign_id, label, roles',
    row: ({ campaign }, me, n) => ({
      id: uuidv7(),
      campaign_id: campaign,
      token_hash: `${n}`.padStart(40, 'h'),
      roles: ['owner'],
      expires_at: '2030-01-01T00:00:00Z',
      created_by: me,
    }),
    target: ({ invitation }) => ['id', invitation],
    change: (n) => ({ revoked_at: new Date(1_700_000_000_000 + n).toISOString() }),
  },
  session_ends: {
    select: ['owner'],
    row: ({ campaign }, me) => ({ campaign_id: campaign, user_id: me }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: () => ({ at: '2001-01-01T00:00:00Z' }),
  },
  journal: {
    select: nobody,
    columns: 'stream',
    scope: 'stream',
    row: ({ campaign }) => ({
      stream: `campaign:${campaign}:team`,
      seq: 1_000_000,
      at: '2026-01-01T00:00:00Z',
      entity: 'campaigns',
      entity_id: campaign,
      verb: 'update',
      patch: {},
      inverse: {},
      prev_hash: '\\x00',
      hash: '\\x00',
    }),
    target: ({ campaign }) => ['stream', `campaign:${campaign}:team`],
    change: () => ({ patch: { goal: 1 } }),
  },
  signatures: {
    select: ['owner', 'organizer'],
    row: ({ campaign }, _, n) => ({
      id: uuidv7(),
      campaign_id: campaign,
      op_id: uuidv7(),
      country: 'AR',
      visibility: 'private',
      locale: 'es',
      state: 'confirmed',
      email_key: `mine ${n}`,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: () => ({ state: 'confirmed', name_sealed: 'other' }),
  },
  signature_acts: {
    select: ['owner', 'organizer'],
    insert: ['owner', 'organizer'],
    row: ({ campaign }) => ({ id: uuidv7(), campaign_id: campaign, kind: 'export', detail: {}, n: 3 }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ n }),
  },
  outbox: {
    select: nobody,
    row: ({ campaign }) => ({ campaign_id: campaign, kind: 'invented', locale: 'es' }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: () => ({ state: 'dropped' }),
  },
  files: {
    select: nobody,
    row: ({ campaign }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      kind: 'probe',
      type: 'image/png',
      size: 1,
      content_key: 'k'.repeat(43),
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ size: n }),
  },
  share_texts: {
    select: everyone,
    insert: ['owner', 'organizer'],
    update: ['owner', 'organizer'],
    row: ({ campaign }, _, n) => ({
      id: uuidv7(),
      campaign_id: campaign,
      locale: 'en',
      way: SHARE_TEXT_WAYS[n % SHARE_TEXT_WAYS.length],
      text: '{link}',
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ text: `${n} {link}` }),
  },
  sources: {
    select: everyone,
    insert: ['owner', 'organizer'],
    update: ['owner', 'organizer'],
    row: ({ campaign }, me, n) => ({
      id: uuidv7(),
      campaign_id: campaign,
      word: `mine-${n}`,
      label: 'Mine',
      kind: 'link',
      created_by: me,
    }),
    target: ({ source }) => ['id', source],
    change: (n) => ({ archived_at: new Date(1_700_000_000_000 + n).toISOString() }),
  },
  people: {
    select: everyone,
    insert: ['owner', 'legal'],
    row: ({ campaign }, me, n) => ({
      id: uuidv7(),
      campaign_id: campaign,
      code: `P-${letters(n)}`,
      pseudonym: 'Río',
      created_by: me,
    }),
    target: ({ person }) => ['id', person],
    change: (n) => ({ pseudonym: `Other ${n}` }),
  },
  hearings: {
    select: everyone,
    columns: 'id, campaign_id, case_id, kind, starts_at, status, note, sequence',
    insert: ['legal'],
    update: ['legal'],
    row: ({ campaign, theCase }, me) => ({
      id: uuidv7(),
      campaign_id: campaign,
      case_id: theCase,
      kind: 'trial',
      starts_at: '2027-01-01T12:00:00Z',
      tz: 'America/Argentina/Buenos_Aires',
      court: 'Federal',
      note: '',
      created_by: me,
    }),
    target: ({ hearing }) => ['id', hearing],
    change: (n) => ({ note: `Room ${n}` }),
  },
  boards: {
    select: everyone,
    insert: writers,
    update: writers,
    row: ({ campaign }, me) => ({ id: uuidv7(), campaign_id: campaign, name: 'Mine', created_by: me }),
    target: ({ board }) => ['id', board],
    change: (n) => ({ name: `Board ${n}` }),
  },
  board_lists: {
    select: everyone,
    insert: writers,
    update: writers,
    row: ({ campaign, board }, _, n) => ({
      id: uuidv7(),
      campaign_id: campaign,
      board_id: board,
      name: 'Mine',
      order_key: `a1${letters(n)}V`,
    }),
    target: ({ list }) => ['id', list],
    change: (n) => ({ name: `List ${n}` }),
  },
  cards: {
    select: everyone,
    insert: writers,
    update: writers,
    row: ({ campaign, board, list }, me, n) => ({
      id: uuidv7(),
      campaign_id: campaign,
      board_id: board,
      list_id: list,
      title: 'Mine',
      order_key: `a1${letters(n)}V`,
      created_by: me,
    }),
    target: ({ card }) => ['id', card],
    change: (n) => ({ title: `Card ${n}` }),
  },
  ...LETTER_TABLES,
};
