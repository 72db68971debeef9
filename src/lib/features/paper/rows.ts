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

/** The first field of a row that is wrong, and the rule it broke. */
function brokenIn({ name, country, town, email }: TypedRow): [string, string] | null {
  if (name === '') return ['name', 'required'];
  if (UNSEEN.test(name + town)) return ['name', 'encoding'];
  if ([...name].length > 80) return ['name', 'too_long'];
  if ([...town].length > 80) return ['town', 'too_long'];
  if (!countries.has(country)) return ['country', 'country_letters'];
  if (email !== '' && !/^[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$/.test(email)) return ['email', 'email'];
  return null;
}

/** The rows in which something was typed, or of each wrong row the first field that is wrong and the rule it broke. */
export function readRows(
  values: Readonly<Record<string, string>>,
): { ok: true; rows: TypedRow[] } | { ok: false; errors: Record<string, string> } {
  const rows: TypedRow[] = [];
  const errors: Record<string, string> = {};
  for (const key of Object.keys(values)) {
    const at = Number(/^name-(\d{1,3})$/.exec(key)?.[1] ?? Number.NaN);
    if (!Number.isInteger(at)) continue;
    const text = (field: string): string =>
      (values[`${field}-${at}`] ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim();
    const [name, town, email] = [text('name'), text('town'), text('email')];
    const country = text('country').toUpperCase();
    if (name === '' && town === '' && email === '') continue;
    const row = { at, name, country, town, email };
    const broken = brokenIn(row);
    if (broken) errors[`${broken[0]}-${at}`] = broken[1];
    else rows.push(row);
  }
  return Object.keys(errors).length === 0 ? { ok: true, rows } : { ok: false, errors };
}
