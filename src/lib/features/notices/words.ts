/** How a notice reads. The first line says what and when; then who acts; then why it matters. Codes only: it may show on a locked telephone. */
import { HEARING_KINDS } from '$lib/contracts/ops';
import { dayNumber } from '$lib/kernel/civil';
import { daysBetween, today } from '$lib/kernel/dates';
import { dayOf, formatDay, formatInstant, formatTime } from '$lib/kernel/format';
import type { Messages } from '$lib/messages/catalog';
import type { NoticesKey } from '$lib/messages/notices';
import { findCalendar, findRule } from '../deadlines';
import { STEPS, type Facts, type Item, type NoticeKind } from './model';

type M = Messages<NoticesKey>;
const DEFAULT_ZONE = 'America/Argentina/Buenos_Aires';

export interface ItemWords {
  /** What and when, in one line. */
  what: string;
  who: string;
  why: string;
  /** The rule, the kind of hearing; may be empty. */
  about: string;
}

/** Codes as people typed them, in one line that reads in one direction. */
function codeOf({ person, case: code }: Facts): string {
  return [person, code]
    .flatMap((one) => (one ? [one.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 40)] : []))
    .join(' · ');
}

const zoneOfItem = ({ tz, calendar }: Facts): string => tz ?? findCalendar(calendar ?? '')?.zone ?? DEFAULT_ZONE;

/** "today 13:30", "tomorrow", "Thu 5 Mar": on the clock of the court. */
function whenText(m: M, when: string, zone: string, nowMs: number): string {
  const plainDay = dayNumber(when) !== null;
  const day = plainDay ? when : dayOf(when, zone);
  const left = daysBetween(today(zone, nowMs), day);
  const time = plainDay ? '' : formatTime(when, zone);
  if (left === 0) return m('notices.when.today', { time }).trim();
  if (left === 1) return m('notices.when.tomorrow', { time }).trim();
  return plainDay ? formatDay(when, m.locale) : formatInstant(when, zone, m.locale);
}

const moment = ({ startsAt, dueAt, dueOn, at }: Facts): string | null => startsAt ?? dueAt ?? dueOn ?? at ?? null;

function whyText(m: M, { entity, rung, facts, step }: Item): string {
  if (entity === 'arrests') return m('notices.why.liberty');
  if (entity === 'hearings') return m('notices.why.hearing');
  if (entity === 'bails') return m('notices.why.bail');
  if (entity === 'needs') return m('notices.why.need');
  if (step === 'later') return m('notices.why.later');
  const nature = facts.nature === 'peremptory' || facts.nature === 'liberty' ? facts.nature : 'ordinary';
  return rung >= 0 ? m(`notices.why.${nature}`) : '';
}

function aboutText(m: M, { entity, facts }: Item): string {
  if (entity === 'hearings') {
    const kind = HEARING_KINDS.find((one) => one === facts.kind) ?? 'other';
    return m(`hearing.kind.${kind}`);
  }
  return findRule(facts.rule ?? '')?.rule.name[m.locale] ?? facts.reference ?? '';
}

/** The key under which a step stands in the catalogue. */
function whatKey({ entity, step, rung }: Item): NoticesKey | null {
  if (rung > 0 && entity === 'deadlines') return step === 'over' ? 'notices.what.due.over' : 'notices.what.due';
  if (rung > 0 && entity === 'arrests') return step === 'over' ? 'notices.what.clock.over' : 'notices.what.clock';
  return null;
}

/** Words of one thing, as of now. */
export function itemWords(m: M, item: Item, nowMs: number): ItemWords {
  const { facts, step, rung, entity } = item;
  const zone = zoneOfItem(facts);
  const at = moment(facts);
  const values = {
    code: codeOf(facts) || m('notices.no_code'),
    when: at === null ? '' : whenText(m, at, zone, nowMs),
    from: facts.from ? whenText(m, facts.from, zone, nowMs) : '',
    to: facts.to ? whenText(m, facts.to, zone, nowMs) : '',
  };
  const news = `notices.news.${entity}.${step}`;
  const key = whatKey(item);
  const what = key !== null ? m(key, values) : m.has(news) ? m(news, values) : m('notices.news.other', values);
  const who = rung > 0 ? m(`notices.who.${rung === 1 ? 'first' : rung === 2 ? 'second' : 'all'}`) : '';
  return { what, who, why: whyText(m, item), about: aboutText(m, item) };
}

/** The one line for a telephone, a subject, a list. */
export function headline(m: M, kind: NoticeKind, items: readonly Item[], more: number, nowMs: number): string {
  const [first] = items;
  const n = items.length + more;
  if (first === undefined) return m('notices.gone');
  if (n === 1) return itemWords(m, first, nowMs).what;
  return m(`notices.many.${kind}`, { n });
}

/** The name of a step, for the list of who was told. */
export function stepText(m: M, step: string): string {
  const known = STEPS.find((one) => one === step);
  return known === undefined ? m('notices.step.news') : m(`notices.step.${known}`);
}
