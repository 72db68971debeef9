import type { Locale } from '$lib/contracts/locales';
import type { Opened } from './listed';

/** A comment as an organizer reads it. */
export interface QueuedComment {
  /** Of the signature. */
  id: string;
  name: Opened;
  /** What the signer chose to show; null for the country alone. */
  publicName: string | null;
  text: Opened;
  country: string;
  locale: Locale;
  createdAt: string;
}

/** A comment as everybody reads it. */
export interface PublicComment {
  id: string;
  name: string | null;
  country: string;
  /** Of the page it was signed on; what somebody wrote may be another language. */
  locale: Locale;
  text: string;
  at: string;
}

export const COMMENT_STATES = ['waiting', 'approved', 'hidden'] as const;
export type CommentState = (typeof COMMENT_STATES)[number];

export function commentState(value: string | null): CommentState {
  return COMMENT_STATES.find((state) => state === value) ?? 'waiting';
}
