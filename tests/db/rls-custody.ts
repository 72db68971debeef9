/** Who may do what with the tables of custody. Nobody writes them: operations do. */
import { ROLES } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import type { Expected, Fields, Place } from './rls-expected';

const dated = ({ campaign, person }: Place): Fields => ({
  id: uuidv7(),
  campaign_id: campaign,
  person_id: person,
  from_date: '2026-01-02',
});
const target = ({ campaign }: Place): [string, string] => ['campaign_id', campaign];
const change = (n: number): Fields => ({ from_date: `2026-03-${String((n % 27) + 1).padStart(2, '0')}` });

export const CUSTODY_TABLES: Record<string, Expected> = {
  custody_statuses: {
    select: ROLES,
    row: (place) => ({ ...dated(place), status: 'house_arrest', place: '' }),
    target: ({ status }) => ['id', status],
    change: (n) => ({ place: `Other ${n}` }),
  },
  place_stays: {
    select: ROLES,
    columns: 'id, campaign_id, person_id, facility, has_cell, from_date',
    row: (place) => ({ ...dated(place), facility: 'Unidad' }),
    target,
    change,
  },
  contact_facts: {
    select: ROLES,
    row: (place) => ({ ...dated(place), kind: 'family', answer: 'no' }),
    target,
    change,
  },
  obligations: {
    select: ROLES,
    columns: 'id, campaign_id, person_id, kind, has_detail, next_on',
    row: (place) => ({ ...dated(place), kind: 'no_leave' }),
    target,
    change,
  },
  obligation_checks: {
    select: ROLES,
    row: ({ campaign, obligation }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      obligation_id: obligation,
      due_on: '2026-02-02',
      done_on: '2026-02-02',
    }),
    target,
    change: (n) => ({ done_on: `2026-03-${String((n % 27) + 1).padStart(2, '0')}` }),
  },
  identities: {
    select: ['legal'],
    columns: 'id, campaign_id, person_id, is_minor, is_foreign',
    row: ({ campaign, person }) => ({ id: uuidv7(), campaign_id: campaign, person_id: person, identity_sealed: 'x' }),
    target,
    change: (n) => ({ consul_told_on: `2026-03-${String((n % 27) + 1).padStart(2, '0')}` }),
  },
  people_merges: {
    select: ['legal'],
    columns: 'id, campaign_id, keep_id, drop_id',
    row: ({ campaign, person }) => ({ id: uuidv7(), campaign_id: campaign, keep_id: person, drop_id: person }),
    target,
    change: (n) => ({ left_behind: n }),
  },
  person_sources: {
    select: ['legal'],
    columns: 'id, campaign_id, person_id, kind, has_words',
    row: ({ campaign, person }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      person_id: person,
      connection: 'family',
      kind: 'call',
      reliability: 'reliable',
      hearsay: 'direct',
      received_on: '2026-01-02',
    }),
    target,
    change: (n) => ({ language: `es ${n}` }),
  },
  person_citations: {
    select: ['legal'],
    row: ({ campaign, person }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      source_id: person,
      entity: 'people',
      entity_id: person,
      stance: 'supports',
    }),
    target,
    change: (n) => ({ field: n % 2 === 0 ? 'birth' : 'health' }),
  },
  people_exports: {
    select: ['legal'],
    row: ({ campaign }, me) => ({ id: uuidv7(), campaign_id: campaign, created_by: me }),
    target,
    change: (n) => ({ created_at: new Date(1_700_000_000_000 + n).toISOString() }),
  },
};
