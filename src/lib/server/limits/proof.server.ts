/**
 * Proof of work without third parties: the browser finds the number that was hashed, which costs it a moment, and a robot
 * the same moment for each forged signature. Nobody is refused for not having one.
 */
import { createHash } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib/v1';

/**
 * The numbers are tried from 0 upwards, half of them on average: 30 000 hashes are a tenth of a second on a laptop and
 * half a second on a cheap phone.
 */
const MAX_NUMBER = 60_000;
/** As long as somebody may take over a form. */
const LIVES_MS = 7_200_000;
const KEPT = 200_000;

export interface ProofChallenge {
  algorithm: string;
  challenge: string;
  maxnumber: number;
  salt: string;
  signature: string;
}
export interface Proof {
  /** Names the challenge; the database lets it serve once. */
  id: string;
  until: Date;
}
export interface Proofs {
  challenge(): Promise<ProofChallenge>;
  /** Null for what is no answer to a challenge of ours, has run out, or was shown to this process before. */
  take(answer: string): Promise<Proof | null>;
  /** Nothing was stored with it: it may be shown again. */
  giveBack(proof: Proof): void;
}

interface Answer {
  algorithm: 'SHA-256';
  challenge: string;
  number: number;
  salt: string;
  signature: string;
}

/** Base64 of JSON, as the script of the form makes it; whatever else was typed there is null. */
function readAnswer(text: string): Answer | null {
  if (text === '' || text.length > 1_000) return null;
  try {
    const { algorithm, challenge, number, salt, signature }: Record<string, unknown> = Object(
      JSON.parse(Buffer.from(text, 'base64').toString('utf8')),
    );
    if (algorithm !== 'SHA-256' || typeof number !== 'number' || !Number.isInteger(number)) return null;
    if (typeof challenge !== 'string' || typeof salt !== 'string' || typeof signature !== 'string') return null;
    return { algorithm, challenge, number, salt, signature };
  } catch {
    return null;
  }
}

/** `secret`: any 32 secret bytes that all processes share (`keyring.derive('proof')`). */
export function createProofs(secret: Uint8Array, now: () => number = Date.now): Proofs {
  const hmacKey = Buffer.from(secret).toString('base64url');
  const seen = new Map<string, number>();

  return {
    async challenge() {
      const expires = new Date(now() + LIVES_MS);
      const made = await createChallenge({ hmacKey, maxNumber: MAX_NUMBER, expires });
      return { ...made, maxnumber: MAX_NUMBER };
    },
    async take(text) {
      const answer = readAnswer(text);
      const expires = Number(new URLSearchParams(answer?.salt.split('?')[1] ?? '').get('expires')) * 1000;
      if (answer === null || !(expires > now())) return null;
      if (!(await verifySolution(answer, hmacKey, false))) return null;
      const id = createHash('sha256').update(answer.challenge).digest('base64url').slice(0, 24);
      if (seen.has(id)) return null;
      // The oldest first: a Map keeps the order of arrival.
      for (const [old, until] of seen) {
        if (until > now() && seen.size < KEPT) break;
        seen.delete(old);
      }
      seen.set(id, expires);
      return { id, until: new Date(expires) };
    },
    giveBack: ({ id }) => void seen.delete(id),
  };
}
