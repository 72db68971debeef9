import { describe, expect, it } from 'vitest';
import { documentText, keptTexts, likenessOf, nameTokens, soughtTexts, type KeyText } from './keys';

const said = (texts: readonly KeyText[]) => texts.map(({ kind, text }) => `${kind} ${text}`);
/** Kinds that a search shares with what is kept. */
function hits(kept: string[], sought: string[], documents: [string, string] = ['', '']): string[] {
  const there = new Set(said(keptTexts({ names: kept, document: documents[0] })));
  const found = soughtTexts({ names: sought, document: documents[1] }).filter((one) => there.has(said([one])[0] ?? ''));
  return [...new Set(found.map(({ kind }) => kind))].sort();
}

describe('names', () => {
  it.each([
    ['Gimenez, Maria', 'María Giménez'],
    ['JIMÉNEZ María', 'maria gimenez'],
    ['Vázquez de la Torre', 'basques torre'],
    ['Chávez Quiroga', 'quiroga chabes'],
    ['Llanos Hernández', 'ernandes yanos'],
  ])('%s is %s', (one, other) => {
    expect(nameTokens(one)).toEqual(nameTokens(other));
  });

  it('are found by two words of them, and by one only when there is no more', () => {
    expect(hits(['Ana Lucía Ejemplo Prueba'], ['prueba lucia'])).toEqual(['pair']);
    expect(hits(['Ana Lucía Ejemplo Prueba'], ['Lucia Prueba Ana Exemplo'])).toContain('pair');
    expect(hits(['Ana Ejemplo'], ['ejemplo ana'])).toEqual(['name', 'pair']);
    expect(hits(['Ana Ejemplo'], ['ejemplo'])).toEqual(['token']);
    expect(hits(['Ana Ejemplo'], ['Ana Distinta'])).toEqual([]);
    expect(hits(['Ana Ejemplo', 'La Colo'], ['colo'])).toEqual(['name', 'token']);
  });

  it('without a letter are nothing', () => {
    expect(keptTexts({ names: ['', ' - ', '...'], document: '' })).toEqual([]);
  });
});

describe('documents', () => {
  it('are told apart by letters and digits alone', () => {
    expect(documentText('DNI 00.123.456')).toBe('DNI00123456');
    expect(documentText('00.123.456')).toBe('123456');
  });

  it('are found whole, by their beginning and by their end', () => {
    expect(hits([], [], ['12.345.678', '12345678'])).toEqual(['document']);
    expect(hits([], [], ['12.345.678', '12.345'])).toEqual(['document_part']);
    expect(hits([], [], ['12.345.678', '5678'])).toEqual(['document_part']);
    expect(hits([], [], ['12.345.678', '12.345.679'])).toEqual([]);
    expect(hits([], [], ['12.345.678', '678'])).toEqual([]);
  });
});

it('says how sure it is', () => {
  expect(likenessOf({ document: 1, pair: 2 })).toBe('document');
  expect(likenessOf({ name: 1 })).toBe('name');
  expect(likenessOf({ pair: 1, document_part: 1 })).toBe('likely');
  expect(likenessOf({ document_part: 1 })).toBe('possible');
});
