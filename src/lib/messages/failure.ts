import type { Failure } from '$lib/contracts/errors';
import type { Messages } from './catalog';
import type { SharedKey } from './shared';

/** What happened and what to do next, in the reader's language. */
export function failureWords(m: Messages<SharedKey>, failure: Failure): { title: string; next: string } {
  return {
    title: m(`error.${failure.code}.title`),
    next: m(`error.${failure.code}.next`, {
      seconds: failure.retryAfterS ?? 0,
      errorId: failure.errorId ?? '—',
    }),
  };
}

/** The sentence of a broken rule; a rule without words of its own says that the value must be corrected. */
export function ruleWords(m: Messages<SharedKey>, rule: string | undefined): string {
  const key = `rule.${rule ?? 'required'}`;
  return m.has(key) ? m(key) : m('error.invalid.title');
}
