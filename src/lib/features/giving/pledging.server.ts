import type { Result } from '$lib/contracts/errors';
import type { Locale } from '$lib/contracts/locales';
import { parseMoney } from '$lib/kernel/money';
import { fail, invalid, ok } from '$lib/kernel/result';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import { attempt } from '$lib/server/errors.server';
import { clientAddress } from '$lib/server/limits/address.server';
import type { Limits } from '$lib/server/limits/limits.server';
import type { Proof, Proofs } from '$lib/server/limits/proof.server';
import type { Log } from '$lib/server/log.server';
import type { GivingRepo } from './giving.repo.server';
import type { Giving } from './model';
import { donorEmailKey, donorNameKey, OWN_LINK, pledgeId, sealedPlace } from './places.server';
import { newReference } from './reference.server';
import { TRAP_FIELD, type GiveForm } from './schema';

interface Pledging {
  campaign: { id: string; slug: string };
  giving: Giving;
  form: GiveForm;
  locale: Locale;
  /** Network address as the request gives it. */
  address: string;
}
/** The token of the donor's own page. */
export type Pledged = Result<{ token: string } | 'closed' | 'trapped'>;

export interface PledgingParts {
  repo: Pick<GivingRepo, 'make'>;
  keyring: Keyring;
  limits: Limits;
  proofs: Pick<Proofs, 'take' | 'giveBack'>;
  log: Log;
  /** A mail may wait. */
  stored: () => void;
}

/** The amount that was chosen among those offered, or typed. */
function chosenAmount(giving: Giving, form: GiveForm, locale: Locale): Result<bigint> {
  const { currency, choice, amount } = form;
  const preset = giving.presets.find((one) => one.currency === currency);
  if (!preset) return invalid('currency', 'currency');
  if (amount === '' && choice !== '') {
    const offered = preset.minor.find((minor) => String(minor) === choice);
    return offered === undefined ? invalid('choice', 'choice') : ok(BigInt(offered));
  }
  const typed = parseMoney(amount, currency, locale);
  if (!typed.ok) return { ...typed, field: 'amount' };
  return typed.value === 0n ? invalid('amount', 'amount') : typed;
}

/** Takes a pledge in: limits, sealing, one transaction with the mail that brings the link. */
export async function makePledge(parts: PledgingParts, pledging: Pledging): Promise<Pledged> {
  const { repo, keyring, limits, proofs, log, stored } = parts;
  const { campaign, giving, form, locale, address } = pledging;
  if (form[TRAP_FIELD] !== '') {
    log.info('pledge.trapped', { campaign: campaign.slug });
    return ok('trapped');
  }
  if (form.op === null) return fail('invalid', { field: 'op', rule: 'unknown_field' });
  const minor = chosenAmount(giving, form, locale);
  if (!minor.ok) return minor;
  const proof: Proof | null = form.proof === '' ? null : await proofs.take(form.proof);
  const from = clientAddress(address);
  const limit = proof ? 'give.address' : 'give.bare';
  const allowed = await limits.take(limit, from);
  if (!allowed.ok) return allowed;
  // Somebody else's mailbox must not be filled by whoever types it: the pledge is taken, without the address.
  const emailKey = form.email === '' ? null : donorEmailKey(keyring, campaign.id, form.email);
  const mailed = emailKey !== null && (await limits.take('give.mailbox', emailKey)).ok;
  const { currency, name, email } = form;
  const id = pledgeId(keyring, [form.op, currency, minor.value, name, email].join('|'));
  const made = await attempt(
    () =>
      repo.make({
        id,
        campaign: campaign.id,
        reference: newReference(),
        minor: minor.value.toString(),
        currency,
        locale,
        source: form.source,
        nameSealed: name === '' ? null : keyring.seal(name, sealedPlace(id, 'name')),
        nameKey: name === '' ? null : donorNameKey(keyring, campaign.id, name),
        emailSealed: mailed ? keyring.seal(email, sealedPlace(id, 'email')) : null,
        emailKey: mailed ? emailKey : null,
        wantsUpdates: mailed && form.updates,
        proofId: proof?.id ?? null,
        proofUntil: proof?.until.toISOString() ?? null,
      }),
    { op: 'pledge' },
  );
  if (!made.ok) {
    if (proof !== null) proofs.giveBack(proof);
    await limits.forgive(limit, from);
    return made;
  }
  const { outcome } = made.value;
  if (outcome === 'closed') return ok('closed');
  if (outcome === 'spent') return fail('conflict');
  stored();
  return ok({ token: keyring.linkToken(OWN_LINK, id, 0) });
}
