/** `shadow` and `invalidated` never count and are spoken of at the desk alone. */
export type SignatureState = 'pending' | 'confirmed' | 'withdrawn' | 'rejected' | 'shadow' | 'invalidated';

/** Null: wiped at the signer's wish. Undefined: sealed with a key this installation does not have. */
export type Opened = string | null | undefined;

/** A signature as the team may read it. */
export interface ListedSignature {
  id: string;
  state: SignatureState;
  /** Why it does not count. */
  reason: string | null;
  name: Opened;
  email: Opened;
  country: string;
  visibility: 'full' | 'initials' | 'private';
  updates: boolean;
  source: string;
  /** Share code of the signer through whose link this one came. */
  referredBy: string | null;
  hasComment: boolean;
  createdAt: string;
  confirmedAt: string | null;
}
