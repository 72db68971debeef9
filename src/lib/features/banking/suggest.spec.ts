import { describe, expect, it } from 'vitest';
import { rfReference } from '$lib/kernel/rf';
import { claimedReferences, nearReferences } from './near';
import { LIKELY, plainCandidates, suggest, SURE, type Candidate, type LineFacts } from './suggest';
import { sameName } from './words';

const line: LineFacts = { minor: 5000n, currency: 'EUR', day: '2026-03-10', charges: null };
const pledge = (more: Partial<Candidate> = {}): Candidate => ({
  kind: 'pledge',
  target: 'pledge:a',
  id: 'a',
  how: ['reference'],
  currency: 'EUR',
  minor: 5000n,
  received: 0n,
  state: 'open',
  day: '2026-03-05',
  reference: 'RF18539007547034',
  ...more,
});
const first = (of: LineFacts, ...candidates: Candidate[]) => suggest(of, candidates)[0];

describe('what a line may be', () => {
  it('is sure by its reference and its amount', () => {
    expect(first(line, pledge())).toMatchObject({ reasons: ['reference', 'amount'], gross: 5000n, fee: 0n });
    expect(first(line, pledge())?.confidence).toBeGreaterThanOrEqual(SURE);
  });

  it('takes what banks keep for a fee, but not half of a gift', () => {
    const kept = first({ ...line, minor: 3500n }, pledge());
    expect(kept).toMatchObject({ gross: 5000n, fee: 1500n, reasons: ['reference', 'kept'] });
    expect(kept?.confidence).toBeLessThan(SURE);
    expect(first({ ...line, minor: 2000n }, pledge())).toMatchObject({
      gross: 2000n,
      fee: 0n,
      reasons: ['reference', 'less'],
    });
    expect(first({ ...line, minor: 4650n, charges: 350n }, pledge())).toMatchObject({
      fee: 350n,
      reasons: ['reference', 'told'],
    });
  });

  it('says when more came, in another currency, or once more', () => {
    expect(first({ ...line, minor: 6000n }, pledge())).toMatchObject({
      gross: 6000n,
      fee: 0n,
      reasons: ['reference', 'more'],
    });
    expect(first(line, pledge({ currency: 'USD' }))?.reasons).toContain('currency');
    const again = first(line, pledge({ state: 'received', received: 5000n }));
    expect(again).toMatchObject({ gross: 5000n, reasons: ['reference', 'known'] });
    expect(again?.confidence).toBeLessThan(LIKELY);
  });

  it('puts the reference before the payer, the payer before the amount, and books what is there already once', () => {
    const found = suggest(line, [
      pledge({ target: 'pledge:amount', how: ['amount'] }),
      pledge({ target: 'pledge:payer', how: ['payer'] }),
      pledge({ target: 'pledge:reference', how: ['reference'] }),
    ]);
    expect(found.map(({ target }) => target)).toEqual(['pledge:reference', 'pledge:payer', 'pledge:amount']);
    const entry: Candidate = {
      kind: 'entry',
      target: 'entry:e',
      id: 'e',
      how: ['booked'],
      day: '2026-03-09',
      currency: 'EUR',
      minor: 5000n,
    };
    expect(first(line, pledge({ how: ['amount'] }), entry)).toMatchObject({ kind: 'entry', choice: 'entry:e|5000|0' });
  });

  it('looks at names when nothing else is known', () => {
    const alike = first(line, pledge({ how: ['amount'], alike: 1 }));
    const other = first(line, pledge({ how: ['amount'], alike: 0 }));
    expect(alike?.confidence ?? 0).toBeGreaterThan(other?.confidence ?? 0);
    expect(sameName('PÉREZ, ANA MARIA', 'Ana Pérez')).toBe(1);
    expect(sameName('Ana Pérez', 'Juan Gómez')).toBe(0);
    expect(sameName('', 'Ana')).toBe(0);
  });

  it('knows what banks write beside their fees, and says when nobody announced a gift', () => {
    for (const words of ['frais de tenue de compte', 'comision mantenimiento', 'wire fee', 'entgelt'])
      expect(plainCandidates(-100n, words)).toMatchObject([{ kind: 'fee' }]);
    expect(plainCandidates(-100n, 'honorarios')).toEqual([]);
    const gift = first(line, ...plainCandidates(5000n, 'soutien'));
    expect(gift).toMatchObject({ choice: 'gift:|5000|0', reasons: ['nobody'] });
    expect(gift?.confidence).toBeLessThan(LIKELY);
  });

  it('follows a rule, with the size of the line', () => {
    const rule: Candidate = { kind: 'fee', target: 'rule:r', id: 'r', how: ['rule'] };
    expect(first({ ...line, minor: -150n }, rule)).toMatchObject({ choice: 'fee:|150|0', reasons: ['rule'] });
  });
});

