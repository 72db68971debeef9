import type { Keyring } from '$lib/server/crypto/keyring.server';
import { leafOf, linkOf } from './chain.server';
import type { PublicDelivery, Verdict } from './model';

const HASH = /^[0-9a-f]{64}$/;
const COLUMNS = 7;

/** The rows of a CSV (RFC 4180; a semicolon, as some spreadsheets write, is taken too). Null when it is none. */
function readCsv(text: string): string[][] | null {
  const plain = text.replace(/^\uFEFF/, '');
  const separator = plain
    .slice(0, 200)
    .split(/[\r\n]/, 1)[0]
    ?.includes(';')
    ? ';'
    : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < plain.length; at += 1) {
    const sign = plain[at] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (plain[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator || sign === '\n') {
      row.push(cell.replace(/\r$/, ''));
      cell = '';
      if (sign === separator) continue;
      rows.push(row);
      row = [];
    } else cell += sign;
  }
  if (quoted) return null;
  if (cell !== '' || row.length > 0) rows.push([...row, cell.replace(/\r$/, '')]);
  return rows.filter((cells) => cells.some((one) => one.trim() !== ''));
}

/** A final fingerprint as typed: blanks are how it is printed. */
export function judgeDigest(typed: string, deliveries: readonly PublicDelivery[]): Verdict {
  const digest = typed.toLowerCase().replace(/[\s-]/g, '');
  if (!HASH.test(digest)) return { kind: 'unreadable' };
  const delivery = deliveries.find((one) => one.digest === digest);
  return delivery ? { kind: 'delivered', delivery, lines: null, unnamed: 0 } : { kind: 'unknown' };
}

/**
 * Whether a list is one that was delivered, line for line and word for word. Where the chain breaks is told, because the
 * file shows it by itself; which line holds another name is not, or the page would answer guesses.
 */
export function judgeList(
  keyring: Pick<Keyring, 'derive'>,
  text: string,
  deliveries: readonly PublicDelivery[],
): Verdict {
  const rows = readCsv(text);
  if (rows === null) return { kind: 'unreadable' };
  const lines = rows[0]?.[0]?.trim() === 'n' ? rows.slice(1) : rows;
  if (lines.length === 0 || lines.some((cells) => cells.length !== COLUMNS)) return { kind: 'unreadable' };
  const digest = lines.at(-1)?.at(-1)?.trim() ?? '';
  if (!HASH.test(digest)) return { kind: 'unreadable' };
  const delivery = deliveries.find((one) => one.digest === digest);
  if (delivery === undefined) return { kind: 'unknown' };

  let link = delivery.start;
  let unnamed = 0;
  let changed = false;
  for (const [at, cells] of lines.entries()) {
    const [number = '', name = '', country = '', day = '', signature = '', leaf = '', told = ''] = cells;
    const n = at + 1;
    link = linkOf(link, n, leaf);
    if (Number(number) !== n || link !== told) return { kind: 'altered', line: n };
    const as = (shown: string): string =>
      leafOf(keyring, { delivery: delivery.id, n, signature, country, day, name: shown });
    // Spreadsheet-safe lists carry an apostrophe before what looks like a formula.
    if (as(name) === leaf || (name.startsWith("'") && as(name.slice(1)) === leaf)) continue;
    if (name === '' && delivery.names !== 'number') unnamed += 1;
    else changed = true;
  }
  if (lines.length !== delivery.lines) return { kind: 'altered', line: null };
  return changed ? { kind: 'altered', line: null } : { kind: 'delivered', delivery, lines: lines.length, unnamed };
}
