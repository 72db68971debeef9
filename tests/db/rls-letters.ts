/** What each role may do with the tables of letters and of retention. */
import { ROLES } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import type { Expected } from './rls-expected';

const everyone = ROLES;

export const LETTER_TABLES: Record<string, Expected> = {
  letter_targets: {
    select: everyone,
    insert: ['owner', 'organizer'],
    update: ['owner', 'organizer'],
    row: ({ campaign }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      name: 'Embassy',
      email: 'office@embassy.test',
      salutation: 'Dear Ambassador,',
      locale: 'en',
      country: 'FR',
    }),
    target: ({ target }) => ['id', target],
    change: (n) => ({ office: `Office ${n}` }),
  },
  letter_texts: {
    select: everyone,
    insert: ['owner', 'organizer'],
    row: ({ campaign }, _, n) => ({
      id: uuidv7(),
      campaign_id: campaign,
      locale: 'en',
      version: 100 + n,
      subject: 'Freedom',
      body: '{salutation} {name}',
    }),
    target: ({ text }) => ['id', text],
    change: (n) => ({ body: `Body ${n}` }),
  },
  letter_requests: {
    select: [],
    row: ({ campaign }) => ({ id: uuidv7(), campaign_id: campaign, locale: 'es', op_id: uuidv7() }),
    target: ({ request }) => ['id', request],
    change: () => ({ state: 'confirmed' }),
  },
  letters: {
    select: [],
    row: ({ campaign, target, text, request }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      target_id: target,
      text_id: text,
      request_id: request,
      state: 'queued',
    }),
    target: ({ target }) => ['target_id', target],
    change: () => ({ state: 'queued' }),
  },
  retention_rules: {
    select: everyone,
    row: ({ campaign }) => ({ campaign_id: campaign, basis: 'closed', months: 1 }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ months: (n % 100) + 1 }),
  },
  retention_runs: {
    select: everyone,
    row: ({ campaign }) => ({ id: uuidv7(), campaign_id: campaign, kind: 'rule', cutoff: '2030-01-01T00:00:00Z' }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: () => ({ state: 'running', cutoff: '2030-01-01T00:00:00Z' }),
  },
};
