interface Draft {
  /** What stood there when the writing began. */
  base: string;
  text: string;
}

const key = (card: string, field: string): string => `ronda-draft:${card}:${field}`;

/** What was typed and not saved in this tab, e.g. before a reload. */
export function readDraft(card: string, field: string): Draft | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key(card, field)) ?? 'null');
    const { base, text } = (kept ?? {}) as Partial<Draft>;
    return typeof base === 'string' && typeof text === 'string' ? { base, text } : null;
  } catch {
    return null; // no storage: a private window, or a full one
  }
}

/** Keeps what is being typed until it is saved; null forgets it. */
export function keepDraft(card: string, field: string, draft: Draft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(key(card, field));
    else sessionStorage.setItem(key(card, field), JSON.stringify(draft));
  } catch {
    // The text still stands in the field; only a reload would lose it.
  }
}
