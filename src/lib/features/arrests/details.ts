/** What is sealed of an arrest, in the order in which it is asked over the telephone. */
export const DETAIL_FIELDS = ['name', 'injuries', 'needs', 'circumstances', 'reporter'] as const;
export type DetailField = (typeof DETAIL_FIELDS)[number];
export type Details = Record<DetailField, string>;

export const NO_DETAILS: Details = { name: '', injuries: '', needs: '', circumstances: '', reporter: '' };

/** One text to seal; null when nothing was said. */
export function packDetails(details: Details): string | null {
  return DETAIL_FIELDS.some((field) => details[field] !== '') ? JSON.stringify(details) : null;
}

/** What was sealed, with empty texts for what a version before this one did not ask. */
export function unpackDetails(packed: string): Details {
  const read: unknown = JSON.parse(packed);
  const text = (field: DetailField): string => {
    const value: unknown = typeof read === 'object' && read !== null ? Reflect.get(read, field) : '';
    return typeof value === 'string' ? value : '';
  };
  return Object.fromEntries(DETAIL_FIELDS.map((field) => [field, text(field)])) as Details;
}
