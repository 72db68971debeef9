import { randomInt } from 'node:crypto';
import { signatures } from '$lib/features/signatures/index.server';
import { signatureSchema } from '$lib/features/signatures';
import { uuidv7 } from '$lib/kernel/ids';
import { ronda } from '$lib/server/app.server';
import * as v from 'valibot';

const NAMES = ['Juan Perez', 'John Smith', 'Maria Lopez', 'Ana Gomez', 'Test User', 'Carlos Ruiz'];
const AT_ONCE = 64;
let running = false;

/**
 * A wave of forged signatures against the sample campaign, through the same door as everybody's: a few networks, one mail
 * domain, no proofs. Goes on in the background; false when one is on its way already.
 */
export function startWave(campaign: { id: string; slug: string }, n: number): boolean {
  if (running) return false;
  running = true;
  const [a, b] = [randomInt(1, 250), randomInt(1, 250)];
  const tag = uuidv7().slice(0, 13);
  const one = async (at: number): Promise<void> => {
    const form = v.parse(signatureSchema, {
      name: NAMES[at % NAMES.length],
      email: `w${tag}-${at}@wave.example`,
      country: at % 3 === 0 ? 'US' : 'AR',
      source: 'wave',
    });
    await signatures().sign({ campaign, form, locale: 'es', address: `10.${a}.${b + (at % 3)}.${at % 40}` });
  };
  const lane = async (from: number): Promise<void> => {
    for (let at = from; at < n; at += AT_ONCE) await one(at);
  };
  void Promise.all(Array.from({ length: AT_ONCE }, (_, from) => lane(from)))
    .catch((error: unknown) => ronda().log.warn('fraud.wave_broke', { err: error }))
    .finally(() => {
      running = false;
    });
  return true;
}
