/** Every operation: who may, what it is asked with, and what it must not be asked with. */
import type { OpKind } from '$lib/contracts/ops';
import type { Role } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import { join, mustApply, type Cast } from './cast';
import { PAPER_RECORD_OPS } from './ops-papers';
import { PAPER_OPS } from './ops-paper';
import { GIVING_OPS } from './ops-giving';
import { ENDORSEMENT_OPS } from './ops-endorsements';
import { FRAUD_OPS } from './ops-fraud';
import { ARREST_OPS } from './ops-arrests';
import { NOTICE_OPS } from './ops-notices';
import { CASE_OPS } from './ops-cases';
import { CUSTODY_OPS } from './ops-custody';
import { BANKING_OPS } from './ops-banking';
import { COMPARTMENT_OPS } from './ops-compartments';
import { FUND_OPS } from './ops-fund';
import { INCIDENT_OPS } from './ops-incidents';
import { PUBLICATION_OPS } from './ops-publication';
import { UPDATE_OPS } from './ops-updates';
import { DELIVERY_OPS } from './ops-delivery';
import { DOCUMENT_OPS } from './ops-documents';
import { CARE_OPS } from './ops-care';
import { HEARING_OPS } from './ops-hearings';
import { LETTER_OPS } from './ops-letters';
import { SIGNATURE_OPS } from './ops-signatures';
import { RETENTION_OPS } from './ops-retention';
import { COUNSEL_OPS } from './ops-counsel';
import { DEADLINE_OPS } from './ops-deadlines';
import { RULING_OPS } from './ops-rulings';
import { BAIL_OPS, SPENDING_OPS } from './ops-spending';
import { flags, ids, instants, note, text, type ExpectedOp } from './wrong-args';

const writers: readonly Role[] = ['owner', 'organizer', 'legal', 'treasurer', 'coordinator'];
let counter = 0;
const soon = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

const spare = async ({ world, campaign }: Cast): Promise<string> =>
  (await join(world, campaign, ['coordinator'])).userId;

export async function board(cast: Cast): Promise<{ board: string; lists: [string, string]; card: string }> {
  const [id, first, second, card] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const lists = [first, second].map((one) => ({ id: one, name: 'List' }));
  await mustApply(cast.db('owner'), 'board.create', { campaign: cast.campaign, id, name: 'Board', lists });
  await mustApply(cast.db('owner'), 'card.create', { list: first, id: card, title: 'Card' });
  return { board: id, lists: [first, second], card };
}

