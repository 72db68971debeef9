/**
 * Creditor references of ISO 11649: `RF`, two check digits and up to 21 letters or digits. A bank carries them as its own
 * field, so that a transfer names the pledge it belongs to, and a wrong sign is found before anything is matched.
 */
const FORM = /^RF\d{2}[A-Z0-9]{1,21}$/;
const BODY = /^[A-Z0-9]{1,21}$/;

/** Letters count as 10 to 35; taken sign by sign, because the whole number has up to 50 digits. */
function remainder(signs: string): number {
  let rest = 0;
  for (const sign of signs) {
    for (const digit of String(Number.parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest;
}

/** The reference of a body of up to 21 capitals and digits, with its check digits. Throws RangeError for any other body. */
export function rfReference(body: string): string {
  if (!BODY.test(body)) throw new RangeError('The body of a reference is 1 to 21 capitals and digits');
  const check = 98 - remainder(`${body}RF00`);
  return `RF${String(check).padStart(2, '0')}${body}`;
}

/** As it is stored, without blanks and in capitals; null when the check digits do not fit. */
export function parseRf(text: string): string | null {
  const plain = text.replace(/[\s\u00a0-]/g, '').toUpperCase();
  return FORM.test(plain) && remainder(plain.slice(4) + plain.slice(0, 4)) === 1 ? plain : null;
}

/** In groups of four, as it is printed and dictated. */
export function formatRf(reference: string): string {
  return reference.replace(/(.{4})(?=.)/g, '$1 ');
}
