import type { Result } from '$lib/contracts/errors';
import type { Locale } from '$lib/contracts/locales';
import { parseMoney } from '$lib/kernel/money';
import { fail, invalid, ok } from '$lib/kernel/result';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import { attempt } from '$lib/server/errors.server';
import { clientAddress } from '$lib/server/limits/address.server';
import type { Limits } from '$lib/server/limits/limits.server';
import type { GivingRepo, PledgeLook } from './giving.repo.server';
import { restOf, type GivingAccount, type OwnPledge, type TransferWay } from './model';
import { OWN_LINK, sealedPlace } from './places.server';
import { transferWays } from './ways.server';

export interface PledgeVisit {
  /** Campaign in the address; a link of another campaign is none. */
  slug: string;
  token: string;
  /** Network address. */
  address: string;
  locale: Locale;
}
export interface OwnPage {
  pledge: OwnPledge;
  ways: TransferWay[];
}
export interface Donor {
  name: string;
  email: string;
}

export interface OwnPageParts {
  repo: Pick<GivingRepo, 'look' | 'change' | 'cancel' | 'forget'>;
  keyring: Keyring;
  limits: Limits;
  accounts: (slug: string) => Promise<GivingAccount[]>;
}

/** A pledge as its donor sees it. */
export function ownPledge(look: PledgeLook, locale: Locale): OwnPledge {
  return {
    state: look.state,
    reference: look.reference,
    minor: BigInt(look.minor),
    currency: look.currency,
    receivedMinor: BigInt(look.receivedMinor),
    arrivals: look.entries.map(({ day, currency, minor, feeMinor }) => ({
      day,
      currency,
      minor: BigInt(minor),
      feeMinor: BigInt(feeMinor),
    })),
    receiptNo: look.receiptNo,
    channel: look.channel,
    known: look.nameSealed !== null || look.emailSealed !== null,
    hasEmail: look.emailSealed !== null,
    expiresAt: look.expiresAt,
    thanks: look.thanks[locale],
  };
}

/** What is known of the donor, opened. */
export function donorOf(
  keyring: Keyring,
  { id, nameSealed, emailSealed }: Pick<PledgeLook, 'id' | 'nameSealed' | 'emailSealed'>,
): Donor {
  return {
    name: nameSealed === null ? '' : keyring.open(nameSealed, sealedPlace(id, 'name')),
    email: emailSealed === null ? '' : keyring.open(emailSealed, sealedPlace(id, 'email')),
  };
}

/** The donor's own page. Looking changes nothing: mail scanners follow links. */
export function createOwnPage({ repo, keyring, limits, accounts }: OwnPageParts) {
  const look = async ({ slug, token, address }: PledgeVisit): Promise<Result<PledgeLook>> => {
    const allowed = await limits.take('link.address', clientAddress(address));
    if (!allowed.ok) return allowed;
    const link = keyring.readLinkToken(OWN_LINK, token);
    if (!link.ok) return link;
    const found = await attempt(() => repo.look(link.value.id), { op: 'pledge_link' });
    if (!found.ok) return found;
    return found.value === null || found.value.slug !== slug ? fail('not_found') : ok(found.value);
  };

  /** Does one thing with the pledge of the link; `conflict` when it is too late for it. */
  const act = async (
    visit: PledgeVisit,
    work: (found: PledgeLook) => Promise<{ done: boolean }>,
  ): Promise<Result<void>> => {
    const found = await look(visit);
    if (!found.ok) return found;
    const done = await attempt(() => work(found.value));
    if (!done.ok) return done;
    return done.value.done ? ok() : fail('conflict', { rule: 'conflict' });
  };

  return {
    look,
    async page(visit: PledgeVisit): Promise<Result<OwnPage>> {
      const found = await look(visit);
      if (!found.ok) return found;
      return attempt(async () => {
        const pledge = ownPledge(found.value, visit.locale);
        const payable = pledge.state === 'open' || pledge.state === 'partly';
        const { currency, reference } = pledge;
        const ways = payable
          ? transferWays(await accounts(visit.slug), { currency, reference, minor: restOf(pledge) })
          : [];
        return { pledge, ways };
      });
    },
    async change(visit: PledgeVisit, asked: { currency: string; amount: string }): Promise<Result<void>> {
      const minor = parseMoney(asked.amount, asked.currency, visit.locale);
      if (!minor.ok) return { ...minor, field: 'amount' };
      if (minor.value === 0n) return invalid('amount', 'amount');
      return act(visit, ({ id }) => repo.change(id, minor.value, asked.currency));
    },
    cancel: (visit: PledgeVisit) => act(visit, ({ id }) => repo.cancel(id)),
    forget: (visit: PledgeVisit) => act(visit, ({ id }) => repo.forget(id)),
  };
}
