/** What was typed into a form and is not saved yet: kept in this tab alone, and emptied at sign-out. */

type Typed = Record<string, string>;

/** Somebody who comes back the next day begins anew. */
const LASTS_MS = 12 * 3_600_000;
const key = (form: string): string => `ronda-form:${form}`;

function readTyped(form: string): Typed | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key(form)) ?? 'null');
    const { at, values } = (kept ?? {}) as { at?: number; values?: Typed };
    return typeof at === 'number' && Date.now() - at < LASTS_MS && values ? values : null;
  } catch {
    return null; // no storage: a private window, or a full one
  }
}

function keepTyped(form: string, values: Typed | null): void {
  try {
    if (values === null) sessionStorage.removeItem(key(form));
    else sessionStorage.setItem(key(form), JSON.stringify({ at: Date.now(), values }));
  } catch {
    // The text still stands in the fields; only a reload would lose it.
  }
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
const fieldsOf = (form: HTMLFormElement): Control[] =>
  [...form.querySelectorAll<Control>('input, select, textarea')].filter(
    ({ type, name }) => name !== '' && !['hidden', 'file', 'radio', 'checkbox'].includes(type),
  );

/**
 * Keeps what is typed into a form while it is typed, so that it outlives a reload and a line that is away. Answers what was
 * kept before; nothing when the page came back with an answer, which also forgets what was saved.
 */
export function keepWhileTyped(
  form: HTMLFormElement,
  name: string,
  answered: { forget: boolean } | null,
): { kept: Typed | null; stop: () => void } {
  const kept = answered ? null : readTyped(name);
  if (answered?.forget) keepTyped(name, null);
  const keep = (): void =>
    keepTyped(name, Object.fromEntries(fieldsOf(form).map(({ name: field, value }) => [field, value])));
  form.addEventListener('input', keep);
  return { kept, stop: () => form.removeEventListener('input', keep) };
}

/** Puts it back, so that whatever follows a field hears of it. */
export function putBack(form: HTMLFormElement, values: Typed): void {
  for (const field of fieldsOf(form)) {
    const value = values[field.name];
    if (value === undefined || value === field.value) continue;
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
