import type { Cited, Connection, Hearsay, Reliability, SourceForm, Stance } from '$lib/contracts/ops-custody';

/** Fuente: on whose word something stands. Who it was and what they said is sealed. */
export interface Source {
  id: string;
  connection: Connection;
  kind: SourceForm;
  reliability: Reliability;
  hearsay: Hearsay;
  receivedOn: string;
  language: string;
  hasWords: boolean;
  undone: boolean;
}
export interface Citation {
  id: string;
  source: string;
  entity: Cited;
  row: string;
  /** Of the identity, as the database spells it. */
  field: string;
  stance: Stance;
  undone: boolean;
}

/** How far a fact is borne out. `none`: nobody is cited. */
export type Standing = 'none' | 'confirmed' | 'unconfirmed' | 'disputed';

const SURE: readonly Reliability[] = ['very_reliable', 'reliable'];

/**
 * Disputed as soon as a source contradicts it. Confirmed by one reliable source that was there itself or by a file, or by two
 * that are each fairly reliable; whatever is less is not confirmed. Who is known not to be reliable bears out nothing.
 */
export function standingOf(citations: readonly Citation[], sources: readonly Source[]): Standing {
  const cited = citations
    .filter(({ undone }) => !undone)
    .flatMap(({ source, stance }) => {
      const found = sources.find(({ id, undone }) => id === source && !undone);
      return found ? [{ ...found, stance }] : [];
    });
  if (cited.length === 0) return 'none';
  if (cited.some(({ stance, reliability }) => stance === 'contradicts' && reliability !== 'not_reliable')) {
    return 'disputed';
  }
  const bearing = cited.filter(({ stance, reliability }) => stance === 'supports' && reliability !== 'not_reliable');
  if (bearing.some(({ reliability, hearsay }) => SURE.includes(reliability) && hearsay === 'direct'))
    return 'confirmed';
  const fair = bearing.filter(({ reliability, hearsay }) => reliability !== 'unknown' && hearsay !== 'third');
  return fair.length >= 2 ? 'confirmed' : 'unconfirmed';
}

/** Citations of one row, or of one field of the identity. */
export function citationsOf(citations: readonly Citation[], row: string, field = ''): Citation[] {
  return citations.filter((one) => one.row === row && one.field === field && !one.undone);
}
