import type { Locale } from '$lib/contracts/locales';
import type { SigningRules } from '$lib/contracts/ops';
import type { Db } from '$lib/server/backend/index.server';
import { call } from '$lib/server/rpc.server';
import type { CommentState } from './comments';
import type { Visibility } from './schema';

/** A signature as it is stored: whatever tells who signed is sealed or a keyed index. */
export interface SealedSignature {
  id: string;
  campaign: string;
  name_sealed: string;
  email_sealed: string;
  email_key: string;
  name_key: string;
  country: string;
  visibility: Visibility;
  comment_sealed: string | null;
  updates: boolean;
  locale: Locale;
  source: string;
  address_key: string;
  op_id: string;
  town_sealed: string | null;
  town_key: string | null;
  network_key: string;
  domain_key: string;
  /** Names the proof of work; the database says whether it had served before. */
  proof_id: string | null;
  proof_until: string | null;
  /** Names the signer in the links they pass on. */
  share_code: string;
  referred_by: string | null;
  /** Null: what stands beside the form now. */
  consent_version: number | null;
  /** Why it is taken and never counted; null for what counts once confirmed. */
  shadow: 'limit' | 'bot' | null;
}
export interface Stored {
  /** `refused`: the campaign takes no signatures. */
  outcome: 'new' | 'pending' | 'already' | 'refused';
  id: string;
}
/** As its owner sees it: what the fraud desk holds back looks like any other. */
export interface SignatureLook {
  campaign: string;
  state: 'pending' | 'confirmed' | 'withdrawn' | 'rejected';
  visibility: Visibility;
  createdAt: string;
  confirmedAt: string | null;
  locale: Locale;
  nameSealed: string | null;
  updates: boolean;
  shareCode: string | null;
  hasComment: boolean;
  commentSealed: string | null;
  commentState: CommentState;
}
export interface SignatureForMail {
  id: string;
  state: SignatureLook['state'];
  slug: string;
  emailSealed: string | null;
  nameSealed: string | null;
  title: string;
  shareCode: string | null;
}

/** The service's own door to signatures. Pass it `backend.system()`. */
export function signaturesRepo(system: () => Db) {
  return {
    signBatch: (items: SealedSignature[]) => call<Stored[]>(system(), 'sign_batch', { items }),
    look: (signature: string) => call<SignatureLook | null>(system(), 'signature_look', { signature }),
    forMail: (signature: string) => call<SignatureForMail | null>(system(), 'signature_for_mail', { signature }),
    confirm: (signature: string, publicName: string | null) =>
      call<{ outcome: 'confirmed' | 'already' | 'gone' }>(system(), 'confirm_signature', {
        signature,
        public_name: publicName,
      }),
    withdraw: (signature: string) =>
      call<{ outcome: 'withdrawn' | 'gone' }>(system(), 'withdraw_signature', { signature }),
    show: (signature: string, visibility: Visibility, publicName: string | null) =>
      call<{ outcome: 'shown' | 'gone' }>(system(), 'show_signature', {
        signature,
        visibility,
        public_name: publicName,
      }),
    disown: (signature: string) => call<{ outcome: 'disowned' | 'gone' }>(system(), 'disown_signature', { signature }),
    takeCommentBack: (signature: string) =>
      call<{ outcome: 'taken_back' | 'gone' }>(system(), 'comment_take_back', { signature }),
    rules: (campaign: string) => call<SigningRules>(system(), 'signing_rules_now', { campaign }),
    pruneProofs: () => call<null>(system(), 'prune_proofs'),
    remind: (n: number) => call<{ reminded: number }>(system(), 'remind_unconfirmed', { n }),
    mails: (n: number) => call<OutboxLine[]>(system(), 'outbox_all', { n }),
  };
}
export type SignaturesRepo = ReturnType<typeof signaturesRepo>;

export interface OutboxLine {
  id: string;
  kind: string;
  ref: string | null;
  locale: Locale;
  sealed: string | null;
}
