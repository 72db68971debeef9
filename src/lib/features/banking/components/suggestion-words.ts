import { formatDay, formatMoney } from '$lib/kernel/format';
import { formatRf } from '$lib/kernel/rf';
import type { Messages } from '$lib/messages/catalog';
import type { FundKey } from '$lib/messages/fund';
import { LIKELY, SURE, type Suggestion } from '../suggest';

type Words = Messages<FundKey>;

/** What would be booked, in one line. */
export function whatItIs(m: Words, { kind, reference, number, gross, fee, minor, currency, day }: Suggestion): string {
  const amount = formatMoney(minor ?? gross, currency, m.locale);
  if (kind === 'pledge') {
    const words = { reference: formatRf(reference), amount };
    return fee > 0n
      ? m('banking.is.pledge_fee', { ...words, fee: formatMoney(fee, currency, m.locale) })
      : m('banking.is.pledge', words);
  }
  if (kind === 'request') return m('banking.is.request', { number: number ?? 0, amount });
  if (kind === 'entry' || kind === 'return') {
    const on = day === null ? '' : formatDay(day, m.locale, { weekday: false });
    return m(`banking.is.${kind}`, { amount, day: on });
  }
  return m(`banking.is.${kind}`);
}

/** Why it is suggested, in words. */
export function reasonsOf(m: Words, { reasons, days, fee, currency }: Suggestion): string {
  return reasons
    .map((reason) =>
      m(`banking.reason.${reason}`, { days: Math.abs(days ?? 0), fee: formatMoney(fee, currency, m.locale) }),
    )
    .join(' · ');
}

/** `Sure, 99 %`: words for those who read, a figure for those who compare. */
export function howSure(m: Words, { confidence }: Suggestion): string {
  const word = confidence >= SURE ? 'sure' : confidence >= LIKELY ? 'likely' : 'possible';
  return m(`banking.confidence.${word}`, { n: confidence });
}
