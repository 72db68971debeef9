import type { Locale } from '$lib/contracts/locales';
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import type { DeskTarget, DeskText, PublicLetters } from './model';

/** A request as it is stored: whatever tells who asks is sealed or a keyed index. */
export interface SealedRequest {
  id: string;
  campaign: string;
  name_sealed: string;
  email_sealed: string;
  email_key: string;
  words_sealed: string | null;
  locale: Locale;
  op_id: string;
  letters: { id: string; target: string; text: string }[];
}

export interface LetterWords {
  id: string;
  state: string;
  target: string;
  name: string;
  office: string;
  country: string;
  salutation: string;
  email: string;
  locale: Locale;
  subject: string;
  body: string;
  campaign: string;
}
interface Sealed {
  nameSealed: string | null;
  emailSealed: string | null;
  wordsSealed: string | null;
}
export interface RequestLook extends Sealed {
  id: string;
  slug: string;
  state: 'pending' | 'confirmed' | 'done';
  locale: Locale;
  title: string;
  letters: LetterWords[];
}
export interface LetterForMail extends Sealed, LetterWords {
  request: string;
  slug: string;
}

/** The service's own door to letters. Pass it `backend.system()`. */
export function lettersRepo(system: () => Db) {
  return {
    ask: (item: SealedRequest) =>
      call<{ outcome: 'asked' | 'limited' | 'changed' | 'closed' }>(system(), 'letters_ask', { item }),
    look: (request: string) => call<RequestLook | null>(system(), 'letters_look', { request }),
    confirm: (request: string) =>
      call<{ outcome: 'confirmed' | 'already' | 'gone'; queued?: number }>(system(), 'letters_confirm', { request }),
    cancel: (request: string) =>
      call<{ outcome: 'cancelled' | 'gone'; stopped: number }>(system(), 'letters_cancel', { request }),
    forMail: (letter: string) => call<LetterForMail | null>(system(), 'letter_for_mail', { letter }),
  };
}
export type LettersRepo = ReturnType<typeof lettersRepo>;

export function publicLetters(db: Db, slug: string): Promise<PublicLetters | null> {
  return call<PublicLetters | null>(db, 'public_letters', { slug });
}

const COLUMNS =
  'id, name, office, email, postal, salutation, locale, country, active, paused, heldAt:held_at, until, hourly';

/** Targets in the order in which they were added, each with what became of its letters. */
export async function deskTargets(db: Db, campaign: string): Promise<DeskTarget[]> {
  const [rows, progress] = await Promise.all([
    db.from('letter_targets').select(COLUMNS).eq('campaign_id', campaign).order('created_at').order('id').limit(200),
    call<({ target: string } & DeskTarget['progress'])[]>(db, 'letters_progress', { campaign }),
  ]);
  const found: (Omit<DeskTarget, 'progress' | 'locale'> & { locale: string })[] = dataOf(rows) ?? [];
  const of = new Map(progress.map(({ target, ...counts }) => [target, counts]));
  const none = { offered: false, asked: 0, waiting: 0, sent: 0, failed: 0, unknown: 0 };
  return found.map((row) => ({
    ...row,
    locale: row.locale === 'en' ? 'en' : 'es',
    progress: of.get(row.id) ?? none,
  }));
}

/** The newest text of each language. */
export async function deskTexts(db: Db, campaign: string): Promise<DeskText[]> {
  const newest = async (locale: Locale): Promise<DeskText | null> => {
    const found: { version: number; subject: string; body: string } | null = dataOf(
      await db
        .from('letter_texts')
        .select('version, subject, body')
        .eq('campaign_id', campaign)
        .eq('locale', locale)
        .order('version', { ascending: false })
        .limit(1)
        .maybeSingle(),
    );
    return found && { ...found, locale };
  };
  return (await Promise.all([newest('es'), newest('en')])).filter((text) => text !== null);
}