export const OPS: Record<OpKind, ExpectedOp> = {
  ...ARREST_OPS,
  ...DOCUMENT_OPS,
  ...NOTICE_OPS,
  ...PAPER_RECORD_OPS,
  ...COMPARTMENT_OPS,
  ...CASE_OPS,
  ...CUSTODY_OPS,
  ...GIVING_OPS,
  ...INCIDENT_OPS,
  ...PUBLICATION_OPS,
  ...SPENDING_OPS,
  ...COUNSEL_OPS,
  ...DEADLINE_OPS,
  ...RULING_OPS,
  ...CARE_OPS,
  ...HEARING_OPS,
  ...BAIL_OPS,
  'campaign.set': {
    may: ['owner', 'organizer'],
    args: ({ campaign }) => ({ campaign, goal: 2000 + ++counter, publishFund: counter % 2 === 0 }),
    bad: [
      ...ids('campaign'),
      ...['many', 0, -1, 1.5, 1e12, null, '5'].map((bad): [string, unknown, string] => ['goal', bad, 'number']),
      ...flags('publishFund'),
      ...flags('publishDetained'),
      ...flags('publishHearing'),
      ['status', 'gone', 'choice'],
      ['status', null, 'choice'],
      ['iban', 'AR1', 'iban'],
      ['contactEmail', `${'x'.repeat(250)}@x.ar`, 'too_long'],
    ],
  },
  'campaign.text': {
    may: ['owner', 'organizer'],
    args: ({ campaign }) => ({
      campaign,
      locale: 'es',
      title: `Libertad ${++counter}`,
      summary: '',
      statement: '',
      fundText: '',
      consent: '',
    }),
    bad: [
      ...ids('campaign'),
      ['locale', 'fr', 'choice'],
      ...text('title', 160),
      ...note('summary', 400),
      ...note('statement', 40_000),
      ...note('fundText', 8000),
      ...note('consent', 4000),
    ],
  },
  'team.invite': {
    may: ['owner'],
    args: ({ campaign }) => ({
      campaign,
      id: uuidv7(),
      tokenHash: uuidv7().padStart(43, 'h'),
      label: 'New',
      roles: ['legal'],
      expiresAt: soon(7),
    }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ['tokenHash', 'short', 'too_short'],
      ...text('tokenHash', 128),
      ...note('label', 80),
      ['roles', [], 'required'],
      ['roles', 'owner', 'required'],
      ['roles', ['king'], 'choice'],
      ['roles', undefined, 'required'],
      ...instants('expiresAt'),
      ['expiresAt', soon(-1), 'instant'],
      ['expiresAt', soon(40), 'instant'],
    ],
  },
  'team.revoke_invitation': {
    may: ['owner'],
    async args(cast) {
      const args = await OPS['team.invite'].args(cast);
      await mustApply(cast.db('owner'), 'team.invite', args);
      return { invitation: args['id'] };
    },
    bad: ids('invitation'),
  },
  'team.set_roles': {
    may: ['owner'],
    args: async (cast) => ({ campaign: cast.campaign, user: await spare(cast), roles: ['observer', 'legal'] }),
    bad: [...ids('campaign'), ...ids('user'), ['roles', [], 'required'], ['roles', ['king'], 'choice']],
  },
  'team.disable': {
    may: ['owner'],
    args: async (cast) => ({ campaign: cast.campaign, user: await spare(cast) }),
    bad: [...ids('campaign'), ...ids('user')],
  },
  'team.enable': {
    may: ['owner'],
    async args(cast) {
      const user = await spare(cast);
      await mustApply(cast.db('owner'), 'team.disable', { campaign: cast.campaign, user });
      return { campaign: cast.campaign, user };
    },
    bad: [...ids('campaign'), ...ids('user')],
  },
  'team.end_sessions': {
    may: ['owner'],
    args: async (cast) => ({ campaign: cast.campaign, user: await spare(cast) }),
    bad: [...ids('campaign'), ...ids('user')],
  },
  ...BANKING_OPS,
  ...FUND_OPS,
  'board.create': {
    may: writers,
    args: ({ campaign }) => ({ campaign, id: uuidv7(), name: 'Board', lists: [{ id: uuidv7(), name: 'To do' }] }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...text('name', 120),
      ['lists', 'many', 'unknown_field'],
      ['lists', Array.from({ length: 51 }, () => ({ id: uuidv7(), name: 'x' })), 'too_long'],
    ],
  },
  'board.rename': {
    may: writers,
    args: async (cast) => ({ board: (await board(cast)).board, name: 'Renamed' }),
    bad: [...ids('board'), ...text('name', 120)],
  },
  'board.archive': {
    may: writers,
    args: async (cast) => ({ board: (await board(cast)).board, archived: true }),
    bad: [...ids('board'), ...flags('archived')],
  },
  'list.create': {
    may: writers,
    args: async (cast) => ({ board: (await board(cast)).board, id: uuidv7(), name: 'New' }),
    bad: [...ids('board'), ...ids('id'), ...text('name', 120), ['after', 'first', 'required']],
  },
  'list.rename': {
    may: writers,
    args: async (cast) => ({ list: (await board(cast)).lists[0], name: 'Renamed' }),
    bad: [...ids('list'), ...text('name', 120)],
  },
  'list.move': {
    may: writers,
    args: async (cast) => ({ list: (await board(cast)).lists[1], after: null }),
    bad: [...ids('list'), ['after', 'first', 'required']],
  },
  'list.archive': {
    may: writers,
    args: async (cast) => ({ list: (await board(cast)).lists[0], archived: true }),
    bad: [...ids('list'), ...flags('archived')],
  },
  'card.create': {
    may: writers,
    args: async (cast) => ({ list: (await board(cast)).lists[0], id: uuidv7(), title: 'New' }),
    bad: [...ids('list'), ...ids('id'), ...text('title', 400), ['after', 'first', 'required']],
  },
  'card.set': {
    may: writers,
    args: async (cast) => ({ card: (await board(cast)).card, field: 'title', value: 'Changed', base: 'Card' }),
    bad: [...ids('card'), ['field', 'board_id', 'choice'], ['field', undefined, 'choice'], ...text('value', 400)],
  },
  'card.move': {
    may: writers,
    async args(cast) {
      const { card, lists } = await board(cast);
      return { card, list: lists[1] };
    },
    bad: [...ids('card'), ...ids('list'), ['after', 'first', 'required']],
  },
  'card.archive': {
    may: writers,
    args: async (cast) => ({ card: (await board(cast)).card, archived: true }),
    bad: [...ids('card'), ...flags('archived')],
  },
  'spread.set_text': {
    may: ['owner', 'organizer'],
    args: ({ campaign }) => ({ campaign, locale: 'es', way: 'whatsapp', text: `Somos {count} ${++counter}: {link}` }),
    bad: [
      ...ids('campaign'),
      ['locale', 'fr', 'choice'],
      ['way', 'facebook', 'choice'],
      ['way', undefined, 'choice'],
      ...note('text', 1000),
      ['text', 'Sign with us', 'link_missing'],
      ['text', '{link} {name}', 'placeholder'],
      ['text', '{link} }', 'placeholder'],
    ],
  },
  'spread.add_source': {
    may: ['owner', 'organizer'],
    args: ({ campaign }) => ({
      campaign,
      id: uuidv7(),
      word: `qr-plaza-${++counter}`,
      label: 'Plaza',
      kind: 'poster',
      place: '',
    }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...text('word', 40),
      ['word', 'Plaza de Mayo', 'slug'],
      ['word', 'plaza?x', 'slug'],
      ...text('label', 80),
      ['kind', 'spam', 'choice'],
      ...note('place', 120),
    ],
  },
  'spread.archive_source': {
    may: ['owner', 'organizer'],
    async args(cast) {
      const args = await OPS['spread.add_source'].args(cast);
      await mustApply(cast.db('owner'), 'spread.add_source', args);
      return { source: args['id'], archived: true };
    },
    bad: [...ids('source'), ...flags('archived')],
  },
  ...ENDORSEMENT_OPS,
  ...FRAUD_OPS,
  ...DELIVERY_OPS,
  ...UPDATE_OPS,
  ...PAPER_OPS,
  ...LETTER_OPS,
  ...SIGNATURE_OPS,
  ...RETENTION_OPS,
};
