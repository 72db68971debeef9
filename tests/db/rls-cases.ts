/** Who may do what with the tables of cases. Nobody writes them but by operations; a case by its code alone can be opened. */
import { ROLES } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import type { Expected } from './rls-expected';

const ofCampaign = ({ campaign }: { campaign: string }): [string, string] => ['campaign_id', campaign];

export const CASE_TABLES: Record<string, Expected> = {
  cases: {
    select: ROLES,
    insert: ['legal'],
    columns: 'id, campaign_id, code, court, stage, has_caption, version',
    row: ({ campaign }, _, n) => ({ id: uuidv7(), campaign_id: campaign, code: `FRE ${n}`, court: 'Federal' }),
    target: ({ theCase }) => ['id', theCase],
    change: (n) => ({ court: `Other ${n}` }),
  },
  case_people: {
    select: ROLES,
    row: ({ campaign, theCase, person }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      case_id: theCase,
      person_id: person,
      capacity: 'witness',
      as_of: '2026-01-01',
    }),
    target: ofCampaign,
    change: (n) => ({ as_of: `2026-01-${10 + (n % 18)}` }),
  },
  case_capacities: {
    select: ROLES,
    row: ({ campaign, theCase, caseLink }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      case_id: theCase,
      link_id: caseLink,
      capacity: 'witness',
      as_of: '2026-01-01',
    }),
    target: ofCampaign,
    change: (n) => ({ as_of: `2026-01-${10 + (n % 18)}` }),
  },
  case_charges: {
    select: ROLES,
    row: ({ campaign, theCase, caseLink }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      case_id: theCase,
      link_id: caseLink,
      law: 'CP',
      article: 'art. 1',
      as_of: '2026-01-01',
    }),
    target: ofCampaign,
    change: (n) => ({ title: `Other ${n}` }),
  },
  case_rulesets: {
    select: ROLES,
    row: ({ campaign, theCase }) => ({ id: uuidv7(), campaign_id: campaign, case_id: theCase, ruleset: 'AR-CPPF' }),
    target: ofCampaign,
    change: (n) => ({ reason: `Other ${n}` }),
  },
  case_followers: {
    select: ROLES,
    row: ({ campaign, theCase }, me) => ({
      id: uuidv7(),
      campaign_id: campaign,
      case_id: theCase,
      user_id: me,
      following: true,
    }),
    target: ofCampaign,
    change: () => ({ following: false }),
  },
  case_exports: {
    select: ['legal'],
    row: ({ campaign }, me) => ({ id: uuidv7(), campaign_id: campaign, created_by: me }),
    target: ofCampaign,
    change: (n) => ({ created_at: new Date(1_700_000_000_000 + n).toISOString() }),
  },
};
