import type { Locale } from '$lib/contracts/locales';

/** Holder of an office as the public sees them. */
export interface PublicTarget {
  id: string;
  name: string;
  office: string;
  email: string;
  postal: string;
  salutation: string;
  /** Language in which they are written to. */
  locale: Locale;
  country: string;
  /** Letters that went. */
  sent: number;
}

/** The newest letter of one language, with the campaign's title in it. */
export interface PublicText {
  id: string;
  locale: Locale;
  subject: string;
  body: string;
  campaign: string;
}

export interface PublicLetters {
  targets: PublicTarget[];
  texts: PublicText[];
}

/** A target and its progress as the team sees them. */
export interface DeskTarget {
  id: string;
  name: string;
  office: string;
  email: string;
  postal: string;
  salutation: string;
  locale: Locale;
  country: string;
  active: boolean;
  paused: boolean;
  /** Since when it is paused because the mail server refused it for good. */
  heldAt: string | null;
  /** Civil day. */
  until: string | null;
  hourly: number;
  progress: { offered: boolean; asked: number; waiting: number; sent: number; failed: number; unknown: number };
}

export interface DeskText {
  locale: Locale;
  version: number;
  subject: string;
  body: string;
}

/** What a template may ask for, and how it is called in Spanish. The same list stands in SQL (`app.op_letters_text`). */
const FIELDS = { salutation: 'saludo', name: 'nombre', words: 'palabras', campaign: 'campaña' } as const;
export type MergeField = keyof typeof FIELDS;
const SUBJECT_FIELDS: readonly MergeField[] = ['name', 'campaign'];
const MERGE_FIELDS = Object.keys(FIELDS) as MergeField[];

const inBraces = /\{([^{}]*)\}/g;

function fieldOf(word: string): MergeField | null {
  const asked = word.trim().toLowerCase();
  return MERGE_FIELDS.find((field) => field === asked || FIELDS[field] === asked) ?? null;
}

/** The template as it is stored: fields by their names in code, whatever language they were typed in. */
export function storedTemplate(text: string): string {
  return text.replace(inBraces, (whole, word: string) => {
    const field = fieldOf(word);
    return field === null ? whole : `{${field}}`;
  });
}

/** The template as somebody who reads `locale` edits it. */
export function shownTemplate(text: string, locale: Locale): string {
  return text.replace(inBraces, (whole, word: string) => {
    const field = fieldOf(word);
    return field === null ? whole : `{${locale === 'es' ? FIELDS[field] : field}}`;
  });
}

/** Why a template cannot be used, or null. A letter that nobody greets or signs is not sent to a minister. */
export function templateFault(text: string, part: 'subject' | 'body'): 'merge_field' | 'merge_missing' | null {
  const used = [...text.matchAll(inBraces)].map(([, word]) => fieldOf(word ?? ''));
  const allowed = part === 'subject' ? SUBJECT_FIELDS : MERGE_FIELDS;
  const loose = /[{}]/.test(text.replace(inBraces, ''));
  if (loose || used.some((field) => field === null || !allowed.includes(field))) return 'merge_field';
  return part === 'body' && !(used.includes('salutation') && used.includes('name')) ? 'merge_missing' : null;
}

export interface Letter {
  subject: string;
  body: string;
}

/**
 * The letter as it goes. One pass: what a signer typed is never read as a field. Without own words their paragraph
 * closes up.
 */
export function fillLetter(template: Letter, values: Record<MergeField, string>): Letter {
  const fill = (text: string): string =>
    text.replace(inBraces, (whole, word: string) => {
      const field = fieldOf(word);
      return field === null ? whole : values[field];
    });
  const body = values.words === '' ? template.body.replace(/^[ \t]*\{words\}[ \t]*$/gm, '') : template.body;
  return {
    subject: fill(template.subject).replace(/\s+/g, ' ').trim(),
    body: fill(body)
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  };
}

/** The text in which a target is written to: their language, or the one there is. */
export function textFor(texts: readonly PublicText[], locale: Locale): PublicText | null {
  return texts.find((text) => text.locale === locale) ?? texts[0] ?? null;
}

/** Opens the reader's own mail program. Nothing passes through us. */
export function mailtoLink(email: string, letter: Letter): string {
  // A mail program reads CRLF; most web addresses stop being passed on at some thousands of characters.
  const body = letter.body.replace(/\n/g, '\r\n');
  return `mailto:${encodeURIComponent(email).replace('%40', '@')}?subject=${encodeURIComponent(letter.subject)}&body=${encodeURIComponent(body)}`;
}
