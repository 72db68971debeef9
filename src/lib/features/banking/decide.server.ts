/** Deciding what a line is, as form actions. */
import type { RequestEvent } from '@sveltejs/kit';
import type { FormDone } from '$lib/contracts/forms';
import type { BankPart } from '$lib/contracts/ops-banking';
import { isUuid, uuidFor } from '$lib/kernel/ids';
import { parseMoney } from '$lib/kernel/money';
import { parseRf } from '$lib/kernel/rf';
import { fail, invalid } from '$lib/kernel/result';
import { fundMessages } from '$lib/messages/fund';
import { memberOf } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { readForm, refuse, type Form } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { oneLine, pledgesByReference, requestsByReference } from './banking.repo.server';
import {
  acceptSchema,
  endRuleSchema,
  ignoreSchema,
  isChoice,
  lineSchema,
  PART_KINDS,
  rejectSchema,
  SPLIT_ROWS,
  splitSchema,
  sureSchema,
} from './schema';

type DeskEvent = Pick<RequestEvent, 'locals' | 'request'>;
type Refused = Extract<Form<unknown>, { ok: false }>['response'];
type Values = Record<string, string>;
type RuleAction = 'gift' | 'fee' | 'payment' | 'ignore';

const campaignOf = ({ locals }: DeskEvent): string => memberOf(locals, 'fund.write').membership.campaignId;

async function lineOf(event: DeskEvent, line: string) {
  const found = await attempt(() => oneLine(event.locals.db, campaignOf(event), line));
  return found.ok && found.value === null ? fail('not_found') : found;
}

/** Keeps "lines like this one are that"; a pledge is a promise of one time, so a rule says gift. */
async function keepRule(event: DeskEvent, op: string, line: string, by: string, kind: string): Promise<boolean> {
  const action: RuleAction | null =
    kind === 'pledge' || kind === 'gift'
      ? 'gift'
      : kind === 'fee' || kind === 'payment' || kind === 'ignore'
        ? kind
        : null;
  if (action === null || (by !== 'account' && by !== 'name' && by !== 'text')) return false;
  const id = uuidFor(op, 'rule');
  return (await applyOp(event.locals, 'banking.rule', { id, line, by, action }, uuidFor(op, 'keep'))).ok;
}

interface Chosen {
  kind: (typeof PART_KINDS)[number];
  id: string;
  gross: string;
  fee: string;
}

/** A choice as a form sends it: `pledge:<id>|<minor>|<fee>`. */
function chosen(choice: string): Chosen | null {
  const [target = '', gross = '', fee = ''] = choice.split('|');
  const kind = PART_KINDS.find((one) => target.startsWith(`${one}:`));
  return kind === undefined ? null : { kind, id: target.slice(target.indexOf(':') + 1), gross, fee };
}

function partOf({ kind, id, gross, fee }: Chosen, part: string, back: string): BankPart {
  const points =
    kind === 'pledge' || kind === 'entry' || kind === 'return' || kind === 'transfer' || kind === 'request';
  return {
    id: part,
    kind: kind === 'ignore' ? 'gift' : kind,
    ...(points && { target: id }),
    ...(kind !== 'entry' && kind !== 'return' && { minor: gross }),
    ...(fee !== '' && fee !== '0' && { fee }),
    ...(kind === 'return' && { note: back }),
  };
}

type PartRead = { part: BankPart } | { wrong: { field: string; rule: string } };

/** One row of a split: a pledge or a request by its reference, a gift, or what the money was paid for. */
function splitPart(
  values: Values,
  at: number,
  {
    op,
    currency,
    locale,
    named,
  }: { op: string; currency: string; locale: 'es' | 'en'; named: ReadonlyMap<string, string> },
): PartRead | null {
  const of = (field: string): string => (values[`${field}-${at}`] ?? '').trim();
  if (of('amount') === '') return null;
  const wrong = (field: string, rule: string): PartRead => ({ wrong: { field: `${field}-${at}`, rule } });
  const amount = parseMoney(of('amount'), currency, locale);
  if (!amount.ok) return wrong('amount', amount.rule ?? 'amount');
  const kept = of('kept') === '' ? null : parseMoney(of('kept'), currency, locale);
  if (kept !== null && !kept.ok) return wrong('kept', kept.rule ?? 'amount');
  const kind = of('what');
  if (kind !== 'pledge' && kind !== 'request' && kind !== 'gift' && kind !== 'fee' && kind !== 'payment')
    return wrong('what', 'choice');
  const fee = kept?.value ?? 0n;
  const part: BankPart = {
    id: uuidFor(op, `part ${at}`),
    kind,
    minor: (amount.value + fee).toString(),
    ...(fee > 0n && { fee: fee.toString() }),
    ...(kind === 'payment' && { category: 'other' as const }),
  };
  if (kind !== 'pledge' && kind !== 'request') return { part };
  const reference = parseRf(of('reference'));
  if (reference === null) return wrong('reference', 'reference');
  const target = named.get(reference);
  return target === undefined
    ? wrong('reference', kind === 'pledge' ? 'bank_no_pledge' : 'bank_no_request')
    : { part: { ...part, target } };
}

