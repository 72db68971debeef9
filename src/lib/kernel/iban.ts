import { electronicFormatIBAN, isSEPACountry, isValidIBAN } from 'ibantools';

/**
 * The IBAN as it is stored, without blanks and in capitals, or null when it cannot exist: its length and form are those of
 * its country, its remainder by 97 is 1 (ISO 7064), and so are the check digits within it where the country has some.
 */
export function parseIban(text: string): string | null {
  const plain = electronicFormatIBAN(text.replace(/[\s\u00a0.]/g, ''));
  return plain !== null && isValidIBAN(plain) ? plain : null;
}

/** Whether money reaches this account by a SEPA transfer, which is in euros and costs what one at home costs. */
export function isSepaIban(iban: string): boolean {
  return isSEPACountry(iban.slice(0, 2));
}

/** In groups of four, as banks print it. */
export function formatIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}
