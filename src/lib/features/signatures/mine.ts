import type { CommentState } from './comments';
import type { Visibility } from './schema';

/** A signature as its own page shows it. `gone`: nothing of the person is left. */
export interface Mine {
  state: 'pending' | 'confirmed' | 'gone';
  visibility: Visibility;
  /** What each choice would show; null while unconfirmed, since a stranger may have typed the name. */
  shows: Record<Visibility, string | null> | null;
  signedAt: string;
  confirmedAt: string | null;
  /** For the links they pass on; null for signatures from before these codes. */
  shareCode: string | null;
  /** What they wrote, to read again and to take back; null while unconfirmed, as a stranger may have written it. */
  comment: { text: string; state: CommentState } | null;
}
