import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { guessMapping } from './csv-guess';
import { decodeFile } from './decode';
import { readStatements, type Expected, type Read } from './read';
import type { Statement } from './statement';

const REFERENCE = 'RF18539007547034';
const file = (name: string): Buffer =>
  readFileSync(new URL(`../../../../../tests/statements/${name}`, import.meta.url));
const expected: Expected = { today: '2026-07-01', currency: 'EUR', mapping: null };
const read = (bytes: Uint8Array, more: Partial<Expected> = {}): Read => readStatements(bytes, { ...expected, ...more });

function statementsOf(bytes: Uint8Array, more: Partial<Expected> = {}): Statement[] {
  const answer = read(bytes, more);
  if (answer.kind !== 'read') throw new Error(JSON.stringify(answer));
  return answer.statements;
}

/** With the columns as they were guessed. */
function table(name: string, currency: string): Statement | undefined {
  const mapping = guessMapping(decodeFile(file(name)))?.mapping ?? null;
  return statementsOf(file(name), { currency, mapping })[0];
}

const swapped = (name: string, from: string | RegExp, to: string): Uint8Array => {
  const text = file(name).toString('latin1');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing to change in ${name}`);
  return Buffer.from(changed, 'latin1');
};

describe('CAMT.053', () => {
  it('02 of a French bank: the last payer, a reference broken by lines, charges, a return, nothing that is pending', () => {
    const [statement] = statementsOf(file('fr-camt053-02.xml'));
    expect(statement).toMatchObject({
      account: 'FR7610278061050005965934133',
      currency: 'EUR',
      opening: { minor: 100000n },
      closing: { minor: 112150n, day: '2026-01-31' },
    });
    expect(statement?.lines).toEqual([
      {
        at: 15,
        bookedOn: '2026-01-05',
        valueOn: '2026-01-06',
        minor: 5000n,
        bankRef: 'CM000001',
        endToEnd: '',
        references: [REFERENCE],
        name: 'Élodie Exemple',
        account: 'FR1420041010050500013M02606',
        text: 'VIR SEPA solidarite RF18 5390 0754 7034 merci',
        returned: false,
        chargesMinor: null,
      },
      expect.objectContaining({
        bookedOn: '2026-01-08',
        minor: 9650n,
        references: [REFERENCE],
        account: '000123456789',
        chargesMinor: 350n,
      }),
      expect.objectContaining({ minor: -2500n, returned: true, text: 'AC04', name: 'Paul Exemple' }),
    ]);
  });

  it('08 of a German bank: prefixes, Latin 1, a collective entry taken apart, an opening balance in the red', () => {
    const [statement] = statementsOf(file('de-camt053-08.xml'));
    expect(statement).toMatchObject({ currency: 'EUR', opening: { minor: -1000n }, closing: { minor: 4980n } });
    expect(statement?.lines.map(({ minor, name, bankRef }) => [minor, name, bankRef])).toEqual([
      [2000n, 'Jörg Beispiel', 'SAMMEL1'],
      [2000n, 'Jörg Beispiel', 'SAMMEL1'],
      [2000n, 'Verein Beispiel', 'TX3'],
      [-20n, '', ''],
    ]);
    expect(statement?.lines[0]).toMatchObject({ text: 'Spende & Gruß', endToEnd: 'E1' });
    expect(statement?.lines[3]).toMatchObject({ text: 'Buchungsgebühr' });
  });
});

describe('MT940', () => {
  it('of a German bank: subfields, two messages that follow each other, a credit taken back, days across the year', () => {
    const statements = statementsOf(file('de-mt940.sta'));
    expect(statements.map(({ account, opening, closing }) => [account, opening?.minor, closing?.minor])).toEqual([
      ['0532013000', 10000n, 15000n],
      ['0532013000', 15000n, 14910n],
    ]);
    const [first, second, third] = statements[0]?.lines ?? [];
    expect(first).toMatchObject({
      at: 5,
      bookedOn: '2026-04-01',
      minor: 5000n,
      bankRef: 'B1',
      endToEnd: 'SPENDE-77',
      references: [REFERENCE],
      name: 'Anna Beispiel-Muster',
      account: 'DE89370400440532013000',
      text: 'Soli RF18 5390 0754 7034 danke /OCMT/EUR50,/',
    });
    expect(second).toMatchObject({ minor: 1250n, returned: false });
    expect(third).toMatchObject({ minor: -1250n, returned: true, text: 'Konto erloschen' });
    expect(statements[1]?.lines).toMatchObject([{ minor: -90n, bookedOn: '2025-12-31', text: 'Kontofuehrung' }]);
  });

  it('with words between slashes and with plain text, inside the envelope of SWIFT', () => {
    const [statement] = statementsOf(file('nl-mt940.txt'));
    expect(statement).toMatchObject({ account: 'NL91ABNA0417164300', closing: { minor: 9250n } });
    expect(statement?.lines).toMatchObject([
      { name: 'C. VOORBEELD', account: 'FR1420041010050500013M02606', references: [REFERENCE], bankRef: '26121ABC' },
      { minor: -750n, text: 'Bank charges for the incoming payment from abroad that was booked on 1 May' },
    ]);
  });
});

describe('OFX', () => {
  it('1: elements without an end, an empty one, a bare ampersand, two equal gifts on a day', () => {
    const [statement] = statementsOf(file('us-ofx1.ofx'), { currency: 'USD' });
    expect(statement).toMatchObject({ account: '000123456789', currency: 'USD', closing: { minor: 103500n } });
    expect(statement?.lines).toMatchObject([
      { at: 17, minor: 2500n, bankRef: '202605020001', name: 'ZELLE FROM DOE & SONS', references: [REFERENCE] },
      { at: 25, minor: 2500n, bankRef: '202605020002', text: '' },
      { at: 26, minor: -1500n, bookedOn: '2026-05-15' },
    ]);
  });

  it('2: XML, a plus, one decimal, characters by number', () => {
    const [statement] = statementsOf(file('us-ofx2.ofx'), { currency: 'USD' });
    expect(statement?.lines).toMatchObject([
      { at: 11, minor: 10050n, bankRef: 'A&1', name: 'María Ejemplo', account: '987654' },
    ]);
  });
});

describe('CSV', () => {
  it('asks for its columns first', () => {
    expect(read(file('fr-releve.csv'))).toMatchObject({
      kind: 'unmapped',
      guess: { whole: true, heads: ['Date', 'Date de valeur', 'Débit', 'Crédit', 'Libellé', 'Solde'] },
    });
    expect(read(Buffer.from('hello'))).toEqual({ kind: 'refused', rule: 'bank_format', line: 0 });
  });

  it('of an Argentine bank: a preamble, Windows-1252, newest first, a break in a cell, balances that lead upwards', () => {
    const statement = table('ar-movimientos.csv', 'ARS');
    expect(statement).toMatchObject({ opening: { minor: 0n }, closing: { minor: 13825050n } });
    expect(statement?.lines).toMatchObject([
      { at: 5, minor: -125000n, bankRef: '9003', text: 'Comisión mantenimiento' },
      { at: 6, minor: 4000050n, references: [REFERENCE], bookedOn: '2026-06-29' },
      { at: 8, minor: 9950000n },
    ]);
  });

  it('of an American, a French and a German bank', () => {
    expect(table('us-statement.csv', 'USD')?.lines).toMatchObject([
      { minor: 2500n, bookedOn: '2026-05-02' },
      { minor: 10000n, bookedOn: '2026-05-13' },
      { minor: -1500n, text: 'Wire Transfer Fee' },
    ]);
    expect(table('fr-releve.csv', 'EUR')).toMatchObject({
      opening: { minor: 100000n },
      lines: [{ minor: 5000n, valueOn: '2026-01-06' }, { minor: -250n }],
    });
    expect(table('de-umsaetze.csv', 'EUR')?.lines).toMatchObject([
      { minor: 102000n, name: 'Anna Müller', account: 'DE89370400440532013000', references: [REFERENCE] },
      { minor: -750n, bookedOn: '2026-03-02' },
    ]);
  });
});

const fr = 'fr-camt053-02.xml';
const de = 'de-mt940.sta';
const us = 'us-ofx1.ofx';
const entity = '<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;&b;">]>';

describe('a file that is wrong', () => {
  it.each([
    [
      'an IBAN with a wrong sign',
      swapped(fr, 'FR7610278061050005965934133', 'FR7610278061050005965934143'),
      'bank_iban',
      8,
    ],
    ["a payer's too", swapped(fr, 'FR1420041010050500013M02606', 'FR1420041010050500013M02607'), 'bank_iban', 18],
    [
      'a structured reference with wrong digits',
      swapped(fr, '>RF18539007547034<', '>RF19539007547034<'),
      'bank_reference',
      32,
    ],
    ['three decimals', swapped(fr, '>50.00<', '>50.001<'), 'bank_decimals', 12],
    ['a sign in the amount', swapped(fr, '>50.00<', '>-50.00<'), 'bank_sign', 12],
    ['a comma', swapped(fr, '>50.00<', '>50,00<'), 'bank_amount', 12],
    ['balances that do not tie', swapped(fr, '>1121.50<', '>1121.51<'), 'bank_balance', 10],
    ['neither credit nor debit', swapped(fr, '>CRDT</CdtDbtInd><Sts>', '>CREDIT</CdtDbtInd><Sts>'), 'bank_sign', 11],
    ['another currency', swapped(fr, 'Ccy="EUR">50', 'Ccy="USD">50'), 'bank_currency', 12],
    ['a day that does not exist', swapped(fr, '>2026-01-05<', '>2026-02-30<'), 'bank_date', 13],
    ['a day that has not come', swapped(fr, '>2026-01-05<', '>2026-07-03<'), 'bank_future', 13],
    ['an entity', swapped(fr, '<Document', `${entity}<Document`), 'bank_entities', 2],
    ['an unknown entity', swapped(fr, 'merci', '&merci;'), 'bank_entities', 21],
    ['another message', swapped(fr, 'camt.053.001.02', 'camt.054.001.02'), 'bank_format', 2],
    ['a page of the web', Buffer.from('<!doctype html><p>Sign in'), 'bank_format', 1],
    ['the half of it', file(fr).subarray(0, 2200), 'bank_truncated', 37],
    ['parts that do not make the entry', swapped('de-camt053-08.xml', '>20.00<', '>20.01<'), 'bank_batch', 9],
    ['an MT940 whose sums do not tie', swapped(de, 'CR50,00', 'CR50,01'), 'bank_balance', 13],
    [
      'an MT940 that was cut off',
      Buffer.from(file(de).toString().split('\r\n').slice(0, 8).join('\r\n')),
      'bank_truncated',
      4,
    ],
    ['an MT940 with a strange day', swapped(de, ':61:2604010401', ':61:2613010401'), 'bank_date', 5],
    ['an MT940 without a comma', swapped(de, 'C260331EUR100,00', 'C260331EUR100.00'), 'bank_amount', 4],
    ['an OFX that was cut off', file(us).subarray(0, 800), 'bank_truncated', 26],
    ['an OFX with a fee that brings money', swapped(us, '-15.00', '15.00'), 'bank_sign', 26],
    ['an OFX with a strange amount', swapped(us, '25.00', '2 5.00'), 'bank_amount', 17],
    ['an OFX with entities', swapped(us, '<OFX>', '<!ENTITY a "b">\n<OFX>'), 'bank_entities', 11],
    ['an OFX with very long names', swapped(us, '<MEMO>for', `<${'A'.repeat(60)}>for`), 'bank_malformed', 23],
    ['nothing', Buffer.from(''), 'bank_empty', 0],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 'bank_format', 0],
    ['too many bytes', Buffer.alloc(15_000_001, 'a'), 'bank_too_large', 0],
  ])('%s', (_, bytes, rule, line) => {
    expect(read(bytes)).toEqual({ kind: 'refused', rule, line });
  });

  it.each([
    ['fr-releve.csv', '50,00', '50.00', 'bank_amount', 2],
    ['fr-releve.csv', '1 047,50', '1 047,51', 'bank_balance', 3],
    ['fr-releve.csv', '08/01/2026;08', '31/02/2026;08', 'bank_date', 3],
    ['fr-releve.csv', ';-2,50;;', ';-2,50;1,00;', 'bank_sign', 3],
    ['fr-releve.csv', 'Débit', 'Sortie', 'bank_columns', 1],
    ['fr-releve.csv', ';1 047,50', '', 'bank_truncated', 3],
    ['de-umsaetze.csv', '"EUR";"Umsatz gebucht"\r\n"0532', '"USD";"Umsatz gebucht"\r\n"0532', 'bank_currency', 2],
    ['de-umsaetze.csv', '"-7,50"', '"-7,505"', 'bank_decimals', 3],
    ['de-umsaetze.csv', '"Auslandsentgelt"', '"Auslandsentgelt', 'bank_malformed', 3],
  ])('%s with %s as %s', (name, from, to, rule, line) => {
    const mapping = guessMapping(decodeFile(file(name)))?.mapping ?? null;
    const text = decodeFile(file(name)).replace(from, to);
    expect(read(Buffer.from(text), { mapping })).toMatchObject({ kind: 'refused', rule });
    const answer = read(Buffer.from(text), { mapping });
    expect(answer.kind === 'refused' ? answer.line : null).toBe(line);
  });
});
