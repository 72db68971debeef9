/** ISO 13616: country, two check digits, and the account of that country, 15 to 34 signs in all. */
const FORM = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/**
 * The IBAN as it is stored, without blanks and in capitals, or null when it cannot exist: its remainder by 97 must be 1
 * (ISO 7064), which finds every single wrong sign and nearly every swapped pair. Length by country is the bank's affair.
 */
export function parseIban(text: string): string | null {
  const plain = text.replace(/[\s\u00a0.-]/g, '').toUpperCase();
  return FORM.test(plain) && remainder(plain.slice(4) + plain.slice(0, 4)) === 1 ? plain : null;
}

/** In groups of four, as banks print it. */
export function formatIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}

/** Letters count as 10 to 35; taken sign by sign, because the whole number has up to 68 digits. */
function remainder(signs: string): number {
  let rest = 0;
  for (const sign of signs) {
    for (const digit of String(Number.parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest;
}
