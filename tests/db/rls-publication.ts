/** Who may do what with consents and public cards. Nobody writes the tables: operations do. */
import { uuidv7 } from '$lib/kernel/ids';
import type { Expected } from './rls-expected';

const byCampaign: Expected['target'] = ({ campaign }) => ['campaign_id', campaign];
const at = (n: number): string => new Date(1_700_000_000_000 + n).toISOString();

export const PUBLICATION_TABLES: Record<string, Expected> = {
  consents: {
    select: ['legal'],
    columns: 'id, campaign_id, person_id, fields, channels, revoked_at',
    row: ({ campaign, person }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      person_id: person,
      fields: ['name'],
      channels: ['web'],
      given_by: 'person',
      form: 'written',
      risk_explained: true,
      given_on: '2026-01-01',
    }),
    target: byCampaign,
    change: (n) => ({ revoked_at: at(n) }),
  },
  publications: {
    select: ['legal'],
    row: ({ campaign, person }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      person_id: person,
      public_id: uuidv7().replaceAll('-', '').slice(-16),
      locale: 'es',
    }),
    target: byCampaign,
    change: (n) => ({ version: n }),
  },
  publication_fields: {
    select: ['legal'],
    row: ({ campaign }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      publication_id: uuidv7(),
      consent_id: uuidv7(),
      field: 'name',
      value: 'X',
      value_hash: 'x'.repeat(43),
    }),
    target: byCampaign,
    change: (n) => ({ published_at: at(n) }),
  },
};
