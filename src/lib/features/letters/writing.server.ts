import type { Result } from '$lib/contracts/errors';
import type { Locale } from '$lib/contracts/locales';
import { uuidv7 } from '$lib/kernel/ids';
import { fail, ok } from '$lib/kernel/result';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import { attempt } from '$lib/server/errors.server';
import { clientAddress } from '$lib/server/limits/address.server';
import type { Limits } from '$lib/server/limits/limits.server';
import type { Log } from '$lib/server/log.server';
import type { LettersRepo } from './letters.repo.server';
import { letterMailboxKey } from './mailbox.server';
import { textFor, type PublicLetters, type PublicTarget, type PublicText } from './model';
import { sealedPlace } from './places.server';
import type { LetterForm } from './schema';

export interface Writing {
  campaign: { id: string; slug: string };
  form: LetterForm;
  locale: Locale;
  /** Network address as the request gives it. */
  address: string;
  /** The letters as they were shown: which text, to whom. */
  shown: readonly { target: PublicTarget; text: PublicText }[];
}
/** `asked` says no more than that: whether the mailbox is asked too often is told to nobody. */
export type Asked = Result<'asked' | 'changed' | 'closed'>;

export interface WritingParts {
  repo: Pick<LettersRepo, 'ask'>;
  keyring: Keyring;
  limits: Limits;
  log: Log;
  /** A mail waits. */
  stored: () => void;
}

/** Which letter goes to each chosen target; null when one of them is not offered any more. */
export function lettersFor(
  { targets, texts }: PublicLetters,
  chosen: readonly string[],
): { target: PublicTarget; text: PublicText }[] | null {
  const made = chosen.flatMap((id) => {
    const target = targets.find((one) => one.id === id);
    const text = target && textFor(texts, target.locale);
    return target && text ? [{ target, text }] : [];
  });
  return made.length === chosen.length ? made : null;
}

/** Takes a request in: limits, sealing, one transaction with the mail that asks for confirmation. */
export async function askForLetters(
  { repo, keyring, limits, log, stored }: WritingParts,
  { campaign, form, locale, address, shown }: Writing,
): Promise<Asked> {
  if (form.topic !== '') {
    log.info('letters.trapped', { campaign: campaign.slug });
    return ok('asked');
  }
  const allowed = await limits.take('letters.address', clientAddress(address));
  if (!allowed.ok) return allowed;
  const emailKey = letterMailboxKey(keyring, campaign.id, form.email);
  if (form.op === null) return fail('invalid', { field: 'op', rule: 'unknown_field' });
  const id = uuidv7();
  const done = await attempt(
    () =>
      repo.ask({
        id,
        campaign: campaign.id,
        name_sealed: keyring.seal(form.name, sealedPlace(id, 'name')),
        email_sealed: keyring.seal(form.email, sealedPlace(id, 'email')),
        words_sealed: form.words === '' ? null : keyring.seal(form.words, sealedPlace(id, 'words')),
        email_key: emailKey,
        locale,
        op_id: form.op ?? id,
        letters: shown.map(({ target, text }) => ({ id: uuidv7(), target: target.id, text: text.id })),
      }),
    { op: 'letters_ask' },
  );
  if (!done.ok) return done;
  const { outcome } = done.value;
  if (outcome === 'limited') log.info('letters.mailbox_limit', { campaign: campaign.slug });
  if (outcome === 'asked') stored();
  return ok(outcome === 'limited' ? 'asked' : outcome);
}
