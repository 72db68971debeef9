/** The one door to all formats: bytes of a file in, statements or the reason of the refusal out. */
import { readCamt } from './camt';
import { readCsv } from './csv';
import { guessMapping, type Guess } from './csv-guess';
import type { Mapping } from './csv-mapping';
import { decodeFile } from './decode';
import { readMt940 } from './mt940';
import { readOfx } from './ofx';
import { Refused, type FileRule, type Format, type Reading, type Statement } from './statement';

export interface Expected extends Reading {
  /** Currency of the account that the file is for: a table has none of its own. */
  currency: string;
  /** How tables of this account are read; null when nobody has said yet. */
  mapping: Mapping | null;
}

export type Read =
  | { kind: 'read'; format: Format; statements: Statement[] }
  | { kind: 'refused'; rule: FileRule; line: number }
  /** A table whose columns somebody must name first. */
  | { kind: 'unmapped'; guess: Guess };

function formatOf(text: string): Format {
  const head = text.slice(0, 4_000).trimStart();
  if (/OFXHEADER|<OFX>/i.test(head)) return 'ofx';
  if (/^<(\?xml|!|[\w-]+:?Document|\w)/.test(head)) return 'camt';
  if (/^\s*(\{1:|:20:)/.test(head) || /(^|\n):60[FM]:/.test(head)) return 'mt940';
  return 'csv';
}

/** Reads a file whole, or says what is wrong with it and where. */
export function readStatements(bytes: Uint8Array, expected: Expected): Read {
  try {
    const text = decodeFile(bytes);
    const format = formatOf(text);
    // What a bank's site answers when its session has ended.
    if (/^\s*<(!doctype html|html)/i.test(text)) throw new Refused('bank_format', 1);
    if (format === 'camt') return { kind: 'read', format, statements: readCamt(text, expected) };
    if (format === 'mt940') return { kind: 'read', format, statements: readMt940(text, expected) };
    if (format === 'ofx') return { kind: 'read', format, statements: readOfx(text, expected) };
    if (expected.mapping === null) {
      const guess = guessMapping(text);
      return guess === null ? { kind: 'refused', rule: 'bank_format', line: 0 } : { kind: 'unmapped', guess };
    }
    const statements = readCsv(text, expected.mapping, expected.currency, expected);
    return { kind: 'read', format, statements };
  } catch (thrown) {
    if (thrown instanceof Refused) return { kind: 'refused', rule: thrown.rule, line: thrown.line };
    throw thrown;
  }
}
