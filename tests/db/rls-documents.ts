/** Who may do what with the tables of documents. Nobody writes them: operations and the machine do. */
import { uuidv7 } from '$lib/kernel/ids';
import type { Expected } from './rls-expected';

export const DOCUMENT_TABLES: Record<string, Expected> = {
  documents: {
    select: ['legal'],
    columns: 'id, campaign_id, kind, state, size, sha256',
    row: ({ campaign, document }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      kind: 'evidence',
      root_id: document,
      size: 5,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ kind: n % 2 === 0 ? 'other' : 'filing' }),
  },
  document_events: {
    select: ['legal'],
    columns: 'id, campaign_id, document_id, kind, note_digest',
    row: ({ campaign, document }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      document_id: document,
      kind: 'opened',
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ kind: n % 2 === 0 ? 'opened' : 'copied' }),
  },
};
