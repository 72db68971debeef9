import { uuidv7 } from '$lib/kernel/ids';

/** Where the sample's signers live, by weight, and how they came. */
const COUNTRIES = { AR: 46, ES: 9, FR: 8, BR: 7, UY: 6, IT: 5, DE: 5, US: 5, CL: 4, GB: 3, MX: 2 };
const SOURCES = { whatsapp: 38, '': 24, instagram: 12, 'qr-plaza': 9, telegram: 8, newsletter: 6, 'embed-sutna': 3 };
const SPANISH = new Set(['AR', 'ES', 'UY', 'CL', 'MX']);

/** Days before now on which something happened, and how many times the usual number signed for three hours after it. */
const EVENTS = [
  { daysAgo: 14, times: 9 },
  { daysAgo: 6, times: 14 },
  { daysAgo: 1, times: 6 },
];

export interface SampleSignature {
  id: string;
  email_key: string;
  country: string;
  visibility: 'initials' | 'private';
  public_name: string | null;
  locale: 'es' | 'en';
  source: string;
  op_id: string;
  confirmed_at: string;
  /** The signer's own word, which those carry whom they brought. */
  share_code: string;
  referred_by: string | null;
}

/** mulberry32: the same sample for everybody, so that what one person sees another can look for. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick(weights: Record<string, number>, roll: number): string {
  let left = roll * Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  for (const [key, weight] of Object.entries(weights)) {
    left -= weight;
    if (left < 0) return key;
  }
  return Object.keys(weights)[0] ?? '';
}

/** A country and a source as the sample's signers have them. */
export function sampleOrigin(roll: () => number = Math.random): {
  country: string;
  source: string;
  locale: 'es' | 'en';
} {
  const country = pick(COUNTRIES, roll());
  return { country, source: pick(SOURCES, roll()), locale: SPANISH.has(country) ? 'es' : 'en' };
}

const HOUR_MS = 3_600_000;
/** Signers of the first days who pass the petition on, and the part of all later ones who come by one of them. */
const SHARERS = 9;
const BROUGHT = 0.14;

const SIGNS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Three weeks of signatures up to `nowMs`: quiet nights, busy evenings, a jump after each event. */
export function sampleSignatures(nowMs: number, keyOf: (n: number) => string): SampleSignature[] {
  const roll = dice(20_240_924);
  const made: SampleSignature[] = [];
  for (let hoursAgo = 21 * 24; hoursAgo > 0; hoursAgo -= 1) {
    const startMs = nowMs - hoursAgo * HOUR_MS;
    // Buenos Aires is three hours behind UTC all year.
    const hour = (Math.floor(startMs / HOUR_MS) + 21) % 24;
    const usual = hour < 7 ? 0.2 : hour < 18 ? 1.6 : 3;
    const event = EVENTS.find(({ daysAgo }) => hoursAgo <= daysAgo * 24 && hoursAgo > daysAgo * 24 - 3);
    const expected = usual * (event?.times ?? 1);
    const count = Math.floor(expected) + (roll() < expected % 1 ? 1 : 0);
    for (let n = 0; n < count; n += 1) {
      const { country, source, locale } = sampleOrigin(roll);
      const shown = roll() < 0.3;
      const word = (): string => Array.from({ length: 8 }, () => SIGNS[Math.floor(roll() * SIGNS.length)]).join('');
      const letter = (): string => String.fromCharCode(65 + Math.floor(roll() * 22));
      made.push({
        id: uuidv7(),
        email_key: keyOf(made.length),
        country,
        visibility: shown ? 'initials' : 'private',
        public_name: shown ? `${letter()}. ${letter()}.` : null,
        locale,
        source,
        op_id: uuidv7(),
        share_code: word(),
        referred_by:
          made.length > 40 && roll() < BROUGHT ? (made[Math.floor(roll() ** 2 * SHARERS)]?.share_code ?? null) : null,
        confirmed_at: new Date(startMs + Math.floor(roll() * HOUR_MS)).toISOString(),
      });
    }
  }
  return made;
}
