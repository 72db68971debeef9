import type { Locale } from '$lib/contracts/locales';
import { CSV_BOM, csvLine, type CsvCell } from '$lib/kernel/csv';
import { countryName } from '$lib/messages/names';
import { petitionMessages } from '$lib/messages/petition';
import type { Db } from '$lib/server/backend/index.server';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import { call } from '$lib/server/rpc.server';
import { openSealed } from './desk.server';
import type { ExportColumn } from './export';
import type { SignatureFilter } from './filter';
import { reasonWords } from './list-words';
import type { ListedSignature } from './listed';

interface ExportRow extends Omit<ListedSignature, 'name' | 'email'> {
  nameSealed: string | null;
  emailSealed: string | null;
  commentSealed: string | null;
  publicName: string | null;
  locale: Locale;
  consentVersion: number;
}

/** Rows of one question. Opening what is sealed holds the process for some ten milliseconds a page; others come in between. */
const PAGE = 500;

/**
 * Signatures as CSV, oldest first, read page by page as fast as the reader takes them: memory holds one page however many
 * there are, and who signs meanwhile comes at the end. A right that is lost on the way ends it.
 */
export function exportSignatures(
  db: Db,
  keyring: Keyring,
  ask: { campaign: string; filter: SignatureFilter; columns: readonly ExportColumn[]; locale: Locale },
): ReadableStream<Uint8Array> {
  const { campaign, filter, columns, locale } = ask;
  const m = petitionMessages(locale);
  const encoder = new TextEncoder();
  const yes = (is: boolean): string => m(is ? 'list.yes' : 'list.no');
  const cells: Record<ExportColumn, (row: ExportRow) => CsvCell> = {
    signed: (row) => row.createdAt,
    state: (row) => m(`list.state.${row.state}`),
    reason: (row) => (row.reason === null ? '' : reasonWords(m, row.reason)),
    reason_code: (row) => row.reason ?? '',
    name: (row) => openSealed(keyring, row.id, 'name', row.nameSealed) ?? '',
    email: (row) => openSealed(keyring, row.id, 'email', row.emailSealed) ?? '',
    country: (row) => countryName(locale, row.country),
    comment: (row) => openSealed(keyring, row.id, 'comment', row.commentSealed) ?? '',
    visibility: (row) => m(`list.visibility.${row.visibility}`),
    public_name: (row) => row.publicName ?? '',
    updates: (row) => yes(row.updates),
    source: (row) => row.source,
    referrer: (row) => row.referredBy ?? '',
    language: (row) => row.locale,
    confirmed: (row) => row.confirmedAt ?? '',
    consent: (row) => ({ figure: String(row.consentVersion) }),
    id: (row) => row.id,
  };
  let last: ExportRow | undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const heads = columns.map((column) => m(`list.export.column.${column}`));
        controller.enqueue(encoder.encode(CSV_BOM + csvLine(heads)));
      },
      async pull(controller) {
        const rows = await call<ExportRow[]>(db, 'signatures_find', {
          campaign,
          filter,
          oldest: true,
          comments: true,
          n: PAGE,
          ...(last ? { at: last.createdAt, id: last.id } : {}),
        });
        const text = rows.map((row) => csvLine(columns.map((column) => cells[column](row)))).join('');
        if (text !== '') controller.enqueue(encoder.encode(text));
        last = rows.at(-1);
        if (rows.length < PAGE) controller.close();
      },
    },
    { highWaterMark: 1 },
  );
}
