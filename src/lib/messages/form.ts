import { refusedForm, type FormAnswer, type FormState } from '$lib/contracts/forms';
import { failureWords, ruleWords, type AnyWords } from './failure';

export interface FormWords {
  /** Told back by the server, so that a page with several forms knows whose answer it is. */
  name: string;
  /** Anchor of a control; a page may hold the same form several times. */
  id(field: string): string;
  /** Id of the operation it was sent with, unless that one was spent on something else. */
  op: string | undefined;
  /** As it was typed, else `otherwise`. */
  value(field: string, otherwise?: string): string;
  /** The broken rule of a field in words. */
  wrong(field: string): string | undefined;
  /** What stands above the form; null when nothing is wrong. */
  summary: { title: string; text?: string; errors: { field: string; message: string; id: string }[] } | null;
}

/** A refused form in the reader's language. */
export function formWords(m: AnyWords, state: FormState | null, name: string): FormWords {
  const id = (field: string): string => `${name}-${field}`;
  const wrong = (field: string): string | undefined => {
    const rule = state?.errors[field];
    return rule === undefined ? undefined : ruleWords(m, rule);
  };
  return {
    name,
    id,
    wrong,
    op: state?.failure?.code === 'op_id_reused' ? undefined : state?.values['op'],
    value: (field, otherwise = '') => state?.values[field] ?? otherwise,
    summary: state && summaryOf(m, state, id),
  };
}

/** The form `name` of a page, with what the page's last answer says of it. */
export function formOf(m: AnyWords, answer: FormAnswer, name: string): FormWords {
  return formWords(m, refusedForm(answer, name), name);
}

function summaryOf(m: AnyWords, state: FormState, id: (field: string) => string): FormWords['summary'] {
  const errors = Object.entries(state.errors).map(([field, rule]) => ({
    field,
    message: ruleWords(m, rule),
    id: id(field),
  }));
  if (errors.length > 0) return { title: m('error.summary', { n: errors.length }), errors };
  const words = failureWords(m, state.failure ?? { ok: false, code: 'invalid' });
  return { title: words.title, text: words.next, errors };
}