async function splitParts(event: DeskEvent, values: Values, op: string, currency: string) {
  const rows = Array.from({ length: SPLIT_ROWS }, (_, at) => at);
  const typed = rows.flatMap((at) => parseRf(values[`reference-${at}`] ?? '') ?? []);
  const found = await attempt(() =>
    Promise.all([pledgesByReference, requestsByReference].map((by) => by(event.locals.db, campaignOf(event), typed))),
  );
  if (!found.ok) return found;
  const named = new Map(found.value.flat().map(({ reference, id }) => [reference, id]));
  const { locale } = event.locals;
  const read = rows.flatMap((at) => splitPart(values, at, { op, currency, locale, named }) ?? []);
  const wrong = read.find((one) => 'wrong' in one);
  if (wrong && 'wrong' in wrong) return invalid(wrong.wrong.rule, wrong.wrong.field);
  if (read.length === 0) return invalid('required', 'amount-0');
  return { ok: true as const, value: read.flatMap((one) => ('part' in one ? [one.part] : [])) };
}

export const decideActions = {
  async accept(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, acceptSchema);
    if (!form.ok) return form.response;
    const { op, line, choice, category, note, rule } = form.value;
    const read = chosen(choice);
    if (read === null) return refuse(form.values, invalid('choice', 'choice'));
    const { kind, gross } = read;
    const m = fundMessages(event.locals.locale);
    if (kind === 'ignore') {
      const done = await applyOp(
        event.locals,
        'banking.ignore',
        { line, reason: note || m('banking.ignored_by_rule') },
        op,
      );
      return done.ok ? { done: 'ignored', what: line } : refuse(form.values, done);
    }
    const found = await lineOf(event, line);
    if (!found.ok) return refuse(form.values, found);
    const size = Math.abs(Number(found.value?.amount_minor ?? 0));
    const part: BankPart = {
      ...partOf({ ...read, gross: gross || String(size) }, uuidFor(op, 'part'), note || m('banking.went_back')),
      ...(kind === 'payment' && { category }),
      ...(kind !== 'return' && { note }),
    };
    const done = await applyOp(event.locals, 'banking.accept', { line, parts: [part] }, op);
    // A single part has no list of its own to point at.
    if (!done.ok) return refuse(form.values, done.field === 'parts' ? { ...done, field: 'choice' } : done);
    const kept = rule !== '' && (await keepRule(event, op, line, rule, kind));
    return { done: kept ? 'accepted_rule' : 'accepted', what: line };
  },
  /** All sure suggestions of a page, each by itself: one that somebody decided meanwhile stops none of the others. */
  async sure(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, sureSchema, ['sure']);
    if (!form.ok) return form.response;
    const { op, sure } = form.value;
    const back = fundMessages(event.locals.locale)('banking.went_back');
    let n = 0;
    for (const one of sure.split(',')) {
      const cut = one.indexOf('|');
      const [line, choice] = [one.slice(0, cut), one.slice(cut + 1)];
      const read = isChoice(choice) && isUuid(line) ? chosen(choice) : null;
      if (read === null || read.kind === 'ignore') return refuse(form.values, invalid('choice', 'sure'));
      const parts = [partOf(read, uuidFor(op, `part ${line}`), back)];
      if ((await applyOp(event.locals, 'banking.accept', { line, parts }, uuidFor(op, line))).ok) n += 1;
    }
    return { done: 'sure', what: String(n) };
  },
  async split(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, splitSchema);
    if (!form.ok) return form.response;
    const { op, line } = form.value;
    const found = await lineOf(event, line);
    if (!found.ok) return refuse(form.values, found);
    const parts = await splitParts(event, form.values, op, found.value?.currency ?? '');
    if (!parts.ok) return refuse(form.values, parts);
    const done = await applyOp(
      event.locals,
      'banking.accept',
      { line, parts: parts.value },
      uuidFor(op, JSON.stringify(parts.value)),
    );
    if (done.ok) return { done: 'split', what: line };
    // Told at the first amount: it is about their sum.
    return refuse(form.values, done.field === 'parts' ? { ...done, field: 'amount-0' } : done);
  },
  async reject(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, rejectSchema);
    if (!form.ok) return form.response;
    const { op, line, choice } = form.value;
    const target = choice.split('|')[0] ?? '';
    const done = await applyOp(event.locals, 'banking.reject', { line, target }, op);
    return done.ok ? { done: 'rejected', what: line } : refuse(form.values, done);
  },
  async ignore(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, ignoreSchema);
    if (!form.ok) return form.response;
    const { op, line, reason } = form.value;
    const done = await applyOp(event.locals, 'banking.ignore', { line, reason }, op);
    return done.ok ? { done: 'ignored', what: line } : refuse(form.values, done);
  },
  async undo(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, lineSchema);
    if (!form.ok) return form.response;
    const { op, line } = form.value;
    const reason = fundMessages(event.locals.locale)('banking.undone_because');
    const done = await applyOp(event.locals, 'banking.undo', { line, reason }, op);
    return done.ok ? { done: 'undone', what: line } : refuse(form.values, done);
  },
  async end_rule(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, endRuleSchema);
    if (!form.ok) return form.response;
    const { op, rule } = form.value;
    const done = await applyOp(event.locals, 'banking.end_rule', { rule }, op);
    return done.ok ? { done: 'rule_ended', what: rule } : refuse(form.values, done);
  },
};
