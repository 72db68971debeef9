/** Bookings as machines make them: through the one function, with no member asking. */
import { uuidv7 } from '$lib/kernel/ids';
import { value, type Cast } from './cast';

export interface Line {
  kind?: string;
  account?: string;
  name?: string;
  currency?: string;
  minor: string;
}
export interface Booking {
  campaign?: string;
  id?: string;
  kind: string;
  day?: string;
  currency?: string;
  amount: bigint;
  lines: Line[];
  extra?: object;
}
export function book(
  cast: Cast,
  { campaign = cast.campaign, id = uuidv7(), kind, amount, lines, ...more }: Booking,
): Promise<string> {
  const { day = '2026-03-01', currency = 'ARS', extra = {} } = more;
  return value<string>(cast.world, `select app.fund_book($1, $2, $3, $4, $5, $6, 'n', $7, $8)`, [
    campaign,
    id,
    kind,
    day,
    currency,
    String(amount),
    JSON.stringify(lines),
    JSON.stringify(extra),
  ]);
}
export const line = (kind: string, minor: bigint, currency?: string): Line => ({
  kind,
  minor: String(minor),
  ...(currency === undefined ? {} : { currency }),
});
