/**
 * CAMT.053 (ISO 20022), versions 02 to 08 and later: read by a stream of events, each entry mapped as soon as it is whole.
 * A document that declares a type or an entity is refused before anything of it is used.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { entryLines } from './camt-entry';
import {
  anyDay,
  certainIban,
  accountNumber,
  knownCurrency,
  MOST_LINES,
  plainAmount,
  Refused,
  statementNumber,
  tie,
} from './statement';
import type { Balance, Reading, Statement } from './statement';
import { first, textAt, type Node } from './tree';

const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.\d\d$/;
const MOST_DEPTH = 40;
/** Parts of one entry; a collective booking of 5 000 transfers has about 200 000. */
const MOST_PARTS = 1_000_000;
const CHUNK = 65_536;
/** Parts of a statement that are held until they are whole. */
const HELD = new Set(['ElctrncSeqNb', 'LglSeqNb', 'Acct', 'Bal', 'Ntry']);

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

class Reader {
  readonly statements: Statement[] = [];
  readonly #reading: Reading;
  readonly #path: string[] = [];
  #statement: Statement | null = null;
  #held: Node[] = [];
  #parts = 0;
  #lines = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  open({ name: full, attributes }: SaxesTagPlain, line: number): void {
    const name = local(full);
    const depth = this.#path.push(name);
    if (depth > MOST_DEPTH) throw new Refused('bank_malformed', line);
    if (depth === 1 && !this.#isCamt(name, full, attributes)) throw new Refused('bank_format', line);
    if (depth === 3 && name === 'Stmt') {
      this.#statement = { at: line, account: '', currency: '', opening: null, closing: null, number: null, lines: [] };
      this.statements.push(this.#statement);
    }
    const parent = this.#held.at(-1);
    if (parent === undefined && !(this.#statement !== null && depth === 4 && HELD.has(name))) return;
    if ((this.#parts += 1) > MOST_PARTS) throw new Refused('bank_too_large', line);
    const node = { name, line, text: '', currency: attributes['Ccy'] ?? '', parts: [] };
    parent?.parts.push(node);
    this.#held.push(node);
  }

  text(text: string): void {
    const node = this.#held.at(-1);
    if (node !== undefined) node.text += text;
  }

  close(line: number): void {
    this.#path.pop();
    const node = this.#held.pop();
    if (node !== undefined) {
      node.text = node.text.trim();
      if (this.#held.length === 0) this.#take(node);
    }
    if (this.#path.length === 2 && this.#statement !== null) this.#finish(this.#statement, line);
  }

  #isCamt(name: string, full: string, attributes: Record<string, string>): boolean {
    const prefix = full.includes(':') ? `xmlns:${full.slice(0, full.indexOf(':'))}` : 'xmlns';
    return name === 'Document' && NAMESPACE.test(attributes[prefix] ?? '');
  }

  #take(node: Node): void {
    const statement = this.#statement;
    this.#parts = 0;
    if (statement === null) return;
    if (node.name === 'Acct') this.#account(statement, node);
    else if (node.name === 'Bal') this.#balance(statement, node);
    else if (node.name.endsWith('SeqNb')) statement.number ??= statementNumber(node.text);
    else {
      if (statement.currency === '') throw new Refused('bank_malformed', node.line);
      const lines = entryLines(node, statement.currency, this.#reading);
      if ((this.#lines += lines.length) > MOST_LINES) throw new Refused('bank_too_large', node.line);
      statement.lines.push(...lines);
    }
  }

  #account(statement: Statement, node: Node): void {
    const iban = first(node, 'Id/IBAN');
    statement.account = iban ? certainIban(iban.text, iban.line) : accountNumber(textAt(node, 'Id/Othr/Id'));
    const currency = first(node, 'Ccy');
    if (currency) statement.currency = knownCurrency(currency.text, currency.line);
  }

  #balance(statement: Statement, node: Node): void {
    const amount = first(node, 'Amt');
    if (amount === undefined) throw new Refused('bank_malformed', node.line);
    const currency = knownCurrency(amount.currency, amount.line);
    // Some banks name the currency of the account at its balances alone.
    if (statement.currency === '') statement.currency = currency;
    if (currency !== statement.currency) throw new Refused('bank_currency', amount.line);
    const minor = plainAmount(amount.text, currency, amount.line);
    const mark = textAt(node, 'CdtDbtInd');
    if (mark !== 'CRDT' && mark !== 'DBIT') throw new Refused('bank_sign', node.line);
    const day = first(node, 'Dt/Dt', 'Dt/DtTm');
    const balance: Balance = {
      at: amount.line,
      minor: mark === 'CRDT' ? minor : -minor,
      day: day ? anyDay(day.text.slice(0, 10), day.line) : null,
    };
    const kind = textAt(node, 'Tp/CdOrPrtry/Cd', 'Tp/CdOrPrtry/Prtry');
    // PRCD is the closing balance of the day before: where there is no OPBD, it is the opening one.
    if (kind === 'OPBD' || (kind === 'PRCD' && statement.opening === null)) statement.opening = balance;
    else if (kind === 'CLBD') statement.closing = balance;
    else if (kind === '') throw new Refused('bank_malformed', node.line);
  }

  #finish(statement: Statement, line: number): void {
    this.#statement = null;
    if (statement.currency === '') throw new Refused('bank_currency', line);
    tie(statement);
  }
}

/** The statements of a document; throws `Refused`. */
export function readCamt(text: string, reading: Reading): Statement[] {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const reader = new Reader(reading);
  let began = 1;
  parser.on('doctype', () => {
    throw new Refused('bank_entities', parser.line);
  });
  parser.on('error', ({ message }) => {
    const truncated = /unclosed tag|unexpected end/i.test(message);
    throw new Refused(
      truncated ? 'bank_truncated' : /entity/i.test(message) ? 'bank_entities' : 'bank_malformed',
      parser.line,
    );
  });
  parser.on('opentagstart', () => (began = parser.line));
  parser.on('opentag', (tag) => {
    reader.open(tag, began);
  });
  parser.on('text', (part) => {
    reader.text(part);
  });
  parser.on('cdata', (part) => {
    reader.text(part);
  });
  parser.on('closetag', () => {
    reader.close(parser.line);
  });
  for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK));
  parser.close();
  if (reader.statements.length === 0) throw new Refused('bank_empty', 0);
  return reader.statements;
}
