/** What is written about papers made of the record; part of `OpArgs`. */
type Id = string;

/** The papers that are made of one record. */
export const PAPERS = ['wgad', 'urgent', 'embassy', 'press', 'habeas'] as const;
export type PaperKind = (typeof PAPERS)[number];

export interface PaperOps {
  /** Somebody opens what papers about a person are made of: it stands in the log of the person, of each arrest and case. */
  'papers.look': { person: Id };
}
