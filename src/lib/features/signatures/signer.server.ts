import type { Result } from '$lib/contracts/errors';
import type { Locale } from '$lib/contracts/locales';
import { uuidv7 } from '$lib/kernel/ids';
import { fail, ok } from '$lib/kernel/result';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import { AppError, toFailure } from '$lib/server/errors.server';
import { clientAddress, clientNetwork } from '$lib/server/limits/address.server';
import { createDailyKeys } from '$lib/server/limits/daily.server';
import type { Limits } from '$lib/server/limits/limits.server';
import type { Log } from '$lib/server/log.server';
import { createBatcher } from './batcher.server';
import type { Proof } from '$lib/server/limits/proof.server';
import type { Gate } from './gate.server';
import { canonicalEmail } from './email';
import { mailboxKey } from './mailbox.server';
import { nameKeyText, townKeyText } from './model';
import { DOMAIN_INDEX, NAME_INDEX, OP_INDEX, sealedPlace, TOWN_INDEX } from './places.server';
import { TRAP_FIELD, type SignatureForm } from './schema';
import { newShareCode } from './share-code.server';
import type { SealedSignature, SignaturesRepo, Stored } from './signatures.repo.server';

export interface Signing {
  campaign: { id: string; slug: string };
  form: SignatureForm;
  locale: Locale;
  /** Network address as the request gives it. */
  address: string;
}
/** `thanks` says no more than that: whether the mailbox had signed before is told to the mailbox alone. */
export type Signed = Result<'thanks' | 'closed'>;

export interface Signer {
  /** Resolves with `thanks` only after the commit. `unavailable`: nothing is known to be stored, sending again is safe. */
  sign(signing: Signing): Promise<Signed>;
}

export interface SignerParts extends Gate {
  repo: Pick<SignaturesRepo, 'signBatch'>;
  keyring: Keyring;
  limits: Limits;
  log: Log;
  /** Something was stored: mails wait, figures change. */
  stored: () => void;
  now?: () => number;
}

interface Judged {
  proof: Proof | null;
  /** Beyond what one address may bring. */
  over: boolean;
}

/** Two transactions met; the same call again succeeds. */
function isCollision(error: unknown): boolean {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 4; depth += 1) {
    if (['40001', '40P01'].includes(String(Reflect.get(at, 'code')))) return true;
    at = Reflect.get(at, 'cause');
  }
  return false;
}

/** A UUID (version 8) from the first 128 bits of a keyed index. */
function uuidFrom(index: string): string {
  const bytes = Buffer.from(index, 'base64url').subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Takes signatures in: limits, sealing, one transaction for many. */
export function createSigner(parts: SignerParts): Signer {
  const { repo, keyring, limits, log, stored, proofs, crowd, rules, now = Date.now } = parts;
  const daily = createDailyKeys(keyring.derive('limits'), now);
  const batcher = createBatcher<SealedSignature, Stored>({
    // In one order everywhere, so that two processes with the same mailboxes wait for each other instead of locking up.
    run: async (items) => {
      const byMailbox = (a: SealedSignature, b: SealedSignature): number =>
        a.email_key === b.email_key ? 0 : a.email_key < b.email_key ? -1 : 1;
      const order = items.map((item, at) => ({ item, at })).sort((a, b) => byMailbox(a.item, b.item));
      const answers = await repo.signBatch(order.map(({ item }) => item));
      const sorted: Stored[] = [];
      answers.forEach((answer, place) => {
        const at = order[place]?.at;
        if (at !== undefined) sorted[at] = answer;
      });
      return sorted;
    },
    isAway: (error) => toFailure(error).code === 'unavailable',
    isRetryable: isCollision,
    full: () => new AppError(fail('unavailable')),
  });

  const seal = ({ campaign, form, locale, address }: Signing, emailKey: string, judged: Judged): SealedSignature => {
    const id = uuidv7();
    const from = clientAddress(address);
    const town = townKeyText(form.town);
    const [domain = ''] = canonicalEmail(form.email).split('@').slice(-1);
    // The form's id alone would not do: somebody who goes back and signs for their mother sends the same one again.
    const op = form.op === null ? uuidv7() : uuidFrom(keyring.index(OP_INDEX, `${form.op}|${emailKey}`));
    return {
      id,
      campaign: campaign.id,
      name_sealed: keyring.seal(form.name, sealedPlace(id, 'name')),
      email_sealed: keyring.seal(form.email, sealedPlace(id, 'email')),
      comment_sealed: form.comment === '' ? null : keyring.seal(form.comment, sealedPlace(id, 'comment')),
      email_key: emailKey,
      name_key: keyring.index(NAME_INDEX, `${campaign.id}|${nameKeyText(form.name)}`),
      country: form.country,
      visibility: form.visibility,
      updates: form.updates,
      locale,
      source: form.source,
      address_key: daily('signature.address', from),
      network_key: daily('signature.network', clientNetwork(from)),
      domain_key: keyring.index(DOMAIN_INDEX, `${campaign.id}|${domain}`),
      town_sealed: form.town === '' ? null : keyring.seal(form.town, sealedPlace(id, 'town')),
      town_key: town === '' ? null : keyring.index(TOWN_INDEX, `${campaign.id}|${form.country}|${town}`),
      proof_id: judged.proof?.id ?? null,
      proof_until: judged.proof?.until.toISOString() ?? null,
      share_code: newShareCode(),
      referred_by: form.ref,
      consent_version: form.consent,
      shadow: judged.over ? 'limit' : null,
      op_id: op,
    };
  };

  /**
   * A carrier puts thousands of people behind one address, so the bounds are wide for whoever's browser did some work, and
   * narrow for the rest; beyond them a signature is taken and does not count, and nobody is told.
   */
  const isOver = async ({ campaign, form }: Signing, from: string, proof: Proof | null): Promise<boolean> => {
    const set = await rules(campaign.id);
    const times = set.looseCountries.includes(form.country) ? set.looseFactor : 1;
    const [burst, sustained] = proof ? [set.burst, set.sustained] : [set.bareBurst, set.bareSustained];
    const group = `${campaign.id}|${proof ? 'proof' : 'bare'}`;
    return crowd.isOver(group, from, { burst: burst * times, sustained: sustained * times });
  };

  return {
    async sign(signing) {
      const { campaign, form, address } = signing;
      if (form[TRAP_FIELD] !== '') {
        log.info('signature.trapped', { campaign: campaign.slug });
        return ok('thanks');
      }
      const from = clientAddress(address);
      const allowed = await limits.take('sign.address', from);
      if (!allowed.ok) return allowed;
      const emailKey = mailboxKey(keyring, campaign.id, form.email);
      if (!(await limits.take('sign.mailbox', emailKey)).ok) {
        log.info('signature.mailbox_limit', { campaign: campaign.slug });
        return ok('thanks');
      }
      const proof = form.proof === '' ? null : await proofs.take(form.proof);
      try {
        const over = await isOver(signing, from, proof);
        const { outcome, id } = await batcher.submit(seal(signing, emailKey, { proof, over }));
        log.debug('signature.stored', { campaign: campaign.slug, signature: id, outcome });
        if (outcome === 'refused') return ok('closed');
        stored();
        return ok('thanks');
      } catch (error) {
        if (proof !== null) proofs.giveBack(proof);
        // Whoever is told to try again must not be refused for trying.
        await Promise.all([limits.forgive('sign.address', from), limits.forgive('sign.mailbox', emailKey)]);
        return toFailure(error, { op: 'sign' });
      }
    },
  };
}
