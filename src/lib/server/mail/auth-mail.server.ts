/**
 * Mails of the auth engine (codes) on the same way as all others. They are the only ones whose words stand in the
 * outbox, since the code exists nowhere else: sealed, and not sent any more once the code has surely ended.
 */
import * as v from 'valibot';
import type { AuthMail } from '../backend/types.server';
import type { Keyring, Place } from '../crypto/keyring.server';
import { uuidv7 } from '../../kernel/ids';
import { DEFAULT_LOCALE } from '../../contracts/locales';
import type { OutboxMail, Render } from './outbox.server';

const KIND = 'auth';
/** Codes of the auth engine live at most an hour. */
const USEFUL_MS = 3_600_000;
const stored = v.object({ at: v.number(), to: v.string(), subject: v.string(), text: v.string(), html: v.string() });

/** The outbox row of a mail that the auth engine wants sent. */
export function authMailRow(keyring: Keyring, mail: AuthMail, nowMs: number = Date.now()): OutboxMail {
  const id = uuidv7();
  const { to, subject, text, html } = mail;
  const sealed = keyring.seal(JSON.stringify({ at: nowMs, to, subject, text, html }), place(id));
  // The row refers to itself: what makes the mail is told `ref`, and needs the row's id to open it.
  return { id, kind: KIND, ref: id, locale: DEFAULT_LOCALE, sealed };
}

/** Makes the mails of `authMailRow` again. */
export function authMailRender(keyring: Keyring, now: () => number = Date.now): Readonly<Record<string, Render>> {
  return {
    [KIND]: (ref, _locale, sealed) => {
      if (ref === null || sealed === null) return Promise.resolve(null);
      const { at, ...mail } = v.parse(stored, JSON.parse(keyring.open(sealed, place(ref))));
      return Promise.resolve(now() - at > USEFUL_MS ? null : mail);
    },
  };
}

function place(id: string): Place {
  return { table: 'outbox', row: id, column: 'sealed' };
}
