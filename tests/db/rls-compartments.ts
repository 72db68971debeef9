/** Who may do what with the tables of compartments. Nobody writes them: operations do. */
import { uuidv7 } from '$lib/kernel/ids';
import type { Expected } from './rls-expected';

export const COMPARTMENT_TABLES: Record<string, Expected> = {
  compartments: {
    select: ['legal'],
    row: ({ campaign }) => ({ id: uuidv7(), campaign_id: campaign, code: 'K-X' }),
    target: ({ compartment }) => ['id', compartment],
    change: (n) => ({ code: `K-${n}` }),
  },
  compartment_members: {
    select: ['legal'],
    row: ({ campaign, compartment }, me) => ({
      id: uuidv7(),
      campaign_id: campaign,
      compartment_id: compartment,
      user_id: me,
    }),
    target: ({ compartment }) => ['compartment_id', compartment],
    change: (n) => ({ reason: `Because ${n}` }),
  },
  looks: {
    select: ['legal'],
    row: ({ campaign, person }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      entity: 'people',
      entity_id: person,
      what: 'identity',
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ what: `x${'y'.repeat(1 + (n % 9))}` }),
  },
};
