import type { JournalEntry } from '$lib/contracts/journal';
import { isLocale } from '$lib/contracts/locales';
import { formatMoney } from '$lib/kernel/format';
import { rowsOf } from '$lib/live';
import { languageName } from '$lib/messages/names';
import { inserted, Told, type Scene, type Teller } from './told';

function money(told: Told, amount: string): string {
  const minor = told.text(amount);
  const currency = told.text('currency');
  if (minor === null || currency === null || !/^-?\d+$/.test(minor)) return '—';
  return formatMoney(BigInt(minor), currency, told.scene.m.locale);
}

/** Something of a person, told by their code: what it says stays on their page. */
function ofPerson(entity: 'place_stays' | 'contact_facts' | 'obligations' | 'identities' | 'person_sources'): Teller {
  return (entry, told, { m }) =>
    m(`feed.${entity}.${inserted(entry)}`, { who: told.who, code: told.of('people', 'person_id', 'code') ?? '—' });
}

function named(kind: 'boards' | 'board_lists'): Teller {
  return (entry, told, { m }) => {
    const name = told.text('name');
    const { who } = told;
    if (name === null) return m('feed.boards.some', { who });
    return m(`feed.${kind}.${told.shelf ?? inserted(entry)}`, { who, name });
  };
}

/** What was done stands in the act beside it; alone, a row only says that something was. */
const spendRow: Teller = (_entry, { who }, { m }) => m('feed.spend_rows', { who });

/** What needs nothing of its row to be told. */
const plain =
  (entity: 'appointments' | 'duty_shifts' | 'lawyers' | 'resolutions' | 'ruling_notifications'): Teller =>
  (_entry, { who }, { m }) =>
    m(`feed.${entity}`, { who });

