/** Columns an export may have, in the order in which they stand. Whatever is sealed is opened row by row. */
export const EXPORT_COLUMNS = [
  'signed',
  'state',
  'reason',
  'reason_code',
  'name',
  'email',
  'country',
  'comment',
  'visibility',
  'public_name',
  'updates',
  'source',
  'referrer',
  'language',
  'confirmed',
  'consent',
  'id',
] as const;
export type ExportColumn = (typeof EXPORT_COLUMNS)[number];

/** Chosen unless somebody chooses otherwise: names and addresses leave only when they are asked for. */
export const EXPORT_USUAL: readonly ExportColumn[] = ['signed', 'state', 'country', 'source', 'confirmed'];
