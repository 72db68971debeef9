import type { Locale } from '$lib/contracts/locales';

export interface UpdateText {
  locale: Locale;
  title: string;
  body: string;
}
/** What became of the mails of one update. */
export interface Mailed {
  sent: number;
  waiting: number;
  failed: number;
}
/** The mail as somebody gets it who reads `locale`. */
export interface PreviewedMail {
  locale: Locale;
  subject: string;
  /** Without its rules for dark rooms. */
  html: string;
  text: string;
  /** The words are of another language, because nobody wrote them in this one. */
  borrowed: boolean;
}
export interface Update {
  id: string;
  state: 'draft' | 'sending' | 'paused' | 'sent' | 'cancelled';
  /** Everybody who touched the words; none of them may let it go. */
  writers: string[];
  /** Counts every change of the words; whoever approves says which one they read. */
  version: number;
  /** Since when it waits for a second person, and who asked. */
  askedAt: string | null;
  askedBy: string | null;
  approvedBy: string | null;
  expected: number;
  queued: number;
  publishedAt: string | null;
  createdAt: string;
  texts: UpdateText[];
}
/** As the desk shows it. */
export interface DeskUpdate extends Update {
  mails: PreviewedMail[];
  mailed: Mailed | null;
}
/** What is being written, or written again. */
export interface Opened {
  update: string;
  locale: Locale;
  title: string;
  body: string;
  /** Writing takes the request for approval back. */
  asked: boolean;
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
