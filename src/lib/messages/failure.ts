import type { Failure } from '$lib/contracts/errors';
import type { Locale } from '$lib/contracts/locales';
import type { Params } from './format';
import type { SharedKey } from './shared';

/** The words of any area: each also answers for the shared ones. */
export interface AnyWords {
  (key: SharedKey, params?: Params): string;
  readonly locale: Locale;
  has(key: string): boolean;
}

/** What happened and what to do next, in the reader's language. */
export function failureWords(m: AnyWords, failure: Failure): { title: string; next: string } {
  return {
    title: m(`error.${failure.code}.title`),
    next: m(`error.${failure.code}.next`, {
      seconds: failure.retryAfterS ?? 0,
      errorId: failure.errorId ?? '—',
    }),
  };
}

/** The sentence of a broken rule; a rule without words of its own says that the value must be corrected. */
export function ruleWords(m: AnyWords, rule: string | undefined): string {
  const key = `rule.${rule ?? 'required'}`;
  return m(m.has(key) ? (key as SharedKey) : 'error.invalid.title');
}
