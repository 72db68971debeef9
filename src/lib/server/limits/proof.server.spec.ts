import { randomBytes } from 'node:crypto';
import { solveChallenge } from 'altcha-lib/v1';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProofs, type ProofChallenge } from './proof.server';

async function solve(challenge: ProofChallenge): Promise<string> {
  const found = await solveChallenge(challenge.challenge, challenge.salt, 'SHA-256', challenge.maxnumber).promise;
  return pack({ ...challenge, number: found?.number });
}
const pack = (answer: object): string => Buffer.from(JSON.stringify(answer)).toString('base64');
const unpack = (text: string): Record<string, unknown> => JSON.parse(Buffer.from(text, 'base64').toString());

describe('a proof of work', () => {
  it('is taken once, and again only when it was given back', async () => {
    const proofs = createProofs(randomBytes(32));
    const answer = await solve(await proofs.challenge());
    const proof = await proofs.take(answer);
    expect(proof?.id).toMatch(/^[\w-]{24}$/);
    expect(await proofs.take(answer)).toBeNull();
    if (proof) proofs.giveBack(proof);
    expect(await proofs.take(answer)).toEqual(proof);
  });

  it('is nothing once it has run out, of another house, or with anything changed', async () => {
    let now = Date.now();
    const secret = randomBytes(32);
    const proofs = createProofs(secret, () => now);
    const answer = await solve(await proofs.challenge());
    const fields = unpack(answer);
    expect(await createProofs(randomBytes(32)).take(answer)).toBeNull();
    for (const change of [
      { number: Number(fields['number']) + 1 },
      { number: '1' },
      { salt: String(fields['salt']).replace(/expires=\d+/, 'expires=9999999999') },
      { salt: `${String(fields['salt'])}&` },
      { signature: '00' },
      { algorithm: 'SHA-1' },
      { challenge: 'ab' },
    ])
      expect(await proofs.take(pack({ ...fields, ...change })), JSON.stringify(change)).toBeNull();
    now += 7_201_000;
    expect(await createProofs(secret, () => now).take(answer)).toBeNull();
  });

  it('never throws, whatever is typed', async () => {
    const proofs = createProofs(randomBytes(32));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json().map((json) => Buffer.from(json).toString('base64')),
        ),
        async (text) => {
          expect(await proofs.take(text)).toBeNull();
        },
      ),
      { numRuns: 300 },
    );
  });
});
