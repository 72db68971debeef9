import type { Locale } from '$lib/contracts/locales';

export interface UpdateText {
  locale: Locale;
  title: string;
  body: string;
}
export interface Update {
  id: string;
  state: 'draft' | 'sending' | 'paused' | 'sent' | 'cancelled';
  /** Everybody who touched the words; none of them may let it go. */
  writers: string[];
  expected: number;
  queued: number;
  publishedAt: string | null;
  createdAt: string;
  texts: UpdateText[];
}
/** As the public reads it. */
export interface PublicUpdate extends UpdateText {
  id: string;
  publishedAt: string;
}

/** Paragraphs of a text: an empty line parts them. */
export function paragraphsOf(body: string): string[] {
  return body
    .split(/\r?\n\s*\r?\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
