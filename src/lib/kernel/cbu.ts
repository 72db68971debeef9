/**
 * Accounts in Argentina, which has no IBAN: a CBU of a bank or a CVU of a wallet, both 22 digits in two blocks with a check
 * digit each, and the alias that people type instead (BCRA, Sistema Nacional de Pagos).
 */
interface Cbu {
  digits: string;
  /** Wallets have a number of provider where banks have their own, and begin with three zeros. */
  kind: 'cbu' | 'cvu';
}

const FIRST = [7, 1, 3, 9, 7, 1, 3];
const SECOND = [3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3];

function checkDigit(digits: string, weights: readonly number[]): string {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits.charAt(at)), 0);
  return String((10 - (sum % 10)) % 10);
}

/** The 22 digits without blanks, or null when a check digit does not fit. */
export function parseCbu(text: string): Cbu | null {
  const digits = text.replace(/[\s\u00a0.-]/g, '');
  if (!/^\d{22}$/.test(digits) || /^0+$/.test(digits)) return null;
  const fits =
    checkDigit(digits, FIRST) === digits.charAt(7) && checkDigit(digits.slice(8), SECOND) === digits.charAt(21);
  return fits ? { digits, kind: digits.startsWith('000') ? 'cvu' : 'cbu' } : null;
}

/** Six to twenty letters, digits, points and hyphens, without accents or ñ; capitals mean nothing. */
export function parseAlias(text: string): string | null {
  const plain = text.trim().toLowerCase();
  return /^[a-z0-9.-]{6,20}$/.test(plain) && /[a-z]/.test(plain) ? plain : null;
}

/** In two groups, bank and account, as it is printed. */
export function formatCbu(digits: string): string {
  return `${digits.slice(0, 8)} ${digits.slice(8)}`;
}
