import { COUNTRY_CODES } from '$lib/messages/names';

/** One person on a sheet, as it was typed. */
export interface TypedRow {
  /** Its number in the form. */
  at: number;
  name: string;
  country: string;
  town: string;
  email: string;
}

const countries = new Set(COUNTRY_CODES);
const UNSEEN = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** The rows in which something was typed, or the first field that is wrong and the rule it broke. */
export function readRows(
  values: Readonly<Record<string, string>>,
): { ok: true; rows: TypedRow[] } | { ok: false; field: string; rule: string } {
  const rows: TypedRow[] = [];
  for (const key of Object.keys(values)) {
    const at = Number(/^name-(\d{1,3})$/.exec(key)?.[1] ?? Number.NaN);
    if (!Number.isInteger(at)) continue;
    const text = (field: string): string =>
      (values[`${field}-${at}`] ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim();
    const [name, town, email] = [text('name'), text('town'), text('email')];
    const country = text('country').toUpperCase();
    if (name === '' && town === '' && email === '') continue;
    const wrong = (field: string, rule: string) => ({ ok: false, field: `${field}-${at}`, rule }) as const;
    if (name === '') return wrong('name', 'required');
    if (UNSEEN.test(name + town)) return wrong('name', 'encoding');
    if ([...name].length > 80) return wrong('name', 'too_long');
    if ([...town].length > 80) return wrong('town', 'too_long');
    if (!countries.has(country)) return wrong('country', 'country');
    if (email !== '' && !/^[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$/.test(email)) return wrong('email', 'email');
    rows.push({ at, name, country, town, email });
  }
  return { ok: true, rows };
}
