/** What the page of a case shows of its resolutions. */
import type { Decision, Telling } from './model';
import type { Proposal } from './proposals';

/** A deadline that hangs on a notification, as a line. */
export interface Hanging {
  id: string;
  rule: string;
  ruleName: Proposal['name'] | null;
  personCode: string | null;
  /** A day, or an instant. */
  due: string;
  nature: Proposal['nature'];
  state: 'open' | 'done' | 'waived';
  receipt: string;
  /** A later date waits for a yes. */
  waits: boolean;
}
export interface TellingView extends Telling {
  undone: boolean;
  hanging: Hanging[];
  /** What may run from it and is not entered for all who were told. */
  proposals: Proposal[];
}
export interface DecisionView extends Decision {
  undone: boolean;
  told: TellingView[];
}
export interface RulingsView {
  decisions: DecisionView[];
  ruleset: string;
  /** Somebody has said which code governs the case. */
  known: boolean;
  /** Who may be ticked; empty where nobody is entered as accused, and everybody is offered. */
  accused: string[];
  calendar: string;
  zone: string;
  /** Of the calendar: what is entered was counted with this. */
  revision: number;
  head: number;
}
