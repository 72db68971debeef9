/** Who defends whom, and who is on call; part of `OpArgs`. */
type Id = string;
/** Civil date `YYYY-MM-DD`. */
type Day = string;
/** ISO 8601 instant with offset. */
type Instant = string;

/** As `appointments.scope` in the database: for what somebody was appointed. */
export const SCOPES = ['whole', 'habeas', 'release', 'appeal', 'trial', 'other'] as const;
export type Scope = (typeof SCOPES)[number];

type Terms = {
  /** Who is reached first. */
  rank: 1 | 2;
  scope: Scope;
  /** Absent: proposed, not yet accepted before the court. */
  acceptedOn?: Day;
  endedOn?: Day;
};

export interface CounselOps {
  /** A member of the team, or somebody from outside with `detailsSealed` (class P2, `lawyers|<id>|details`). */
  'counsel.add_lawyer': { campaign: Id; id: Id; code: string; member?: Id | null; detailsSealed?: string | null };
  /** Absent leaves what there is. */
  'counsel.edit_lawyer': { lawyer: Id; detailsSealed?: string | null; removed?: boolean };
  /** Without a person: for all of the case that the campaign defends. */
  'counsel.appoint': Terms & { case: Id; id: Id; lawyer: Id; person?: Id | null };
  'counsel.edit_appointment': Terms & { appointment: Id; removed?: boolean };
  'duty.plan': { campaign: Id; id: Id; lawyer: Id; from: Instant; until: Instant; area?: string };
  'duty.cancel': { shift: Id; cancelled: boolean };
  /** The rest of a shift, from now on, or all of it when it has not begun. */
  'duty.take': { shift: Id; id: Id; lawyer: Id };
  'duty.give_back': { shift: Id };
  /** Two people change places; the same again takes it back. */
  'duty.swap': { shift: Id; other: Id };
}