const TELLERS: Readonly<Record<string, Teller>> = {
  boards: named('boards'),
  board_lists: named('board_lists'),

  cards(entry, told, { m }) {
    const { who, shelf } = told;
    const title = told.text('title');
    if (title === null) return m('feed.cards.some', { who });
    if (shelf !== null) return m(`feed.cards.${shelf}`, { who, title });
    if (told.changed('list_id')) {
      const list = told.of('board_lists', 'list_id', 'name');
      return list === null ? m('feed.cards.moved_on', { who, title }) : m('feed.cards.moved', { who, title, list });
    }
    if (told.changed('assignee')) {
      const assignee = told.text('assignee');
      if (assignee === null) return m('feed.cards.released', { who, title });
      if (assignee === entry.actor) return m('feed.cards.taken', { who, title });
      return m('feed.cards.assigned', { who, title, assignee: told.name(assignee) ?? m('feed.somebody') });
    }
    return m(`feed.cards.${inserted(entry)}`, { who, title });
  },

  letter_targets(entry, told, { m }) {
    const params = { who: told.who, name: told.text('name') ?? '—' };
    if (told.changed('held_at') && entry.patch['held_at'] !== null) return m('feed.letter_targets.held', params);
    if (told.changed('paused')) return m(`feed.letter_targets.${entry.patch['paused'] ? 'paused' : 'resumed'}`, params);
    return m(`feed.letter_targets.${inserted(entry)}`, params);
  },
  letter_texts(_entry, told, { m }) {
    const locale = told.text('locale');
    const language = isLocale(locale) ? languageName(m.locale, locale) : '—';
    return m('feed.letter_texts.insert', { who: told.who, language });
  },

  updates(entry, told, { m }) {
    const asked = told.changed('asked_at') ? (entry.patch['asked_at'] === null ? 'unasked' : 'asked') : inserted(entry);
    const key = `feed.updates.${told.changed('state') ? (told.text('state') ?? '') : asked}`;
    return m(m.has(key) ? key : 'feed.updates.update', { who: told.who });
  },
  update_texts(_entry, told, { m }) {
    const locale = told.text('locale');
    const language = isLocale(locale) ? languageName(m.locale, locale) : '—';
    return m('feed.update_texts', { who: told.who, title: told.text('title') ?? '—', language });
  },
  deliveries(entry, told, { m }) {
    const params = { who: told.who, name: told.text('recipient') ?? '—', n: Number(told.text('done') ?? 0) };
    if (entry.verb === 'insert') return m('feed.deliveries.insert', params);
    if (told.changed('downloads')) return m('feed.deliveries.download', params);
    const key = `feed.deliveries.${told.changed('state') ? (told.text('state') ?? '') : 'step'}`;
    return m(m.has(key) ? key : 'feed.deliveries.step', params);
  },

  retention_rules: (_entry, { who }, { m }) => m('feed.retention_rules', { who }),
  retention_runs(entry, told, { m }) {
    const params = { who: told.who, n: Number(told.text('erased') ?? 0) };
    const state = told.text('state');
    if (told.text('kind') === 'person') return m('feed.retention_runs.person', params);
    if (state === 'done' || state === 'cancelled') return m(`feed.retention_runs.${state}`, params);
    return m(entry.verb === 'insert' ? 'feed.retention_runs.insert' : 'feed.retention_runs.step', params);
  },

  campaigns(entry, told, { m }) {
    if (told.changed('updates_weekly'))
      return m('feed.campaigns.weekly', { who: told.who, n: Number(told.text('updates_weekly')) });
    return m(`feed.campaigns.${inserted(entry)}`, { who: told.who });
  },
  campaign_texts(entry, told, { m }) {
    const locale = told.text('locale');
    const language = isLocale(locale) ? languageName(m.locale, locale) : '—';
    return m(`feed.campaign_texts.${inserted(entry)}`, { who: told.who, language });
  },

  members(entry, told, { m }) {
    const { who, member: name } = told;
    if (entry.verb === 'insert') return m('feed.members.insert', { name });
    if (!told.changed('disabled_at')) return m('feed.members.update', { who, name });
    return m(entry.patch['disabled_at'] === null ? 'feed.members.enabled' : 'feed.members.disabled', { who, name });
  },
  member_roles: (entry, { who, member: name }, { m }) => m(`feed.member_roles.${inserted(entry)}`, { who, name }),
  session_ends: (_entry, { who, member: name }, { m }) => m('feed.session_ends.insert', { who, name }),
  invitations(entry, told, { m }) {
    const { who } = told;
    if (told.changed('revoked_at')) return m('feed.invitations.revoked', { who });
    if (told.changed('accepted_at')) return m('feed.invitations.accepted');
    return m(`feed.invitations.${inserted(entry)}`, { who });
  },

  people(entry, told, { m }) {
    const params = { who: told.who, pseudonym: told.text('pseudonym') ?? '—', code: told.text('code') ?? '—' };
    return m(`feed.people.${inserted(entry)}`, params);
  },
  place_stays: ofPerson('place_stays'),
  contact_facts: ofPerson('contact_facts'),
  obligations: ofPerson('obligations'),
  identities: ofPerson('identities'),
  person_sources: ofPerson('person_sources'),
  obligation_checks: (entry, told, { m }) => m(`feed.obligation_checks.${inserted(entry)}`, { who: told.who }),
  people_merges: (entry, told, { m }) => m(`feed.people_merges.${inserted(entry)}`, { who: told.who }),
  people_exports: (_entry, told, { m }) => m('feed.people_exports', { who: told.who }),
  custody_statuses(entry, told, { m }) {
    const key = `custody.${told.text('status') ?? ''}`;
    return m(`feed.custody_statuses.${inserted(entry)}`, {
      who: told.who,
      pseudonym: told.of('people', 'person_id', 'pseudonym') ?? '—',
      code: told.of('people', 'person_id', 'code') ?? '—',
      status: m.has(key) ? m(key) : '—',
    });
  },
  arrests(entry, told, { m }) {
    const params = {
      who: told.who,
      pseudonym: told.of('people', 'person_id', 'pseudonym') ?? '—',
      code: told.of('people', 'person_id', 'code') ?? '—',
    };
    return m(`feed.arrests.${inserted(entry)}`, params);
  },
  arrest_acts(_entry, told, { m }) {
    const key = `feed.arrest_acts.${told.changed('undone_at') ? 'undone' : (told.text('kind') ?? '')}`;
    const person = told.of('arrests', 'arrest_id', 'person_id');
    const code = person === null ? null : rowsOf(told.scene.rows, 'people').get(person)?.['code'];
    return m.has(key)
      ? m(key, { who: told.who, code: typeof code === 'string' ? code : '—' })
      : m('feed.other', { who: told.who });
  },
  arrest_looks: (_entry, { who }, { m }) => m('feed.arrest_looks', { who }),
  cases(entry, told, { m }) {
    const key = told.changed('closed_at')
      ? entry.patch['closed_at'] === null
        ? ('reopened' as const)
        : ('closed' as const)
      : inserted(entry);
    return m(`feed.cases.${key}`, { who: told.who, case: told.text('code') ?? '—' });
  },
  case_people(entry, told, { m }) {
    const key = told.changed('removed_at')
      ? entry.patch['removed_at'] === null
        ? ('restored' as const)
        : ('removed' as const)
      : inserted(entry);
    return m(`feed.case_people.${key}`, { who: told.who, case: told.of('cases', 'case_id', 'code') ?? '—' });
  },
  case_capacities: (_entry, told, { m }) =>
    m('feed.case_capacities', { who: told.who, case: told.of('cases', 'case_id', 'code') ?? '—' }),
  case_charges(entry, told, { m }) {
    const key = told.changed('ended_on') && entry.patch['ended_on'] !== null ? 'ended' : inserted(entry);
    return m(`feed.case_charges.${key}`, { who: told.who, case: told.of('cases', 'case_id', 'code') ?? '—' });
  },
  case_rulesets: (_entry, told, { m }) =>
    m('feed.case_rulesets', {
      who: told.who,
      case: told.of('cases', 'case_id', 'code') ?? '—',
      code: told.text('ruleset') ?? '—',
    }),
  case_exports: (_entry, { who }, { m }) => m('feed.case_exports', { who }),
  consents: (_entry, told, { m }) =>
    m(`feed.consents.${told.changed('revoked_at') ? 'revoked' : 'insert'}`, { who: told.who }),
  publications: (_entry, told, { m }) =>
    m(`feed.publications.${told.changed('taken_down_at') ? 'taken_down' : 'published'}`, { who: told.who }),
  incidents(entry, told, { m }) {
    const out = told.changed('released_at') ? (told.text('released_at') === null ? 'unreleased' : 'released') : null;
    return m(`feed.incidents.${out ?? inserted(entry)}`, { who: told.who });
  },
  incident_figures: (_entry, { who }, { m }) => m('feed.incident_figures', { who }),
  incident_arrests: (_entry, { who }, { m }) => m('feed.incident_arrests', { who }),
  hearings(entry, told, { m }) {
    const status = told.changed('status') ? told.text('status') : null;
    const moved = told.changed('starts_at') || status === 'rescheduled';
    const outcome = status === 'cancelled' || status === 'held' || status === 'suspended' ? status : null;
    const params = { who: told.who, case: told.of('cases', 'case_id', 'code') ?? '—' };
    if (entry.verb === 'insert') return m('feed.hearings.insert', params);
    return m(`feed.hearings.${outcome ?? (moved ? 'rescheduled' : 'update')}`, params);
  },
  needs: (entry, told, { m }) =>
    m(`feed.needs.${inserted(entry)}`, { who: told.who, code: told.of('people', 'person_id', 'code') ?? '—' }),
  need_acts(_entry, told, { m }) {
    const key = `feed.need_acts.${told.changed('undone_at') ? 'undone' : (told.text('kind') ?? '')}`;
    const person = told.of('needs', 'need_id', 'person_id');
    const code = person === null ? null : rowsOf(told.scene.rows, 'people').get(person)?.['code'];
    return m.has(key)
      ? m(key, { who: told.who, code: typeof code === 'string' ? code : '—' })
      : m('feed.other', { who: told.who });
  },
  care_facilities: (_entry, told, { m }) =>
    m('feed.care_facilities', { who: told.who, name: told.text('name') ?? '—' }),
  care_rotas: (_entry, { who }, { m }) => m('feed.care_rotas', { who }),
  care_shifts(_entry, told, { m }) {
    const key = `feed.care_shifts.${told.text('state') ?? ''}`;
    return m(m.has(key) ? key : 'feed.care_rotas', { who: told.who });
  },
  hearing_moves: (_entry, { who }, { m }) => m('feed.hearing_moves', { who }),
  hearing_people(entry, told, { m }) {
    const hearing = rowsOf(told.scene.rows, 'hearings').get(told.text('hearing_id') ?? '');
    const code = rowsOf(told.scene.rows, 'cases').get(String(hearing?.['case_id'] ?? ''))?.['code'];
    const params = { who: told.who, case: typeof code === 'string' ? code : '—' };
    if (told.changed('left_at') && entry.patch['left_at'] !== null) return m('feed.hearing_people.left', params);
    if (told.changed('came')) return m('feed.hearing_people.update', params);
    const user = told.text('user_id');
    if (user === entry.actor) return m('feed.hearing_people.self', params);
    return m('feed.hearing_people.put', { ...params, name: told.name(user) ?? m('feed.somebody') });
  },
  deadlines(entry, told, { m }) {
    const params = { who: told.who, case: told.of('cases', 'case_id', 'code') ?? '—' };
    const done = told.changed('state') && told.text('state') === 'done';
    return m(`feed.deadlines.${done ? 'done' : inserted(entry)}`, params);
  },
  legal_days: (_entry, { who }, { m }) => m('feed.legal_days', { who }),
  legal_signoffs: (_entry, { who }, { m }) => m('feed.legal_signoffs', { who }),

  sources(entry, told, { m }) {
    const params = { who: told.who, name: told.text('label') ?? '—' };
    if (entry.verb === 'insert') return m('feed.sources.insert', params);
    return m(entry.patch['archived_at'] === null ? 'feed.sources.restored' : 'feed.sources.archived', params);
  },
  share_texts: (_entry, { who }, { m }) => m('feed.share_texts', { who }),

  signature_acts(_entry, told, { m }) {
    const key = `feed.signature_acts.${told.text('kind') ?? ''}`;
    return m.has(key) ? m(key, { who: told.who, n: Number(told.text('n')) }) : m('feed.other', { who: told.who });
  },

  paper_batches(entry, told, { m }) {
    const params = { who: told.who, label: told.text('label') ?? '—', n: Number(told.text('on_sheet') ?? 0) };
    if (told.changed('removed_at'))
      return m(entry.patch['removed_at'] === null ? 'feed.paper.restored' : 'feed.paper.removed', params);
    return m(`feed.paper.${inserted(entry)}`, params);
  },
  milestones(entry, told, { m }) {
    const params = { who: told.who, n: Number(told.text('n') ?? 0) };
    return m(told.changed('reached_at') ? 'feed.milestones.reached' : 'feed.milestones.set', params);
  },

  endorsements(entry, told, { m }) {
    const params = { who: told.who, name: told.text('name') ?? '—' };
    if (told.changed('removed_at'))
      return m(entry.patch['removed_at'] === null ? 'feed.endorsements.restored' : 'feed.endorsements.removed', params);
    const state = entry.verb === 'insert' || told.changed('state') ? told.text('state') : null;
    if (state === 'asked') return m(`feed.endorsements.${entry.verb === 'insert' ? 'asked' : 'unconfirmed'}`, params);
    const known = state === 'confirmed' || state === 'declined' || state === 'withdrawn';
    return m(`feed.endorsements.${known ? state : 'update'}`, params);
  },

  fund_entries(entry, told, { m }) {
    const params = { who: told.who, amount: money(told, 'amount_minor') };
    if (entry.verb !== 'insert') return m('feed.fund_entries.changed', params);
    if (told.text('reverses') !== null) return m('feed.fund_entries.reversed', params);
    return m(
      (told.text('kind') ?? 'gift') === 'gift' ? 'feed.fund_entries.insert' : 'feed.fund_entries.booked',
      params,
    );
  },
  giving_settings: (_entry, { who }, { m }) => m('feed.giving_settings', { who }),
  giving_acts(_entry, told, { m }) {
    const key = `feed.giving_acts.${told.text('kind') ?? ''}`;
    return m.has(key) ? m(key, { who: told.who }) : m('feed.other', { who: told.who });
  },
  pledges(entry, told, { m }) {
    const params = { who: told.who, amount: money(told, 'amount_minor') };
    if (told.changed('thanked_at')) return m('feed.pledges.thanked', params);
    const key = `feed.pledges.${entry.verb === 'insert' ? 'insert' : told.changed('state') ? (told.text('state') ?? '') : ''}`;
    return m.has(key) ? m(key, params) : m('feed.other', { who: told.who });
  },
  pledge_entries: (_entry, told, { m }) => m('feed.pledge_entries', { who: told.who, amount: money(told, 'minor') }),
  pledge_payments: (entry, told, { m }) =>
    m(`feed.pledge_payments.${inserted(entry)}`, { amount: money(told, 'amount_minor') }),
  processor_events(_entry, told, { m }) {
    const key = `feed.processor_events.${told.text('outcome') ?? ''}`;
    return m.has(key) ? m(key) : m('feed.other', { who: told.who });
  },
  bank_accounts: (_entry, { who }, { m }) => m('feed.bank_accounts', { who }),
  fund_settings: (_entry, { who }, { m }) => m('feed.fund_settings', { who }),
  fund_months: (_entry, { who }, { m }) => m('feed.fund_months', { who }),
  fund_rate_imports: (_entry, told, { m }) =>
    m('feed.fund_rate_imports', { who: told.who, n: Number(told.text('n') ?? 0) }),
  signing_rules: (entry, { who }, { m }) => m(`feed.signing_rules.${inserted(entry)}`, { who }),
  fraud_alarms(entry, told, { m }) {
    if (told.changed('seen_at') && entry.patch['seen_at'] !== null)
      return m('feed.fraud_alarms.seen', { who: told.who });
    const key = `feed.fraud_alarms.${told.text('kind') ?? ''}`;
    const params = { n: Number(told.text('n') ?? 0), label: told.text('label') ?? '—' };
    return m.has(key) ? m(key, params) : m('feed.other', { who: told.who });
  },
  invalidations(entry, told, { m }) {
    const n = Number(told.text(entry.verb === 'insert' ? 'expected' : 'done_n') ?? 0);
    const key = `feed.invalidations.${told.text(entry.verb === 'insert' ? 'kind' : 'state') ?? ''}`;
    return m.has(key) ? m(key, { who: told.who, n }) : m('feed.other', { who: told.who });
  },
  bank_imports: (_entry, told, { m }) => m('feed.bank_imports', { who: told.who, n: Number(told.text('added') ?? 0) }),
  bank_matches: (_entry, told, { m }) =>
    m(told.changed('undone_at') ? 'feed.bank_matches.undone' : 'feed.bank_matches', { who: told.who }),
  bank_desks: (_entry, { who }, { m }) => m('feed.bank_desks', { who }),
  bank_rules: (_entry, told, { m }) =>
    m(told.changed('ended_at') ? 'feed.bank_rules.ended' : 'feed.bank_rules', { who: told.who }),
  spend_acts(_entry, told, { m }) {
    const key = `feed.spend_acts.${told.text('kind') ?? ''}`;
    return m.has(key) ? m(key, { who: told.who }) : m('feed.other', { who: told.who });
  },
  spend_limits: (_entry, { who }, { m }) => m('feed.spend_limits', { who }),
  spend_requests: spendRow,
  spend_approvals: spendRow,
  spend_receipts: spendRow,
  spend_payments: spendRow,
  bails: spendRow,
  bail_moves: spendRow,
  appointments: plain('appointments'),
  duty_shifts: plain('duty_shifts'),
  lawyers: plain('lawyers'),
  resolutions: plain('resolutions'),
  ruling_notifications: plain('ruling_notifications'),
  fund_totals: (_entry, told, { m }) => m('feed.fund_totals', { amount: money(told, 'received_minor') }),
};

/** What an entry of the journal says, as a sentence in the reader's language. */
export function describe(entry: JournalEntry, scene: Scene): string {
  const told = new Told(entry, scene);
  const teller = Object.hasOwn(TELLERS, entry.entity) ? TELLERS[entry.entity] : undefined;
  if (teller === undefined || entry.verb === 'delete') return scene.m('feed.other', { who: told.who });
  return teller(entry, told, scene);
}
