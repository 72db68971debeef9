/**
 * Field 86, which every country fills in its own way: German subfields `?20`, words with a plus (`EREF+`, `SVWZ+`), words
 * between slashes (`/REMI/`), or plain text.
 */
export interface Details {
  name: string;
  account: string;
  text: string;
  endToEnd: string;
  returned: boolean;
}

/** German codes of business transactions for what came back. */
const RETURNED = /^(109|159|181|182|183|184)$/;
const SEPA_WORDS = /(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|RREF)\+/g;
const SLASH_WORDS =
  /\/(TRTP|IBAN|BIC|NAME|ADDR|REMI|EREF|ORDP|BENM|MARF|CSID|ISDT|PURP|ULTD|ULTC|RTRN|CNTP|USTD|STRD)\//g;

/** The words of a text with what stands behind each. */
function byWord(text: string, words: RegExp): Map<string, string> {
  const found = [...text.matchAll(words)];
  return new Map(
    found.map((match, at) => [
      match[1] ?? '',
      text.slice(match.index + match[0].length, found[at + 1]?.index ?? text.length).trim(),
    ]),
  );
}

const value = (words: ReadonlyMap<string, string>, ...names: string[]): string =>
  names.map((name) => words.get(name) ?? '').find((text) => text !== '') ?? '';

/** A line that is full to its end goes on in the next one without a blank between. */
function joined(rows: readonly string[], full: number): string {
  return rows.reduce((text, row, at) => text + (at > 0 && (rows[at - 1] ?? '').length < full ? ' ' : '') + row, '');
}

function german(head: string, text: string): Details {
  const subfields = new Map<string, string>();
  for (const part of text.split('?').slice(1)) {
    const number = part.slice(0, 2);
    subfields.set(number, (subfields.get(number) ?? '') + part.slice(2));
  }
  const of = (from: number, to: number): string[] =>
    [...subfields].filter(([number]) => Number(number) >= from && Number(number) <= to).map(([, part]) => part);
  const purpose = [...of(20, 29), ...of(60, 63)];
  // Words with a plus begin a subfield of their own; text runs on over 27 signs.
  const text27 = joined(purpose, 27);
  const words = byWord(text27, SEPA_WORDS);
  return {
    name: value(words, 'ABWA') || of(32, 33).join(''),
    account: subfields.get('31') ?? value(words, 'IBAN'),
    text: words.size > 0 ? value(words, 'SVWZ') || text27 : text27,
    endToEnd: value(words, 'EREF'),
    returned: RETURNED.test(head),
  };
}

function slashed(text: string): Details {
  const words = byWord(text, SLASH_WORDS);
  const party = value(words, 'CNTP').split('/');
  return {
    name: value(words, 'ULTD', 'NAME', 'ORDP', 'BENM') || (party[2] ?? ''),
    account: value(words, 'IBAN') || (party[0] ?? ''),
    text: value(words, 'REMI', 'USTD', 'STRD') || text,
    endToEnd: value(words, 'EREF'),
    returned: words.has('RTRN'),
  };
}

/** What the field says of the other side and of the purpose. */
export function readDetails(rows: readonly string[]): Details {
  const whole = rows.join('').trim();
  const structured = /^(\d{3})\?/.exec(whole);
  if (structured !== null) return german(structured[1] ?? '', whole);
  SLASH_WORDS.lastIndex = 0;
  if (/^\/[A-Z]{4}\//.test(whole)) return slashed(whole);
  const text = joined(
    rows.map((row) => row.trim()),
    65,
  );
  const words = byWord(text, SEPA_WORDS);
  return {
    name: value(words, 'ABWA'),
    account: value(words, 'IBAN'),
    text: value(words, 'SVWZ') || text,
    endToEnd: value(words, 'EREF'),
    returned: false,
  };
}
