import { isValidBIC } from 'ibantools';

/** ISO 9362: bank, country, place and, with eleven signs, the branch. In capitals without blanks, or null. */
export function parseBic(text: string): string | null {
  const plain = text.replace(/[\s\u00a0]/g, '').toUpperCase();
  return isValidBIC(plain) ? plain : null;
}
