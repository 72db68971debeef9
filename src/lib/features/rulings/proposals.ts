/** Which terms run from a notification, by the rules of the code the case is under, with their dates. */
import type { NotificationMode, NotifiedParty, ResolutionKind } from '$lib/contracts/ops-rulings';
import {
  computeDeadline,
  type Calendar,
  type Grade,
  type Nature,
  type Reason,
  type Rule,
  type Ruleset,
  type Served,
} from '../deadlines';

/**
 * `fits`: it runs from this very notification. `other_party`: it runs from somebody else's. `not_personal`: it runs from the
 * personal notification to the accused, and this was none. The last two may be entered to be on the safe side.
 */
export type Fit = 'fits' | 'other_party' | 'not_personal';

export interface Proposal {
  /** Rule, and the situation of it where it has several: `N-477.other_seat`. */
  id: string;
  rule: string;
  ruleVersion: number;
  variant: string | null;
  name: Rule['name'];
  situation: Rule['name'] | null;
  nature: Nature;
  grade: Grade;
  article: string;
  fit: Fit;
  /** Whose notification it runs from. */
  runsFrom: Rule['runsFrom'];
  /** A day, or an instant; null when it cannot be counted. */
  due: string | null;
  actBy: string | null;
  latest: string | null;
  /** Another way in which courts have counted it, later. */
  otherwise: string | null;
  /** If the act were enabled in recess, or were not. */
  recess: { enabled: boolean; otherwise: string } | null;
  refused: { reason: Reason; year: number | null } | null;
  orientative: boolean;
}

export interface Told {
  kind: ResolutionKind;
  party: NotifiedParty;
  mode: NotificationMode;
  served: Served;
}

function fitOf({ runsFrom }: Rule, { party, mode }: Told): Fit {
  if (runsFrom === 'each') return 'fits';
  if (runsFrom !== party) return 'other_party';
  // In a hearing the accused is told in person.
  return runsFrom === 'accused' && mode !== 'personal' && mode !== 'hearing' ? 'not_personal' : 'fits';
}

/** Codes whose rules are looked through: the case's own, and those whose remedies exist beside it. */
function codesBeside(all: readonly Ruleset[], id: string): Ruleset[] {
  const own = all.find((ruleset) => ruleset.id === id);
  return own === undefined ? [] : [own, ...all.filter((ruleset) => own.beside?.includes(ruleset.id))];
}

/** What may run from this notification, what fits it first, each by its date. */
export function proposalsFor(
  told: Told,
  code: string,
  rulesets: readonly Ruleset[],
  calendar: Calendar,
  signed: (rule: string, version: number) => boolean,
): Proposal[] {
  const all = codesBeside(rulesets, code).flatMap((ruleset) =>
    ruleset.rules
      .filter(({ count, after }) => count !== null && after.includes(told.kind))
      .flatMap((rule) =>
        [null, ...rule.variants].map((variant) => propose(told, { ruleset, rule }, variant?.id ?? null)),
      ),
  );
  const first = { fits: 0, not_personal: 1, other_party: 2 };
  return all.sort((a, b) => first[a.fit] - first[b.fit] || ((a.due ?? '~') < (b.due ?? '~') ? -1 : 1));

  function propose(from: Told, { ruleset, rule }: { ruleset: Ruleset; rule: Rule }, variant: string | null): Proposal {
    const { km, ...moment } = from.served;
    const served = { ...moment, ...(rule.distance && km && { km }), ...(variant !== null && { variant }) };
    const isSigned = signed(rule.id, rule.version);
    const answer = computeDeadline({ ruleset, rule, calendar, signed: isSigned }, served);
    const dates = answer.ok ? answer.value : null;
    return {
      id: variant === null ? rule.id : `${rule.id}.${variant}`,
      rule: rule.id,
      ruleVersion: rule.version,
      variant,
      name: rule.name,
      situation: rule.variants.find(({ id }) => id === variant)?.name ?? null,
      nature: rule.nature,
      grade: rule.grade,
      article: `${rule.source.law}, ${rule.source.article}`,
      fit: fitOf(rule, from),
      runsFrom: rule.runsFrom,
      due: dates?.nominalDue ?? null,
      actBy: dates?.actBy ?? null,
      latest: dates?.latest ?? null,
      otherwise: dates?.alternatives[0]?.due ?? null,
      recess: dates?.recess ?? null,
      refused: answer.ok ? null : { reason: answer.reason, year: answer.year ?? null },
      orientative: !isSigned,
    };
  }
}

/** Ticked when the page comes: what runs from this notification, in the ordinary situation. */
export function isTicked({ fit, variant, due }: Proposal): boolean {
  return fit === 'fits' && variant === null && due !== null;
}
