import type { Row } from '$lib/contracts/journal';
import type { Capacity, ChargeEnd, Defence, Incident, Stage } from '$lib/contracts/ops-cases';

/** A causa as every page of the desk holds it. Its carátula names people and stands elsewhere. */
export interface Case {
  id: string;
  code: string;
  court: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** All cases by id. */
export function readCases(rows: readonly Row[]): Map<string, Case> {
  return new Map(
    rows.map((row) => [text(row['id']), { id: text(row['id']), code: text(row['code']), court: text(row['court']) }]),
  );
}

/** A case as its list and its page read it; as `app.case_json` in the database. */
export interface CaseLine extends Case {
  parent: string | null;
  parentCode: string | null;
  incident: Incident | null;
  numbers: string[];
  /** Courts as the rules name them; empty is unknown. */
  jurisdiction: string;
  forum: string;
  judge: string;
  clerk: string;
  prosecutor: string;
  stage: Stage | null;
  startedOn: string | null;
  ruleset: string | null;
  secrecyUntil: string | null;
  hasCaption: boolean;
  hasNotes: boolean;
  closedAt: string | null;
  outcome: string;
  version: number;
  compartment: string | null;
  /** How many stand in it, of those the reader may see. */
  people: number;
  /** Last day of the deadline that is due first. */
  dueOn: string | null;
  hearing: { at: string; tz: string; kind: string } | null;
}

export interface TreeCase {
  id: string;
  code: string;
  court: string;
  incident: Incident | null;
  stage: Stage | null;
  closed: boolean;
  parent: string | null;
  depth: number;
}
export interface ChosenRuleset {
  id: string;
  ruleset: string;
  jurisdiction: string;
  startedOn: string | null;
  reason: string;
  proposed: string;
  by: string | null;
  at: string;
}
export interface CaseView {
  case: CaseLine;
  /** Head of the stream of dates when this was read. */
  head: number;
  tree: TreeCase[];
  /** Newest first; the first one governs. */
  rulesets: ChosenRuleset[];
  /** `own` is what the reader said of this very case; `who` are user ids. */
  follow: { own: boolean | null; now: boolean; who: string[] };
  deadlines: { id: string; rule: string; nature: string; dueOn: string }[];
  hearings: { id: string; kind: string; at: string; tz: string; court: string }[];
}

export interface Charge {
  id: string;
  law: string;
  article: string;
  title: string;
  asOf: string;
  endedOn: string | null;
  endedHow: ChargeEnd | 'replaced' | null;
  replacedBy: string | null;
  by: string | null;
  at: string;
}
export interface CapacityLine {
  id: string;
  capacity: Capacity;
  asOf: string;
  by: string | null;
  at: string;
}
export interface Accused {
  id: string;
  case: string;
  person: string;
  code: string;
  pseudonym: string;
  capacity: Capacity;
  asOf: string;
  defence: Defence;
  removedAt: string | null;
  capacities: CapacityLine[];
  charges: Charge[];
}
export interface PersonCase extends Accused {
  caseCode: string;
  court: string;
  stage: Stage | null;
}
