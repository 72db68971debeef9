import type { Scope } from '$lib/contracts/ops-counsel';

/** A lawyer stands for somebody in a case. */
export interface Appointment {
  id: string;
  lawyer: string;
  /** Null: for all of the case that the campaign defends. */
  person: string | null;
  personCode: string | null;
  /** Who is reached first. */
  rank: 1 | 2;
  scope: Scope;
  /** Null: proposed, not yet accepted before the court. */
  acceptedOn: string | null;
  endedOn: string | null;
}
