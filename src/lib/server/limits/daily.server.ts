import { mac, macKey, type MacKey } from '../crypto/mac.server';

const DAY_MS = 86_400_000;

/** A value that can be counted and compared within one day (UTC) and means nothing on the next. 22 characters. */
export type DailyKeys = (purpose: string, value: string) => string;

/** `secret` is any 32 secret bytes (`keyring.derive('limits')`). The salt of a purpose is kept for its day alone. */
export function createDailyKeys(secret: Uint8Array, now: () => number = Date.now): DailyKeys {
  const root = macKey(secret);
  const salts = new Map<string, { day: number; key: MacKey }>();
  const saltOf = (purpose: string): MacKey => {
    const day = Math.floor(now() / DAY_MS);
    const known = salts.get(purpose);
    if (known?.day === day) return known.key;
    const key = macKey(mac(root, `${purpose}|${day}`));
    salts.set(purpose, { day, key });
    return key;
  };
  return (purpose, value) => mac(saltOf(purpose), value).subarray(0, 16).toString('base64url');
}
