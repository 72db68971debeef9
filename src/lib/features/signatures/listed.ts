/** `shadow` and `invalidated` never count and are spoken of at the desk alone. */
export type SignatureState = 'pending' | 'confirmed' | 'withdrawn' | 'rejected' | 'shadow' | 'invalidated';

/** A signature as the team may read it. */
export interface ListedSignature {
  id: string;
  state: SignatureState;
  /** Null: wiped at the signer's wish. Undefined: sealed with a key this installation does not have. */
  name: string | null | undefined;
  email: string | null | undefined;
  country: string;
  visibility: 'full' | 'initials' | 'private';
  updates: boolean;
  source: string;
  createdAt: string;
  confirmedAt: string | null;
}

export const SIGNATURE_STATES = ['confirmed', 'pending', 'withdrawn'] as const;
export type StateFilter = (typeof SIGNATURE_STATES)[number] | 'all';

/** The view an address asks for. */
export function stateFilter(value: string | null): StateFilter {
  return SIGNATURE_STATES.find((state) => state === value) ?? 'all';
}
