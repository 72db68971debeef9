import type { Row } from '$lib/contracts/journal';

/** When something may be done there; no days: nobody knows. 0 is Monday. */
export interface Opening {
  days: number[];
  from: string;
  to: string;
}

/** Where people are held, and its rules as somebody checked them. */
export interface Facility {
  id: string;
  name: string;
  town: string;
  visit: Opening;
  parcel: Opening;
  parcelRules: string;
  papers: string;
  source: string;
  /** Civil day. */
  checkedOn: string | null;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : []);

export function readFacilities(rows: readonly Row[], order: Intl.Collator): Facility[] {
  const opening = (row: Row, what: 'visit' | 'parcel'): Opening => ({
    days: numbers(row[`${what}_days`]),
    from: text(row[`${what}_from`]),
    to: text(row[`${what}_to`]),
  });
  return rows
    .filter((row) => typeof row['removed_at'] !== 'string')
    .map((row) => ({
      id: text(row['id']),
      name: text(row['name']),
      town: text(row['town']),
      visit: opening(row, 'visit'),
      parcel: opening(row, 'parcel'),
      parcelRules: text(row['parcel_rules']),
      papers: text(row['papers']),
      source: text(row['source']),
      checkedOn: typeof row['checked_on'] === 'string' ? row['checked_on'] : null,
    }))
    .sort((a, b) => order.compare(a.name, b.name));
}