describe('a reference with a wrong sign', () => {
  const right = rfReference('7K2M9QRT4W');
  it('finds what was meant, whichever sign was wrong or swapped', () => {
    for (let at = 2; at < right.length; at += 1) {
      const sign = right.charAt(at) === '3' ? '4' : '3';
      const wrong = right.slice(0, at) + sign + right.slice(at + 1);
      expect(nearReferences(`gift ${wrong} thanks`)).toContain(right);
    }
    const swapped = right.slice(0, 7) + right.charAt(8) + right.charAt(7) + right.slice(9);
    expect(nearReferences(swapped)).toContain(right);
  });
  it('is none when it is right, too short or not there', () => {
    expect(claimedReferences(`gift ${right}`)).toEqual([]);
    expect(nearReferences('RF12 345')).toEqual([]);
    expect(nearReferences('for the prisoners')).toEqual([]);
  });
});

describe('what a line that goes out may pay', () => {
  const out: LineFacts = { minor: -100_000n, currency: 'ARS', day: '2026-03-10', charges: null };
  const request = (more: Partial<Candidate> = {}): Candidate => ({
    kind: 'request',
    target: 'request:a',
    id: 'a',
    how: ['open'],
    currency: 'ARS',
    minor: 100_000n,
    received: 0n,
    state: 'approved',
    day: '2026-03-08',
    reference: 'RF18539007547034',
    number: 7,
    ...more,
  });

  it('is sure by its reference, likely by the account, and possible by the amount', () => {
    expect(first(out, request({ how: ['reference', 'open'] }))).toMatchObject({ number: 7, gross: 100_000n, fee: 0n });
    expect(first(out, request({ how: ['reference', 'open'] }))?.confidence).toBeGreaterThanOrEqual(SURE);
    expect(first(out, request({ how: ['payee', 'open'] }))?.reasons).toEqual(['payee', 'due', 'left']);
    const amount = first(out, request());
    expect(amount?.confidence).toBeLessThan(LIKELY);
    expect(first(out, request({ alike: 1 }))?.confidence).toBeGreaterThanOrEqual(LIKELY);
  });

  it('takes a little more for the fee of the bank, less for a part, and much more for another thing', () => {
    expect(first({ ...out, minor: -101_200n }, request())).toMatchObject({ gross: 100_000n, fee: 1_200n });
    expect(first({ ...out, minor: -40_000n }, request({ how: ['payee', 'open'] }))).toMatchObject({
      gross: 40_000n,
      fee: 0n,
      reasons: ['payee', 'due', 'part'],
    });
    expect(first({ ...out, minor: -40_000n }, request())).toBeUndefined();
    expect(first({ ...out, minor: -400_000n }, request({ how: ['reference', 'open'] }))).toBeUndefined();
  });

  it('in another currency pays what is left', () => {
    const euros = { ...out, minor: -6_900n, currency: 'EUR' };
    expect(first(euros, request({ how: ['reference', 'open'] }))).toMatchObject({
      gross: 6_900n,
      reasons: ['reference', 'due', 'currency'],
    });
  });
});
