/**
 * A report that says by itself whether a byte of it was changed: after its end stands a line with the signature of all that
 * comes before. Readers of PDF take it for a comment (ISO 32000, 7.2.4).
 */
import type { Signer } from '$lib/server/crypto/signer.server';

const MARK = '\n%ronda-month ';
const TAIL = /^\n%ronda-month ([0-9a-f]{64}) ([A-Za-z0-9+/]{86}==)\n?$/;
/** Of the line: its mark, hash, signature and ends. */
const MOST_TAIL = 200;

/** `hash` is that of the month's text. */
export function sealReport(signer: Signer, pdf: Uint8Array, hash: string): Uint8Array {
  const bare = Buffer.concat([pdf, Buffer.from(`${MARK}${hash} `, 'latin1')]);
  return Buffer.concat([bare, Buffer.from(`${signer.sign(bare)}\n`, 'latin1')]);
}

/** The hash of the month a report is of. Null when it is no report; `altered` when it was ours and was changed. */
export function openReport(signer: Signer, bytes: Uint8Array): { hash: string; altered: boolean } | null {
  const whole = Buffer.from(bytes);
  const at = whole.subarray(-MOST_TAIL).lastIndexOf(MARK, undefined, 'latin1');
  if (at < 0) return null;
  const start = Math.max(0, whole.length - MOST_TAIL) + at;
  const [, hash = '', signature = ''] = TAIL.exec(whole.subarray(start).toString('latin1')) ?? [];
  if (hash === '') return null;
  const bare = whole.subarray(0, start + MARK.length + hash.length + 1);
  return { hash, altered: !signer.verify(bare, signature) };
}
