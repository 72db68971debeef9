/** What is done with compartments; part of `OpArgs`. */
type Id = string;
/** ISO 8601 instant with offset. */
type Instant = string;

/** What is put into a compartment by name; all else goes with these. */
export const PUT_APART = ['people', 'cases'] as const;
export type PutApart = (typeof PUT_APART)[number];

export interface CompartmentOps {
  /** Whoever makes it is its first member, under `memberId`. */
  'compartments.create': { campaign: Id; id: Id; memberId: Id; code: string };
  /** Somebody of the legal desk; again for who is within changes reason and time. Without `until` it is for good. */
  'compartments.add_member': { compartment: Id; id: Id; user: Id; reason?: string; until?: Instant | '' };
  /** The last member whose time is open stays. */
  'compartments.remove_member': { compartment: Id; user: Id };
  /** With all that hangs on it. Without a compartment it goes back to the legal desk and the team. */
  'compartments.put': { entity: PutApart; id: Id; compartment?: Id | null };
}
