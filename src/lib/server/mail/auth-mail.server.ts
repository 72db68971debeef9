/**
 * The sign-in code as a mail of ours, on the same way as all others. What the auth engine wrote is English and carries a
 * link that signs in whoever opens it, a mail scanner too: only the code is taken from it. The code stands nowhere else,
 * so the outbox keeps it, sealed; once it has surely ended it is not sent any more. Supabase sends its own mails.
 */
import * as v from 'valibot';
import { DEFAULT_LOCALE, LOCALES } from '../../contracts/locales';
import { uuidv7 } from '../../kernel/ids';
import { mailMessages } from '../../messages/mail.server';
import type { AuthMail } from '../backend/types.server';
import type { Keyring, Place } from '../crypto/keyring.server';
import { compose, type Composed } from './compose.server';
import type { OutboxMail, Render } from './outbox.server';

const KIND = 'sign_in_code';
/** Ten minutes of the code, and the time a slow server may take between our clock and the engine's. */
const USEFUL_MS = 660_000;
const stored = v.object({ at: v.number(), to: v.string(), code: v.string() });

/** The outbox row of a code that the auth engine wants sent. */
export function authMailRow(keyring: Keyring, mail: Pick<AuthMail, 'to' | 'text'>, nowMs = Date.now()): OutboxMail {
  const code = /\b\d{6,10}\b/.exec(mail.text)?.[0];
  if (code === undefined) throw new Error('The auth engine sent a mail without a code');
  const id = uuidv7();
  const sealed = keyring.seal(JSON.stringify({ at: nowMs, to: mail.to, code }), place(id));
  // The row refers to itself: what makes the mail is told `ref`, and needs the row's id to open it.
  return { id, kind: KIND, ref: id, locale: DEFAULT_LOCALE, sealed };
}

/** Makes the mails of `authMailRow`. */
export function authMailRender(keyring: Keyring, now: () => number = Date.now): Readonly<Record<string, Render>> {
  return {
    [KIND]: (ref, _locale, sealed) => {
      if (ref === null || sealed === null) return Promise.resolve(null);
      const { at, to, code } = v.parse(stored, JSON.parse(keyring.open(sealed, place(ref))));
      return Promise.resolve(now() - at > USEFUL_MS ? null : { to, ...codeLetter(code) });
    },
  };
}

/** In both languages: an address that asks for a code has not told which it reads. The code is kept out of the subject. */
function codeLetter(code: string): Composed {
  const [first, ...others] = LOCALES.map((locale) => mailMessages(locale));
  const m = first ?? mailMessages(DEFAULT_LOCALE);
  return compose({
    locale: m.locale,
    subject: [m, ...others].map((words) => words('code.subject')).join(' · '),
    title: m('code.subject'),
    paragraphs: [m('code.text'), ...others.map((words) => words('code.text'))],
    code,
    closing: [m('code.why'), ...others.map((words) => words('code.why'))],
  });
}

function place(id: string): Place {
  return { table: 'outbox', row: id, column: 'sealed' };
}
