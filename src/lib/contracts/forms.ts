import type { Failure } from './errors';

/** What a form action answers when something was wrong: everything typed, and what to mend. */
export interface FormState {
  /** As typed, by field; never a password. */
  values: Record<string, string>;
  /** Broken rule by field; words under `rule.<rule>`. */
  errors: Record<string, string>;
  /** Set when the whole was refused, not a field of it. */
  failure: Failure | null;
}

/** What a form action answers when it was done: which form, and what to name in the announcement. */
export interface FormDone {
  done: string;
  what: string;
}

/** What a page's `form` may hold after any of its actions. */
export type FormAnswer = (Partial<FormState> & Partial<FormDone>) | null | undefined;

/** The refused form `name` (its hidden field `form`), to be shown again; null when the answer is another's. */
export function refusedForm(answer: FormAnswer, name: string): FormState | null {
  if (!answer?.values || answer.values['form'] !== name) return null;
  return { values: answer.values, errors: answer.errors ?? {}, failure: answer.failure ?? null };
}

export function doneForm(answer: FormAnswer): FormDone | null {
  return answer?.done === undefined ? null : { done: answer.done, what: answer.what ?? '' };
}
